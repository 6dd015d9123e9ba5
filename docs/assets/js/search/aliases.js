// Other words for a tag that are one in short and in full: `ssm` is `state-space-model`.

import { STOP, words } from "./words.js";

/** @typedef {{forms: string[], parts: string[]}} Alias its joined forms, and the words of the one written in full */

/** How many letters of a word an abbreviation takes at most. */
const MOST = 2;
/** What a digit stands for between letters: `t2i`. */
const DIGITS = new Map([
  ["2", "t"],
  ["4", "f"],
]);

/**
 * Returns what is written in short and in full, by each of its joined forms.
 * @param {readonly {name: string, words: string[]}[]} tags
 * @returns {Map<string, Alias>}
 */
export function aliases(tags) {
  /** @type {Map<string, Alias>} */
  const found = new Map();
  for (const tag of tags) {
    const names = [tag.name, ...tag.words].map(words);
    for (const [short = ""] of names.filter((name) => name.length === 1)) {
      const full = names.filter((name) => name.length > 1 && abbreviates(short, name));
      const [parts] = full;
      if (!parts) continue;
      const forms = [...new Set([short, ...full.map((name) => name.join(""))])];
      for (const form of forms) if (!found.has(form)) found.set(form, { forms, parts });
    }
  }
  return found;
}

/**
 * Tells whether a word is made of the first letters of others, in order; words that carry no meaning may be left out.
 * @param {string} short
 * @param {string[]} name
 */
export function abbreviates(short, name) {
  const [word, ...others] = name;
  if (word === undefined) return short === "";
  if (STOP.has(word) && abbreviates(short, others)) return true;
  const letters = short.replace(/^\d/, (digit) => DIGITS.get(digit) ?? digit);
  for (let taken = 1; taken <= MOST; taken++) {
    if (letters.length < taken || letters.slice(0, taken) !== word.slice(0, taken)) return false;
    if (abbreviates(short.slice(taken), others)) return true;
  }
  return false;
}
