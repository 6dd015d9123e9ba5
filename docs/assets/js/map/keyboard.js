// The keys of the map while it has the focus: there is one for each gesture.

/** @import { Area } from "../lib/area.js" */
/** @typedef {[number, number]} Place */
/**
 * @typedef {object} Keys
 * @property {(direction: Place) => void} walk
 * @property {() => void} open
 * @property {(factor: number) => void} zoom
 * @property {() => void} whole
 * @property {() => void} leave
 * @property {() => Place} middle where a selection begins
 * @property {(from: Place, to: Place, done: boolean) => void} select
 * @property {() => void} giveUp
 */

/** @type {Record<string, Place>} */
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

const FIRST = 60; // units of the map: half of a selection when it begins
const STEP = 20; // and how much it grows with a key

/** Lets keys move over the map. @param {HTMLElement} surface @param {Keys} keys */
export function keyboard(surface, keys) {
  /** @type {{from: Place, to: Place} | null} the corners of a selection that is growing */
  let growing = null;

  /** @param {Place} direction @param {boolean} whole whether the other corner goes along */
  const grow = ([right, down], whole) => {
    if (!growing) return;
    const moved = (/** @type {Place} */ [x, y]) => /** @type {Place} */ ([x + right * STEP, y + down * STEP]);
    growing = { from: whole ? moved(growing.from) : growing.from, to: moved(growing.to) };
    keys.select(growing.from, growing.to, false);
  };

  const begin = () => {
    const [x, y] = keys.middle();
    growing = { from: [x - FIRST, y - FIRST], to: [x + FIRST, y + FIRST] };
    keys.select(growing.from, growing.to, false);
  };

  const end = (/** @type {boolean} */ take) => {
    if (growing && take) keys.select(growing.from, growing.to, true);
    else keys.giveUp();
    growing = null;
  };

  /** @type {Record<string, () => void>} */
  const does = {
    Enter: () => (growing ? end(true) : keys.open()),
    Escape: () => (growing ? end(false) : keys.leave()),
    x: begin,
    "+": () => keys.zoom(2),
    "=": () => keys.zoom(2),
    "-": () => keys.zoom(1 / 2),
    0: keys.whole,
  };

  const listener = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const action = arrow ? () => (growing ? grow(arrow, event.shiftKey) : keys.walk(arrow)) : does[event.key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  };
  surface.addEventListener("keydown", listener);
}
