// Papers of the catalogue by their slugs.

import { siteUrl } from "../lib/site.js";
import { numberOf, papers } from "./catalogue.js";

/**
 * @typedef {object} Known
 * @property {number} number -1 if there is no such paper
 * @property {string} slug as it is now, should the paper have been renamed
 * @property {string} title
 * @property {string} summary
 * @property {string} byline who wrote it, where and when, as far as that is known
 * @property {string} url "" if there is no such paper
 */

/**
 * Returns what is known of papers, by the slug they were asked for; unknown ones are left out.
 * @param {Iterable<string>} slugs
 * @returns {Promise<Map<string, Known>>}
 */
export async function known(slugs) {
  const asked = [...slugs];
  if (asked.length === 0) return new Map();
  const numbers = await Promise.all(asked.map(numberOf));
  const there = asked.filter((_, index) => (numbers[index] ?? -1) >= 0);
  const found = await papers(numbers.filter((number) => number >= 0));
  return new Map(
    found.map(({ number, slug, title, summary, byline }, index) => {
      return [there[index] ?? slug, { number, slug, title, summary, byline, url: siteUrl(`papers/${slug}/`) }];
    }),
  );
}
