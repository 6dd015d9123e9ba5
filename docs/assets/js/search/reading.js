// What the words of a query mean: words of the index, compounds however they are spelt, and what a misspelt word meant.

import { stemmer } from "stemmer";
import { head } from "../data/catalogue.js";
import { aliases } from "./aliases.js";
import { beginningWith, entries, places, spellings } from "./postings.js";
import { inEnglish, meant } from "./spelling.js";
import { STOP, token } from "./words.js";

/**
 * @typedef {object} Unit a word or a compound of a query
 * @property {string[]} words in order, however they were joined; none of a bonus
 * @property {string[]} forms the words of the index that it may be, all alike
 * @property {string[]} parts of a compound: papers that have them apart count less
 * @property {string[]} among compounds that it is a part of: who has one has it
 * @property {boolean} bonus whether a paper may do without
 * @property {boolean} open whether it may be the beginning of a word
 */

/**
 * @typedef {object} Reading
 * @property {Unit[]} units
 * @property {string[][]} spelled all words in order, in full and in short
 * @property {{typed: string, word: string}[]} instead words that were misspelt, and what was looked for
 * @property {string[]} unknown words that no paper has
 */

/** How many words a compound has at most. */
const MOST_PARTS = 5;
/** How many letters a part of a word has at least that is not known in one piece. */
const SHORTEST_PART = 3;
const LONGEST_WORD = 40;

/**
 * Reads the words of a query.
 * @param {string[]} written in order
 * @param {boolean} open whether the last word may not be complete
 * @returns {Promise<Reading>}
 */
export async function understand(written, open) {
  const known = aliases((await head()).tags);
  /** @type {Reading} */
  const reading = { units: [], spelled: [], instead: [], unknown: [] };
  const found = await Promise.all(written.map((word, at) => partsOf(word, open && at === written.length - 1, known)));
  const sequence = found.flatMap(({ parts }) => parts);
  found.forEach(({ instead, parts }, at) => {
    const typed = written[at] ?? "";
    if (instead) reading.instead.push({ typed, word: instead });
    if (parts.length === 0 && !reading.unknown.includes(typed)) reading.unknown.push(typed);
  });
  const whole = found.at(-1)?.whole === true && open;
  const telling = sequence.some((word) => !STOP.has(word));
  reading.units = await unitsOf(sequence, known, MOST_PARTS, whole);
  const words = reading.units.flatMap((each) => each.words);
  reading.spelled = [words, inShort(words, known)];
  if (telling) reading.units = reading.units.filter(({ forms }) => !STOP.has(forms[0] ?? ""));
  return reading;
}

/**
 * Returns the words that one word of a query stands for: itself, its parts if it is a compound, what it meant if it is
 * misspelt, or none.
 * @param {string} typed
 * @param {boolean} open
 * @param {Map<string, import("./aliases.js").Alias>} known
 * @returns {Promise<{parts: string[], instead?: string, whole?: boolean}>} `whole`: it is the word that was typed
 */
async function partsOf(typed, open, known) {
  const word = token(typed);
  if (STOP.has(word)) return { parts: [word], whole: true };
  const full = known.get(word);
  if (full) return { parts: full.parts };
  const found = await entries(word);
  if (found?.parts?.length) return { parts: found.parts };
  if (found) return { parts: [word], whole: true };
  if ((await family(word)).length > 0) return { parts: [word], whole: true };
  const split = await apart(word);
  if (split) return { parts: (await Promise.all(split.map((part) => inFull(part, known)))).flat() };
  if ((open || word.length > SHORTEST_PART) && (await beginningWith(word)).length > 0)
    return { parts: [word], whole: true };
  const instead = await correction(word);
  if (!instead) return { parts: [] };
  return { parts: await inFull(instead.word, known), instead: instead.form };
}

/**
 * Returns the parts of a word of the index, or the word alone.
 * @param {string} word
 * @param {Map<string, import("./aliases.js").Alias>} known
 */
async function inFull(word, known) {
  const parts = known.get(word)?.parts ?? (await entries(word))?.parts ?? [];
  return parts.length > 0 ? parts : [word];
}

/**
 * Returns the words that share the stem of a word (Porter 1980), such as quantized for quantization.
 * @param {string} word
 * @returns {Promise<string[]>}
 */
export async function family(word) {
  const stem = stemmer(word);
  if (stem.length < 3 || !/^[a-z]+$/.test(word)) return [];
  const near = await beginningWith(stem.length > 3 ? stem.slice(0, -1) : stem);
  return near.filter((other) => other !== word && stemmer(other) === stem);
}

/**
 * Returns the parts of a word that papers write apart: the ones that stand side by side in most papers, or else two
 * long words.
 * @param {string} word
 */
async function apart(word) {
  if (word.length > LONGEST_WORD) return null;
  /** @type {{parts: string[], papers: number}} */
  let best = { parts: [], papers: 0 };
  for (let end = 2; end < word.length; end++) {
    const parts = [token(word.slice(0, end)), token(word.slice(end))];
    if (!parts.every(isPart) || !(await entries(parts[0] ?? "")) || !(await entries(parts[1] ?? ""))) continue;
    const long = parts.every((part) => part.length > SHORTEST_PART);
    const papers = (await sideBySide(parts)) || (long ? 0.5 : 0);
    if (papers > best.papers) best = { parts, papers };
  }
  return best.papers > 0 ? best.parts : null;
}

/** @param {string} part */
const isPart = (part) => (part.length >= SHORTEST_PART || /^[\d.]+$|^[a-z]{2}$/.test(part)) && !STOP.has(part);

/** Returns how many papers have two words side by side. @param {string[]} words */
async function sideBySide(words) {
  const [one, two] = await Promise.all(words.map(entries));
  const [first, second] = await Promise.all(words.map(places));
  const at = new Map(Array.from(two?.numbers ?? [], (number, index) => [number, index]));
  return Array.from(one?.numbers ?? []).filter((number, index) => {
    const next = new Set(second?.[at.get(number) ?? -1] ?? []);
    return first?.[index]?.some((place) => next.has(place + 1));
  }).length;
}

/**
 * Returns what a word that no paper has meant: first among words with its letters in front, then among all; with the
 * ending that it has in English, too.
 * @param {string} word
 */
async function correction(word) {
  if (!/\p{L}/u.test(word)) return undefined;
  const english = inEnglish(word);
  const near = meant(english, await spellings([...new Set(word.slice(0, 2))]));
  return (
    near ?? meant(english, await spellings([])) ?? (english === word ? undefined : meant(word, await spellings([])))
  );
}

/**
 * Joins the words of a query to compounds, the longest first.
 * @param {string[]} sequence
 * @param {Map<string, import("./aliases.js").Alias>} known
 * @param {number} most words of a compound
 * @param {boolean} open
 */
async function unitsOf(sequence, known, most, open) {
  /** @type {Unit[]} */
  const units = [];
  for (let at = 0; at < sequence.length; ) {
    const longest = Math.min(most, sequence.length - at);
    let length = longest;
    let joined = null;
    for (; length > 1 && !joined; length--) {
      joined = await compound(sequence.slice(at, at + length), known, open && at + length === sequence.length);
    }
    if (joined) {
      units.push(...joined);
      at += length + 1;
    } else {
      const word = sequence[at] ?? "";
      units.push(unit([word], { open: open && at === sequence.length - 1 }));
      at++;
    }
  }
  return units;
}

/** @param {string[]} forms @param {Partial<Unit>} [more] */
const unit = (forms, more = {}) => ({ words: forms, forms, parts: [], among: [], bonus: false, open: false, ...more });

/**
 * Returns what some words of a query are together, or null if they are no compound.
 *
 * Where most papers that have its parts have the compound, it is looked for as one; else its parts are, and papers that
 * have them side by side come first.
 * @param {string[]} words
 * @param {Map<string, import("./aliases.js").Alias>} known
 * @param {boolean} open
 */
async function compound(words, known, open) {
  const joined = words.join("");
  const alias = known.get(joined);
  const telling = words.filter((word) => !STOP.has(word));
  if (alias) return [unit(alias.forms, { words: alias.parts, parts: alias.parts.filter((word) => !STOP.has(word)) })];
  const found = telling.length > 0 ? await entries(joined) : null;
  if (!found || found.parts?.length === 0) return null;
  if (!found.parts) return words.every(isPart) || /^\d+[a-z]$/.test(joined) ? [unit([joined], { open })] : null;
  const close = found.numbers.length >= (await papersApart(telling, found.numbers));
  if (close) return [unit([joined], { words, parts: telling })];
  const inside = await unitsOf(words, known, words.length - 1, false);
  return [
    ...inside.map((part) => (part.bonus ? part : { ...part, among: [...part.among, joined] })),
    unit([joined], { words: [], bonus: true }),
  ];
}

/**
 * Returns how many papers have some words, but not the compound of them.
 * @param {string[]} words
 * @param {Int32Array} joined
 */
async function papersApart(words, joined) {
  const lists = await Promise.all(words.map(entries));
  const others = lists.slice(1).map((list) => new Set(list?.numbers));
  const together = new Set(joined);
  return Array.from(lists[0]?.numbers ?? []).filter(
    (number) => !together.has(number) && others.every((set) => set.has(number)),
  ).length;
}

/**
 * Returns the words of a query with all that is written in full written in short.
 * @param {string[]} sequence
 * @param {Map<string, import("./aliases.js").Alias>} known
 */
function inShort(sequence, known) {
  const found = [];
  for (let at = 0; at < sequence.length; ) {
    let length = Math.min(MOST_PARTS, sequence.length - at);
    while (length > 1 && !known.has(sequence.slice(at, at + length).join(""))) length--;
    const alias = length > 1 ? known.get(sequence.slice(at, at + length).join("")) : undefined;
    found.push(alias?.forms[0] ?? sequence[at] ?? "");
    at += length;
  }
  return found;
}
