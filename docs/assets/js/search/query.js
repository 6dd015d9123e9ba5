// What a visitor typed, taken apart: words, "phrases", -words, tag:slug, author:name, year:2024, and these excluded.

import { token, words, written } from "./words.js";

/** @typedef {{name: string[], whole: boolean}} Name words of a name; unless `whole`, each may be the beginning of one */
/** @typedef {[number, number]} Years the first and the last year */

/**
 * @typedef {object} Query
 * @property {string[]} words what to look for, in order, as they are written
 * @property {string[][]} phrases words that must stand side by side
 * @property {string[][]} not words, or phrases, that must not be there
 * @property {string[]} tags slugs that must be carried
 * @property {string[]} notTags slugs that must not be carried
 * @property {Name[]} authors who must be among the authors
 * @property {Name[]} notAuthors who must not be
 * @property {Years[]} years when it must have been published
 * @property {Years[]} notYears when it must not
 * @property {string[]} unclear what cannot be meant, in words
 * @property {string} last the word that may still be being typed, or ""
 */

const PART = /(-?)(?:"([^"]*)(?:"|$)|tag:(?:"([^"]*)"?|(\S*))|author:(?:"([^"]*)("?)|(\S*))|year:(\S*)|(\S+))/gi;
const SPAN = /^(\d{4})?(?:(?:-|\.\.)(\d{4})?)?$/;

/**
 * Takes a query apart. Nothing that can be typed is an error: a lone quote or hyphen is passed over.
 * @param {string} text
 * @returns {Query}
 */
export function parse(text) {
  /** @type {Query} */
  const query = {
    ...{ words: [], phrases: [], not: [], tags: [], notTags: [] },
    ...{ authors: [], notAuthors: [], years: [], notYears: [], unclear: [], last: "" },
  };
  const plain = text.replace(/[“”„«»]/g, '"').replace(/(^|\s)[‐‑–−](?=\S)/g, "$1-");
  for (const [, minus, phrase, named, tag = named, quoted, end, name, year, word] of plain.matchAll(PART)) {
    if (tag !== undefined) {
      const slug = tag.trim().toLowerCase().replace(/\s+/g, "-");
      if (slug) (minus ? query.notTags : query.tags).push(slug);
    } else if (quoted !== undefined || name !== undefined) {
      const found = { name: words(quoted ?? name ?? ""), whole: end === '"' };
      if (found.name.length > 0) (minus ? query.notAuthors : query.authors).push(found);
    } else if (year !== undefined) {
      const span = years(year);
      if (span) (minus ? query.notYears : query.years).push(span);
      else if (year) query.unclear.push(`“${year}” is neither a year nor a span such as 2020-2024.`);
    } else if (phrase !== undefined) add(query, written(phrase), minus === "-", true);
    else add(query, written(word ?? ""), minus === "-", false);
  }
  const ending = /(?:^|\s)([^\s"]+)$/.exec(plain)?.[1] ?? "";
  if (!/^-|^(?:tag|author|year):/i.test(ending)) query.last = written(ending).at(-1) ?? "";
  return query;
}

/** Tells whether nothing is asked for. @param {Query} query */
export const isEmpty = (query) => Object.values(query).every((part) => part.length === 0);

/**
 * Returns the years that `2024`, `2020-2024`, `2020-` or `-2024` means, or null.
 * @param {string} text
 * @returns {Years | null}
 */
function years(text) {
  const [match, from, to] = SPAN.exec(text) ?? [""];
  if (!from && !to) return null;
  const alone = match === from;
  return [Number(from ?? 0), alone ? Number(from) : Number(to ?? 9999)];
}

/** @param {Query} query @param {string[]} found @param {boolean} not @param {boolean} quoted */
function add(query, found, not, quoted) {
  if (found.length === 0) return;
  if (not) query.not.push(found.map(token));
  else if (quoted) query.phrases.push(found.map(token));
  else query.words.push(...found);
}
