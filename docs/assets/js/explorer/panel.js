// The filters of the explorer: the links to tags, listings and paths that stand in the page become switches.
//
// A tag is off, or all of (click), one of (Shift, or the key o) or not (Alt, or the keys n and -). The links are links
// still: with Ctrl, ⌘ or the middle button they open the tag's own page.

import { html, render } from "lit-html";
import { bind } from "../lib/keys.js";
import { find } from "../lib/parts.js";
import { counted } from "../lib/text.js";
import { FILTERS } from "./filters.js";

/** @import { Head } from "../data/catalogue.js" */
/** @import { State } from "./choice.js" */
/** @import { Role } from "./filters.js" */
/** @import { Selection } from "./selection.js" */

/**
 * @typedef {object} Pick a switch of the page
 * @property {HTMLElement} element
 * @property {HTMLElement | null} count
 * @property {import("./filters.js").Filter} filter
 * @property {import("./filters.js").Switches} switches
 * @property {number | string} value the number of a thing, or a text
 * @property {string} name
 */

/** How a chosen tag is told to those who do not see its colour. */
export const SAID = { tag: "all of", any: "one of", not: "not", "": "" };

export class Panel {
  /** @type {Map<Element, Pick>} */ #picks = new Map();

  /**
   * @param {HTMLElement} element
   * @param {Head} head
   * @param {(change: (state: State) => State) => void} choose
   * @param {AbortSignal} left
   */
  constructor(element, head, choose, left) {
    this.choose = choose;
    for (const filter of FILTERS) this.#prepare(element, head, filter);
    element.addEventListener("click", (event) => this.#click(event));
    element.addEventListener("keydown", (event) => this.#space(event));
    /** @type {(key: string, description: string, role: Role) => void} */
    const key = (name, description, role) => bind(name, description, () => this.#byKey(role), "Filters", left);
    key("o", "Make the tag in focus one of those wanted", "any");
    key("n", "Leave out the papers of the tag in focus", "not");
    key("-", "The same", "not");
  }

  /**
   * Makes switches of what the page has of a filter, but for links to something that the catalogue does not have.
   * @param {HTMLElement} panel
   * @param {Head} head
   * @param {import("./filters.js").Filter} filter
   */
  #prepare(panel, head, filter) {
    const { name, switches } = filter;
    if (!switches) return;
    if (switches.draw) drawSwitches(panel, name, switches.draw);
    const things = switches.things(head);
    const numbers = things && new Map(things.map(({ slug }, at) => [slug, at]));
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll(`.rl-pick[data-${name}]`))) {
      const text = element.dataset[name] ?? "";
      const value = numbers ? numbers.get(text) : text;
      if (value === undefined) continue;
      if (numbers) element.setAttribute("role", "button");
      const count = /** @type {HTMLElement | null} */ (element.parentElement?.querySelector(".rl-count") ?? null);
      this.#picks.set(element, { element, count, filter, switches, value, name: element.textContent?.trim() ?? "" });
    }
  }

  /** @param {EventTarget | null} target */
  #pickAt(target) {
    const element = target instanceof Element ? target.closest(".rl-pick") : null;
    return element ? this.#picks.get(element) : undefined;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const pick = this.#pickAt(event.target);
    if (!pick || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the theme would follow the link
    this.#press(pick, event.altKey ? "not" : event.shiftKey ? "any" : "tag");
  }

  /** @param {KeyboardEvent} event */
  #space(event) {
    const pick = event.key === " " && this.#pickAt(event.target);
    if (!pick || pick.element instanceof HTMLButtonElement) return; // a real button knows the space bar
    event.preventDefault();
    this.#press(pick, "tag");
  }

  /** @param {Role} role */
  #byKey(role) {
    const pick = this.#pickAt(document.activeElement);
    if (pick) this.#press(pick, role);
  }

  /** @param {Pick} pick @param {Role} role */
  #press({ switches, value }, role) {
    this.choose((state) => switches.press(state, value, role));
  }

  /** Shows what is chosen, and what is left of everything else. @param {State} state @param {Selection} selection */
  show(state, { counts }) {
    for (const { element, count, filter, switches, value, name } of this.#picks.values()) {
      const role = switches.role(state, value);
      if (count && typeof value === "number") {
        const papers = counts[filter.name]?.[value] ?? 0;
        const said = role ? `, ${filter.name === "tag" ? SAID[role] : "chosen"}` : "";
        const label = `${name}${said}, ${counted(papers)}`;
        if (element.getAttribute("aria-label") === label) continue; // most of them stay: the page has little to do
        element.setAttribute("aria-label", label);
        count.textContent = papers.toLocaleString("en");
        element.classList.toggle("is-none", papers === 0);
      }
      element.setAttribute("aria-pressed", String(role !== ""));
      element.dataset.role = role;
    }
  }
}

/**
 * Draws the switches of a filter that the page does not have.
 * @param {HTMLElement} panel
 * @param {string} name of the filter
 * @param {Record<string, string>} labels by value
 */
function drawSwitches(panel, name, labels) {
  const place = find(panel, "[data-part=states]");
  for (const [value, label] of Object.entries(labels)) {
    const item = place.appendChild(document.createElement("li"));
    render(html`<button type="button" class="rl-pick" aria-pressed="false">${label}</button>`, item);
    find(item, "button").dataset[name] = value;
  }
}
