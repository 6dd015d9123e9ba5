// Which papers the explorer shows, in which order, and how many of them carry each tag: only values, no page.
//
// A paper is shown if and only if it
//   carries every tag of `tag`, at least one of `any` (if there are any) and none of `not`;
//   stands in at least one of the chosen listings (if there are any), and on the chosen path;
//   was first listed, or without such a day published, within `from` and `to`, both included; where a year or a month
//   alone is known, it is enough that some day of it is (papers without any drop out as soon as one of both is set);
//   is in the chosen state, lies in the chosen area of the map, and was found by the search for `q`.
// The papers of a tag include those of its narrower tags, as on its page. Papers that the visitor hid are left out,
// unless the state asks for them. The number on a tag says how many of the papers shown carry it, in the same sense.
// The order is relevance if there is a query, else date; where an order does not decide, the newest comes first.
// Papers that have only some of the words come after the others, whatever the order.

/** @typedef {import("./catalogue.js").Head} Head */
/** @typedef {import("./catalogue.js").Columns} Columns */
/** @typedef {import("./choice.js").State} State */
/** @typedef {import("./choice.js").Area} Area */

/**
 * @typedef {object} Given what a selection is made from besides the choice
 * @property {Pick<Columns, "days" | "tags" | "listings" | "paths" | "titles" | "surprise">} columns
 * @property {ArrayLike<number> | null} found what the search found, the best first; null if nothing is looked for
 * @property {number} [close] how many of them have enough of what is looked for; without it, all
 * @property {Partial<Record<string, Iterable<number>>>} kept papers by state: read, bookmarked, hidden, new
 * @property {{x: ArrayLike<number>, y: ArrayLike<number>} | null} points where papers lie on the map, by number
 */

/**
 * @typedef {object} Selection
 * @property {Int32Array} numbers the papers shown, in their order
 * @property {Int32Array} tags how many of them carry each tag
 * @property {Int32Array} listings how many of them stand in each listing
 * @property {Int32Array} paths how many of them are on each path
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
  const { columns } = given;
  const shown = matching(state, given);
  const hidden = state.state === "hidden" ? 0 : takeAway(shown, given.kept.hidden ?? []);
  const numbers = inOrder(state, shown, given);
  const close = given.found && new Set(Array.prototype.slice.call(given.found, 0, given.close));
  const [first, others] = [true, false].map((wanted) =>
    numbers.filter((number) => !close || close.has(number) === wanted),
  );
  return {
    numbers: close ? Int32Array.from([...(first ?? []), ...(others ?? [])]) : numbers,
    close: (close ? first : numbers)?.length ?? 0,
    tags: counts(columns.tags, shown),
    listings: counts(columns.listings, shown),
    paths: counts(columns.paths, shown),
    hidden,
  };
}

/**
 * Marks the papers that a choice matches, hidden ones included.
 * @param {State} state
 * @param {Given} given
 * @returns {Uint8Array} 1 for each paper that matches, by number
 */
function matching(state, { columns, found, kept, points }) {
  const shown = new Uint8Array(columns.days.length).fill(state.unknown.length > 0 ? 0 : 1);
  for (const tag of state.tag) keepOnly(shown, [columns.tags[tag] ?? []]);
  if (state.any.length)
    keepOnly(
      shown,
      state.any.map((tag) => columns.tags[tag] ?? []),
    );
  for (const tag of state.not) takeAway(shown, columns.tags[tag] ?? []);
  if (state.listing.length)
    keepOnly(
      shown,
      state.listing.map((listing) => columns.listings[listing] ?? []),
    );
  if (state.path >= 0) keepOnly(shown, [columns.paths[state.path] ?? []]);
  if (state.from || state.to) keepDays(shown, columns.days, state.from, state.to);
  if (state.state === "unread") takeAway(shown, kept.read ?? []);
  else if (state.state) keepOnly(shown, [kept[state.state] ?? []]);
  if (state.area && points) keepArea(shown, points, state.area);
  if (found) keepOnly(shown, [found]);
  return shown;
}

/**
 * Leaves only the papers that stand in one of the lists; -1 in a list stands for none.
 * @param {Uint8Array} shown
 * @param {(ArrayLike<number> | Iterable<number>)[]} lists
 */
function keepOnly(shown, lists) {
  const marks = new Uint8Array(shown.length);
  for (const list of lists) for (const number of iterable(list)) if (number >= 0) marks[number] = 1;
  for (let number = 0; number < shown.length; number++) if (marks[number] === 0) shown[number] = 0;
}

/**
 * Takes papers away; returns how many of them were there.
 * @param {Uint8Array} shown
 * @param {Iterable<number>} numbers
 */
function takeAway(shown, numbers) {
  let taken = 0;
  for (const number of numbers) {
    if (shown[number] !== 1) continue;
    shown[number] = 0;
    taken++;
  }
  return taken;
}

/**
 * @param {ArrayLike<number> | Iterable<number>} list
 * @returns {Iterable<number>}
 */
function iterable(list) {
  return Symbol.iterator in list ? list : Array.from(list);
}

/**
 * @param {Uint8Array} shown
 * @param {readonly (string | null)[]} days
 * @param {string} from
 * @param {string} to
 */
function keepDays(shown, days, from, to) {
  for (let number = 0; number < shown.length; number++) {
    const day = days[number];
    if (!day || day < from.slice(0, day.length) || (to && day > to.slice(0, day.length))) shown[number] = 0;
  }
}

/**
 * @param {Uint8Array} shown
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} points
 * @param {Area} area
 */
function keepArea(shown, { x, y }, [x0, y0, x1, y1]) {
  for (let number = 0; number < shown.length; number++) {
    const across = x[number] ?? -1;
    const down = y[number] ?? -1;
    if (across < x0 || across > x1 || down < y0 || down > y1) shown[number] = 0;
  }
}

/**
 * Returns the papers that are marked, in the order of a choice.
 * @param {State} state
 * @param {Uint8Array} shown
 * @param {Given} given
 * @returns {Int32Array}
 */
function inOrder(state, shown, { columns, found }) {
  const numbers = new Int32Array(shown.length);
  let count = 0;
  const order = { title: columns.titles, surprise: columns.surprise }[state.sort] ?? (state.sort ? null : found);
  if (order) {
    for (let at = 0; at < order.length; at++) {
      const number = /** @type {number} */ (order[at]);
      if (shown[number] === 1) numbers[count++] = number;
    }
  } else {
    for (let number = shown.length - 1; number >= 0; number--) if (shown[number] === 1) numbers[count++] = number;
  }
  return numbers.slice(0, count);
}

/**
 * Counts the marked papers of each list.
 * @param {readonly ArrayLike<number>[]} lists
 * @param {Uint8Array} shown
 * @returns {Int32Array}
 */
function counts(lists, shown) {
  return Int32Array.from(lists, (list) => {
    let count = 0;
    for (let at = 0; at < list.length; at++) count += shown[/** @type {number} */ (list[at])] ?? 0;
    return count;
  });
}
