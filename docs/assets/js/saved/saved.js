// What a visitor keeps, without an account: papers to read later, read and hidden papers,
// lists, private notes, and the last visit.
// All of it stays in this browser; nothing here asks the network except for the head of the catalogue.

import { columns, head, papers } from "../data/catalogue.js";
import { notice } from "../lib/notice.js";
import { stored } from "../lib/storage.js";
import { SavedStore } from "./saved-store.js";
import { opened, readVisits, rowsOf } from "./visits.js";

const { key, area } = stored("kept.1");
const store = new SavedStore({ area, key, tell: notice });
const visits = stored("visits.1");

/** Notes that a page is open now; returns the visits, and whether one began with it. */
function open() {
  const now = opened(readVisits(visits.read()), Date.now());
  visits.write(JSON.stringify(now.visits));
  return now;
}

/** Notes that a page was opened; where a visit begins with it, what is there now is noted and renames are followed. */
export async function pageOpened() {
  const { visits: known, began } = open();
  if (!began && known.now) return;
  const listings = (await head()).listings;
  visits.write(JSON.stringify({ ...(readVisits(visits.read()) ?? known), now: rowsOf(listings) }));
  const kept = keptSlugs();
  if (kept.length === 0) return;
  const { numberOf } = await columns();
  const slugs = kept.filter((slug) => numberOf(slug) >= 0);
  const found = await papers(slugs.map(numberOf));
  const renamed = new Map(found.map((paper, index) => /** @type {[string, string]} */ ([slugs[index], paper.slug])));
  for (const [slug, now] of renamed) if (slug === now) renamed.delete(slug);
  if (renamed.size) store.rename(renamed);
}

/** Returns the slugs of all papers of which anything is kept. */
const keptSlugs = () => [
  ...new Set([...store.all().keys(), ...store.lists().flatMap(({ papers }) => papers.map(({ slug }) => slug))]),
];

export const keep = {
  /** Whether changes are stored ("kept") or only held for this visit ("session"). */
  get status() {
    return store.status;
  },
  get: store.get.bind(store),
  set: store.set.bind(store),
  all: store.all.bind(store),
  lists: store.lists.bind(store),
  changeLists: store.changeLists.bind(store),
  slugs: keptSlugs,
  /**
   * Calls a function after every change, those of other tabs too, until the visitor has left the page.
   * @param {() => void} listener
   * @param {AbortSignal} signal
   */
  subscribe: (listener, signal) => store.addEventListener("change", listener, { signal }),
  toJSON: store.toJSON.bind(store),
  fromJSON: store.fromJSON.bind(store),
  /** Returns how many rows each listing had at the visit before this one, or null at the first. */
  seenBefore() {
    return open().visits.before;
  },
};

addEventListener("storage", (event) => {
  if (event.key === null || store.keys.includes(event.key)) store.refresh();
});
// A page that the browser had put to sleep heard nothing meanwhile.
addEventListener("pageshow", (event) => {
  if (event.persisted) store.refresh();
});
