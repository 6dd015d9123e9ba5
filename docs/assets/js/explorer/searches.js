// The saved searches among the filters: each leads to its papers, and says how many of them came since it was opened.

import { html, nothing, render } from "lit-html";
import { siteUrl } from "../lib/site.js";
import { removeSearch, saveSearch, searches } from "../saved/searches.js";
import { newSince, rowsOf } from "../saved/visits.js";
import { search } from "../search/search.js";
import { fromParams } from "./choice.js";
import { FILTERS, tokens } from "./filters.js";
import { select } from "./selection.js";

/** @import { Head } from "../data/catalogue.js" */
/** @import { State } from "./choice.js" */
/** @import { Given } from "./selection.js" */

export class Searches {
  /** @type {Map<string, number>} how many papers are new in each, as this page was loaded */ #fresh = new Map();
  open = "";

  /**
   * @param {HTMLElement} place
   * @param {HTMLElement} next what gets the focus once the last search is removed
   * @param {Head} head
   * @param {Given} given
   */
  constructor(place, next, head, given) {
    this.place = place;
    this.next = next;
    this.head = head;
    this.given = given;
  }

  /** Saves a search. @param {string} asked */
  save(asked) {
    saveSearch({ search: asked, rows: rowsOf(this.head.listings) });
  }

  /** Shows all, and notes that one of them is open. @param {string} open the address that is shown */
  async show(open) {
    this.open = open;
    const known = searches();
    for (const { search: asked, rows } of known)
      if (!this.#fresh.has(asked)) this.#fresh.set(asked, await this.#count(asked, rows));
    if (known.some((one) => one.search === open)) this.save(open);
    this.#draw();
  }

  #draw() {
    const items = searches().map(({ search: asked }) => {
      const name = nameOf(this.#state(asked), this.head);
      const fresh = this.#fresh.get(asked) ?? 0;
      const current = asked === this.open ? "page" : nothing;
      return html`<li>
        <a href=${siteUrl(`explore/${asked}`)} aria-current=${current}>${name}</a>
        ${fresh > 0 ? html`<span class="rl-count">${fresh.toLocaleString("en")} new</span>` : nothing}
        <button type="button" aria-label="Remove the saved search ${name}" @click=${() => this.#remove(asked)}></button>
      </li>`;
    });
    render(items.length > 0 ? html`<ul aria-label="Saved searches">${items}</ul>` : nothing, this.place);
  }

  /** @param {string} asked */
  #remove(asked) {
    removeSearch(asked);
    this.#draw();
    (this.place.querySelector("a") ?? this.next).focus();
  }

  /** @param {string} asked */
  #state(asked) {
    return fromParams(new URLSearchParams(asked), this.head).state;
  }

  /** Returns how many papers of a search came since then. @param {string} asked @param {import("../saved/visits.js").Rows} rows */
  async #count(asked, rows) {
    const { head, given } = this;
    const fresh = new Set(newSince(rows, head.listings, given.columns.listings));
    if (fresh.size === 0) return 0;
    const state = this.#state(asked);
    const { numbers: found = null, close } = state.q ? await search(state.q) : {};
    const loaded = await Promise.all(FILTERS.map(({ lacks, load }) => (lacks?.(state) ? load?.() : {})));
    const shown = select(state, Object.assign({ ...given, found, close }, ...loaded)).numbers;
    return shown.filter((number) => fresh.has(number)).length;
  }
}

/** Returns what a search asks for, in words. @param {State} state @param {Head} head */
function nameOf(state, head) {
  const chosen = tokens(state, head).map(({ name, role }) => (role === "not" ? `not ${name}` : name));
  return [...(state.q ? [`“${state.q}”`] : []), ...chosen].join(", ") || "All papers";
}
