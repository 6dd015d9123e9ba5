// What a visitor keeps: papers with their marks and notes, and lists of papers. Each is a value of its own in the
// storage, so that a page of an older version of the site, still open in a tab, cannot overwrite the lists.

import { counted } from "../lib/text.js";
import { joinedLists, LISTS, listsRenamedTo, readLists } from "./lists-data.js";
import { changed, KEPT, merged, NOTHING, reading, renamedTo, written } from "./saved-data.js";
import { StateStore } from "./state-store.js";

/** @import { Entry } from "./saved-data.js" */
/** @import { Lists } from "./lists-data.js" */
/** @import { StorageArea } from "./state-store.js" */

/**
 * @typedef {object} Report what an import did
 * @property {boolean} done whether anything was taken over at all
 * @property {string} message one sentence for the visitor
 */

/** It fires `change` after every change, those of other tabs too. */
export class SavedStore extends EventTarget {
  #papers;
  #lists;

  /**
   * @param {object} means
   * @param {() => StorageArea} means.area returns the storage, or throws where it is blocked
   * @param {string} means.key under which the papers are stored
   * @param {(message: string) => void} [means.tell] tells the visitor something, each thing once
   */
  constructor({ area, key, tell = () => {} }) {
    super();
    /** @type {Set<string>} */
    const told = new Set();
    const once = (/** @type {string} */ message) => {
      if (!told.has(message)) tell(message);
      told.add(message);
    };
    this.#papers = new StateStore({ area, key, format: KEPT, tell: once });
    this.#lists = new StateStore({ area, key: `${key}.lists`, format: LISTS, tell: once });
    for (const store of [this.#papers, this.#lists])
      store.addEventListener("change", () => this.dispatchEvent(new Event("change")));
  }

  /** The keys under which something is stored. */
  get keys() {
    return [this.#papers.key, this.#lists.key];
  }

  /** Whether changes are stored ("kept") or only held for this visit ("session"). */
  get status() {
    return this.#lists.status === "session" ? "session" : this.#papers.status;
  }

  /** Returns what is kept of a paper. @param {string} slug */
  get(slug) {
    return { ...NOTHING, ...this.#papers.state.get(slug) };
  }

  /** Returns everything that is kept of papers, by slug. */
  all() {
    return new Map(this.#papers.state);
  }

  /** Returns the lists, in their order. */
  lists() {
    return this.#lists.state;
  }

  /**
   * Changes what is kept of a paper and nothing else.
   * @param {string} slug
   * @param {Partial<Entry>} change
   */
  set(slug, change) {
    this.#papers.change((papers) => changed(papers, slug, change));
  }

  /** Changes the lists. @param {(lists: Lists) => Lists} change */
  changeLists(change) {
    this.#lists.change(change);
  }

  /**
   * Moves what is kept of renamed papers to their new slugs.
   * @param {ReadonlyMap<string, string>} renamed old slug → new slug
   */
  rename(renamed) {
    this.#papers.change((papers) => renamedTo(papers, renamed));
    this.#lists.change((lists) => listsRenamedTo(lists, renamed));
  }

  /** Returns everything as JSON, to be saved as a file. */
  toJSON() {
    const lists = this.lists();
    return `${written(this.#papers.state, 2, lists.length ? { lists } : {})}\n`;
  }

  /**
   * Merges an export into what is kept; a file that is not right in every part changes nothing.
   * @param {string} text
   * @returns {Report}
   */
  fromJSON(text) {
    const { papers, problem: wrong } = reading(text);
    const { lists, problem } = wrong ? { lists: [], problem: wrong } : readLists(JSON.parse(text).lists);
    if (problem) return { done: false, message: `This file was not read, and nothing was changed: ${problem}.` };
    this.#papers.refresh();
    const { added, changed: mended, same } = merged(this.#papers.state, papers);
    this.#papers.change((own) => merged(own, papers).papers);
    if (lists.length) this.#lists.change((own) => joinedLists(own, lists));
    const more = lists.length ? ` Read ${counted(lists.length, "list")}.` : "";
    return {
      done: true,
      message: `Read ${counted(papers.size)}: ${added} new, ${mended} changed, ${same} as before.${more}`,
    };
  }

  /** Reads again what is stored, because another tab may have changed it. */
  refresh() {
    this.#papers.refresh();
    this.#lists.refresh();
  }
}
