// Which part of the map is shown, and where on the screen its points are. Values only: nothing is drawn here.

import { SIDE } from "../lib/area.js";

/** @import { Area } from "../lib/area.js" */

/** How near one can come. */
export const NEAREST = 32;

const EDGE = 16; // pixels left free around the whole map

/** @typedef {{width: number, height: number, zoom: number, x: number, y: number}} View x and y are in the middle */

/**
 * Returns the view of the whole map on a screen of so many pixels.
 * @param {number} width
 * @param {number} height
 * @returns {View}
 */
export function whole(width, height) {
  return { width, height, zoom: 1, x: SIDE / 2, y: SIDE / 2 };
}

/** Returns how many pixels a unit of the map has in both directions. @param {View} view @returns {[number, number]} */
export function scales({ width, height, zoom }) {
  return [(Math.max(1, width - 2 * EDGE) / SIDE) * zoom, (Math.max(1, height - 2 * EDGE) / SIDE) * zoom];
}

/**
 * Returns where a place of the map is on the screen.
 * @param {View} view
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}
 */
export function toScreen(view, x, y) {
  const [across, down] = scales(view);
  return [(x - view.x) * across + view.width / 2, (y - view.y) * down + view.height / 2];
}

/**
 * Returns which place of the map is at a pixel.
 * @param {View} view
 * @param {number} left
 * @param {number} top
 * @returns {[number, number]}
 */
export function toMap(view, left, top) {
  const [across, down] = scales(view);
  return [(left - view.width / 2) / across + view.x, (top - view.height / 2) / down + view.y];
}

/** Returns a view that does not leave the map. @param {View} view */
function kept(view) {
  const zoom = Math.min(NEAREST, Math.max(1, view.zoom));
  const half = SIDE / 2 / zoom;
  const within = (/** @type {number} */ value) => Math.min(SIDE - half, Math.max(half, value));
  return { ...view, zoom, x: within(view.x), y: within(view.y) };
}

/**
 * Returns a view nearer by a factor, with the place at a pixel where it was.
 * @param {View} view
 * @param {number} factor
 * @param {number} [left]
 * @param {number} [top]
 * @returns {View}
 */
export function zoomed(view, factor, left = view.width / 2, top = view.height / 2) {
  const [x, y] = toMap(view, left, top);
  const zoom = Math.min(NEAREST, Math.max(1, view.zoom * factor));
  const [across, down] = scales({ ...view, zoom });
  return kept({ ...view, zoom, x: x - (left - view.width / 2) / across, y: y - (top - view.height / 2) / down });
}

/**
 * Returns a view dragged by so many pixels.
 * @param {View} view
 * @param {number} right
 * @param {number} down
 * @returns {View}
 */
export function dragged(view, right, down) {
  const [across, along] = scales(view);
  return kept({ ...view, x: view.x - right / across, y: view.y - down / along });
}

/**
 * Returns the nearest view in which a whole area is seen, with some country around it.
 * @param {View} view
 * @param {Area} area
 * @returns {View}
 */
export function showing(view, [left, top, right, bottom]) {
  const zoom = SIDE / Math.max(right - left, bottom - top, SIDE / NEAREST) / 1.5;
  return kept({ ...view, zoom, x: (left + right) / 2, y: (top + bottom) / 2 });
}

/**
 * Returns a view of the same zoom that shows a place well inside its edges; the view itself if it does so already.
 * @param {View} view
 * @param {number} x
 * @param {number} y
 * @returns {View}
 */
export function withPlace(view, x, y) {
  const [left, top] = toScreen(view, x, y);
  const margin = Math.min(view.width, view.height) / 10;
  const seen = left > margin && left < view.width - margin && top > margin && top < view.height - margin;
  return seen ? view : kept({ ...view, x, y });
}
