// The buttons of a paper's page: bookmark, read, hide, note, compare. What they say is kept in this browser only.

import { html, nothing, render } from "lit-html";
import { keep } from "../keep/keep.js";
import { LONGEST_NOTE } from "../keep/kept-data.js";
import { isSelected, toggleSelected, whenSelected } from "../keep/selected.js";
import { bind } from "../lib/keys.js";
import { slugIn } from "../lib/site.js";

/** Milliseconds after the last letter of a note until it is stored. */
const PAUSE = 300;

/** @typedef {"bookmarked" | "read" | "hidden"} Flag */

/** @type {{flag: Flag, name: string, key: string, does: string}[]} */
const FLAGS = [
  { flag: "bookmarked", name: "Read later", key: "b", does: "Read later, or no longer" },
  { flag: "read", name: "Read", key: "r", does: "Mark as read, or as unread" },
];

/** @type {typeof FLAGS[number]} */
const HIDE = { flag: "hidden", name: "Hide", key: "h", does: "Hide from lists, or show again" };

/** Draws the buttons of the paper that the page shows. @param {HTMLElement} element @param {AbortSignal} left */
export function mount(element, left) {
  new Buttons(element, slugIn(location, "papers"), document.querySelector("h1")?.textContent ?? "", left);
}

class Buttons {
  noteOpen = false;
  said = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer;
  /** @type {string | null} what was typed and is not stored yet */ typed = null;

  /** @param {HTMLElement} element @param {string} slug @param {string} title @param {AbortSignal} left */
  constructor(element, slug, title, left) {
    this.element = element;
    this.slug = slug;
    this.title = title;
    this.flush = this.flush.bind(this);
    const group = "This paper";
    keep.subscribe(() => this.draw(), left);
    whenSelected(() => this.draw(), left);
    for (const { flag, key, does } of [...FLAGS, HIDE]) bind(key, does, () => this.toggle(flag), group, left);
    bind("m", "The same as r", () => this.toggle("read"), group, left);
    bind("n", "Write a note", () => this.toggleNote(true), group, left);
    bind("c", "Select to compare, or no longer", () => this.compare(), group, left);
    addEventListener("pagehide", this.flush, { signal: left });
    left.addEventListener("abort", this.flush);
    this.draw();
  }

  /** @param {Flag} flag */
  toggle(flag) {
    const now = !keep.get(this.slug)[flag];
    this.said = SAID[flag][now ? 0 : 1];
    keep.set(this.slug, { [flag]: now, title: this.title });
  }

  compare() {
    const added = toggleSelected({ slug: this.slug, title: this.title });
    this.said = added ? "Selected to compare." : "No longer selected.";
    this.draw();
  }

  /** @param {boolean} focus */
  toggleNote(focus) {
    this.flush();
    this.noteOpen = !this.noteOpen;
    this.draw();
    if (this.noteOpen && focus) this.element.querySelector("textarea")?.focus();
  }

  /** @param {Event} event */
  type(event) {
    this.typed = /** @type {HTMLTextAreaElement} */ (event.target).value;
    clearTimeout(this.timer);
    this.timer = setTimeout(this.flush, PAUSE);
  }

  /** Stores what was typed. */
  flush() {
    clearTimeout(this.timer);
    if (this.typed === null) return;
    const note = this.typed.trim() === "" ? "" : this.typed;
    this.typed = null;
    if (note !== keep.get(this.slug).note) keep.set(this.slug, { note, title: this.title });
  }

  /** @param {KeyboardEvent} event */
  closeOnEscape(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.toggleNote(false);
    /** @type {HTMLElement | null} */ (this.element.querySelector("[aria-expanded]"))?.focus();
  }

  draw() {
    const entry = keep.get(this.slug);
    const compared = isSelected(this.slug);
    render(
      html`<div class="rl-keep__buttons" role="group" aria-label="Keep this paper in this browser">
          ${FLAGS.map((one) => this.flagButton(one, entry))}
          <button
            type="button"
            class="rl-keep__button rl-k-compare"
            aria-pressed=${String(compared)}
            aria-keyshortcuts="c"
            title="Compare with other papers (c)"
            @click=${() => this.compare()}
          >
            Compare
          </button>
          <button
            type="button"
            class="rl-keep__button rl-k-note ${entry.note ? "rl-keep__button--full" : ""}"
            aria-expanded=${String(this.noteOpen)}
            aria-keyshortcuts="n"
            title=${entry.note ? "Your note (n)" : "Write a note (n)"}
            @click=${() => this.toggleNote(true)}
          >
            Note${entry.note ? html`<span class="rl-hidden"> written</span>` : nothing}
          </button>
          ${this.flagButton(HIDE, entry)}
        </div>
        <span class="rl-hidden" role="status">${this.said}</span>
        ${this.noteOpen ? this.noteField(entry.note) : nothing}`,
      this.element,
    );
  }

  /**
   * @param {typeof HIDE} button
   * @param {import("../keep/kept-data.js").Entry} entry
   */
  flagButton({ flag, name, key }, entry) {
    return html`<button
      type="button"
      class="rl-keep__button rl-k-${flag}"
      aria-pressed=${String(entry[flag])}
      aria-keyshortcuts=${key}
      title=${`${name} (${key})`}
      @click=${() => this.toggle(flag)}
    >
      ${name}
    </button>`;
  }

  /** @param {string} note */
  noteField(note) {
    return html`<div class="rl-keep__note">
      <label for="rl-note">Your note on this paper</label>
      <textarea
        id="rl-note"
        rows="4"
        maxlength=${LONGEST_NOTE}
        aria-describedby="rl-note-hint"
        .value=${this.typed ?? note}
        @input=${(/** @type {Event} */ event) => this.type(event)}
        @blur=${this.flush}
        @keydown=${(/** @type {KeyboardEvent} */ event) => this.closeOnEscape(event)}
      ></textarea>
      <p id="rl-note-hint">
        ${keep.status === "kept" ? "Saved as you type, in this browser only." : "Held for this visit only."} Nobody else
        sees it. Esc closes it.
      </p>
    </div>`;
  }
}

/** What is said of a change, done and undone. @type {Record<Flag, [string, string]>} */
const SAID = {
  bookmarked: ["Saved to read later.", "Removed from read later."],
  read: ["Marked as read.", "Marked as unread."],
  hidden: ["Hidden from lists.", "No longer hidden."],
};
