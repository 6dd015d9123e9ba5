// Draws texts with the words of a search marked.

import { html } from "lit-html";
import { highlight } from "./highlight.js";

/** Draws a text with the words of a search marked. @param {string} text @param {Iterable<string>} words */
export const marked = (text, words) => pieces(highlight(text, words));

/** Draws the pieces of a text. @param {import("./highlight.js").Piece[]} found */
export const pieces = (found) => found.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));
