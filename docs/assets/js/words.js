// Words as the index of the search has them (generator/insights/index.py takes texts apart by the same rule).

const WORD = /[\p{L}\p{N}]+(?:\.\p{Nd}+)*/gu;
const MARK = /\p{M}/gu;

/** Words that say nothing: a search looks for them only if there is nothing else. */
export const STOP = new Set(
  (
    "a about an and are as at be been but by can do does for from had has have how i if in into is it its no not of " +
    "on or our so such than that the their then there these they this to via was we were what when where which while " +
    "who why will with you your"
  ).split(" "),
);

/**
 * Returns a text without accents and in lower case.
 * @param {string} text
 * @returns {string}
 */
export function fold(text) {
  return text.normalize("NFKD").replace(MARK, "").toLowerCase();
}

/**
 * Returns the words of a text in order: runs of letters and digits, a number with its points.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return fold(text).match(WORD) ?? [];
}

/**
 * Returns the words of a text with where they stand in it.
 * @param {string} text
 * @returns {{word: string, start: number, end: number}[]}
 */
export function wordsIn(text) {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+(?:\.\p{Nd}+)*/gu), (match) => ({
    word: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
