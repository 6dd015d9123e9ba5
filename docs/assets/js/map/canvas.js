// The two sheets of the map: the lower has country, points and names, the upper what is looked at and selected. They
// follow the size of their place, the colours of the scheme and the view.

import { drawLabels, drawMarks, drawPoints, inksOf, makeLand, sizeOf } from "./drawing.js";
import { scales, toMap, toScreen, whole } from "./view.js";

/** @import { View } from "./view.js" */
/** @import { Area } from "../lib/area.js" */
/** @import { Points } from "./points.js" */
/** @import { Label } from "./drawing.js" */

const REACH = 18; // pixels around a point in which it is pointed at
const GLIDE = 180; // milliseconds

export class MapCanvas {
  /**
   * @param {HTMLElement} surface what holds the two canvases
   * @param {{points: Points, labels: Label[], groups: Uint8Array}} drawn `groups` has the group of each paper
   * @param {() => void} moved is called after each drawing
   * @param {AbortSignal} left
   */
  constructor(surface, { points, labels, groups }, moved, left) {
    this.surface = surface;
    this.points = points;
    this.labels = labels;
    this.groups = groups;
    this.moved = moved;
    const sheets = surface.querySelectorAll("canvas");
    this.lower = /** @type {HTMLCanvasElement} */ (sheets[0]);
    this.upper = /** @type {HTMLCanvasElement} */ (sheets[1]);
    this.view = whole(surface.clientWidth, surface.clientHeight);
    this.current = -1;
    /** @type {Area | null} */
    this.area = null;
    this.frame = 0;
    this.gliding = 0;
    /** @type {ReturnType<typeof drawLabels>} */
    this.names = [];
    this.takeInks();
    this.resize();
    this.follow(left);
  }

  /** Follows the size of the surface and the colours of the page. @param {AbortSignal} signal */
  follow(signal) {
    const size = new ResizeObserver(() => this.resize());
    size.observe(this.surface);
    const takeInks = () => {
      this.takeInks();
      this.draw();
    };
    const scheme = new MutationObserver(takeInks);
    scheme.observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    const redraw = () => signal.aborted || this.draw();
    document.fonts.load(`600 1em ${this.family}`).then(redraw, () => {}); // without it, names have another typeface
    const forced = matchMedia("(forced-colors: active)");
    forced.addEventListener("change", takeInks, { signal });
    signal.addEventListener("abort", () => {
      size.disconnect();
      scheme.disconnect();
      cancelAnimationFrame(this.frame);
      cancelAnimationFrame(this.gliding);
    });
  }

  takeInks() {
    this.inks = inksOf(this.surface);
    this.land = makeLand(this.points.x, this.points.y, this.inks.land);
    this.family = getComputedStyle(this.surface).getPropertyValue("--rl-serif");
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.surface;
    const fine = Math.min(2, devicePixelRatio || 1);
    for (const canvas of [this.lower, this.upper]) {
      canvas.width = Math.round(width * fine);
      canvas.height = Math.round(height * fine);
      canvas.getContext("2d")?.setTransform(fine, 0, 0, fine, 0, 0);
    }
    this.view = { ...this.view, width, height };
    this.draw();
  }

  /** Draws in the next frame, however often it is asked to before. */
  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.drawNow());
  }

  drawNow() {
    const context = this.lower.getContext("2d");
    if (!context || !this.inks || !this.land) return;
    drawPoints(context, this.view, this.points, this.groups, this.inks, this.land);
    this.names = drawLabels(context, this.view, this.labels, this.inks, this.family ?? "serif");
    this.mark();
  }

  /** Draws the upper sheet alone. */
  mark() {
    const context = this.upper.getContext("2d");
    if (!context || !this.inks) return;
    const marks = { place: this.place(), area: this.area, papers: this.points.length };
    drawMarks(context, this.view, marks, this.inks);
    this.moved();
  }

  /** Returns the tag whose name is drawn at a place of the window, or "". @param {number} left @param {number} top */
  tagAt(left, top) {
    const over = this.names.find((box) => left >= box.left && left <= box.right && top >= box.top && top <= box.bottom);
    return over?.tag ?? "";
  }

  /** @returns {[number, number] | null} where the paper is that is looked at */
  place() {
    return this.current < 0 ? null : [this.points.x[this.current], this.points.y[this.current]];
  }

  /** Shows another part of the map at once. @param {View} view */
  show(view) {
    cancelAnimationFrame(this.gliding);
    this.view = view;
    this.surface.toggleAttribute("data-near", view.zoom > 1);
    this.draw();
  }

  /** Glides to another part of the map, for those who do not mind. @param {View} goal */
  glide(goal) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.show(goal);
    const from = this.view;
    const began = performance.now();
    const step = (/** @type {number} */ now) => {
      const part = Math.min(1, Math.max(0, (now - began) / GLIDE));
      const way = (/** @type {number} */ one, /** @type {number} */ two) => one + (two - one) * part * (2 - part);
      this.show({ ...goal, zoom: way(from.zoom, goal.zoom), x: way(from.x, goal.x), y: way(from.y, goal.y) });
      if (part < 1) this.gliding = requestAnimationFrame(step);
    };
    step(began);
  }

  /**
   * Returns the paper at a pixel, or -1.
   * @param {number} left
   * @param {number} top
   * @param {(number: number) => boolean} counts
   */
  at(left, top, counts) {
    const reach = Math.max(REACH, sizeOf(this.view, this.points.length) + 4);
    return this.points.nearest(...toMap(this.view, left, top), scales(this.view), reach, counts);
  }

  /** Puts a card beside the paper that is looked at, on the side where there is room. @param {HTMLElement} card */
  placeCard(card) {
    const place = this.place();
    if (card.hidden || !place) return;
    const [x, y] = toScreen(this.view, ...place);
    const { offsetWidth: wide, offsetHeight: high } = card;
    const gap = sizeOf(this.view, this.points.length) + 9;
    const within = (/** @type {number} */ value, /** @type {number} */ most) => Math.max(4, Math.min(most - 4, value));
    const beside = x + gap + wide < this.view.width ? x + gap : x - gap - wide;
    const narrow = beside < 0; // then above or below
    const left = narrow ? within(x - wide / 2, this.view.width - wide) : beside;
    const over = !narrow ? y - high / 3 : y < this.view.height / 2 ? y + gap : y - gap - high;
    const top = within(over, this.view.height - high);
    card.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
  }
}
