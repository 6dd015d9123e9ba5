// The country under the points: where papers are dense, land rises. Numbers only.

import { SIDE } from "../lib/area.js";

/** Cells of the terrain in each direction. */
export const CELLS = 144;

/** How far the country reaches beyond the map on each side, in units of the map. */
export const BEYOND = 62.5; // nine cells

/**
 * Returns how dense the points are in each cell, row by row, from 0 to 1.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 */
export function density(x, y) {
  /** @type {Float32Array} */
  let cells = new Float32Array(CELLS * CELLS);
  for (let index = 0; index < x.length; index++) {
    cells[cell(y[index]) * CELLS + cell(x[index])] += 1;
  }
  // Three means over a square are nearly a bell.
  const reach = Math.min(6, Math.max(1, Math.round((CELLS / Math.sqrt(x.length + 1)) * 0.45)));
  for (let turn = 0; turn < 3; turn++) cells = smoothed(smoothed(cells, reach, 1, CELLS), reach, CELLS, 1);
  const highest = cells.reduce((most, value) => Math.max(most, value), 0) || 1;
  return cells.map((value) => value / highest);
}

/** @param {number} [value] a coordinate of the map */
function cell(value = 0) {
  return Math.floor(((value + BEYOND) / (SIDE + 2 * BEYOND)) * CELLS);
}

/**
 * Returns cells, each the mean of those within reach in one direction.
 * @param {Float32Array} cells
 * @param {number} reach
 * @param {number} step from a cell to the next in that direction
 * @param {number} line from a line of cells to the next
 */
function smoothed(cells, reach, step, line) {
  const result = new Float32Array(cells.length);
  for (let start = 0; start < CELLS; start++) {
    let sum = 0;
    for (let at = -reach; at < CELLS; at++) {
      if (at + reach < CELLS) sum += cells[start * line + (at + reach) * step];
      if (at - reach > 0) sum -= cells[start * line + (at - reach - 1) * step];
      if (at >= 0) result[start * line + at * step] = sum / (2 * reach + 1);
    }
  }
  return result;
}

/**
 * Returns how much of the colour of the land each cell has, from 0 to 255: two steps with soft edges.
 * @param {Float32Array} cells
 * @returns {Uint8ClampedArray}
 */
export function steps(cells) {
  const rise = (/** @type {number} */ value, /** @type {number} */ edge) =>
    Math.min(1, Math.max(0, (value - edge * 0.7) / (edge * 0.6)));
  return Uint8ClampedArray.from(cells, (value) => 255 * (0.55 * rise(value, 0.08) + 0.45 * rise(value, 0.42)));
}
