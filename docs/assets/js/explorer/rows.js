// Draws one result of the explorer: title, summary, why it was found, tags to narrow down by, day, what is kept of it.

import { html, nothing } from "lit-html";
import { texts } from "../data/catalogue.js";
import { chip } from "../data/chips.js";
import { siteUrl } from "../lib/site.js";
import { actions } from "../saved/actions.js";
import { snippet } from "../search/highlight.js";
import { marked, pieces, SOME } from "../search/shown.js";
import { toSearch } from "./choice.js";
import { written } from "./days.js";
import { roleOf, withRole } from "./filters.js";
import { keptOf } from "./saved.js";

/** @import { Head, Paper } from "../data/catalogue.js" */
/** @import { State } from "./choice.js" */
/** @import { Piece } from "../search/highlight.js" */

/** Abstracts that are fetched with the first results: as many as a phone shows. */
const FIRST = 2;
/** How many tags of a paper a row shows. */
const CHIPS = 3;
const FROM_ABSTRACT = "First sentence of the abstract: nobody has summarized this paper yet";
export class Rows {
  /** @type {Iterable<string>} words to mark */ words = [];
  /** From which row on the papers have only some of the words. */ close = Number.POSITIVE_INFINITY;
  /** @type {Map<number, Piece[]>} snippets of abstracts, by paper */ #snippets = new Map();
  /** @type {Set<number>} */ #asked = new Set();
  #waits = false;

  /** @param {Head} head @param {() => State} state @param {() => void} refresh draws the rows again */
  constructor(head, state, refresh) {
    this.head = head;
    this.state = state;
    this.refresh = refresh;
  }

  /** Marks other words from now on. @param {Iterable<string>} words */
  mark(words) {
    this.words = words;
    this.#snippets.clear();
    this.#asked.clear();
  }

  /**
   * Draws an item of the list.
   * @param {Paper} paper
   * @param {number} index
   * @param {number} count
   * @param {boolean} seen whether it is near enough to the window to be worth a request
   */
  row = (paper, index, count, seen) => {
    const { state } = this;
    const { read } = keptOf(paper.slug);
    const compact = state().view === "compact";
    const title = html`<a href=${siteUrl(`papers/${paper.slug}/`)}>${this.#marked(paper.title)}</a>`;
    const line = index === this.close ? html`<p class="rl-x-some">${SOME}</p>` : nothing;
    return html`<li class="rl-x-row ${read ? "is-read" : ""}" aria-setsize=${count} aria-posinset=${index + 1}>
      ${line}
      <p class="rl-x-title">${title}${read ? html` <span class="rl-label">read</span>` : nothing}</p>
      ${compact ? day(paper.listed || paper.published) : this.#more(paper, seen)} ${actions(paper)}
    </li>`;
  };

  /** @param {string} text */
  #marked(text) {
    return this.state().q ? marked(text, this.words) : text;
  }

  /** @param {Paper} paper @param {boolean} seen */
  #more(paper, seen) {
    const { byline, summary, summarized, listed, published } = paper;
    const lent = summarized ? nothing : html` <span class="rl-from-abstract" title=${FROM_ABSTRACT}>abstract</span>`;
    return html`${byline ? html`<p class="rl-by">${this.#marked(byline)}</p>` : nothing}
      ${summary ? html`<p class="rl-x-summary">${this.#marked(summary)}${lent}</p>` : nothing}
      ${this.state().q && summary ? this.#why(paper, seen) : nothing}
      <p class="rl-x-tags">
        ${this.#chips(paper.tags)}${published && !listed ? nothing : day(listed)}
      </p>`;
  }

  /**
   * The first tags of a paper, and how many there are besides.
   * @param {number[]} tags
   */
  #chips(tags) {
    const more = tags.slice(CHIPS).map((tag) => this.head.tags[tag]?.name);
    const names = more.join(", ");
    const count = html`<span class="rl-count" title=${names} aria-label="and ${names}" role="img">+${more.length}</span> `;
    return html`${tags.slice(0, CHIPS).map((tag) => this.#chip(tag))}${more.length ? count : nothing}`;
  }

  /** A tag of a paper; it leads to the papers shown that carry it too. @param {number} tag */
  #chip(tag) {
    const { head } = this;
    const name = head.tags[tag]?.name;
    const state = this.state();
    const chosen = roleOf(state, tag) === "tag";
    const search = toSearch(withRole(state, tag, chosen ? "" : "tag"), head);
    const title = chosen ? `Do not require ${name}` : `Demand ${name} too`;
    return chip(head, tag, { to: `explore/${search}`, title, chosen });
  }

  /**
   * Where the words stand in the abstract; the room for it is there before it is.
   * @param {Paper} paper
   * @param {boolean} seen
   */
  #why({ number }, seen) {
    const found = this.#snippets.get(number);
    if (!found && seen) this.#ask(number);
    return html`<p class="rl-x-why">${found ? pieces(found) : nothing}</p>`;
  }

  /** Begins to fetch the abstracts of papers that are expected to come first, without waiting for the papers. */
  expect = (/** @type {Int32Array} */ numbers) => {
    if (this.state().view !== "compact") texts(numbers.subarray(0, FIRST)).catch(() => {});
  };

  /** Fetches the abstract of a paper; all that were asked for at once are drawn at once. @param {number} number */
  #ask(number) {
    this.#asked.add(number);
    if (this.#waits) return;
    this.#waits = true;
    setTimeout(async () => {
      const { words } = this;
      const numbers = [...this.#asked].filter((number) => !this.#snippets.has(number));
      this.#asked.clear();
      this.#waits = false;
      const found = await texts(numbers).catch(() => null);
      if (!found || words !== this.words) return;
      for (const [at, each] of numbers.entries()) this.#snippets.set(each, snippet(found[at] ?? "", words));
      this.refresh();
    });
  }
}

/** @param {string | null} known */
const day = (known) =>
  html`<span class="rl-x-day">${known ? html`<time datetime=${known}>${written(known)}</time>` : "day not known"}</span>`;
