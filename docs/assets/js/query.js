// What a visitor typed, taken apart: words, "phrases", -words, tag:slug and -tag:slug.

import { words } from "./words.js";

/**
 * @typedef {object} Query
 * @property {string[]} words what to look for, in order
 * @property {string[][]} phrases words that must stand side by side
 * @property {string[][]} not words, or phrases, that must not be there
 * @property {string[]} tags slugs that must be carried
 * @property {string[]} notTags slugs that must not be carried
 * @property {string} last the word that may still be being typed, or ""
 */

const PART = /(-?)(?:"([^"]*)(?:"|$)|tag:(\S*)|(\S+))/g;

/**
 * Takes a query apart. Nothing that can be typed is an error: a lone quote or hyphen is passed over.
 * @param {string} text
 * @returns {Query}
 */
export function parse(text) {
  /** @type {Query} */
  const query = { words: [], phrases: [], not: [], tags: [], notTags: [], last: "" };
  const plain = text.replace(/[“”„«»]/g, '"').replace(/(^|\s)[‐‑–−](?=\S)/g, "$1-");
  for (const [, minus, phrase, tag, word] of plain.matchAll(PART)) {
    if (tag !== undefined) {
      if (tag) (minus ? query.notTags : query.tags).push(tag.toLowerCase());
    } else if (phrase !== undefined) add(query, words(phrase), minus === "-", true);
    else add(query, words(word ?? ""), minus === "-", false);
  }
  const ending = /(?:^|\s)([^\s"]+)$/.exec(plain)?.[1] ?? "";
  if (!/^-|^tag:/.test(ending)) query.last = words(ending).at(-1) ?? "";
  return query;
}

/**
 * @param {Query} query
 * @param {string[]} found
 * @param {boolean} not
 * @param {boolean} quoted
 */
function add(query, found, not, quoted) {
  if (found.length === 0) return;
  if (not) query.not.push(found);
  else if (quoted) query.phrases.push(found);
  else query.words.push(...found);
}
