// Papers by what is known of them beside their text: their authors and years. It is not asked for where no library knows them.
//
// The index has each word of an author's name once more behind an @. Its places are the authors of a paper who bear it:
// eight times the number of the author, and how many words the name has.

import { columns, head } from "../data/catalogue.js";
import { beginningWith, entries, places } from "./postings.js";

/** Words that a name may have: what is longer is no name. */
const LONGEST = 6;
/** What the number of an author is multiplied with. */
export const WORDS = 8;

/** @import { Filter } from "./search.js" */
/** @import { Name, Query, Years } from "./query.js" */

/** @type {Filter["keep"]} */
const everything = () => true;

/** Tells whether the library knows who wrote its papers. */
async function knowsAuthors() {
  return (await head()).search.authors === true;
}

/**
 * Returns what tells whether the `author:` parts of a query let a paper pass.
 * @param {Query} query
 * @returns {Promise<Filter>}
 */
export async function authorFilter({ authors, notAuthors }) {
  if (authors.length + notAuthors.length === 0) return { keep: everything, problems: [] };
  if (!(await knowsAuthors())) return { keep: everything, problems: ["The sources of this list name no authors."] };
  /** @param {Name[]} names */
  const sets = (names) => Promise.all(names.map(({ name, whole }) => writtenBy(name, () => !whole)));
  const [wanted, unwanted] = await Promise.all([sets(authors), sets(notAuthors)]);
  /** @param {number} number */
  const keep = (number) => wanted.every((set) => set.has(number)) && !unwanted.some((set) => set.has(number));
  return { keep, problems: [] };
}

/**
 * Returns what tells whether the `year:` parts of a query let a paper pass: one year must be among those wanted.
 * @param {Query} query
 * @returns {Promise<Filter>}
 */
export async function yearFilter({ years, notYears }) {
  if (years.length + notYears.length === 0) return { keep: everything, problems: [] };
  const known = (await columns()).years;
  if (known.length === 0) {
    return { keep: everything, problems: ["The sources of this list state no years."] };
  }
  /** @type {(number: number, spans: Years[]) => boolean} */
  const any = (number, spans) =>
    spans.some(([from, to]) => from <= (known[number] ?? -1) && (known[number] ?? -1) <= to);
  return { keep: (number) => (years.length === 0 || any(number, years)) && !any(number, notYears), problems: [] };
}

/**
 * Returns the papers that have an author with all of some words in the name.
 * @param {string[]} name
 * @param {(at: number) => boolean} begun whether a word may be the beginning of one
 * @returns {Promise<Set<number>>}
 */
export async function writtenBy(name, begun) {
  return new Set((await authorsOf(name, begun)).keys());
}

/**
 * Returns the papers by an author of a name or, if there is no such author, of a longer name that has all its words.
 * @param {string[]} name
 * @param {(at: number) => boolean} begun whether a word may be the beginning of one
 * @returns {Promise<Set<number>>}
 */
export async function writtenByNamed(name, begun) {
  const found = await authorsOf(name, begun);
  const exact = [...found].filter(([, authors]) => authors.some((author) => author % WORDS === name.length));
  return exact.length > 0 ? new Set(exact.map(([number]) => number)) : new Set(found.keys());
}

/**
 * Returns the authors with all of some words in the name, by paper; with a single word they are left out.
 * @param {string[]} name
 * @param {(at: number) => boolean} begun
 * @returns {Promise<Map<number, number[]>>}
 */
async function authorsOf(name, begun) {
  /** @type {Map<number, number[]> | null} those who have all words so far */
  let left = null;
  if (name.length > LONGEST || !(await knowsAuthors())) return new Map();
  for (const [at, word] of name.entries()) {
    const whole = `@${word}`;
    const known = begun(at) ? await beginningWith(whole, Number.POSITIVE_INFINITY) : [whole];
    left = await bearers(known, left, name.length > 1);
    if (left.size === 0) break;
  }
  return left ?? new Map();
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
