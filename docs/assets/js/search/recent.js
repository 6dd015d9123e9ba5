// What a visitor looked for lately, kept in this browser alone.

import { parsed, stored } from "../lib/storage.js";

const store = stored("recent.1");
/** How many searches are kept, and how long one may be. */
const MOST = 5;
const LONGEST = 200;

/** Returns the searches, the latest first. @returns {string[]} */
export function recentSearches() {
  const read = parsed(store.read());
  return Array.isArray(read) ? read.filter((text) => typeof text === "string").slice(0, MOST) : [];
}

/** Keeps a search. @param {string} text */
export function keepSearch(text) {
  const asked = text.trim();
  if (!asked || asked.length > LONGEST) return;
  store.write(JSON.stringify([asked, ...recentSearches().filter((other) => other !== asked)].slice(0, MOST)));
}

/** Forgets all searches. */
export const clearSearches = () => store.write(null);
