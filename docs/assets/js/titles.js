// What decides among the best: the paper whose title was typed comes first, then one that was quoted.

import { nearness } from "./nearness.js";
import { words } from "./words.js";

/** How much more a paper counts whose title is the query, begins with it, or has it in one piece. */
const IS = 3;
const BEGINS = 0.8;
const HAS = 0.4;
/** How much more it counts if the query has all words of its title, in any order. */
const COVERED = 0.5;
/** How many times as much it counts if it is by an author whom the query names in full. */
export const NAMED = 3;

/**
 * Raises the scores of papers by what their titles and texts share with a query.
 * @param {import("./catalogue.js").Paper[]} papers
 * @param {Float32Array} scores by paper number
 * @param {string[]} asked the words of the query, misspelt ones mended
 * @param {Set<number>} theirs papers by an author whom the query names: a title that does so stays ahead of them
 */
export async function raise(papers, scores, asked, theirs) {
  const titled = papers.map(({ title }) => closeness(words(title), asked));
  const named = titled.some((close) => close >= HAS + COVERED / 2);
  const quoted = named
    ? []
    : await nearness(
        asked,
        papers.map(({ number }) => number),
      );
  papers.forEach(({ number }, at) => {
    const says = theirs.size > 0 && !theirs.has(number) && (titled[at] ?? 0) >= HAS;
    scores[number] *= (says ? NAMED : 1) * (1 + (titled[at] ?? 0) + (quoted[at] ?? 0));
  });
}

/**
 * Returns from 0 on how close a title is to what was asked.
 * @param {string[]} title
 * @param {string[]} asked
 * @returns {number}
 */
export function closeness(title, asked) {
  if (asked.length === 0 || title.length === 0) return 0;
  const [written, typed] = [title.join(" "), asked.join(" ")];
  const known = new Set(asked);
  const covered = COVERED * (title.filter((word) => known.has(word)).length / title.length);
  if (written === typed || written.replaceAll(" ", "") === typed.replaceAll(" ", "")) return IS + covered;
  if (written.startsWith(typed)) return BEGINS + covered;
  return (asked.length > 1 && ` ${written} `.includes(` ${typed} `) ? HAS : 0) + covered;
}
