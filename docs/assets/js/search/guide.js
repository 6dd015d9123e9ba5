// Sections of the guide that have all words of a query: they come after the papers, and few are shown.

import { data } from "../data/catalogue.js";
import { parse } from "./query.js";
import { STOP, words } from "./words.js";

/** @typedef {{title: string, address: string}} Section */

/**
 * Returns the sections that have all words of a query, those with more of them in their titles first.
 * @param {string} text
 * @returns {Promise<Section[]>}
 */
export async function sections(text) {
  const query = parse(text);
  const asked = [...query.words, ...query.phrases.flat()].filter((word) => !STOP.has(word));
  if (asked.length === 0 || asked.join("").length < 3) return [];
  /** @type {[string, string, string][]} */
  const rows = await data("guide");
  const found = rows.map(([title, address, body]) => {
    const named = words(title);
    const inTitle = asked.filter((word) => named.some((part) => part.startsWith(word))).length;
    const all = asked.every((word) => ` ${named.join(" ")} ${body}`.includes(` ${word}`));
    return { title, address, score: all ? 1 + inTitle : 0 };
  });
  return found.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
}
