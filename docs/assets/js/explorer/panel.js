// The filters of the explorer: the links to tags, listings and paths that stand in the page become switches.
//
// A tag is off, or all of (click, or +), one of (Shift, or the key o) or not (−, Alt, or the keys n and -). The links are
// links still: with Ctrl, ⌘ or the middle button they open the tag's own page. A facet shows its tags with the most papers
// among those shown, and those chosen, until the visitor asks for more.

import { html, render } from "lit-html";
import { bind } from "../lib/keys.js";
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
 * @property {HTMLElement[]} signs the buttons that demand and exclude it
 * @property {number} at its place in the page
 * @property {number} papers how many of those shown have it
 */

/** How many tags of a facet are shown at first; `_FIRST` in `explore.py` is the same. */
const FIRST = 5;

/** How a chosen tag is told to those who do not see its colour. */
export const SAID = { tag: "all of", any: "one of", not: "not", "": "" };

export class Panel {
  /** @type {Map<Element, Pick>} */ #picks = new Map();
  /** @type {Element[]} */ #facets;

  /**
   * @param {HTMLElement} element
   * @param {Head} head
   * @param {(change: (state: State) => State) => void} choose
   * @param {AbortSignal} left
   */
  constructor(element, head, choose, left) {
    this.choose = choose;
    this.#facets = [...element.querySelectorAll(".rl-x-facet")];
    for (const filter of FILTERS) this.#prepare(element, head, filter);
    element.addEventListener("click", (event) => this.#click(event));
    element.addEventListener("keydown", (event) => this.#space(event));
    /** @type {(key: string, description: string, role: Role) => void} */
    const key = (name, description, role) => bind(name, description, () => this.#byKey(role), "Filters", left);
    key("o", "Show papers with this tag or another chosen one", "any");
    key("n", "Exclude papers with this tag", "not");
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
    const things = switches.things(head);
    const numbers = things && new Map(things.map(({ slug }, at) => [slug, at]));
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll(`.rl-pick[data-${name}]`))) {
      const text = element.dataset[name] ?? "";
      const value = numbers ? numbers.get(text) : text;
      if (value === undefined) continue;
      if (element instanceof HTMLAnchorElement) element.setAttribute("role", "button");
      const count = /** @type {HTMLElement | null} */ (element.parentElement?.querySelector(".rl-count") ?? null);
      const label = element.textContent?.trim() ?? "";
      const signs = name === "tag" ? drawSigns(element, label) : [];
      const pick = { element, count, filter, switches, value, name: label, signs, at: this.#picks.size, papers: 0 };
      this.#picks.set(element, pick);
    }
  }

  /** @param {EventTarget | null} target */
  #pickAt(target) {
    const element = target instanceof Element ? target.closest(".rl-pick, [data-sign]") : null;
    const pick = element?.matches(".rl-pick") ? element : element?.closest("li")?.querySelector(".rl-pick");
    return pick ? this.#picks.get(pick) : undefined;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (event.target instanceof HTMLElement && event.target.matches(".rl-x-facet > button")) this.#unfold(event.target);
    const pick = this.#pickAt(event.target);
    if (!pick || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the theme would follow the link
    const { sign } = /** @type {HTMLElement} */ (event.target).dataset;
    const role = event.altKey ? "not" : event.shiftKey ? "any" : "tag";
    this.#press(pick, sign ? /** @type {Role} */ (sign) : role);
  }

  /** @param {KeyboardEvent} event */
  #space(event) {
    const pick = event.key === " " && this.#pickAt(event.target);
    if (!pick || event.target instanceof HTMLButtonElement) return; // a real button knows the space bar
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
    for (const pick of this.#picks.values()) {
      const { element, count, filter, switches, value, name, signs } = pick;
      const role = switches.role(state, value);
      if (count && typeof value === "number") {
        const papers = counts[filter.name]?.[value] ?? 0;
        pick.papers = papers;
        const said = role ? `, ${filter.name === "tag" ? SAID[role] : "chosen"}` : "";
        const label = `${name}${said}, ${counted(papers)}`;
        if (element.getAttribute("aria-label") === label) continue; // most of them stay: the page has little to do
        element.setAttribute("aria-label", label);
        count.textContent = papers.toLocaleString("en");
        element.classList.toggle("is-none", papers === 0);
      }
      element.setAttribute("aria-pressed", String(role !== ""));
      element.dataset.role = role;
      for (const sign of signs) sign.setAttribute("aria-pressed", String(sign.dataset.sign === role));
    }
    for (const facet of this.#facets) this.#fold(facet);
  }

  /** Shows all tags of a facet, or the first again. @param {HTMLElement} button */
  #unfold(button) {
    const facet = /** @type {Element} */ (button.parentElement);
    button.setAttribute("aria-expanded", String(facet.classList.toggle("is-open")));
    this.#fold(facet);
  }

  /** Puts the tags of a facet in order, and shows those with the most papers and those chosen. @param {Element} facet */
  #fold(facet) {
    const list = /** @type {Element} */ (facet.querySelector("ul"));
    const picks = [...list.querySelectorAll(".rl-pick")].flatMap((element) => this.#picks.get(element) ?? []);
    const sorted = [...picks].sort((one, other) => other.papers - one.papers || one.at - other.at);
    const items = sorted.map(({ element }) => /** @type {Element} */ (element.parentElement));
    const { activeElement } = document;
    if (sorted.some((pick, at) => pick !== picks[at])) list.append(...items);
    if (list.contains(activeElement)) /** @type {HTMLElement} */ (activeElement).focus({ preventScroll: true });
    const open = facet.classList.contains("is-open");
    const folded = items.filter((_, at) => at >= FIRST && !sorted[at]?.element.dataset.role);
    for (const item of items) item.toggleAttribute("data-folded", !open && folded.includes(item));
    const button = /** @type {HTMLElement | null} */ (facet.querySelector(":scope > button"));
    if (!button) return;
    button.textContent = open ? "Show fewer" : `Show ${folded.length} more`;
    button.hidden = folded.length === 0;
  }
}

/**
 * Draws the buttons that demand and exclude a tag.
 * @param {HTMLElement} pick
 * @param {string} name
 */
function drawSigns(pick, name) {
  const place = document.createElement("span");
  place.className = "rl-x-signs";
  render(
    html`<button type="button" data-sign="tag" aria-pressed="false" aria-label="Require ${name}">+</button>
      <button type="button" data-sign="not" aria-pressed="false" aria-label="Exclude ${name}">−</button>`,
    place,
  );
  pick.parentElement?.append(place);
  return /** @type {HTMLElement[]} */ ([...place.children]);
}
