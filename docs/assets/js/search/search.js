// The search: papers by how well they match, with tags and reading paths. The same in the box and in the explorer.

import { columns, head, papers } from "../data/catalogue.js";
import { noSuch, numberOfName } from "../data/naming.js";
import { authorFilter, writtenByNamed, yearFilter } from "./facts.js";
import { score } from "./matching.js";
import { isEmpty, parse } from "./query.js";
import { NAMED, raise } from "./titles.js";
import { words } from "./words.js";

/**
 * @typedef {object} Found
 * @property {Int32Array} numbers papers, the best first; with nothing to look for, all that are not excluded
 * @property {number} close how many of them have enough of the query: the others have some of its words
 * @property {number[]} tags numbers of tags whose name, or another word for them, is in the query
 * @property {number[]} paths numbers of reading paths whose title has the words of the query
 * @property {Set<string>} words all words that were looked for, to be marked where they stand
 * @property {{typed: string, word: string}[]} instead misspelt words, and what was looked for
 * @property {string[]} unknown words that no paper has
 * @property {string[]} problems what of the query could not be followed, in words
 */

/** How many of the best papers are put in order by more than their words. */
const CLOSER = 12;

/**
 * Searches the library. The last word may not be complete.
 * @param {string} text what the visitor typed
 * @param {(numbers: Int32Array) => unknown} [expected] is told papers, the best first, before they are in their final order
 * @returns {Promise<Found>}
 */
export async function search(text, expected) {
  const known = await head();
  const query = parse(text);
  const { numbers, rest, scores, looked, reading, all } = await score(query, known.papers);
  const filters = await Promise.all([tagFilter(query, known), authorFilter(query), yearFilter(query)]);
  const problems = filters.flatMap((filter) => filter.problems).concat(query.unclear);
  // A lone quote, hyphen or `tag:` is the beginning of something.
  if (isEmpty(query) && /[^\s\w:"-]/.test(text)) problems.push("There is no word in that to look for.");
  const [sequence = []] = reading.spelled;
  const open = query.last !== "";
  const byName = () => writtenByNamed(sequence, (at) => open && at === sequence.length - 1);
  const keep = (/** @type {number} */ number) => filters.every((filter) => filter.keep(number));
  const ranked = [numbers, rest].map((list) => list.filter(keep));
  for (const [at, list] of ranked.entries()) {
    if (all) list.reverse();
    else await rank(list, scores, reading.spelled, byName, at === 0 ? expected : undefined);
  }
  return {
    numbers: Int32Array.from(ranked.flatMap((list) => [...list])),
    close: ranked[0]?.length ?? 0,
    tags: named(
      reading.spelled,
      known.tags.map((tag) => [tag.name, ...tag.words]),
    ),
    paths: named(
      reading.spelled,
      known.paths.map((path) => [path.title]),
    ),
    words: looked,
    instead: reading.instead,
    unknown: reading.unknown,
    problems,
  };
}

/**
 * Puts papers in order, the best first.
 * @param {Int32Array} ranked
 * @param {Float32Array} scores by paper number; those of the best become higher
 * @param {string[][]} spelled the words of the query, as they may be spelt
 * @param {() => Promise<Set<number>>} named finds papers whose author is asked for
 * @param {(numbers: Int32Array) => unknown} [expected]
 */
async function rank(ranked, scores, spelled, named, expected) {
  const best = () => {
    ranked.sort((a, b) => /** @type {number} */ (scores[b]) - /** @type {number} */ (scores[a]) || b - a);
    return ranked.slice(0, CLOSER);
  };
  const closest = new Set(best());
  expected?.(ranked);
  const theirs = (spelled[0]?.length ?? 0) > 1 ? await named() : new Set();
  for (const number of theirs) scores[number] *= NAMED;
  if (theirs.size > 0) for (const number of best()) closest.add(number);
  await raise(await papers(closest), scores, spelled, theirs);
  best();
}

/** @typedef {{keep: (number: number) => boolean, problems: string[]}} Filter */

/**
 * Returns what tells whether the `tag:` parts of a query let a paper pass, and which tags do not exist.
 * @param {import("./query.js").Query} query
 * @param {import("../data/catalogue.js").Head} known
 * @returns {Promise<Filter>}
 */
async function tagFilter(query, known) {
  /** @type {string[]} */
  const problems = [];
  if (query.tags.length + query.notTags.length === 0) return { keep: () => true, problems };
  const { tags } = await columns();
  /** @param {string} name */
  const carriers = (name) => {
    const number = numberOfName(name, known.tags);
    if (number < 0) problems.push(noSuch("tag", name, known.tags));
    return new Set(tags[number]);
  };
  const wanted = query.tags.map(carriers);
  const unwanted = query.notTags.map(carriers);
  return {
    keep: (number) =>
      problems.length === 0 && wanted.every((set) => set.has(number)) && !unwanted.some((set) => set.has(number)),
    problems,
  };
}

/**
 * Returns which things the words of a query name, those named exactly so first.
 * @param {string[][]} spelled
 * @param {string[][]} names of each thing
 */
function named(spelled, names) {
  if ((spelled[0]?.join("") ?? "").length < 2) return [];
  const taken = names.map((list) => list.map(words));
  const ranks = taken.map((list) =>
    Math.max(...list.flatMap((name) => spelled.map((asked) => rankName(name, asked, asked.join(""))))),
  );
  const found = [...ranks.keys()].filter((at) => (ranks[at] ?? 0) > 0);
  return found.sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
}

/**
 * Returns 3 for a name that is asked for exactly, 2 for one all of which is asked for, 1 if all that is asked begins
 * words of it, else 0.
 * @param {string[]} name
 * @param {string[]} asked
 * @param {string} whole what is asked, in one piece
 */
function rankName(name, asked, whole) {
  if (name.join("") === whole) return 3;
  if (name.every((part) => asked.includes(part))) return 2;
  return asked.every((word) => name.some((part) => part.startsWith(word))) ? 1 : 0;
}
