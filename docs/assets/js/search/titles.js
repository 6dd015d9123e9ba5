// What decides among the best: the paper whose title was typed comes first, then one that was quoted.

import { nearness } from "./nearness.js";
import { words } from "./words.js";

/** How much more a paper counts whose title is the query, begins with it, or has it in one piece. */
const IS = 3;
const BEGINS = 0.8;
const HAS = 0.4;
/** How much more it counts if the query has all words of its title, in any order. */
const COVERED = 0.5;
/** From how many letters on a word of a title may be part of what is typed apart. */
const JOINED = 5;
/** How many times as much it counts if it is by an author whom the query names in full. */
export const NAMED = 3;

/**
 * Raises the scores of papers by what their titles and texts share with a query.
 * @param {import("../data/catalogue.js").Paper[]} papers
 * @param {Float32Array} scores by paper number
 * @param {string[][]} spelled the words of the query, as they may be spelt
 * @param {Set<number>} theirs papers by an author whom the query names: a title that does so stays ahead of them
 */
export async function raise(papers, scores, spelled, theirs) {
  const titles = papers.map(({ title }) => words(title));
  const titled = titles.map((title) => Math.max(0, ...spelled.map((asked) => closeness(title, asked))));
  const named = titled.some((close) => close >= HAS + COVERED / 2);
  const numbers = papers.map(({ number }) => number);
  const quoted = named ? [] : await Promise.all(spelled.map((asked) => nearness(asked, numbers)));
  papers.forEach(({ number }, at) => {
    const says = theirs.size > 0 && !theirs.has(number) && (titled[at] ?? 0) >= HAS;
    const near = Math.max(0, ...quoted.map((list) => list[at] ?? 0));
    scores[number] *= (says ? NAMED : 1) * (1 + (titled[at] ?? 0) + near);
  });
}

/**
 * Returns from 0 on how close a title is to what was asked. Words may be joined in one and apart in the other.
 * @param {string[]} title
 * @param {string[]} asked
 */
export function closeness(title, asked) {
  if (asked.length === 0 || title.length === 0) return 0;
  const [written, typed] = [title.join(""), asked.join("")];
  const covered = COVERED * (coveredBy(title, new Set(asked), typed) / title.length);
  if (written === typed) return IS + covered;
  if (written.startsWith(typed)) return BEGINS + covered;
  return (asked.length > 1 && standsIn(title, typed) ? HAS : 0) + covered;
}

/**
 * Returns how many words of a title are asked for.
 * @param {string[]} title
 * @param {Set<string>} asked
 * @param {string} typed
 */
function coveredBy(title, asked, typed) {
  const joined = (/** @type {string} */ word) => word.length > JOINED && typed.includes(word);
  return title.filter((word) => asked.has(word) || joined(word)).length;
}

/** Tells whether words of a title are a text in one piece. @param {string[]} title @param {string} typed */
function standsIn(title, typed) {
  return title.some((_, at) => {
    let joined = "";
    for (let end = at; end < title.length && joined.length < typed.length; end++) joined += title[end];
    return joined === typed;
  });
}
