// Papers by the names of their authors. The index has each word of a name once more behind an @; its places are the
// authors of a paper who bear it.

import { head } from "./catalogue.js";
import { beginningWith, entries, places } from "./postings.js";

/** Words that a name may have: what is longer is no name. */
const LONGEST = 6;

/** Tells whether the library knows who wrote its papers. */
export async function knowsAuthors() {
  return (await head()).search.authors === true;
}

/**
 * Returns the papers that have an author with all of some words in the name.
 * @param {string[]} name
 * @param {(at: number) => boolean} begun whether a word may be the beginning of one
 * @returns {Promise<Set<number>>}
 */
export async function writtenBy(name, begun) {
  /** @type {Map<number, number[]> | null} by paper: those of its authors who have all words so far */
  let left = null;
  if (name.length > LONGEST || !(await knowsAuthors())) return new Set();
  for (const [at, word] of name.entries()) {
    const whole = `@${word}`;
    const known = begun(at) ? await beginningWith(whole, Number.POSITIVE_INFINITY) : [whole];
    left = await bearers(known, left, name.length > 1);
    if (left.size === 0) break;
  }
  return new Set(left?.keys());
}

/**
 * Returns who bears one of some words, by paper.
 * @param {string[]} known
 * @param {Map<number, number[]> | null} among none but these
 * @param {boolean} who whether it matters which of the authors do
 */
async function bearers(known, among, who) {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const word of known) {
    const numbers = (await entries(word))?.numbers ?? [];
    const stand = who && numbers.length > 0 ? await places(word) : [];
    numbers.forEach((number, index) => {
      const those = stand[index] ?? [];
      const kept = among ? those.filter((author) => among.get(number)?.includes(author)) : those;
      if (!among || kept.length > 0) found.set(number, [...(found.get(number) ?? []), ...kept]);
    });
  }
  return found;
}
