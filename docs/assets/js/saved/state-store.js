// Holds one value in a storage that may be blocked, full, broken or written to by other tabs.
// Nothing is lost: what cannot be stored is held for this visit, what cannot be read is moved aside, and both are said.

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} StorageArea */

/**
 * @template State
 * @typedef {object} Format how a value is written as text
 * @property {State} empty
 * @property {(text: string) => {state: State, problem: string}} read returns what could be read, and what is wrong: "" if nothing
 * @property {(state: State) => string} write
 */

const SESSION =
  "This browser does not store anything for this site, or has no room left. " +
  "Saved papers are held until you close or reload the page.";
const ASIDE =
  "Some of the saved papers in this browser could not be read. " +
  "They were moved aside, not deleted; the others are still here.";

/**
 * It fires `change` after every change, those of other tabs too.
 * @template State
 */
export class StateStore extends EventTarget {
  /** @type {((state: State) => State)[]} changes that could not be stored yet */ #pending = [];
  /** @type {string | null} what was read last */ #text = null;
  /** @type {"kept" | "session"} */ #status = "kept";
  /** Whether something stands in the storage that can neither be read nor moved aside: it is never overwritten. */
  #stuck = false;

  /**
   * @param {object} means
   * @param {() => StorageArea} means.area returns the storage, or throws where it is blocked
   * @param {string} means.key under which the value is stored
   * @param {Format<State>} means.format
   * @param {(message: string) => void} means.tell tells the visitor something
   */
  constructor({ area, key, format, tell }) {
    super();
    this.area = area;
    this.key = key;
    this.format = format;
    this.tell = tell;
    this.state = format.empty;
    this.refresh();
  }

  /** Whether changes are stored ("kept") or only held for this visit ("session"). */
  get status() {
    return this.#status;
  }

  /**
   * Changes the value as it is stored now, whatever other tabs did meanwhile, and stores it.
   * @param {(state: State) => State} change
   */
  change(change) {
    this.#load();
    this.state = change(this.state);
    this.#pending.push(change);
    this.#store();
    this.#announce();
  }

  /** Reads again what is stored, because another tab may have changed it. */
  refresh() {
    if (this.#load()) this.#announce();
  }

  /** Reads what is stored and repeats what could not be stored; returns whether it is not what was read last. */
  #load() {
    let text;
    try {
      text = this.area().getItem(this.key);
    } catch {
      this.#status = "session";
      return false;
    }
    if (text === this.#text) return false;
    this.#text = text;
    this.#stuck = false;
    const { state, problem } = text === null ? { state: this.format.empty, problem: "" } : this.format.read(text);
    this.state = this.#pending.reduce((changed, change) => change(changed), state);
    if (problem && text !== null) this.#moveAside(text, state);
    return true;
  }

  /**
   * Keeps text that could not be read whole under a key of its own, and what could be read in its place.
   * @param {string} text
   * @param {State} state
   */
  #moveAside(text, state) {
    try {
      const area = this.area();
      let number = 1;
      while (area.getItem(`${this.key}.aside.${number}`) !== null) number += 1;
      area.setItem(`${this.key}.aside.${number}`, text);
      const rest = this.format.write(state);
      area.setItem(this.key, rest);
      this.#text = rest;
      this.tell(ASIDE);
    } catch {
      this.#stuck = true;
      this.#status = "session";
    }
  }

  #store() {
    try {
      const text = this.format.write(this.state);
      if (this.#stuck) throw new Error("what stands there could not be moved aside");
      this.area().setItem(this.key, text);
      this.#text = text;
      this.#pending = [];
      this.#status = "kept";
    } catch {
      this.#status = "session";
      this.tell(SESSION);
    }
  }

  #announce() {
    this.dispatchEvent(new Event("change"));
  }
}
