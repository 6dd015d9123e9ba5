// How well papers match a query: BM25 over the index, each word of the query together with its relatives.

import { stemmer } from "stemmer";
import { head } from "./catalogue.js";
import { beginningWith, entries, places, spellings } from "./postings.js";
import { meant } from "./spelling.js";
import { STOP } from "./words.js";

/** How much a relative of a word counts beside the word itself. */
const STEM = 0.85;
const BEGINNING = 0.7;
const BEGINNING_OF_WORD = 0.3;
const MEANT = [1, 0.7, 0.5];
/** How many words one beginning stands for at most. */
const MOST_BEGINNINGS = 40;
/** Which part of what a query weighs a paper must have to be found. */
const ENOUGH = 0.6;
const LEVELS = 16;

/** @typedef {import("./query.js").Query} Query */
/** @typedef {{word: string, weight: number}} Variant */
/** @typedef {{word: string, away: number}} Instead */

/**
 * @typedef {object} Matches
 * @property {Int32Array} numbers the papers that match, ascending
 * @property {Float32Array} scores by paper number
 * @property {Set<string>} looked all words that were looked for
 * @property {Map<string, Instead>} instead what stands in for misspelt words
 * @property {boolean} all whether nothing was asked, so that all papers match
 */

/**
 * Returns the papers that match a query and how well.
 * @param {Query} query
 * @param {number} count how many papers there are
 * @param {boolean} typing whether the last word may not be complete
 * @returns {Promise<Matches>}
 */
export async function score(query, count, typing) {
  const scores = new Float32Array(count);
  const mass = new Float32Array(count);
  /** @type {Map<string, Instead>} */
  const instead = new Map();
  /** @type {Set<string>} */
  const looked = new Set();
  const asked = [...query.words, ...query.phrases.flat()];
  const telling = asked.filter((word) => !STOP.has(word) || (typing && word === query.last && asked.length === 1));
  const wanted = [...new Set(telling.length > 0 ? telling : asked)];
  const groups = await Promise.all(wanted.map((word) => group(word, typing && word === query.last, instead)));
  let total = 0;
  for (const variants of groups) {
    for (const { word } of variants) looked.add(word);
    total += await addGroup(variants, scores, mass);
  }
  const allowed = await restrict(query, count);
  const all = wanted.length === 0;
  const least = all ? 0 : Math.max(Number.MIN_VALUE, ENOUGH * Math.min(total, (1 / ENOUGH) * greatest(mass)));
  const numbers = [];
  for (let number = 0; number < count; number++) {
    if (/** @type {number} */ (mass[number]) >= least - 1e-6 && (all || mass[number]) && allowed(number))
      numbers.push(number);
  }
  return { numbers: Int32Array.from(numbers), scores, looked, instead, all };
}

/**
 * @param {Float32Array} mass
 * @returns {number}
 */
function greatest(mass) {
  let found = 0;
  for (const value of mass) if (value > found) found = value;
  return found;
}

/**
 * Returns the words that stand for one word of a query.
 * @param {string} word
 * @param {boolean} typing
 * @param {Map<string, Instead>} instead
 * @returns {Promise<Variant[]>}
 */
async function group(word, typing, instead) {
  const [found, relatives] = await Promise.all([entries(word), family(word)]);
  const exact = found !== null;
  /** @type {Map<string, number>} */
  const variants = new Map(exact ? [[word, 1]] : []);
  for (const relative of relatives) variants.set(relative, Math.max(variants.get(relative) ?? 0, STEM));
  if ((typing || variants.size === 0) && word.length > 1) {
    const weight = exact ? BEGINNING_OF_WORD : BEGINNING;
    const begun = typing || word.length > 3 ? await beginningWith(word) : [];
    for (const longer of begun.slice(0, MOST_BEGINNINGS)) if (!variants.has(longer)) variants.set(longer, weight);
  }
  if (variants.size === 0) {
    for (const { word: other, away } of await corrections(word, typing)) {
      instead.set(word, instead.get(word) ?? { word: other, away });
      const weight = MEANT[away] ?? 0;
      variants.set(other, weight);
      for (const relative of await family(other)) if (!variants.has(relative)) variants.set(relative, weight * STEM);
    }
  }
  return Array.from(variants, ([variant, weight]) => ({ word: variant, weight }));
}

/**
 * Returns the words that share the stem of a word (Porter 1980), such as quantized for quantization.
 * @param {string} word
 * @returns {Promise<string[]>}
 */
async function family(word) {
  const stem = stemmer(word);
  if (stem.length < 3 || !/^[a-z]+$/.test(word)) return [];
  const near = await beginningWith(stem.length > 3 ? stem.slice(0, -1) : stem);
  return near.filter((other) => other !== word && stemmer(other) === stem);
}

/**
 * Returns what a word that no paper has may have meant: first among words with its letters in front, then among all.
 * @param {string} word
 * @param {boolean} open
 * @returns {Promise<Instead[]>}
 */
async function corrections(word, open) {
  if (!/\p{L}/u.test(word)) return [];
  const options = { limit: 3, open };
  const near = meant(word, await spellings([...new Set(word.slice(0, 2))]), options);
  return near.length > 0 ? near : meant(word, await spellings([]), options);
}

/**
 * Adds what one word of a query, with its relatives, says of all papers; returns how much it weighs.
 * @param {Variant[]} variants
 * @param {Float32Array} scores
 * @param {Float32Array} mass
 * @returns {Promise<number>}
 */
async function addGroup(variants, scores, mass) {
  /** @type {Map<number, number>} */
  const best = new Map();
  const lists = await Promise.all(variants.map(({ word }) => entries(word)));
  variants.forEach(({ weight }, at) => {
    lists[at]?.numbers.forEach((number, index) => {
      const value = (weight * ((lists[at]?.levels[index] ?? 0) + 0.5)) / LEVELS;
      if (value > (best.get(number) ?? 0)) best.set(number, value);
    });
  });
  if (best.size === 0) return 0;
  const rarity = Math.log(1 + (scores.length - best.size + 0.5) / (best.size + 0.5));
  for (const [number, value] of best) {
    scores[number] += rarity * value;
    mass[number] += rarity;
  }
  return rarity;
}

/**
 * Returns what tells whether a paper has all phrases of a query and nothing that is excluded.
 * @param {Query} query
 * @param {number} count
 * @returns {Promise<(number: number) => boolean>}
 */
async function restrict(query, count) {
  const wanted = await Promise.all(query.phrases.map((phrase) => having(phrase, count)));
  const unwanted = await Promise.all(query.not.map((phrase) => having(phrase, count)));
  return (number) => wanted.every((set) => set[number]) && !unwanted.some((set) => set[number]);
}

/**
 * Returns a mark for each paper that has words side by side. Words that say nothing may be any word.
 * @param {string[]} phrase
 * @param {number} count
 * @returns {Promise<Uint8Array>}
 */
async function having(phrase, count) {
  const marks = new Uint8Array(count);
  const parts = phrase.map((word, at) => ({ word, at })).filter(({ word }) => phrase.length === 1 || !STOP.has(word));
  const lists = await Promise.all(parts.map(({ word }) => entries(word)));
  if (lists.some((list) => list === null)) return marks;
  if (phrase.length > 1 && (await head()).search.authors) {
    const { writtenBy } = await import("./facts.js");
    for (const number of await writtenBy(phrase, () => false)) marks[number] = 1;
  }
  if (parts.length === 1) {
    for (const number of lists[0]?.numbers ?? []) marks[number] = 1;
    return marks;
  }
  const stand = await Promise.all(parts.map(({ word }) => places(word)));
  /** @type {Map<number, Set<number>>} */
  let begun = new Map();
  parts.forEach(({ at }, part) => {
    /** @type {Map<number, Set<number>>} */
    const next = new Map();
    lists[part]?.numbers.forEach((number, index) => {
      const starts = (stand[part]?.[index] ?? []).map((place) => place - at);
      const kept = part === 0 ? starts : starts.filter((start) => begun.get(number)?.has(start));
      if (kept.length > 0) next.set(number, new Set(kept));
    });
    begun = next;
  });
  for (const number of begun.keys()) marks[number] = 1;
  return marks;
}
