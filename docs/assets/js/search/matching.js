// How well papers match a query: BM25 over the index, each word of the query together with its relatives.

import { writtenBy } from "./facts.js";
import { beginningWith, entries, LEVELS, places } from "./postings.js";
import { family, understand } from "./reading.js";
import { GENERAL, STOP } from "./words.js";

/** How much a relative of a word counts beside the word itself. */
const STEM = 0.85;
const BEGINNING = 0.7;
const BEGINNING_OF_WORD = 0.3;
/** How much the parts of a compound count that stand apart, and which part of the compound they weigh. */
const APART = 0.3;
const APART_WEIGHS = 0.5;
/** How many words one beginning stands for at most. */
const MOST_BEGINNINGS = 40;
/** Which part of what a query weighs a paper must have to be found, and to be named after those. */
const ENOUGH = 0.6;
const SOME = 0.2;
/** What sums of fractions may be off by. */
const NEARLY = 1e-6;
/** How much words count that questions have whatever they are about. */
const VAGUE = 0.5;
/** Papers that are added to those that have a word: what one paper has may stand there by chance. */
const FEW = 3;

/** @import { Query } from "./query.js" */
/** @import { Unit } from "./reading.js" */
/** @typedef {{word: string, weight: number}} Variant */

/**
 * @typedef {object} Matches
 * @property {Int32Array} numbers the papers that match, ascending
 * @property {Int32Array} rest papers that have fewer of the words, ascending
 * @property {Float32Array} scores by paper number
 * @property {Set<string>} looked all words that were looked for
 * @property {import("./reading.js").Reading} reading
 * @property {boolean} all whether nothing was asked, so that all papers match
 */

/**
 * Returns the papers that match a query and how well.
 * @param {Query} query
 * @param {number} count how many papers there are
 * @returns {Promise<Matches>}
 */
export async function score(query, count) {
  const scores = new Float32Array(count);
  const mass = new Float32Array(count);
  const asked = [...query.words, ...query.phrases.flat()];
  const reading = await understand(asked, query.last !== "" && asked.at(-1) === query.last);
  const groups = await Promise.all(reading.units.map(variantsOf));
  let total = 0;
  for (const [at, variants] of groups.entries()) {
    total += await addUnit(/** @type {Unit} */ (reading.units[at]), variants, scores, mass);
  }
  // Where no paper has enough, the part that it has says little: its rarest word may stand there by chance.
  const complete = total > 0 && mass.some((part) => part >= ENOUGH * total - NEARLY);
  if (complete) for (const [number, part] of mass.entries()) scores[number] *= part / total;
  const looked = new Set(groups.flatMap((variants) => variants.map(({ word }) => word)));
  const all = asked.length === 0;
  const allowed = await restrict(query, count);
  const having = (/** @type {number} */ least) => (/** @type {number} */ number) =>
    (all || (total > 0 && /** @type {number} */ (mass[number]) >= least * total - NEARLY)) && allowed(number);
  const numbers = Int32Array.from(Array(count).keys()).filter(having(ENOUGH));
  const rest = all ? new Int32Array() : Int32Array.from(Array(count).keys()).filter(having(SOME));
  const found = new Set(numbers);
  return { numbers, rest: rest.filter((number) => !found.has(number)), scores, looked, reading, all };
}

/** Returns the words that stand for a unit of a query. @param {Unit} unit */
async function variantsOf({ forms, among, open }) {
  /** @type {Map<string, number>} */
  const variants = new Map();
  const exact = [...forms, ...among];
  const found = await Promise.all(exact.map(entries));
  exact.forEach((word, at) => {
    if (found[at]) variants.set(word, 1);
  });
  for (const word of exact) {
    for (const relative of await family(word)) if (!variants.has(relative)) variants.set(relative, STEM);
  }
  const [word = ""] = forms;
  if (word.length > 1 && ((open && !/^\d/.test(word)) || variants.size === 0)) {
    const weight = found[0] ? BEGINNING_OF_WORD : BEGINNING;
    const begun = await beginningWith(word);
    for (const longer of begun.slice(0, MOST_BEGINNINGS)) if (!variants.has(longer)) variants.set(longer, weight);
  }
  return Array.from(variants, ([variant, weight]) => ({ word: variant, weight }));
}

/**
 * Adds what one unit of a query says of all papers; returns how much it weighs.
 * @param {Unit} unit
 * @param {Variant[]} variants
 * @param {Float32Array} scores
 * @param {Float32Array} mass
 */
async function addUnit({ forms, parts, bonus }, variants, scores, mass) {
  const best = await bestOf(variants);
  if (best.size === 0) return 0;
  const rarity =
    (GENERAL.has(forms[0] ?? "") ? VAGUE : 1) * Math.log(1 + (scores.length - best.size + 0.5) / (best.size + FEW));
  for (const [number, value] of best) {
    scores[number] += rarity * value;
    if (!bonus) mass[number] += rarity;
  }
  if (parts.length > 0) {
    const lists = await Promise.all(parts.map((word) => bestOf([{ word, weight: 1 }])));
    for (const [number, value] of lists[0] ?? []) {
      if (best.has(number) || !lists.every((list) => list.has(number))) continue;
      scores[number] += rarity * value * APART;
      mass[number] += rarity * APART_WEIGHS;
    }
  }
  return bonus ? 0 : rarity;
}

/** Returns how much the best of some words counts in each paper. @param {Variant[]} variants */
async function bestOf(variants) {
  /** @type {Map<number, number>} */
  const best = new Map();
  const lists = await Promise.all(variants.map(({ word }) => entries(word)));
  variants.forEach(({ weight }, at) => {
    lists[at]?.numbers.forEach((number, index) => {
      const value = (weight * ((lists[at]?.levels[index] ?? 0) + 0.5)) / LEVELS;
      if (value > (best.get(number) ?? 0)) best.set(number, value);
    });
  });
  return best;
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
 */
async function having(phrase, count) {
  const marks = new Uint8Array(count);
  const parts = phrase.map((word, at) => ({ word, at })).filter(({ word }) => phrase.length === 1 || !STOP.has(word));
  const lists = await Promise.all(parts.map(({ word }) => entries(word)));
  const joined = phrase.length > 1 ? await entries(phrase.join("")) : null;
  for (const number of joined?.numbers ?? []) marks[number] = 1;
  if (lists.some((list) => list === null)) return marks;
  if (phrase.length > 1) for (const number of await writtenBy(phrase, () => false)) marks[number] = 1;
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
