// Which papers the explorer shows, in which order, and how many of them carry each tag: only values, no page.
//
// The filters say which papers match (`filters.js`), and the search for `q` must have found them. Papers that the
// visitor hid are left out, unless the state asks for them. The number on a tag says how many of the papers shown carry
// it. The order is relevance if there is a query, else date; where an order does not decide, the newest comes first.
// Papers that have only some of the words come after the others, whatever the order.

import { FILTERS } from "./filters.js";
import { keepOnly, takeAway } from "./marks.js";

/** @import { Columns } from "../data/catalogue.js" */
/** @import { State } from "./choice.js" */

/**
 * @typedef {object} Given what a selection is made from besides the choice
 * @property {Pick<Columns, "days" | "tags" | "listings" | "paths" | "titles" | "surprise" | "list">} columns
 * @property {ArrayLike<number> | null} found what the search found, the best first; null if nothing is looked for
 * @property {number} [close] how many of them have enough of what is looked for; without it, all
 * @property {Partial<Record<string, Iterable<number>>>} kept papers by state: read, bookmarked, noted, hidden, new
 * @property {{x: ArrayLike<number>, y: ArrayLike<number>} | null} points where papers lie on the map, by number
 */

/**
 * @typedef {object} Selection
 * @property {Int32Array} numbers the papers shown, in their order
 * @property {Record<string, Int32Array>} counts by filter with switches: how many of the papers each switch stands for
 * @property {number} close how many of the papers, the first, have enough of what is looked for
 * @property {number} hidden how many more would be shown, had the visitor not hidden them
 */

/**
 * Returns the papers that a choice shows, and the counts that go with them.
 * @param {State} state
 * @param {Given} given
 * @returns {Selection}
 */
export function select(state, given) {
  const { columns, found } = given;
  const shown = new Uint8Array(columns.days.length).fill(1);
  for (const filter of FILTERS) filter.narrow(shown, state, given);
  if (found) keepOnly(shown, [found]);
  const hidden = state.state === "hidden" ? 0 : takeAway(shown, given.kept.hidden);
  const numbers = inOrder(state, shown, given);
  const close = found && new Set(Array.prototype.slice.call(found, 0, given.close));
  const [first, others] = [true, false].map((wanted) =>
    numbers.filter((number) => !close || close.has(number) === wanted),
  );
  return {
    numbers: close ? Int32Array.from([...(first ?? []), ...(others ?? [])]) : numbers,
    close: (close ? first : numbers)?.length ?? 0,
    counts: Object.fromEntries(
      FILTERS.map(({ name, switches }) => [name, counts(switches?.papers?.(columns) ?? [], shown)]),
    ),
    hidden,
  };
}

/**
 * Returns the papers that are marked, in the order of a choice.
 * @param {State} state
 * @param {Uint8Array} shown
 * @param {Given} given
 */
function inOrder(state, shown, { columns, found }) {
  const order = { title: columns.titles, surprise: columns.surprise }[state.sort] ?? (state.sort ? null : found);
  const numbers = new Int32Array(shown.length);
  let count = 0;
  for (let at = 0; at < shown.length; at++) {
    const number = order ? order[at] : shown.length - 1 - at;
    if (number !== undefined && shown[number] === 1) numbers[count++] = number;
  }
  return numbers.slice(0, count);
}

/** Counts the marked papers of each list. @param {readonly ArrayLike<number>[]} lists @param {Uint8Array} shown */
function counts(lists, shown) {
  return Int32Array.from(lists, (list) => {
    let count = 0;
    for (let at = 0; at < list.length; at++) count += shown[/** @type {number} */ (list[at])] ?? 0;
    return count;
  });
}
