// The buttons of a paper's page: read later, read, compare, note, lists, hide. What they say is kept in this browser only.

import { html, nothing, render } from "lit-html";
import { bind } from "../lib/keys.js";
import { slugIn } from "../lib/site.js";
import { listsMenu } from "../saved/lists-menu.js";
import { NoteWriter } from "../saved/note-writer.js";
import { keep } from "../saved/saved.js";
import { isSelected, toggleSelected, whenSelected } from "../saved/selected.js";

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

  /** @param {HTMLElement} element @param {string} slug @param {string} title @param {AbortSignal} left */
  constructor(element, slug, title, left) {
    this.element = element;
    this.slug = slug;
    this.title = title;
    this.notes = new NoteWriter(left);
    const group = "This paper";
    keep.subscribe(() => this.draw(), left);
    whenSelected(() => this.draw(), left);
    for (const { flag, key, does } of [...FLAGS, HIDE]) bind(key, does, () => this.toggle(flag), group, left);
    bind("m", "The same as r", () => this.toggle("read"), group, left);
    bind("n", "Write a note", () => this.toggleNote(true), group, left);
    bind("c", "Select to compare, or no longer", () => this.compare(), group, left);
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
    this.notes.flush();
    this.noteOpen = !this.noteOpen;
    this.draw();
    if (this.noteOpen && focus) this.element.querySelector("textarea")?.focus();
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
      html`<div class="rl-keep__buttons" role="group" aria-label="Save this paper in this browser">
          ${FLAGS.map((one) => this.flagButton(one, entry))}
          <button
            type="button"
            class="rl-keep__button rl-k-compare"
            aria-pressed=${String(compared)}
            aria-keyshortcuts="c"
            title=${compared ? "Selected to compare. Press to undo (c)" : "Compare with other papers (c)"}
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
          ${listsMenu(this, "rl-keep__button rl-k-lists")} ${this.flagButton(HIDE, entry)}
        </div>
        <span class="rl-hidden" role="status">${this.said}</span>
        ${this.noteOpen ? this.noteField() : nothing}`,
      this.element,
    );
  }

  /**
   * @param {typeof HIDE} button
   * @param {import("../saved/saved-data.js").Entry} entry
   */
  flagButton({ flag, name, key }, entry) {
    return html`<button
      type="button"
      class="rl-keep__button rl-k-${flag}"
      aria-pressed=${String(entry[flag])}
      aria-keyshortcuts=${key}
      title=${entry[flag] ? `${SAID[flag][0]} Press to undo (${key})` : `${name} (${key})`}
      @click=${() => this.toggle(flag)}
    >
      ${name}
    </button>`;
  }

  /** */
  noteField() {
    return html`<div class="rl-keep__note">
      <label for="rl-note">Your note on this paper</label>
      ${this.notes.field(this, { id: "rl-note", hint: "rl-note-hint", keydown: (event) => this.closeOnEscape(event) })}
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
