// A long list of papers that stays fast: rows come in blocks, and only blocks near the window are drawn.
//
// Up to KEEP_ALL results from KEEP_FILES files, the other blocks are drawn too once the visitor has done anything, or
// after a while, when the browser has nothing to do, and stay: then the page is complete for find-in-page and for screen readers. Beyond
// that, blocks far away are emptied again, and what is not looked at is not fetched.
// An undrawn block is one empty item of the height that its rows had, or are expected to have. Rows that came with the
// page stay until the first block is drawn.

import { html, nothing, render } from "lit-html";
import { blocksOf, papers } from "../data/catalogue.js";

/** @import { Paper } from "../data/catalogue.js" */

/**
 * @typedef {object} Block
 * @property {number} start index of its first row among the results
 * @property {Comment} end stands behind its last row
 * @property {number} height in pixels, as last seen; 0 if it was never drawn
 * @property {number} gap pixels of the empty item in its place; 0 if there is none
 * @property {boolean} drawn
 * @property {boolean} seen whether it was ever near the window
 */

/** @typedef {{index: number, top: number}} Place a row, and where in the window it stands */

/** Rows of a block. */
const ROWS = 10;
/** Results up to which every row is kept. */
const KEEP_ALL = 1000;
/** Files up to which every row is kept: few results of a large library may lie in as many. */
const KEEP_FILES = 192;
/** Pixels around the window in which blocks are drawn, and beyond which they may be emptied. */
const NEAR = 600;
const FAR = 4000;
/** Pixels of a row at least, on a phone more, until the visitor has done anything: a row out of sight asks for nothing. */
const IN_SIGHT = matchMedia("(max-width: 45em)").matches ? 320 : 180;
/** Milliseconds after which the other rows are drawn although the visitor has done nothing. */
const QUIET = 3000;
/** Frames in which a place is sought again, and those after which it counts as found. */
const LOOKS = 30;
const STILL = 8;
/** Milliseconds without scrolling after which the window rests. */
const REST = 60;

const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ callback) => setTimeout(callback, 50));

/** @type {Map<number, Paper>} papers that were shown, by number: a list that is opened again is there at once */
const known = new Map();

export class PaperList {
  /** @type {ArrayLike<number>} */ numbers = [];
  /** @type {Block[]} */ #blocks = [];
  /** Pixels of a row, until one was seen. */ #expected = 100;
  /** Changes with every new list: what was begun for an older one is given up. */ #turn = 0;
  #frame = 0;
  /** @type {Promise<unknown>} when the rows near the window are drawn */ drawn = Promise.resolve();
  /** Whether every row is drawn and kept. */ #keepsAll = true;
  /** Whether the visitor has done anything here. */ #used = false;
  #later = 0;
  /** @type {Element[]} rows that came with the page */ #came = [];

  /**
   * @param {HTMLElement} element the list
   * @param {(paper: Paper, index: number, count: number, seen: boolean) => unknown} row draws an item; until one was
   *   `seen`, what takes a further request is not worth it
   * @param {() => void} scrolled is told when the window came to rest somewhere else
   * @param {AbortSignal} signal
   */
  constructor(element, row, scrolled, signal) {
    this.element = element;
    this.row = row;
    this.#came = [...element.children];
    let rest = 0;
    const later = () => {
      this.#frame ||= requestAnimationFrame(() => this.#follow());
      clearTimeout(rest);
      rest = setTimeout(scrolled, REST);
    };
    addEventListener("scroll", later, { passive: true, signal });
    addEventListener("resize", later, { passive: true, signal });
    for (const deed of ["scroll", "pointermove", "pointerdown", "keydown", "focusin"])
      addEventListener(deed, () => this.#use(), { passive: true, signal, once: true });
    signal.addEventListener("abort", () => {
      this.#turn++;
      clearTimeout(rest);
      clearTimeout(this.#later);
    });
  }

  /**
   * Shows papers in an order; what the window shows of them is drawn before anything else.
   * @param {ArrayLike<number>} numbers
   * @param {number} [height] expected pixels of a row
   */
  show(numbers, height = this.#expected) {
    this.#turn++;
    this.#expected = height;
    this.numbers = numbers;
    this.#keepsAll = numbers.length <= KEEP_ALL && blocksOf(numbers) <= KEEP_FILES;
    this.#fit(Math.ceil(numbers.length / ROWS));
    for (const block of this.#blocks) {
      block.height = 0;
      block.seen = block.start === 0;
      if (block.start > 0 || !this.#draw(block)) this.#empty(block);
    }
    if (numbers.length === 0) this.#forgetCame();
    this.#follow();
    clearTimeout(this.#later);
    const turn = this.#turn;
    if (this.#keepsAll) this.#later = setTimeout(() => this.#complete(turn), this.#used ? 0 : QUIET);
  }

  /** Draws all rows from now on, if they are to be kept: until the visitor does anything, the first are enough. */
  #use() {
    if (this.#used) return;
    this.#used = true;
    this.refresh();
    if (this.#keepsAll) this.#complete(this.#turn);
  }

  /** Draws again what is drawn: the rows may say something new. */
  refresh() {
    for (const block of this.#blocks) if (block.drawn) this.#draw(block);
  }

  /** Returns the element of a row, drawn if need be, or null if there is no such row. @param {number} index */
  async reach(index) {
    const block = this.#blocks[Math.floor(index / ROWS)];
    if (!block || index < 0 || index >= this.numbers.length) return null;
    const turn = this.#turn;
    if (!block.drawn) await this.#fill(block);
    return turn === this.#turn ? this.element.querySelector(`[aria-posinset="${index + 1}"]`) : null;
  }

  /** Returns a paper of the list, if it was ever drawn. @param {number} index */
  at(index) {
    return known.get(this.numbers[index] ?? -1);
  }

  /** Scrolls to where a row stood in the window, once what is above it has its height. @param {Place} place */
  async restore({ index, top }) {
    const above = this.#blocks.filter(({ start, drawn }) => start <= index && !drawn && this.#keepsAll);
    await Promise.all(above.map((block) => this.#fill(block)));
    // Rows out of sight have a guessed height until the window comes near them: look again after each frame.
    for (let look = 0, still = 0; look < LOOKS && still < STILL; look++) {
      const row = await this.reach(index);
      const off = row ? row.getBoundingClientRect().top - top : 0;
      still = Math.abs(off) < 1 ? still + 1 : 0;
      scrollBy(0, off);
      await new Promise(requestAnimationFrame);
    }
  }

  /** Returns the index of the first row in the window, and how far it stands below the window's top. */
  place() {
    for (const row of this.element.querySelectorAll("[aria-posinset]")) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom > 0) return { index: Number(row.getAttribute("aria-posinset")) - 1, top };
    }
    return { index: 0, top: 0 };
  }

  /** Makes as many blocks as there have to be. @param {number} count */
  #fit(count) {
    for (const { end } of this.#blocks.splice(count)) {
      render(nothing, this.element, { renderBefore: end });
      end.remove();
    }
    while (this.#blocks.length < count) {
      const end = this.element.appendChild(document.createComment(""));
      this.#blocks.push({ start: this.#blocks.length * ROWS, end, height: 0, gap: 0, drawn: false, seen: false });
    }
  }

  /** @param {Block} block */
  #numbersOf(block) {
    return Array.prototype.slice.call(this.numbers, block.start, block.start + ROWS);
  }

  /** Draws the rows of a block; returns whether all its papers were known. @param {Block} block */
  #draw(block) {
    const rows = this.#numbersOf(block).map((number) => known.get(number));
    if (!rows.every((paper) => paper !== undefined)) return false;
    const inSight = this.#used
      ? Number.POSITIVE_INFINITY
      : Math.ceil((innerHeight - this.element.getBoundingClientRect().top) / IN_SIGHT);
    const items = rows.map((paper, at) =>
      this.row(paper, block.start + at, this.numbers.length, block.seen && block.start + at < inSight),
    );
    if (block.start === 0) this.#forgetCame();
    render(html`${items}`, this.element, { renderBefore: block.end });
    block.drawn = true;
    block.gap = 0;
    return true;
  }

  #forgetCame() {
    for (const row of this.#came.splice(0)) row.remove();
  }

  /** Puts an empty item of the same height in the place of a block's rows. @param {Block} block */
  #empty(block) {
    const rows = Math.min(ROWS, this.numbers.length - block.start);
    const height = block.start === 0 && this.#came.length > 0 ? 0 : block.height || rows * this.#expected;
    if (block.gap === height && height > 0) return; // most of a long list stays as it is
    block.gap = height;
    const gap = html`<li class="rl-x-gap" role="presentation" .style=${`height:${height}px`}></li>`;
    render(gap, this.element, { renderBefore: block.end });
    block.drawn = false;
  }

  /** Fetches what a block has to show, and draws it. @param {Block} block */
  async #fill(block) {
    const turn = this.#turn;
    const missing = this.#numbersOf(block).filter((number) => !known.has(number));
    for (const paper of await papers(missing)) known.set(paper.number, paper);
    if (turn === this.#turn && !block.drawn) this.#draw(block);
  }

  /** Draws the blocks near the window, and empties those far away from it in a long list. */
  #follow() {
    this.#frame = 0;
    const edges = this.#edges();
    const busy = [];
    for (const [at, block] of this.#blocks.entries()) {
      const [top = 0, bottom = 0] = edges.slice(at, at + 2);
      const away = Math.max(top - innerHeight, -bottom);
      if (away < NEAR && !block.seen) {
        block.seen = true;
        if (block.drawn) this.#draw(block);
      }
      if (away < NEAR && !block.drawn) busy.push(this.#fill(block));
      else if (block.drawn && away > FAR && !this.#keepsAll) {
        block.height = bottom - top;
        this.#empty(block);
      }
    }
    const turn = this.#turn;
    this.element.setAttribute("aria-busy", String(busy.length > 0));
    this.drawn = Promise.all(busy)
      .then(() => turn === this.#turn && this.element.setAttribute("aria-busy", "false"))
      .catch((problem) => console.warn(problem));
  }

  /** Returns where each block begins in the window, and where the last one ends. */
  #edges() {
    const box = this.element.getBoundingClientRect();
    const tops = this.#blocks.map((_, at) => {
      const first = at === 0 ? this.element.firstElementChild : this.#blocks[at - 1]?.end.nextElementSibling;
      return first?.getBoundingClientRect().top ?? box.bottom;
    });
    return [...tops, box.bottom];
  }

  /** Draws what is not drawn yet, a block at a time, when there is nothing else to do. @param {number} turn */
  #complete(turn) {
    idle(async () => {
      const next = turn === this.#turn && this.#blocks.find((block) => !block.drawn);
      if (!next) return;
      try {
        await this.#fill(next);
      } catch (problem) {
        return console.warn(problem); // without a network, the rest comes when it is scrolled to
      }
      this.#complete(turn);
    });
  }
}
