// What a misspelt word meant: the known word that is so close to it that few others come into question.

import { stemmer } from "stemmer";

/** @typedef {{word: string, papers: number, form: string}} Known a word, how many papers have it, how they write it */

/** What a mistake costs: a letter doubled, or two swapped, is the commonest. */
const COMMON = 1;
const OTHER = 2;
/** Letters that an inflection adds to a stem without making it another word. */
const INFLECTION = 2;

/** Endings of words that are alike in many languages, and the English ones. @type {[RegExp, string][]} */
const ENDINGS = [
  [/i[sz]ierung(?:en)?$/, "ization"],
  [/ierung(?:en)?$/, "ation"],
  [/(?:z?zione|cion(?:e|es)?|cao|coe)$/, "tion"],
  [/sao$/, "sion"],
  [/(?:idade?|itat|ita)$/, "ity"],
  [/(?:ador|ateur)(?:es)?$/, "er"],
  [/(?:ique|isch|ische|ico|ica)$/, "ic"],
  [/elle?$/, "el"],
];

/** Returns a word with the ending that it has in English. @param {string} word */
export function inEnglish(word) {
  const [ending, english] = ENDINGS.find(([known]) => known.test(word)) ?? [/$/, ""];
  return word.replace(ending, english);
}

/**
 * Returns how far one word is from another: 1 for a letter doubled or not doubled, or two neighbours swapped; 2 for a
 * letter added, dropped or changed (optimal string alignment); `most + 1` if more than `most`. With `open`, the first
 * word may go on.
 * @param {string} one
 * @param {string} two
 * @param {number} most
 * @param {boolean} [open]
 */
export function distance(one, two, most, open = false) {
  if (OTHER * (two.length - one.length) > OTHER * most) return most + 1;
  if (!open && OTHER * (one.length - two.length) > OTHER * most) return most + 1;
  const width = open ? Math.min(one.length, two.length + most) : one.length;
  let before = new Int32Array(width + 1);
  let row = new Int32Array(width + 1);
  for (let j = 1; j <= width; j++) row[j] = row[j - 1] + single(one, j);
  let next = new Int32Array(width + 1);
  let leastBefore = 0;
  for (let i = 1; i <= two.length; i++) {
    next[0] = row[0] + single(two, i);
    let least = next[0];
    for (let j = 1; j <= width; j++) {
      const cost = step(one, two, i, j, row, next, before);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most && leastBefore + COMMON > most) return most + 1; // two letters swapped look beyond one row
    leastBefore = least;
    [before, row, next] = [row, next, before];
  }
  return Math.min(most + 1, open ? Math.min(...row) : row[width]);
}

/**
 * Returns what a letter costs that one of two words does not have.
 * @param {string} word
 * @param {number} at its place, counted from 1
 */
const single = (word, at) => (word[at - 1] === word[at - 2] ? COMMON : OTHER);

/**
 * @param {string} one
 * @param {string} two
 * @param {number} i letters of `two`
 * @param {number} j letters of `one`
 * @param {Int32Array} row
 * @param {Int32Array} next
 * @param {Int32Array} before
 */
function step(one, two, i, j, row, next, before) {
  const [a, b] = [one[j - 1], two[i - 1]];
  const cost = Math.min(row[j] + single(two, i), next[j - 1] + single(one, j), row[j - 1] + (a === b ? 0 : OTHER));
  const swapped = i > 1 && j > 1 && a === two[i - 2] && one[j - 2] === b;
  return swapped ? Math.min(cost, before[j - 2] + COMMON) : cost;
}

/** Returns how far a misspelt word may be from one whose stem has so many letters. @param {number} length */
export function tolerance(length) {
  return length < 4 ? 0 : length < 5 ? 1 : length < 8 ? 2 : length < 10 ? 3 : 4;
}

/**
 * Returns the known word that a misspelt one meant, or nothing if none is close: the nearest, then the most common.
 *
 * An ending such as -ication says little: the stem must be close by itself.
 * @param {string} word
 * @param {Known[]} known
 * @returns {Known | undefined}
 */
export function meant(word, known) {
  let least = Number.POSITIVE_INFINITY;
  /** @type {Known | undefined} */
  let best;
  for (const candidate of known) {
    const away = distanceTo(word, candidate.word);
    if (away === null) continue;
    const value = away + (candidate.word[0] === word[0] ? 0 : 0.5);
    if (value > least || (value === least && best && candidate.papers <= best.papers)) continue;
    least = value;
    best = candidate;
  }
  return best;
}

/** Returns how far a word is from a known one, or null if too far. @param {string} word @param {string} candidate */
function distanceTo(word, candidate) {
  if (word.length < 4 || Math.abs(word.length - candidate.length) > 3) return null;
  const limit = tolerance(candidate.length);
  const away = distance(word, candidate, limit);
  if (away > limit) return null;
  const stem = stemmer(candidate);
  if (candidate.length - stem.length <= INFLECTION) return away;
  const most = tolerance(stem.length);
  return away <= most || (away <= most + OTHER && distance(word, stem, most, true) <= most) ? away : null;
}
