// Searches of the explorer that a visitor saved, each with what was there when it was last opened.

import { parsed, stored } from "../lib/storage.js";
import { isRows } from "./visits.js";

/** @import { Rows } from "./visits.js" */
/** @typedef {{search: string, rows: Rows}} Saved the address of a search, and how many rows each listing had */

const store = stored("searches.1");

/** Returns the saved searches, the latest first; what cannot be read is left out. @returns {Saved[]} */
export function searches() {
  const read = parsed(store.read());
  return Array.isArray(read)
    ? read.filter((one) => typeof one?.search === "string" && one.rows && isRows(one.rows))
    : [];
}

/** Saves a search, or notes that it was opened. @param {Saved} saved */
export function saveSearch(saved) {
  const known = searches();
  const there = known.some(({ search }) => search === saved.search);
  store.write(
    JSON.stringify(!there ? [saved, ...known] : known.map((one) => (one.search === saved.search ? saved : one))),
  );
}

/** Removes a saved search. @param {string} search */
export function removeSearch(search) {
  const left = searches().filter((one) => one.search !== search);
  store.write(left.length > 0 ? JSON.stringify(left) : null);
}
