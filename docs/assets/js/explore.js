// The explorer, which is the page of search results too: it shows the papers that its address asks for.
//
// One way round: whatever the visitor does makes a new choice; a choice is written to the address, and shown.

import { html, nothing, render } from "lit-html";
import { columns, data, head } from "./catalogue.js";
import { fromParams, roleOf, toSearch, withListing, withRole } from "./choice.js";
import { followAddress } from "./explore-address.js";
import { Bar } from "./explore-bar.js";
import { drawEmpty, drawProblems } from "./explore-empty.js";
import { findTags, openAsSheet } from "./explore-find.js";
import { keptPapers, notYet, toggleBookmark, whenKept } from "./explore-kept.js";
import { feedsOf, offerOut } from "./explore-out.js";
import { Panel } from "./explore-panel.js";
import { cameBack, keepPlace, placeIn } from "./explore-places.js";
import { Rows } from "./explore-rows.js";
import { drawTokens, holdFocus } from "./explore-tokens.js";
import { Walk } from "./explore-walk.js";
import { PaperList } from "./list.js";
import { select } from "./selection.js";

/** @typedef {import("./choice.js").State} State */
/** @typedef {import("./selection.js").Given} Given */
/** @typedef {import("./selection.js").Selection} Selection */

/** Pixels that a row is expected to take, until one was seen. */
const HEIGHTS = { "": 116, compact: 38 };

/**
 * Fills the page of the explorer.
 * @param {HTMLElement} element
 * @param {AbortSignal} left
 */
export async function mount(element, left) {
  // The theme overwrites its note of it soon; on a page that was loaded, it may have done so.
  const { y = null } = (cameBack() && placeIn(location.search)) || history.state || {};
  try {
    const parts = await Promise.all([head(), columns()]);
    if (left.aborted) return;
    const explorer = new Explorer(element, ...parts);
    left.addEventListener("abort", () => explorer.leave());
    await explorer.begin(y);
  } catch (problem) {
    render(
      html`<p>The catalogue could not be loaded. The tags lead to their own pages.</p>`,
      part(element, "problems"),
    );
    console.warn(problem);
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @returns {HTMLElement}
 */
function part(element, name) {
  const found = element.querySelector(`[data-part=${name}]`);
  if (!(found instanceof HTMLElement)) throw new Error(`the explorer has no part ${name}`);
  return found;
}

class Explorer {
  /** @type {State} */ state = fromParams(new URLSearchParams(), { tags: [], listings: [], paths: [] }).state;
  /** @type {import("./search.js").Found | null} */ found = null;
  /** @type {Given["points"]} */ points = null;
  /** @type {ArrayLike<number>} the papers shown, in their order */ numbers = [];
  /** @type {string[]} what of the address could not be meant */ problems = [];
  /** @type {string[]} why the query is left out of account, until a search succeeds */ #unanswered = [];
  /** What the search was asked for last, and what to wait for if it has not answered. */
  #asked = "";
  /** @type {Promise<void> | null} */ #answer = null;
  #turn = 0;
  /** Whether a query is being typed: its letters make one step of the history. */
  #typing = false;

  /**
   * @param {HTMLElement} element
   * @param {import("./catalogue.js").Head} known
   * @param {import("./catalogue.js").Columns} all
   */
  constructor(element, known, all) {
    this.element = element;
    this.head = known;
    this.columns = all;
    this.kept = keptPapers(known, all);
    this.rows = new Rows(
      known,
      () => this.state,
      () => this.list.refresh(),
    );
    this.list = new PaperList(part(element, "list"), this.rows.row, () => this.#remember());
    this.walk = new Walk(this.list, toggleBookmark);
    this.address = followAddress((search, scroll) => this.follow(search, scroll));
    this.panel = new Panel(part(element, "panel"), known, {
      tag: (tag, role) => this.choose(withRole(this.state, tag, roleOf(this.state, tag) === role ? "" : role)),
      listing: (listing) => this.choose(withListing(this.state, listing)),
      path: (path) => this.choose({ ...this.state, path: this.state.path === path ? -1 : path }),
      state: (state) => this.choose({ ...this.state, state: this.state.state === state ? "" : state }),
    });
    findTags(part(element, "panel"), known);
    this.sheet = openAsSheet(part(element, "panel"), part(element, "open"));
    this.bar = new Bar(element, {
      type: (q, done) => this.#type(q, done),
      choose: (change, how) => this.choose({ ...this.state, ...change }, how),
    });
    this.out = offerOut(
      part(element, "link"),
      part(element, "take"),
      () => this.numbers,
      () => feedsOf(this.state, known),
    );
    part(element, "skip").addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation(); // the theme would make a step of the history of it
      part(element, "main").focus();
    });
    this.forget = whenKept(() => this.#keptChanged());
  }

  leave() {
    this.#turn++;
    for (const each of [this.list, this.walk, this.address, this.panel, this.sheet, this.out]) each.leave();
    this.forget();
  }

  /**
   * Shows what the address asks for, or else what was typed before anything could answer.
   * @param {number | null} scroll
   */
  async begin(scroll) {
    const typed = this.bar.typed(); // before it is made to say what the address asks for
    const followed = this.follow(location.search, scroll);
    if (typed) this.#type(typed, false);
    await followed;
    await this.list.drawn;
  }

  /**
   * Shows a choice, and writes it to the address.
   * @param {State} state
   * @param {"push" | "replace"} [how]
   */
  choose(state, how = "push") {
    this.state = usual(state);
    this.problems = [];
    this.#typing &&= how === "replace";
    this.address.write(toSearch(this.state, this.head), how);
    this.#update();
    this.#toTop();
  }

  /**
   * Shows what an address asks for.
   * @param {string} search
   * @param {number | null} scroll how far the window was scrolled, where the visitor comes back
   */
  async follow(search, scroll) {
    const { state, problems } = fromParams(new URLSearchParams(search), this.head);
    this.state = state;
    this.problems = problems;
    this.#typing = false;
    this.bar.editing = false;
    const place = placeIn(toSearch(state, this.head)); // before the list that grows moves the window
    await this.#update();
    if (scroll === null) return this.#toTop();
    scrollTo(0, scroll);
    const index = place && scroll > 0 ? Array.prototype.indexOf.call(this.numbers, place.paper) : -1;
    if (place && index >= 0) await this.list.restore({ index, top: place.top });
  }

  /**
   * Searches while the visitor types.
   * @param {string} q
   * @param {boolean} done
   */
  #type(q, done) {
    const state = { ...this.state, q };
    if (done) {
      this.#typing = false;
      if (q !== this.state.q) this.choose(state);
      else this.#update();
      return;
    }
    const how = this.#typing ? "replace" : "push";
    this.#typing = true;
    this.choose(state, how);
    this.#typing = true;
  }

  /**
   * Brings the page up to date with the choice: at once, if nothing has to be fetched for it.
   * @returns {Promise<void> | void}
   */
  #update() {
    const turn = ++this.#turn;
    const waits = [this.#search(), this.#locate()].filter((wait) => wait !== null);
    if (waits.length === 0) return this.#show();
    part(this.element, "list").setAttribute("aria-busy", "true");
    return Promise.all(waits).then(() => {
      if (turn === this.#turn) this.#show();
    });
  }

  /**
   * Searches for the query unless that was done.
   * @returns {Promise<void> | null}
   */
  #search() {
    const { q } = this.state;
    if (q === this.#asked) return this.#answer;
    this.#asked = q;
    this.#answer = q ? this.#ask(q) : null;
    if (!q) {
      this.found = null;
      this.#unanswered = [];
    }
    return this.#answer;
  }

  /**
   * @param {string} q
   */
  async #ask(q) {
    const found = await import("./search.js")
      .then(({ search }) => search(q))
      .catch((problem) => void console.warn(problem));
    if (q !== this.#asked) return;
    this.#answer = null;
    this.found = found ?? null;
    this.rows.mark(found?.words ?? []);
    if (!found) this.#asked = ""; // asked again, it may be answered
    this.#unanswered = found ? [] : ["The search could not be loaded; all papers are shown, whatever the words."];
  }

  /**
   * Fetches the map if the choice is an area of it.
   * @returns {Promise<void> | null}
   */
  #locate() {
    if (!this.state.area || this.points) return null;
    return data("map").then(
      ({ x, y }) => {
        this.points = { x, y };
      },
      () => {
        this.problems = [...this.problems, "There is no map of this library: the area is left out of account."];
      },
    );
  }

  #show() {
    const { state, head: known } = this;
    const { numbers: found = null, close } = this.found ?? {};
    const given = { columns: this.columns, found, close, kept: this.kept, points: this.points };
    const selection = select(state, given);
    this.numbers = selection.numbers;
    this.rows.close = selection.close < selection.numbers.length ? selection.close : Number.POSITIVE_INFINITY;
    const choose = (/** @type {State} */ next) => this.choose(next);
    this.panel.show(state, selection);
    this.bar.show(state, selection);
    this.out.fill();
    const refocus = holdFocus([part(this.element, "tokens"), part(this.element, "problems")], this.bar.field);
    render(drawTokens(state, known, choose), part(this.element, "tokens"));
    const empty =
      selection.numbers.length > 0 ? nothing : drawEmpty(state, known, choose, (each) => select(each, given));
    const problems = drawProblems(
      [...this.problems, ...this.#unanswered, ...notYet(state.state)],
      state.q ? this.found : null,
      state,
      known,
    );
    render(html`${problems}${empty}`, part(this.element, "problems"));
    refocus();
    this.walk.reset();
    this.element.classList.toggle("is-compact", state.view === "compact");
    this.list.show(selection.numbers, HEIGHTS[state.view === "compact" ? "compact" : ""]);
  }

  #keptChanged() {
    const before = JSON.stringify(this.kept);
    this.kept = keptPapers(this.head, this.columns);
    if (JSON.stringify(this.kept) === before) return;
    // What was just marked stays where it is: a list that changes under the hand is no help.
    this.list.refresh();
  }

  /** Goes to the first result if the window shows later ones. */
  #toTop() {
    const { top } = part(this.element, "main").getBoundingClientRect();
    const header = document.querySelector(".md-header")?.getBoundingClientRect().height ?? 0;
    if (top < header) scrollTo(0, scrollY + top - header - 8);
  }

  #remember() {
    const { index, top } = this.list.place();
    const paper = this.numbers[index];
    if (this.element.isConnected && paper !== undefined)
      keepPlace(toSearch(this.state, this.head), { paper, top, y: scrollY });
  }
}

/**
 * Returns a choice without an order that is the usual one anyway.
 * @param {State} state
 * @returns {State}
 */
function usual(state) {
  const { sort, q } = state;
  return { ...state, sort: sort === "relevance" || (sort === "date" && !q) ? "" : sort };
}
