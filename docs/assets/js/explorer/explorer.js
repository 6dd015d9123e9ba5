// The explorer, which is the page of search results too: it shows the papers that its address asks for.
//
// One way round: whatever the visitor does makes a new choice; a choice is written to the address, and shown.

import { html, nothing, render } from "lit-html";
import { columns, head } from "../data/catalogue.js";
import { notice } from "../lib/notice.js";
import { part } from "../lib/parts.js";
import { stored } from "../lib/storage.js";
import { whenSelected } from "../saved/selected.js";
import { cameBack, followAddress, keepPlace, placeIn } from "./address.js";
import { Bar } from "./bar.js";
import { everything, fromParams, toSearch, usual } from "./choice.js";
import { FILTERS } from "./filters.js";
import { findTags, openAsDialog } from "./find.js";
import { PaperList } from "./list.js";
import { Panel } from "./panel.js";
import { drawProblems } from "./problems.js";
import { Rows } from "./rows.js";
import { keptPapers, notYet, toggleBookmark, whenKept } from "./saved.js";
import { select } from "./selection.js";
import { Session } from "./session.js";
import { drawTokens, holdFocus } from "./tokens.js";
import { Walk } from "./walk.js";

/** @import { State } from "./choice.js" */
/** @import { Given } from "./selection.js" */
/** @import { Files } from "./out.js" */

/** Pixels that a row is expected to take, until one was seen. */
const HEIGHTS = { "": 116, compact: 38 };

/**
 * Fills the page of the explorer.
 * @param {HTMLElement} element
 * @param {AbortSignal} left
 * @param {Files} files draws what saves the papers that are shown
 */
export async function mount(element, left, files) {
  // The theme overwrites its note of it soon; on a page that was loaded, it may have done so.
  const { y = null } = (cameBack() && placeIn(location.search)) || history.state || {};
  try {
    const parts = await Promise.all([head(), columns()]);
    if (!left.aborted) await new Explorer(element, ...parts, left, files).begin(y);
  } catch (problem) {
    render(
      html`<p>The catalogue could not be loaded. The tags lead to their own pages.</p>`,
      part(element, "problems"),
    );
    console.warn(problem);
  }
}

class Explorer {
  /** @type {State} */ state = everything();
  /** @type {Partial<Given>} what filters have loaded */ loaded = { points: null };
  /** @type {ArrayLike<number>} the papers shown, in their order */ numbers = [];
  /** @type {string[]} what of the address could not be meant */ problems = [];
  #turn = 0;
  /** Whether a query is being typed: its letters make one step of the history. */
  #typing = false;

  /**
   * @param {HTMLElement} element
   * @param {import("../data/catalogue.js").Head} known
   * @param {import("../data/catalogue.js").Columns} all
   * @param {AbortSignal} left
   * @param {Files} files
   */
  constructor(element, known, all, left, files) {
    this.element = element;
    this.head = known;
    this.columns = all;
    this.kept = keptPapers(known, all);
    this.rows = new Rows(
      known,
      () => this.state,
      () => this.list.refresh(),
    );
    this.session = new Session((words) => this.rows.mark(words), this.rows.expect);
    this.list = new PaperList(part(element, "list"), this.rows.row, () => this.#remember(), left);
    this.walk = new Walk(this.list, toggleBookmark, left);
    this.write = followAddress((search, scroll) => this.follow(search, scroll), left);
    this.panel = new Panel(part(element, "panel"), known, (change) => this.choose(change(this.state)), left);
    findTags(part(element, "panel"), known);
    openAsDialog(part(element, "panel"), part(element, "open"), left);
    this.bar = new Bar(element, known, {
      type: (q, done) => this.#type(q, done),
      choose: (change, how) => this.choose({ ...this.state, ...change }, how),
    });
    this.files = files;
    this.menu = part(element, "take", HTMLDetailsElement);
    this.menu.addEventListener("toggle", () => this.#fillMenu());
    part(element, "link").addEventListener("click", async () => (await import("./out.js")).copyAddress());
    part(element, "list").addEventListener("click", ({ target }) => this.#open(/** @type {Element} */ (target)));
    this.saver = part(element, "save", HTMLButtonElement);
    this.saver.addEventListener("click", () => this.#showSearches(true));
    part(element, "skip").addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation(); // the theme would make a step of the history of it
      part(element, "main").focus();
    });
    whenKept(() => this.#keptChanged(), left);
    whenSelected(() => this.list.refresh(), left);
    left.addEventListener("abort", () => this.#turn++);
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

  /** Shows a choice, and writes it to the address. @param {State} state @param {"push" | "replace"} [how] */
  choose(state, how = "push") {
    this.state = usual(state);
    this.problems = [];
    this.#typing &&= how === "replace";
    this.write(toSearch(this.state, this.head), how);
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
    const index = place && scroll > 0 ? this.#indexOf(place.paper) : -1;
    if (place && index >= 0) await this.list.restore({ index, top: place.top });
    const opened = place?.opened === undefined ? null : await this.list.reach(this.#indexOf(place.opened));
    opened?.querySelector("a")?.focus({ preventScroll: true });
  }

  /** @param {number} paper */
  #indexOf(paper) {
    return Array.prototype.indexOf.call(this.numbers, paper);
  }

  /** Notes which paper is opened, so that the focus is there when the visitor comes back. @param {Element} target */
  #open(target) {
    const row = target.closest(".rl-x-title a")?.closest("[aria-posinset]");
    if (row) this.#remember(this.numbers[Number(row.getAttribute("aria-posinset")) - 1]);
  }

  /** Searches while the visitor types. @param {string} q @param {boolean} done */
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

  /** Brings the page up to date with the choice: at once, if nothing has to be fetched for it. */
  #update() {
    const turn = ++this.#turn;
    const lacking = FILTERS.filter(({ lacks }) => lacks?.(this.state));
    const waits = [this.session.ask(this.state.q), ...lacking.map((filter) => this.#load(filter))];
    if (waits.every((wait) => wait === null)) return this.#show();
    part(this.element, "list").setAttribute("aria-busy", "true");
    return Promise.all(waits).then(() => {
      if (turn === this.#turn) this.#show();
    });
  }

  /** Loads what a filter needs, unless that was done. @param {import("./filters.js").Filter} filter */
  #load({ name, load, unloaded = "" }) {
    if (!load || this.#brought.has(name)) return null;
    return load().then(
      (brought) => {
        this.#brought.add(name);
        Object.assign(this.loaded, brought);
      },
      () => {
        this.problems = [...this.problems, unloaded];
      },
    );
  }

  /** @type {Set<string>} filters that have what they need */ #brought = new Set();

  #show() {
    const { state, head: known, kept } = this;
    const { numbers: found = null, close } = this.session.found ?? {};
    const given = { columns: this.columns, found, close, kept, points: null, ...this.loaded };
    const selection = select(state, given);
    this.numbers = selection.numbers;
    this.rows.close = selection.close < selection.numbers.length ? selection.close : Number.POSITIVE_INFINITY;
    const choose = (/** @type {State} */ next) => this.choose(next);
    this.panel.show(state, selection);
    this.bar.show(state, known, selection);
    this.#fillMenu(); // it may be open
    const [chosen, problems] = [part(this.element, "tokens"), part(this.element, "problems")];
    const refocus = holdFocus([chosen, problems], this.bar.field);
    render(drawTokens(state, known, choose), chosen);
    const empty = selection.numbers.length === 0;
    const said = [...this.problems, ...this.session.problems, ...notYet(state.state)];
    render(
      html`${drawProblems(said, state.q ? this.session.found : null, state, known)}
      ${empty ? html`<div class="rl-x-empty" data-part="ways"></div>` : nothing}`,
      problems,
    );
    part(this.element, "elsewhere").hidden = true;
    if (empty) {
      render(nothing, part(this.element, "ways"));
      this.#showWaysOut(given).catch(console.warn);
    }
    this.#showSearches();
    refocus();
    this.walk.reset();
    this.element.classList.toggle("is-compact", state.view === "compact");
    this.list.show(selection.numbers, HEIGHTS[state.view === "compact" ? "compact" : ""]);
  }

  async #fillMenu() {
    if (!this.menu.open) return;
    const { feedsOf, fillMenu } = await import("./out.js");
    await fillMenu(part(this.menu, "out"), this.files, this.numbers, feedsOf(this.state, this.head));
  }

  /** Offers what leads out of an empty list. @param {Given} given */
  async #showWaysOut(given) {
    const turn = this.#turn;
    const { offerElsewhere, waysOut } = await import("./empty.js");
    const ways = await waysOut(this.state, this.head, given, (next) => this.choose(next));
    if (turn !== this.#turn) return;
    render(ways, part(this.element, "ways"));
    offerElsewhere(this.element, this.state.q);
  }

  /** @type {import("./searches.js").Searches | undefined} */ #searches;

  /** Shows the saved searches, if there are any. @param {boolean} [save] whether to save the one that is shown */
  async #showSearches(save = false) {
    const search = toSearch(this.state, this.head);
    this.saver.disabled = search === "";
    if (!save && stored("searches.1").read() === null) return;
    const { Searches } = await import("./searches.js");
    const given = { columns: this.columns, found: null, kept: this.kept, points: null };
    this.#searches ??= new Searches(part(this.element, "saved"), this.saver, this.head, given);
    if (save) {
      this.#searches.save(search);
      notice("This search is saved under Yours.");
    }
    await this.#searches.show(search);
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

  /** Keeps how the window stands. @param {number} [opened] the paper that is opened */
  #remember(opened) {
    const { index, top } = this.list.place();
    const paper = this.numbers[index];
    if (this.element.isConnected && paper !== undefined)
      keepPlace(toSearch(this.state, this.head), { paper, top, y: scrollY, opened });
  }
}
