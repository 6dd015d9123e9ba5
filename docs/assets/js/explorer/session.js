// The search of the explorer: the query that was asked last, and what was found for it.

import { search } from "../search/search.js";

/** @import { Found } from "../search/search.js" */

export class Session {
  /** @type {Found | null} what was found; null if nothing is looked for, or nothing could be */ found = null;
  /** @type {string[]} why the query is left out of account, until a search succeeds */ problems = [];
  #asked = "";
  /** @type {Promise<void> | null} */ #answer = null;

  /**
   * @param {(words: Iterable<string>) => void} answered is told the words to be marked
   * @param {(numbers: Int32Array) => unknown} expected is told earlier which papers will probably come first
   */
  constructor(answered, expected) {
    this.answered = answered;
    this.expected = expected;
  }

  /**
   * Searches for a query unless that was done; returns what to wait for, or null if the answer is there.
   * @param {string} query
   */
  ask(query) {
    if (query === this.#asked) return this.#answer;
    this.#asked = query;
    this.#answer = query ? this.#search(query) : null;
    if (!query) this.#take(null, []);
    return this.#answer;
  }

  /** @param {string} query */
  async #search(query) {
    const found = await search(query, this.expected).catch((problem) => void console.warn(problem));
    if (query !== this.#asked) return;
    this.#answer = null;
    if (found) return this.#take(found, []);
    this.#asked = ""; // asked again, it may be answered
    this.#take(null, ["The search could not be loaded; all papers are shown, whatever the words."]);
  }

  /** @param {Found | null} found @param {string[]} problems */
  #take(found, problems) {
    this.found = found;
    this.problems = problems;
    this.answered(found?.words ?? []);
  }
}
