// Whoever types half a sentence remembers it: among the best, papers that have its words in that order come first.

import { entries, places } from "./postings.js";
import { STOP } from "./words.js";

/** From how many words on a query is taken for a piece of a text. */
const SENTENCE = 4;
/** How many of its rarest words tell whether it is there: each costs a file. */
const TELLING = 3;
/** How much more a paper counts that has the query word for word. */
const VERBATIM = 0.7;

/**
 * Returns, for each paper, how much more it counts for having the words of a query side by side, from 0 on.
 * @param {string[]} asked
 * @param {number[]} numbers
 */
export async function nearness(asked, numbers) {
  if (asked.length < SENTENCE) return numbers.map(() => 0);
  const known = await Promise.all(
    asked.map(async (word, at) => ({ word, at, found: STOP.has(word) ? null : await entries(word) })),
  );
  const telling = known.filter(({ found }) => found !== null);
  telling.sort((a, b) => (a.found?.numbers.length ?? 0) - (b.found?.numbers.length ?? 0));
  telling.splice(TELLING);
  if (telling.length < 2) return numbers.map(() => 0);
  const stand = await Promise.all(telling.map(({ word }) => placesIn(word, numbers)));
  return numbers.map((_, index) => {
    const starts = new Map();
    let most = 1;
    telling.forEach(({ at }, part) => {
      for (const place of stand[part]?.[index] ?? []) {
        const count = (starts.get(place - at) ?? 0) + 1;
        starts.set(place - at, count);
        if (count > most) most = count;
      }
    });
    return (VERBATIM * (most - 1)) / (telling.length - 1);
  });
}

/** Returns where a word stands in each of some papers. @param {string} word @param {number[]} numbers */
async function placesIn(word, numbers) {
  const found = await entries(word);
  if (!found) return numbers.map(() => []);
  const all = await places(word);
  return numbers.map((number) => all[found.numbers.indexOf(number)] ?? []);
}
