// Marks the words of a search where they stand, and cuts the piece of a text that shows most of them.

import { stemmer } from "stemmer";
import { wordsIn } from "./words.js";

/** @typedef {{text: string, hit: boolean}} Piece */

/** Characters of a snippet, about. */
const LONG = 240;
/** How many words a compound has at most. */
const MOST_PARTS = 5;

/**
 * Returns a text in pieces, those that are among the words of a search as hits.
 * @param {string} text
 * @param {Iterable<string>} wanted
 * @returns {Piece[]}
 */
export function highlight(text, wanted) {
  const hits = hitsIn(text, wanted);
  /** @type {Piece[]} */
  const pieces = [];
  let done = 0;
  for (const { start, end } of hits) {
    if (start > done) pieces.push({ text: text.slice(done, start), hit: false });
    pieces.push({ text: text.slice(start, end), hit: true });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), hit: false });
  return pieces;
}

/**
 * Returns the piece of a text with the most different words of a search, highlighted; its beginning if there is none.
 * @param {string} text
 * @param {Iterable<string>} wanted
 * @returns {Piece[]}
 */
export function snippet(text, wanted) {
  const hits = hitsIn(text, wanted);
  let best = { start: 0, different: 0 };
  hits.forEach(({ start }, at) => {
    const near = hits.slice(at).filter((hit) => hit.end - start <= LONG);
    const different = new Set(near.map((hit) => stemmer(hit.word))).size;
    if (different > best.different) best = { start, different };
  });
  const from = best.start < LONG / 3 ? 0 : sentenceOrWord(text, best.start);
  const to = text.length - from <= LONG * 1.2 ? text.length : text.lastIndexOf(" ", from + LONG);
  const cut = text.slice(from, to > from ? to : from + LONG);
  return highlight((from > 0 ? "… " : "") + cut + (from + cut.length < text.length ? " …" : ""), wanted);
}

/**
 * Returns where to begin so that a place is shown: its sentence if that is near, else some words before.
 * @param {string} text
 * @param {number} place
 */
function sentenceOrWord(text, place) {
  const sentence = text.lastIndexOf(". ", place) + 2;
  if (sentence > 1 && place - sentence < LONG / 3) return sentence;
  return text.indexOf(" ", Math.max(0, place - LONG / 4)) + 1;
}

/**
 * Returns where words of a search stand in a text, compounds also where their parts stand side by side.
 * @param {string} text
 * @param {Iterable<string>} wanted
 */
function hitsIn(text, wanted) {
  const known = new Set(wanted);
  const read = wordsIn(text);
  const hits = [];
  for (let at = 0; at < read.length; at++) {
    const hit = hitAt(read, at, known);
    if (hit.length > 0) hits.push(...hit);
    at += Math.max(0, hit.length - 1);
  }
  return hits;
}

/**
 * Returns the words from a place on that are together a word of a search, as many as possible.
 * @param {{word: string, start: number, end: number}[]} read
 * @param {number} at
 * @param {Set<string>} known
 */
function hitAt(read, at, known) {
  for (let end = Math.min(read.length, at + MOST_PARTS); end > at; end--) {
    const hit = read.slice(at, end);
    if (known.has(hit.map(({ word }) => word).join(""))) return hit;
  }
  return [];
}
