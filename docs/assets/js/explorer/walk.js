// Goes from result to result with the keyboard: j and k, or the arrows once a result has the focus; x bookmarks it.

import { bind } from "../lib/keys.js";
import { notice } from "../lib/notice.js";

/** @import { PaperList } from "./list.js" */

export class Walk {
  #at = -1;

  /**
   * @param {PaperList} list
   * @param {(paper: import("../data/catalogue.js").Paper) => boolean} toggle turns a bookmark on or off
   * @param {AbortSignal} left
   */
  constructor(list, toggle, left) {
    this.list = list;
    this.toggle = toggle;
    bind("j", "Next result", () => this.#go(1), "Results", left);
    bind("k", "Previous result", () => this.#go(-1), "Results", left);
    bind("x", "Save the result to read later, or remove it", () => this.#bookmark(), "Results", left);
    list.element.addEventListener("keydown", (event) => this.#arrow(event));
    list.element.addEventListener("focusin", (event) => this.#note(event.target));
  }

  /** Begins at the first result again. */
  reset() {
    this.#at = -1;
  }

  /** @param {EventTarget | null} target */
  #note(target) {
    const row = target instanceof Element ? target.closest("[aria-posinset]") : null;
    if (row) this.#at = Number(row.getAttribute("aria-posinset")) - 1;
  }

  /** @param {number} step */
  async #go(step) {
    const next = Math.max(0, Math.min(this.#at + step, this.list.numbers.length - 1));
    const row = await this.list.reach(next);
    if (!row) return;
    this.#at = next;
    row.querySelector("a")?.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #arrow(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.#go(step);
  }

  #bookmark() {
    const paper = this.list.at(this.#at);
    if (!paper || !this.list.element.contains(document.activeElement)) return;
    notice(this.toggle(paper) ? "Saved to read later." : "Removed from read later.");
  }
}
