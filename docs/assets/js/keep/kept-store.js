// Holds what a visitor keeps in a storage that may be blocked, full, broken or written to by other tabs.
// Nothing is lost: what cannot be stored is held for this visit, what cannot be read is moved aside, and both are said.

import { counted } from "../lib/text.js";
import { changed, merged, NOTHING, reading, renamedTo, written } from "./kept-data.js";

/** @import { Entry, Kept } from "./kept-data.js" */
/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Shelf */

/**
 * @typedef {object} Report what an import did
 * @property {boolean} done whether anything was taken over at all
 * @property {string} message one sentence for the visitor
 */

const SESSION =
  "This browser does not store anything for this site, or has no room left. " +
  "What you keep is held until you close or reload the page.";
const ASIDE =
  "What this browser kept for this site could not be read whole. " +
  "It was moved aside, not deleted; what could be read is still here.";

/** It fires `change` after every change, those of other tabs too. */
export class KeptStore extends EventTarget {
  /** @type {Kept} */ #papers = new Map();
  /** @type {Map<string, Entry>} what could not be stored yet, by slug */ #mine = new Map();
  /** @type {string | null} what was read last */ #text = null;
  /** @type {"kept" | "session"} */ #status = "kept";
  /** Whether something stands in the storage that can neither be read nor moved aside: it is never overwritten. */
  #stuck = false;
  /** @type {Set<string>} */ #told = new Set();

  /**
   * @param {object} means
   * @param {() => Shelf} means.shelf returns the storage, or throws where it is blocked
   * @param {string} means.key under which everything is stored
   * @param {(message: string) => void} [means.tell] tells the visitor something, each thing once
   */
  constructor({ shelf, key, tell = () => {} }) {
    super();
    this.shelf = shelf;
    this.key = key;
    this.tell = tell;
    this.refresh();
  }

  /** Whether changes are stored ("kept") or only held for this visit ("session"). */
  get status() {
    return this.#status;
  }

  /** Returns what is kept of a paper. @param {string} slug */
  get(slug) {
    return { ...NOTHING, ...this.#papers.get(slug) };
  }

  /** Returns everything that is kept, by slug. */
  all() {
    return new Map(this.#papers);
  }

  /**
   * Changes what is kept of a paper and nothing else, whatever other tabs did meanwhile.
   * @param {string} slug
   * @param {Partial<Entry>} change
   */
  set(slug, change) {
    this.#load();
    this.#replace(changed(this.#papers, slug, change), [slug]);
  }

  /**
   * Moves what is kept of renamed papers to their new slugs.
   * @param {ReadonlyMap<string, string>} renamed old slug → new slug
   */
  rename(renamed) {
    this.#load();
    this.#replace(renamedTo(this.#papers, renamed), [...renamed.keys(), ...renamed.values()]);
  }

  /** Returns everything as JSON, to be saved as a file. */
  toJSON() {
    return `${written(this.#papers, 2)}\n`;
  }

  /**
   * Merges an export into what is kept; a file that is not right in every part changes nothing.
   * @param {string} text
   */
  fromJSON(text) {
    const { papers, problem } = reading(text);
    if (problem) return { done: false, message: `This file was not read, and nothing was changed: ${problem}.` };
    this.#load();
    const result = merged(this.#papers, papers);
    this.#replace(result.papers, [...papers.keys()]);
    const { added, changed: mended, same } = result;
    return { done: true, message: `Read ${counted(papers.size)}: ${added} new, ${mended} changed, ${same} as before.` };
  }

  /** Reads again what is stored, because another tab may have changed it. */
  refresh() {
    if (this.#load()) this.#announce();
  }

  /** Reads what is stored and lays over it what could not be stored; returns whether it is not what was read last. */
  #load() {
    let text;
    try {
      text = this.shelf().getItem(this.key);
    } catch {
      this.#status = "session";
      return false;
    }
    if (text === this.#text) return false;
    this.#text = text;
    this.#stuck = false;
    const { papers, problem } = text === null ? { papers: new Map(), problem: "" } : reading(text);
    this.#papers = overlaid(papers, this.#mine);
    if (problem && text !== null) this.#moveAside(text, papers);
    return true;
  }

  /**
   * Keeps text that could not be read whole under a key of its own, and what could be read in its place.
   * @param {string} text
   * @param {Kept} papers
   */
  #moveAside(text, papers) {
    try {
      const shelf = this.shelf();
      let number = 1;
      while (shelf.getItem(`${this.key}.aside.${number}`) !== null) number += 1;
      shelf.setItem(`${this.key}.aside.${number}`, text);
      const rest = written(papers);
      shelf.setItem(this.key, rest);
      this.#text = rest;
      this.#say(ASIDE);
    } catch {
      this.#stuck = true;
      this.#status = "session";
    }
  }

  /**
   * Takes over new contents, of which some papers were changed here, and stores them.
   * @param {Kept} papers
   * @param {string[]} slugs
   */
  #replace(papers, slugs) {
    this.#papers = papers;
    for (const slug of slugs) this.#mine.set(slug, papers.get(slug) ?? NOTHING);
    this.#store();
    this.#announce();
  }

  #store() {
    try {
      const text = written(this.#papers);
      if (this.#stuck) throw new Error("what stands there could not be moved aside");
      this.shelf().setItem(this.key, text);
      this.#text = text;
      this.#mine.clear();
      this.#status = "kept";
    } catch {
      this.#status = "session";
      this.#say(SESSION);
    }
  }

  #announce() {
    this.dispatchEvent(new Event("change"));
  }

  /** @param {string} message */
  #say(message) {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.tell(message);
  }
}

/**
 * Returns what is stored with what could not be stored laid over it.
 * @param {Kept} stored
 * @param {ReadonlyMap<string, Entry>} mine
 */
function overlaid(stored, mine) {
  let papers = stored;
  for (const [slug, entry] of mine) papers = changed(papers, slug, entry);
  return papers;
}
