// The search: papers by how well they match, with tags and reading paths. The same in the box and in the explorer.

import { columns, head, papers } from "./catalogue.js";
import { score } from "./matching.js";
import { parse } from "./query.js";
import { order } from "./titles.js";
import { words } from "./words.js";

export { highlight, snippet } from "./highlight.js";

/**
 * @typedef {object} Found
 * @property {Int32Array} numbers papers, the best first; with nothing to look for, all that are not excluded
 * @property {number[]} tags numbers of tags whose name, or another word for them, is in the query
 * @property {number[]} paths numbers of reading paths whose title has the words of the query
 * @property {Set<string>} words all words that were looked for, to be marked where they stand
 * @property {string[]} instead words that were looked for in place of misspelt ones
 * @property {string[]} problems what of the query could not be followed, in words
 */

/** How many of the best papers are put in order by more than their words. */
const CLOSER = 12;

/**
 * Searches the library.
 * @param {string} text what the visitor typed
 * @param {{typing?: boolean}} [options] `typing`: the last word may not be complete
 * @returns {Promise<Found>}
 */
export async function search(text, { typing = false } = {}) {
  const known = await head();
  const query = parse(text);
  const { numbers, scores, looked, instead, all } = await score(query, known.papers, typing);
  const asked = [...query.words, ...query.phrases.flat()].map((word) => instead.get(word)?.word ?? word);
  const { keep, problems } = await tagFilter(query, known);
  let ranked = numbers.filter(keep);
  if (!all) {
    ranked = ranked.sort((a, b) => /** @type {number} */ (scores[b]) - /** @type {number} */ (scores[a]) || b - a);
    ranked.set(await order(await papers(ranked.subarray(0, CLOSER)), scores, asked), 0);
  } else ranked = ranked.reverse();
  return {
    numbers: ranked,
    tags: named(
      asked,
      known.tags.map((tag) => [tag.name, ...tag.words]),
    ),
    paths: named(
      asked,
      known.paths.map((path) => [path.title]),
    ),
    words: looked,
    instead: [...instead.values()].map(({ word }) => word),
    problems,
  };
}

/**
 * Returns what tells whether the `tag:` parts of a query let a paper pass, and which tags do not exist.
 * @param {import("./query.js").Query} query
 * @param {import("./catalogue.js").Head} known
 * @returns {Promise<{keep: (number: number) => boolean, problems: string[]}>}
 */
async function tagFilter(query, known) {
  /** @type {string[]} */
  const problems = [];
  if (query.tags.length + query.notTags.length === 0) return { keep: () => true, problems };
  const { tags } = await columns();
  /** @param {string} slug */
  const carriers = (slug) => {
    const number = known.tags.findIndex((tag) => tag.slug === slug || tag.words.includes(slug));
    if (number < 0) problems.push(`There is no tag ${slug}.`);
    return number < 0 ? null : new Set(tags[number]);
  };
  /** @param {string[]} slugs */
  const sets = (slugs) => slugs.map(carriers).filter((set) => set !== null);
  const wanted = sets(query.tags);
  const unwanted = sets(query.notTags);
  return {
    keep: (number) => wanted.every((set) => set.has(number)) && !unwanted.some((set) => set.has(number)),
    problems,
  };
}

/**
 * Returns which things the words of a query name, those named exactly so first.
 * @param {string[]} asked
 * @param {string[][]} names of each thing
 * @returns {number[]}
 */
function named(asked, names) {
  const whole = asked.join("");
  if (whole.length < 2) return [];
  const ranks = names.map((list) => Math.max(...list.map((name) => rankName(words(name), asked, whole))));
  const found = [...ranks.keys()].filter((at) => (ranks[at] ?? 0) > 0);
  return found.sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
}

/**
 * Returns 3 for a name that is asked for exactly, 2 for one all of which is asked for, 1 if all that is asked begins
 * words of it, else 0.
 * @param {string[]} name
 * @param {string[]} asked
 * @param {string} whole what is asked, in one piece
 * @returns {number}
 */
function rankName(name, asked, whole) {
  if (name.join("") === whole) return 3;
  if (name.every((part) => asked.includes(part))) return 2;
  return asked.every((word) => name.some((part) => part.startsWith(word))) ? 1 : 0;
}
