// Where the window stood in each list, by its address: a visitor who comes back finds the same row at the same place.
// It is kept as long as the tab is, if that can be.

import { parsed, stored } from "../lib/storage.js";

/** @typedef {{paper: number, top: number, y: number}} Place the first paper, where it stood, how far all was scrolled */

const store = stored("places.1", () => sessionStorage);
/** How many lists are kept. */
const LISTS = 50;

/** @type {Map<string, Place>} */
const places = new Map(parsed(store.read()) ?? []);

/** Returns how the window stood in a list. @param {string} search */
export function placeIn(search) {
  return places.get(search);
}

/** Keeps how the window stands in a list. @param {string} search @param {Place} place */
export function keepPlace(search, place) {
  places.delete(search); // the last one is that of the list that was looked at last
  places.set(search, place);
  store.write(JSON.stringify([...places].slice(-LISTS)));
}

const [loaded] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
let again = loaded?.name === location.href && loaded.type !== "navigate";

/** Tells, once, whether the browser has loaded this page again, or come back to it from elsewhere. */
export function cameBack() {
  const came = again;
  again = false;
  return came;
}
