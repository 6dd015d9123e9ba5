// What a search shows besides papers: its words where they stand in a text, and what is to be said of it.

import { html } from "lit-html";
import { highlight } from "./highlight.js";

/** Draws a text with the words of a search marked. @param {string} text @param {Iterable<string>} words */
export const marked = (text, words) => pieces(highlight(text, words));

/** Draws the pieces of a text. @param {import("./highlight.js").Piece[]} found */
export const pieces = (found) => found.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));

/** Stands above the papers that have fewer of the words. */
export const SOME = "Papers with some of the words";

/**
 * Returns what is to be said of a search, a sentence or two each.
 * @param {Pick<import("./search.js").Found, "instead" | "unknown">} found
 */
export function notes({ instead, unknown }) {
  const mended = instead.map(({ typed, word }) => `No paper has “${typed}”. Searched for “${word}” instead.`);
  const quoted = unknown.map((word) => `“${word}”`);
  if (quoted.length === 0) return mended;
  const last = quoted.pop();
  return [...mended, `No paper has ${quoted.length > 0 ? `${quoted.join(", ")} or ` : ""}${last}.`];
}
