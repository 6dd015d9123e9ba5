// The filters of the explorer: the links to tags, listings and paths that stand in the page become switches.
//
// A tag is off, or all of (click), one of (Shift, or the key o) or not (Alt, or the keys n and -). The links are links
// still: with Ctrl, ⌘ or the middle button they open the tag's own page.

import { roleOf } from "./choice.js";
import { bind } from "./keys.js";

/** @typedef {import("./catalogue.js").Head} Head */
/** @typedef {import("./choice.js").State} State */
/** @typedef {import("./choice.js").Role} Role */
/** @typedef {import("./selection.js").Selection} Selection */

/**
 * @typedef {object} Choose what a switch does
 * @property {(tag: number, role: Role) => void} tag
 * @property {(listing: number) => void} listing
 * @property {(path: number) => void} path
 * @property {(state: string) => void} state
 */

/**
 * @typedef {object} Pick
 * @property {HTMLElement} element
 * @property {HTMLElement | null} count
 * @property {"tag" | "listing" | "path" | "state"} kind
 * @property {number} number
 * @property {string} value
 * @property {string} name
 */

/** How a chosen tag is told to those who do not see its colour. */
export const SAID = { tag: "all of", any: "one of", not: "not", "": "" };

export class Panel {
  /** @type {Pick[]} */ #picks = [];
  /** @type {(() => void)[]} */ #unbind = [];

  /**
   * @param {HTMLElement} element
   * @param {Head} head
   * @param {Choose} choose
   */
  constructor(element, head, choose) {
    this.choose = choose;
    const numbers = {
      tag: new Map(head.tags.map(({ slug }, at) => [slug, at])),
      listing: new Map(head.listings.map(({ slug }, at) => [slug, at])),
      path: new Map(head.paths.map(({ slug }, at) => [slug, at])),
    };
    for (const found of element.querySelectorAll(".rl-pick")) {
      const pick = this.#prepared(/** @type {HTMLElement} */ (found), numbers);
      if (pick) this.#picks.push(pick);
    }
    element.addEventListener("click", (event) => this.#click(event));
    element.addEventListener("keydown", (event) => this.#space(event));
    /** @type {(key: string, description: string, role: Role) => void} */
    const key = (name, description, role) => {
      this.#unbind.push(bind(name, description, () => this.#byKey(role), "Filters"));
    };
    key("o", "Make the tag in focus one of those wanted", "any");
    key("n", "Leave out the papers of the tag in focus", "not");
    key("-", "The same", "not");
  }

  leave() {
    for (const unbind of this.#unbind) unbind();
  }

  /**
   * Makes a switch of a link, unless it is to something that the catalogue does not have.
   * @param {HTMLElement} element
   * @param {Record<"tag" | "listing" | "path", Map<string, number>>} numbers
   * @returns {Pick | null}
   */
  #prepared(element, numbers) {
    const name = element.textContent?.trim() ?? "";
    const { state } = element.dataset;
    if (state) return { element, count: null, kind: "state", number: -1, value: state, name };
    for (const kind of /** @type {const} */ (["tag", "listing", "path"])) {
      const value = element.dataset[kind];
      const number = numbers[kind].get(value ?? "");
      if (value === undefined || number === undefined) continue;
      element.setAttribute("role", "button");
      return { element, count: element.parentElement?.querySelector(".rl-count") ?? null, kind, number, value, name };
    }
    return null;
  }

  /** @param {EventTarget | null} target */
  #pickAt(target) {
    const element = target instanceof Element ? target.closest(".rl-pick") : null;
    return this.#picks.find((pick) => pick.element === element);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const pick = this.#pickAt(event.target);
    if (!pick || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the theme would follow the link
    this.#choose(pick, event.altKey ? "not" : event.shiftKey ? "any" : "tag");
  }

  /** @param {KeyboardEvent} event */
  #space(event) {
    const pick = event.key === " " && this.#pickAt(event.target);
    if (!pick || pick.kind === "state") return; // a real button knows the space bar
    event.preventDefault();
    this.#choose(pick, "tag");
  }

  /** @param {Role} role */
  #byKey(role) {
    const pick = this.#pickAt(document.activeElement);
    if (pick) this.#choose(pick, role);
  }

  /**
   * @param {Pick} pick
   * @param {Role} role
   */
  #choose({ kind, number, value }, role) {
    if (kind === "tag") this.choose.tag(number, role);
    else if (kind === "state") this.choose.state(value);
    else this.choose[kind](number);
  }

  /**
   * Shows what is chosen, and what is left of everything else.
   * @param {State} state
   * @param {Selection} selection
   */
  show(state, selection) {
    const counts = { tag: selection.tags, listing: selection.listings, path: selection.paths };
    for (const { element, count, kind, number, value, name } of this.#picks) {
      const role = roleIn(state, kind, number, value);
      if (!count || kind === "state") {
        element.setAttribute("aria-pressed", String(role !== ""));
        element.dataset.role = role;
        continue;
      }
      const papers = counts[kind][number] ?? 0;
      const text = papers.toLocaleString("en");
      const said = role ? `, ${kind === "tag" ? SAID[role] : "chosen"}` : "";
      const label = `${name}${said}, ${text} ${papers === 1 ? "paper" : "papers"}`;
      if (element.getAttribute("aria-label") === label) continue; // most of them stay: the page has little to do
      element.setAttribute("aria-label", label);
      element.setAttribute("aria-pressed", String(role !== ""));
      element.dataset.role = role;
      count.textContent = text;
      element.classList.toggle("is-none", papers === 0);
    }
  }
}

/**
 * Returns how something counts in a choice; listings, paths and states only count or do not.
 * @param {State} state
 * @param {Pick["kind"]} kind
 * @param {number} number
 * @param {string} value
 * @returns {Role | ""}
 */
function roleIn(state, kind, number, value) {
  if (kind === "tag") return roleOf(state, number);
  const chosen = { listing: state.listing.includes(number), path: state.path === number, state: state.state === value };
  return chosen[kind] ? "tag" : "";
}
