// The line above the results: the field for words, how many papers there are, their order, their view, and the days.

import { filters, isDay, words } from "./choice.js";

/** @typedef {import("./choice.js").State} State */
/** @typedef {import("./selection.js").Selection} Selection */

/**
 * @typedef {object} Actions
 * @property {(q: string, done: boolean) => void} type
 * @property {(change: Partial<State>) => void} choose
 */

/**
 * Returns how many papers, in words.
 * @param {number} number
 */
export function papersInWords(number) {
  return `${number.toLocaleString("en")} ${number === 1 ? "paper" : "papers"}`;
}

export class Bar {
  /**
   * @param {HTMLElement} element
   * @param {Actions} actions
   */
  constructor(element, { type, choose }) {
    /** @type {(selector: string) => HTMLElement} */
    const find = (selector) => /** @type {HTMLElement} */ (element.querySelector(selector));
    this.field = /** @type {HTMLInputElement} */ (find("[data-part=search] input"));
    this.count = find("[data-part=count]");
    this.opener = find("[data-part=open]");
    this.done = find("[data-part=done]");
    this.sort = /** @type {HTMLSelectElement} */ (find("[data-part=sort]"));
    this.from = /** @type {HTMLInputElement} */ (find("[data-part=from]"));
    this.to = /** @type {HTMLInputElement} */ (find("[data-part=to]"));
    this.views = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-view]"));

    this.field.addEventListener("input", () => type(this.typed(), false));
    this.field.addEventListener("change", () => type(this.typed(), true));
    find("[data-part=search]").addEventListener("submit", (event) => {
      event.preventDefault();
      type(this.typed(), true);
    });
    this.sort.addEventListener("change", () => choose({ sort: this.sort.value }));
    for (const name of /** @type {const} */ (["from", "to"])) {
      this[name].addEventListener("change", () => {
        const day = this[name].value;
        if (day === "" || isDay(day)) choose({ [name]: day });
      });
    }
    for (const button of this.views)
      button.addEventListener("click", () => choose({ view: button.dataset.view ?? "" }));
  }

  /** Returns the query in the field. */
  typed() {
    return words(this.field.value);
  }

  /**
   * @param {State} state
   * @param {Selection} selection
   */
  show(state, { numbers, hidden }) {
    const papers = papersInWords(numbers.length);
    const out = hidden ? `, ${hidden.toLocaleString("en")} hidden by you left out` : "";
    if (this.count.textContent !== papers + out) this.count.textContent = papers + out; // announced as it changes
    this.done.textContent = `Show ${papers}`;
    const chosen = filters(state);
    this.opener.textContent = chosen ? `Filters (${chosen})` : "Filters";
    if (this.typed() !== state.q) this.field.value = state.q;
    /** @type {HTMLOptionElement} */ (this.sort.options[0]).hidden = !state.q;
    this.sort.value = state.sort || (state.q ? "relevance" : "date");
    if (this.from.value !== state.from) this.from.value = state.from;
    if (this.to.value !== state.to) this.to.value = state.to;
    for (const button of this.views) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  }
}
