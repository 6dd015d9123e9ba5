// Which papers the visitor read, bookmarked or hid, and which are new to them, as numbers.

import { keep } from "../saved/saved.js";
import { newSince } from "../saved/visits.js";

/** @import { Columns, Head } from "../data/catalogue.js" */

/**
 * Returns the papers of each state; what is kept of a paper that is no more is left out.
 * @param {Head} head
 * @param {Columns} columns
 * @returns {Record<"read" | "bookmarked" | "hidden" | "noted" | "new", number[]>}
 */
export function keptPapers(head, columns) {
  /** @type {Record<"read" | "bookmarked" | "hidden" | "noted" | "new", number[]>} */
  const kept = { read: [], bookmarked: [], hidden: [], noted: [], new: newPapers(head, columns) };
  for (const [slug, entry] of keep.all()) {
    const number = columns.numberOf(slug);
    if (number < 0) continue;
    for (const state of /** @type {const} */ (["read", "bookmarked", "hidden"])) {
      if (entry[state]) kept[state].push(number);
    }
    if (entry.note) kept.noted.push(number);
  }
  return kept;
}

/** @param {Head} head @param {Columns} columns */
function newPapers(head, columns) {
  const before = keep.seenBefore();
  return before ? newSince(before, head.listings, columns.listings) : [];
}

/** Returns what to say of a state that cannot be known yet. @param {string} state */
export function notYet(state) {
  if (state !== "new" || keep.seenBefore() !== null) return [];
  return ["This is your first visit here: what is new shows from the next one on."];
}

/**
 * Turns the bookmark of a paper on or off; returns whether it is on now.
 * @param {{slug: string, title: string}} paper
 */
export function toggleBookmark({ slug, title }) {
  const bookmarked = !keep.get(slug).bookmarked;
  keep.set(slug, { bookmarked, title });
  return bookmarked;
}

export const { get: keptOf, subscribe: whenKept } = keep;
