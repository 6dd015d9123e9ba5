// What a visitor keeps, without an account: bookmarks, read and hidden papers, private notes, and the last visit.
// All of it stays in this browser; nothing here asks the network except for the head of the catalogue.

import { columns, head, papers, siteUrl } from "./catalogue.js";
import { KeptStore } from "./kept-store.js";
import { notice } from "./notice.js";
import { opened, readVisits, rowsOf } from "./visits.js";

// Other sites of the same host share its storage: the path of this one is part of every key.
const place = new URL(siteUrl("")).pathname;
const KEPT = `reading-list.kept.1:${place}`;
const VISITS = `reading-list.visits.1:${place}`;

const store = new KeptStore({ shelf: () => localStorage, key: KEPT, tell: notice });

/** @type {import("./visits.js").Visits | null} held here too, in case nothing can be stored */
let visits = null;

/** @returns {import("./visits.js").Visits | null} */
function storedVisits() {
  try {
    return readVisits(localStorage.getItem(VISITS)) ?? visits;
  } catch {
    return visits;
  }
}

/** @param {import("./visits.js").Visits} next */
function storeVisits(next) {
  visits = next;
  try {
    localStorage.setItem(VISITS, JSON.stringify(next));
  } catch {
    // The visit is known as long as the page is: nothing a visitor would have to be told.
  }
}

/** Notes that a page is open now; returns whether a visit began with it. */
function open() {
  const { visits: next, began } = opened(storedVisits(), Date.now());
  storeVisits(next);
  return began;
}

/** Notes that a page was opened; where a visit begins with it, what is there now is noted and renames are followed. */
export async function pageOpened() {
  if (!open() && visits?.now) return;
  const listings = (await head()).listings;
  storeVisits({ .../** @type {import("./visits.js").Visits} */ (storedVisits()), now: rowsOf(listings) });
  if (store.all().size === 0) return;
  const { numberOf } = await columns();
  const slugs = [...store.all().keys()].filter((slug) => numberOf(slug) >= 0);
  const found = await papers(slugs.map(numberOf));
  const renamed = new Map(found.map((paper, index) => /** @type {[string, string]} */ ([slugs[index], paper.slug])));
  for (const [slug, now] of renamed) if (slug === now) renamed.delete(slug);
  if (renamed.size) store.rename(renamed);
}

export const keep = {
  /** Whether changes are stored ("kept") or only held for this visit ("session"). */
  get status() {
    return store.status;
  },
  get: store.get.bind(store),
  set: store.set.bind(store),
  all: store.all.bind(store),
  subscribe: store.subscribe.bind(store),
  toJSON: store.toJSON.bind(store),
  fromJSON: store.fromJSON.bind(store),
  /** Returns how many rows each listing had at the visit before this one, or null at the first. */
  seenBefore() {
    open();
    return visits?.before ?? null;
  },
};

addEventListener("storage", (event) => {
  if (event.key === KEPT || event.key === null) store.refresh();
});
// A page that the browser had put to sleep heard nothing meanwhile.
addEventListener("pageshow", (event) => {
  if (event.persisted) store.refresh();
});
