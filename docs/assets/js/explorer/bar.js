// The line above the results: the field for words, how many papers there are, their order, their view, and the days.

import { find, part } from "../lib/parts.js";
import { counted } from "../lib/text.js";
import { fromParams, words } from "./choice.js";
import { isDay } from "./days.js";
import { tokens } from "./filters.js";

/** @import { State } from "./choice.js" */
/** @import { Selection } from "./selection.js" */

/** The first day of a year that is typed completely. */
const OLDEST = "1000-01-01";

/**
 * @typedef {object} Actions
 * @property {(q: string, done: boolean) => void} type
 * @property {(change: Partial<State>, how?: "push" | "replace") => void} choose
 */

export class Bar {
  /** Whether a day is being edited that was asked for: what follows belongs to the same step of the history. */
  editing = false;
  /** The days that are asked for. */
  #days = { from: "", to: "" };

  /** @type {Map<string, Pick<State, "from" | "to" | "listing">>} what each choice of days stands for */ #presets =
    new Map();

  /** @param {HTMLElement} element @param {import("../data/catalogue.js").Head} head @param {Actions} actions */
  constructor(element, head, { type, choose }) {
    this.field = find(element, "[data-part=search] input", HTMLInputElement);
    this.count = part(element, "count");
    this.opener = part(element, "open");
    this.done = part(element, "done");
    this.sort = part(element, "sort", HTMLSelectElement);
    this.from = part(element, "from", HTMLInputElement);
    this.to = part(element, "to", HTMLInputElement);
    this.views = /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-view]"));

    this.field.addEventListener("input", () => type(this.typed(), false));
    this.field.addEventListener("change", () => type(this.typed(), true));
    part(element, "search").addEventListener("submit", (event) => {
      event.preventDefault();
      type(this.typed(), true);
    });
    this.preset = /** @type {HTMLSelectElement | null} */ (element.querySelector("[data-part=preset]"));
    for (const { value } of this.preset?.options ?? []) {
      const { from, to, listing } = fromParams(new URLSearchParams(value), head).state;
      if (value !== "own") this.#presets.set(value, { from, to, listing });
    }
    this.preset?.addEventListener("change", () => choose(this.#presets.get(this.preset?.value ?? "") ?? {}));
    this.sort.addEventListener("change", () => choose({ sort: this.sort.value }));
    for (const name of /** @type {const} */ (["from", "to"])) this.#followDay(name, choose);
    for (const button of this.views)
      button.addEventListener("click", () => choose({ view: button.dataset.view ?? "" }));
  }

  /**
   * Asks for the day of a field. While one is typed, the field says days that nobody means, such as in the year 2 or
   * 20: only what is possible counts then, and any other day when the field is left.
   * @param {"from" | "to"} name
   * @param {Actions["choose"]} choose
   */
  #followDay(name, choose) {
    const field = this[name];
    const ask = () => {
      if (field.value === this.#days[name]) return;
      choose({ [name]: field.value }, this.editing ? "replace" : "push");
      this.editing = true;
    };
    field.addEventListener("change", () => field.validity.valid && ask());
    field.addEventListener("blur", () => {
      const { badInput } = field.validity;
      if (!badInput && (field.value === "" || (isDay(field.value) && field.value >= OLDEST))) ask();
      else field.value = this.#days[name];
      this.editing = false;
    });
  }

  /** Returns the query in the field. */
  typed() {
    return words(this.field.value);
  }

  /** @param {State} state @param {import("../data/catalogue.js").Head} head @param {Selection} selection */
  show(state, head, { numbers, close, hidden }) {
    const papers = numbers.length > 0 ? counted(numbers.length) : "No matching papers";
    const some = numbers.length - close;
    const more =
      some > 0 ? `, ${close > 0 ? `${some.toLocaleString("en")} of them` : "all"} with some of the words` : "";
    const out = hidden ? `, ${hidden.toLocaleString("en")} hidden by you not shown` : "";
    const said = papers + more + out;
    if (this.count.textContent !== said) this.count.textContent = said; // announced as it changes
    this.done.textContent = numbers.length > 0 ? `Show ${papers}` : papers;
    const chosen = tokens(state, head).length;
    this.opener.textContent = chosen ? `Filters (${chosen})` : "Filters";
    if (this.typed() !== state.q) this.field.value = state.q;
    /** @type {HTMLOptionElement} */ (this.sort.options[0]).hidden = !state.q;
    this.sort.value = state.sort || (state.q ? "relevance" : "date");
    this.#days = { from: state.from, to: state.to };
    if (this.from.value !== state.from) this.from.value = state.from;
    if (this.to.value !== state.to) this.to.value = state.to;
    if (this.preset) this.preset.value = this.#presetOf(state);
    for (const button of this.views) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  }

  /** Returns the choice of days that a state has. @param {State} state */
  #presetOf({ from, to, listing }) {
    const asked = [from, to, ...listing].join();
    const same = [...this.#presets].find(([, preset]) => [preset.from, preset.to, ...preset.listing].join() === asked);
    return same?.[0] ?? "own";
  }
}
