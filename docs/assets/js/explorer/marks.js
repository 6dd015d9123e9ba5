// Papers as marks, one byte each: 1 for a paper that is shown. Filters take marks away.

/** @typedef {Uint8Array} Marks by paper number */

/** @typedef {ArrayLike<number> | Iterable<number> | undefined} Numbers */

/** @param {Numbers} list */
const iterable = (list = []) => (Symbol.iterator in list ? list : Array.from(list));

/**
 * Leaves only the papers that stand in one of the lists; -1 in a list stands for none.
 * @param {Marks} shown
 * @param {Numbers[]} lists
 */
export function keepOnly(shown, lists) {
  const wanted = new Uint8Array(shown.length);
  for (const list of lists) for (const number of iterable(list)) if (number >= 0) wanted[number] = 1;
  for (let number = 0; number < shown.length; number++) if (wanted[number] === 0) shown[number] = 0;
}

/** Leaves only the papers of which something is true. @param {Marks} shown @param {(number: number) => boolean} test */
export function keepWhere(shown, test) {
  for (let number = 0; number < shown.length; number++) if (shown[number] === 1 && !test(number)) shown[number] = 0;
}

/** Takes papers away; returns how many of them were there. @param {Marks} shown @param {Numbers} numbers */
export function takeAway(shown, numbers) {
  let taken = 0;
  for (const number of iterable(numbers)) {
    if (shown[number] !== 1) continue;
    shown[number] = 0;
    taken++;
  }
  return taken;
}
