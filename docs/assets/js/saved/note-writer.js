// Notes that are stored while they are typed.

import { html, nothing } from "lit-html";
import { keep } from "./saved.js";
import { LONGEST_NOTE } from "./saved-data.js";

/** Milliseconds after the last letter of a note until it is stored. */
const PAUSE = 300;

/** @typedef {{slug: string, title: string}} Paper */

export class NoteWriter {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {(Paper & {text: string}) | null} what was typed and is not stored yet */ #typed = null;

  /** @param {AbortSignal} left */
  constructor(left) {
    this.flush = this.flush.bind(this);
    addEventListener("pagehide", this.flush, { signal: left });
    left.addEventListener("abort", this.flush);
  }

  /** Returns the note of a paper as it stands in its field. @param {string} slug */
  text(slug) {
    return this.#typed?.slug === slug ? this.#typed.text : keep.get(slug).note;
  }

  /** Stores what was typed. An emptied note is deleted. */
  flush() {
    clearTimeout(this.#timer);
    if (!this.#typed) return;
    const { slug, title, text } = this.#typed;
    const note = text.trim() === "" ? "" : text;
    this.#typed = null;
    if (note !== keep.get(slug).note) keep.set(slug, { note, title });
  }

  /** @param {Paper} paper @param {string} text */
  #type(paper, text) {
    if (this.#typed?.slug !== paper.slug) this.flush();
    this.#typed = { ...paper, text };
    clearTimeout(this.#timer);
    // A field that was emptied stays until the visitor leaves it: more may be typed.
    if (text.trim()) this.#timer = setTimeout(this.flush, PAUSE);
  }

  /**
   * Returns the field of the note of a paper.
   * @param {Paper} paper
   * @param {object} options
   * @param {string} [options.id]
   * @param {string} [options.hint] the identifier of what explains it
   * @param {string} [options.label] what it is called, where no label names it
   * @param {() => void} [options.focus] called when the visitor comes to the field
   * @param {(event: KeyboardEvent) => void} [options.keydown]
   */
  field({ slug, title }, { id, hint, label, focus, keydown }) {
    return html`<textarea
      id=${id ?? nothing}
      class="rl-field"
      rows="4"
      maxlength=${LONGEST_NOTE}
      aria-describedby=${hint ?? nothing}
      aria-label=${label ?? nothing}
      .value=${this.text(slug)}
      @input=${(/** @type {any} */ { target }) => this.#type({ slug, title }, target.value)}
      @focus=${focus ?? nothing}
      @blur=${this.flush}
      @keydown=${keydown ?? nothing}
    ></textarea>`;
  }
}
