// What is new since the last visit, as data: when a visit ends, and what was there when it began.

/** @typedef {Record<string, number>} Rows how many rows each listing had, by the name of its source */

/**
 * @typedef {object} Visits
 * @property {number} last when a page was last opened, in milliseconds
 * @property {Rows | null} now what was there at this visit; null as long as nobody knows
 * @property {Rows | null} before what was there at the visit before it; null at the first
 */

/** Milliseconds without a page opened that end a visit. */
export const PAUSE = 30 * 60 * 1000;

/**
 * Returns the visits after a page was opened, and whether a visit began with it.
 * @param {Visits | null} visits
 * @param {number} time
 * @returns {{visits: Visits, began: boolean}}
 */
export function opened(visits, time) {
  if (!visits) return { visits: { last: time, now: null, before: null }, began: true };
  const began = time - visits.last > PAUSE;
  return { visits: { ...visits, last: time, before: began ? visits.now : visits.before }, began };
}

/** Reads visits from text; what cannot be read counts as none. @param {string | null} text @returns {Visits | null} */
export function readVisits(text) {
  try {
    const { last, now, before } = JSON.parse(text ?? "null");
    return Number.isFinite(last) && isRows(now) && isRows(before) ? { last, now, before } : null;
  } catch {
    return null;
  }
}

/** Tells whether a value says how many rows each listing had, or that nobody knows. @param {any} rows */
export const isRows = (rows) =>
  rows === null || (typeof rows === "object" && Object.values(rows).every(Number.isInteger));

/**
 * Returns how many rows each listing has now.
 * @param {Iterable<{source: string, rows: number}>} listings
 * @returns {Rows}
 */
export const rowsOf = (listings) => Object.fromEntries(Array.from(listings, ({ source, rows }) => [source, rows]));

/**
 * Tells whether a row of a listing was there before.
 * @param {Rows} before
 * @param {string} source
 * @param {number} position counted from 1
 */
export const wasThere = (before, source, position) =>
  Object.hasOwn(before, source) && position <= (before[source] ?? 0);

/**
 * Tells whether any listing grew or came since then: without it, no paper can be new.
 * @param {Rows} before
 * @param {Iterable<{source: string, rows: number}>} listings
 */
export const grew = (before, listings) => [...listings].some(({ source, rows }) => !wasThere(before, source, rows));

/**
 * Returns the papers that are new: none of their appearances was there before. The newest come first.
 * @param {Rows} before
 * @param {ReadonlyArray<{source: string}>} listings
 * @param {ReadonlyArray<ArrayLike<number>>} papers by listing: the number of the paper at each position, or -1
 */
export function newSince(before, listings, papers) {
  /** @type {Set<number>} */
  const old = new Set();
  /** @type {Set<number>} */
  const fresh = new Set();
  listings.forEach(({ source }, index) => {
    Array.from(papers[index] ?? [], (paper, at) => (wasThere(before, source, at + 1) ? old : fresh).add(paper));
  });
  return [...fresh].filter((paper) => paper >= 0 && !old.has(paper)).sort((one, two) => two - one);
}
