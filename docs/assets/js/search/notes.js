// What a search says of the words of a query: which were misspelt, and which no paper has.

/** Stands above the papers that have fewer of the words. */
export const SOME = "Papers with some of the words";

/**
 * Returns what is to be said of a search, a sentence or two each.
 * @param {Pick<import("./search.js").Found, "instead" | "unknown">} found
 * @returns {string[]}
 */
export function notes({ instead, unknown }) {
  const mended = instead.map(({ typed, word }) => `No paper has “${typed}”. Searched for “${word}” instead.`);
  const quoted = unknown.map((word) => `“${word}”`);
  if (quoted.length === 0) return mended;
  const last = quoted.pop();
  return [...mended, `No paper has ${quoted.length > 0 ? `${quoted.join(", ")} or ` : ""}${last}.`];
}
