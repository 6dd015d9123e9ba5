// Where the window stood in each list, by its address: a visitor who comes back finds the same row at the same place.
// It is kept as long as the tab is, if that can be.

import { siteUrl } from "./catalogue.js";

/** @typedef {{paper: number, top: number, y: number}} Place the first paper, where it stood, how far all was scrolled */

const KEY = `reading-list.places.1:${new URL(siteUrl("")).pathname}`;
/** How many lists are kept. */
const LISTS = 50;

const places = stored();

/** @returns {Map<string, Place>} */
function stored() {
  try {
    return new Map(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Map();
  }
}

/**
 * Returns how the window stood in a list.
 * @param {string} search
 */
export function placeIn(search) {
  return places.get(search);
}

/**
 * Keeps how the window stands in a list.
 * @param {string} search
 * @param {Place} place
 */
export function keepPlace(search, place) {
  places.delete(search); // the last one is that of the list that was looked at last
  places.set(search, place);
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...places].slice(-LISTS)));
  } catch {
    // It holds as long as the page does.
  }
}

const [loaded] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
let again = loaded?.name === location.href && loaded.type !== "navigate";

/** Tells, once, whether the browser has loaded this page again, or come back to it from elsewhere. */
export function cameBack() {
  const came = again;
  again = false;
  return came;
}
