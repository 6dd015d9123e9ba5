// The points of the map: which is nearest, which lie in an area, which comes next in a direction. Numbers in, numbers
// out; a grid of cells makes it quick among many thousands.

import { SIDE } from "../lib/area.js";

/** @import { Area } from "../lib/area.js" */

const CELLS = 50; // in each direction
const CELL = SIDE / CELLS;

/** @param {number} value */
const cellOf = (value) => Math.min(CELLS - 1, Math.max(0, Math.floor(value / CELL)));

export class Points {
  /** @param {ArrayLike<number>} x @param {ArrayLike<number>} y */
  constructor(x, y) {
    this.x = Float32Array.from(x);
    this.y = Float32Array.from(y);
    this.starts = new Int32Array(CELLS * CELLS + 1);
    const cells = Int32Array.from(this.x, (value, index) => cellOf(this.y[index] ?? 0) * CELLS + cellOf(value));
    for (const cell of cells) this.starts[cell + 1] += 1;
    for (let cell = 0; cell < CELLS * CELLS; cell++) this.starts[cell + 1] += this.starts[cell];
    const next = this.starts.slice();
    this.members = new Int32Array(cells.length);
    for (const [index, cell] of cells.entries()) this.members[next[cell]++] = index;
  }

  get length() {
    return this.x.length;
  }

  /** Yields the numbers of the points in the cells that an area touches. @param {Area} area */
  *around([left, top, right, bottom]) {
    for (let row = cellOf(top); row <= cellOf(bottom); row++) {
      const first = this.starts[row * CELLS + cellOf(left)];
      const last = this.starts[row * CELLS + cellOf(right) + 1];
      for (let at = first; at < last; at++) yield this.members[at];
    }
  }

  /**
   * Returns the point nearest to a place, or -1 if none is within reach.
   * @param {number} x
   * @param {number} y
   * @param {[number, number]} scales pixels of a unit in both directions
   * @param {number} reach in pixels
   * @param {(number: number) => boolean} [counts] which points count
   */
  nearest(x, y, [across, down], reach, counts = () => true) {
    let best = -1;
    let least = reach * reach;
    const [wide, high] = [reach / across, reach / down];
    for (const number of this.around([x - wide, y - high, x + wide, y + high])) {
      const way = ((this.x[number] - x) * across) ** 2 + ((this.y[number] - y) * down) ** 2;
      if (way <= least && counts(number)) [best, least] = [number, way];
    }
    return best;
  }

  /** Returns the points of an area, its edges included, in ascending order. @param {Area} area */
  inside([left, top, right, bottom]) {
    const found = [];
    for (const number of this.around([left, top, right, bottom])) {
      const [x, y] = [this.x[number], this.y[number]];
      if (x >= left && x <= right && y >= top && y <= bottom) found.push(number);
    }
    return Int32Array.from(found).sort();
  }

  /**
   * Returns the next point in a direction: near, and rather ahead than aside. Without one, returns where it began.
   * @param {number} from
   * @param {[number, number]} direction such as [1, 0] for the right
   * @param {[number, number]} scales pixels of a unit in both directions
   * @param {(number: number) => boolean} [counts] which points count
   */
  towards(from, [right, below], [across, down], counts = () => true) {
    let best = from;
    let least = Infinity;
    for (let number = 0; number < this.length; number++) {
      const x = (this.x[number] - this.x[from]) * across;
      const y = (this.y[number] - this.y[from]) * down;
      const ahead = x * right + y * below;
      const aside = Math.abs(x * below) + Math.abs(y * right);
      if (ahead <= 0 || aside > ahead || number === from || !counts(number)) continue;
      const way = ahead + 2 * aside;
      if (way < least) [best, least] = [number, way];
    }
    return best;
  }
}
