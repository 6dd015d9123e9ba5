// The map of the collection: every paper a point, papers that are alike side by side. Mouse, fingers and keyboard move
// over it; pointing at a paper shows its title and summary; a region can be selected and opened in the explorer.

import { html, render } from "lit-html";
import { columns, data, head, papers } from "../data/catalogue.js";
import { between } from "../lib/area.js";
import { find } from "../lib/parts.js";
import { go, siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";
import { MapCanvas } from "./canvas.js";
import { grouped, LEFT_OUT } from "./colours.js";
import { listen } from "./gestures.js";
import { keyboard } from "./keyboard.js";
import { labelsOf, page } from "./page.js";
import { namesOf } from "./parts.js";
import { Points } from "./points.js";
import { areaAsked, regionOf, rememberArea } from "./region.js";
import { scales, showing, toMap, whole, withPlace, zoomed } from "./view.js";

/** @import { Area } from "../lib/area.js" */
/** @import { Paper } from "../data/catalogue.js" */

const PATIENCE = 250; // milliseconds that a card waits for the pointer to come over

/** Draws the map into an element. @param {HTMLElement} element @param {AbortSignal} left */
export async function mount(element, left) {
  try {
    const parts = await Promise.all([head(), columns(), data("map")]);
    if (!left.aborted) new Chart(element, ...parts, left);
  } catch (problem) {
    console.warn(problem);
    render(html`<p class="rl-empty" role="status">The map could not be loaded. Its list is below.</p>`, element);
  }
}

/** A map in an element, with all that is chosen, pointed at and selected on it. */
export class Chart {
  /**
   * @param {HTMLElement} element
   * @param {import("../data/catalogue.js").Head} known
   * @param {import("../data/catalogue.js").Columns} table
   * @param {any} map
   * @param {AbortSignal} left
   */
  constructor(element, known, table, map, left) {
    this.element = element;
    this.known = known;
    this.table = table;
    this.points = new Points(map.x, map.y);
    /** @type {number[][]} */
    this.coloured = map.colours;
    this.facet = map.facet;
    /** @type {Set<number>} groups of the legend that are looked at */
    this.chosen = new Set();
    /** @type {Paper | null} */
    this.paper = null;
    this.current = -1;
    /** @type {import("./parts.js").Region | null} */
    this.region = null;
    this.selecting = false;
    this.message = "";
    /** @type {string[]} what of the address could not be followed */
    this.problems = [];
    this.hiding = 0;
    this.render();
    const surface = find(element, ".rl-chart__surface");
    this.card = find(element, ".rl-chart__card");
    this.sheet = new MapCanvas(
      surface,
      { points: this.points, labels: labelsOf(map, known), groups: this.groups() },
      () => this.sheet?.placeCard(this.card),
      left,
    );
    listen(this.sheet.upper, surface, this.hands());
    keyboard(surface, this.keys());
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.look(-1), { signal: left });
    left.addEventListener("abort", () => clearTimeout(this.hiding));
    this.readAddress();
  }

  /** Follows what the address asks for: `?area=` selects, `?paper=` looks at a paper. */
  readAddress() {
    const asked = new URLSearchParams(location.search);
    const area = areaAsked();
    if (asked.has("area") && !area) this.problems.push(`“${asked.get("area")}” is not four numbers from 0 to 1000.`);
    if (area) {
      this.sheet.show(showing(this.sheet.view, area));
      this.select(area, true);
    }
    const paper = asked.get("paper") ?? "";
    const number = this.table.numberOf(paper);
    if (asked.has("paper") && number < 0) this.problems.push(`There is no paper “${paper}” on this list.`);
    if (this.problems.length > 0) this.render();
    if (number < 0) return;
    const [x, y] = [this.points.x[number] ?? 0, this.points.y[number] ?? 0];
    this.sheet.show(zoomed({ ...this.sheet.view, x, y }, area ? 1 : 3));
    this.look(number);
  }

  /** @returns {import("./gestures.js").Hands} */
  hands() {
    return {
      view: () => this.sheet.view,
      show: (view) => this.sheet.show(view),
      selecting: () => this.selecting,
      point: (left, top) => this.selecting || this.point(left, top), // a card would be in the way
      leave: () => this.hideSoon(),
      press: (left, top, event) => this.press(left, top, event),
      select: (from, to, done) => {
        const [one, other] = [toMap(this.sheet.view, ...from), toMap(this.sheet.view, ...to)];
        this.select(between(one, other), done);
      },
    };
  }

  /** @returns {import("./keyboard.js").Keys} */
  keys() {
    return {
      walk: (direction) => this.walk(direction),
      open: () => this.open(),
      zoom: (factor) => this.zoom(factor),
      whole: () => this.zoom(0),
      leave: () => (this.current >= 0 ? this.look(-1) : this.clear()),
      middle: () => this.sheet.place() ?? [this.sheet.view.x, this.sheet.view.y],
      select: (from, to, done) => this.select(between(from, to), done),
      giveUp: () => this.clear(),
    };
  }

  /**
   * Comes nearer by a factor, to the paper that is looked at if it is in view; 0 shows the whole map.
   * @param {number} factor
   */
  zoom(factor) {
    const { view } = this.sheet;
    const next = factor ? zoomed(view, factor) : whole(view.width, view.height);
    const place = this.sheet.place();
    this.sheet.glide(place && factor > 1 ? withPlace(next, ...place) : next);
    this.announce(next.zoom === 1 ? "The whole map." : `${next.zoom.toFixed(0)} times larger.`);
  }

  counts = (/** @type {number} */ number) => this.sheet.groups[number] !== LEFT_OUT;

  point(/** @type {number} */ left, /** @type {number} */ top) {
    const named = this.sheet.tagAt(left, top) !== "";
    this.sheet.surface.toggleAttribute("data-name", named);
    if (named) return this.hideSoon();
    const number = this.sheet.at(left, top, this.counts);
    if (number < 0) return this.hideSoon();
    this.keepCard();
    if (number !== this.current) this.look(number);
  }

  /**
   * A press on the name of a region opens the page of its tag. With the mouse, a press opens a paper; with a finger, it
   * shows the card of a paper, and a second one opens it.
   * @param {number} left
   * @param {number} top
   * @param {PointerEvent} event
   */
  press(left, top, event) {
    const tag = this.sheet.tagAt(left, top);
    if (tag) return go(siteUrl(`tags/${tag}/`));
    const number = this.sheet.at(left, top, this.counts);
    if (number < 0) return void this.look(-1);
    const known = this.paper?.number === number;
    this.look(number);
    if (known || event.pointerType === "mouse") this.open(event);
  }

  /**
   * Looks at a paper, or at none (-1).
   * @param {number} number
   * @param {{announced?: boolean}} [options] `announced`: also to screen readers
   */
  async look(number, { announced = false } = {}) {
    this.keepCard();
    this.current = this.sheet.current = number;
    this.sheet.surface.toggleAttribute("data-at", number >= 0);
    this.sheet.mark();
    if (number < 0) {
      this.paper = null;
      this.render();
      return;
    }
    try {
      const [paper] = await papers([number]);
      if (this.current !== number || !paper) return; // the visitor has gone on
      this.paper = paper;
      if (announced) this.message = `${paper.title}. ${paper.summary} ${namesOf(this.known, paper.tags)}`;
      this.render();
      this.sheet.placeCard(this.card);
    } catch (problem) {
      console.warn(problem);
    }
  }

  /**
   * Looks at the next paper in a direction; at first, at the one nearest to the middle of what is seen.
   * @param {[number, number]} direction
   */
  walk(direction) {
    const { view } = this.sheet;
    const next =
      this.current < 0 || !this.counts(this.current)
        ? this.points.nearest(view.x, view.y, scales(view), view.width + view.height, this.counts)
        : this.points.towards(this.current, direction, scales(view), this.counts);
    if (next < 0) return;
    this.sheet.show(withPlace(view, this.points.x[next], this.points.y[next]));
    this.look(next, { announced: true });
  }

  /** Opens the paper that is looked at. @param {MouseEvent} [event] with Ctrl or Cmd, in a tab of its own */
  async open(event) {
    const number = this.current;
    if (this.paper?.number !== number) await this.look(number);
    const link = /** @type {HTMLAnchorElement | null} */ (this.element.querySelector(".rl-chart__title a"));
    if (this.paper?.number !== number || !link) return;
    link.dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event?.ctrlKey, metaKey: event?.metaKey }),
    );
  }

  hideSoon() {
    clearTimeout(this.hiding);
    if (this.sheet.surface.matches(":focus-visible")) return; // it was reached with the keyboard, and stays
    this.hiding = setTimeout(() => this.current >= 0 && this.look(-1), PATIENCE);
  }

  keepCard() {
    clearTimeout(this.hiding);
  }

  /** Selects an area, or shows how it grows. @param {Area | null} area @param {boolean} done */
  select(area, done) {
    this.sheet.area = area;
    this.sheet.mark();
    if (!done) return;
    this.selecting = false;
    this.region = area && regionOf(area, this.points, this.table.own);
    rememberArea(area);
    this.announce(this.region ? `${counted(this.region.papers)} in this region.` : "No region is selected.");
  }

  /** Shows the papers of some entries of the legend only; of none means of all. @param {number[]} groups */
  choose(groups) {
    this.chosen = new Set(groups);
    this.sheet.groups = this.groups();
    this.sheet.draw();
    if (this.current >= 0 && !this.counts(this.current)) this.look(-1);
    this.announce(`${counted(this.sheet.groups.filter((group) => group !== LEFT_OUT).length)} shown.`);
  }

  /** Returns the group of each paper: its colour, or that it is left out. */
  groups() {
    return grouped(this.points.length, this.table.own, this.coloured[this.facet] ?? [], this.chosen);
  }

  colourBy(/** @type {number} */ facet) {
    this.facet = facet;
    this.choose([]);
  }

  toggle(/** @type {number} */ group) {
    this.choose(this.chosen.has(group) ? [...this.chosen].filter((one) => one !== group) : [...this.chosen, group]);
  }

  toggleSelecting() {
    this.selecting = !this.selecting;
    this.announce(this.selecting ? "Drag over the map to select a region." : "");
  }

  /** Says something to those who cannot see it. */
  announce(/** @type {string} */ text) {
    this.message = text;
    this.render();
  }

  render() {
    this.element.toggleAttribute("data-selecting", this.selecting);
    render(page(this), this.element);
  }

  clear() {
    this.select(null, true);
  }
}
