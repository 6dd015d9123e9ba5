// Draws the map: the country, the points in one path a colour, the names of its regions; and, on a sheet of its own
// above them so that a moving pointer costs nothing, the paper that is looked at and the area that is selected.

import { SIDE } from "../lib/area.js";
import { COLOURS, LEFT_OUT, OTHER, UNTAGGED } from "./colours.js";
import { addShape } from "./shapes.js";
import { BEYOND, CELLS, density, steps } from "./terrain.js";
import { scales, toScreen } from "./view.js";

/** @import { View } from "./view.js" */
/** @typedef {{name: string, tag: string, x: number, y: number, level: number}} Label `tag` is the slug of the tag */
/** @typedef {Record<"ink" | "mute" | "ground" | "land" | "faint" | "mark", string> & {hues: string[]}} Inks */
/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

const WIDEST = 240; // pixels; the name of a region that is longer is cut
const TINY = 2.2; // pixels; smaller shapes cannot be told apart, and are drawn as dots

/** Returns the colours of the scheme that is shown. @param {HTMLElement} element @returns {Inks} */
export function inksOf(element) {
  const style = getComputedStyle(element);
  const ink = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    ink: ink("--rl-ink"),
    mute: ink("--rl-mute"),
    ground: ink("--rl-bg"),
    land: ink("--map-land"),
    faint: ink("--map-faint"),
    mark: ink("--rl-accent"),
    hues: Array.from({ length: COLOURS }, (_, index) => ink(`--map-${index + 1}`)),
  };
}

/**
 * Returns the radius of a point: smaller where there are many, larger near by.
 * @param {View} view
 * @param {number} papers
 */
export function sizeOf(view, papers) {
  const room = Math.sqrt((view.width * view.height) / Math.max(1, papers));
  return Math.min(7, Math.max(1.25, Math.min(5.2, room * 0.15) * view.zoom ** 0.7));
}

/**
 * Returns a small picture of the country, to be drawn under the map at any zoom.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {string} colour
 */
export function makeLand(x, y, colour) {
  const canvas = Object.assign(document.createElement("canvas"), { width: CELLS, height: CELLS });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = colour;
  context.fillRect(0, 0, CELLS, CELLS);
  const image = context.getImageData(0, 0, CELLS, CELLS);
  for (const [cell, alpha] of steps(density(x, y)).entries()) image.data[4 * cell + 3] = alpha;
  context.putImageData(image, 0, 0);
  return canvas;
}

/**
 * Draws the country and the points of each group.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} points
 * @param {Uint8Array} groups
 * @param {Inks} inks
 * @param {HTMLCanvasElement} land
 */
export function drawPoints(context, view, points, groups, inks, land) {
  context.clearRect(0, 0, view.width, view.height);
  const [left, top] = toScreen(view, -BEYOND, -BEYOND);
  const [right, bottom] = toScreen(view, SIDE + BEYOND, SIDE + BEYOND);
  context.drawImage(land, left, top, right - left, bottom - top);
  const size = sizeOf(view, groups.length);
  // The rare come last, on top; what is left out lies below everything.
  for (const group of [LEFT_OUT, UNTAGGED, OTHER, ...Array(COLOURS).keys()]) {
    const own = group === LEFT_OUT ? size * 0.6 : group === OTHER ? size * 0.8 : size;
    context.fillStyle = inks.hues[group] ?? inks.faint;
    context.globalAlpha = group === LEFT_OUT ? 0.45 : 1;
    if (size < TINY) drawDots(context, view, points, groups, group, own);
    else drawShapes(context, view, points, groups, group, own, inks.mute);
  }
  context.globalAlpha = 1;
}

/**
 * Draws the points of a group as dots: thousands of small squares are drawn in no time.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} points
 * @param {Uint8Array} groups
 * @param {number} group
 * @param {number} size
 */
function drawDots(context, view, points, groups, group, size) {
  if (group === UNTAGGED) context.globalAlpha = 0.6;
  eachInView(view, points, groups, group, (x, y) => context.fillRect(x - size, y - size, 2 * size, 2 * size));
}

/**
 * Draws the points of a group as one path of its shape.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} points
 * @param {Uint8Array} groups
 * @param {number} group
 * @param {number} size
 * @param {string} outline the ink of what is hollow
 */
function drawShapes(context, view, points, groups, group, size, outline) {
  const path = new Path2D();
  eachInView(view, points, groups, group, (x, y) => addShape(path, group < COLOURS ? group : 0, x, y, size));
  if (group !== UNTAGGED) return context.fill(path);
  context.lineWidth = 1.2;
  context.strokeStyle = outline;
  context.stroke(path);
}

/**
 * Visits the pixels of the points of a group that are in view.
 * @param {View} view
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} points
 * @param {Uint8Array} groups
 * @param {number} group
 * @param {(x: number, y: number) => void} visit
 */
function eachInView(view, points, groups, group, visit) {
  const [left, top] = toScreen(view, 0, 0);
  const [across, down] = scales(view);
  for (let number = 0; number < groups.length; number++) {
    if (groups[number] !== group) continue;
    const x = left + points.x[number] * across;
    const y = top + points.y[number] * down;
    if (x > -9 && y > -9 && x < view.width + 9 && y < view.height + 9) visit(x, y);
  }
}

/**
 * Returns a name, cut with an ellipsis where it is wider than there is room.
 * @param {string} name
 * @param {number} room pixels
 * @param {(text: string) => number} width returns the pixels of a text
 */
export function fitted(name, room, width) {
  if (width(name) <= room) return name;
  const letters = [...name];
  while (letters.length > 1 && width(`${letters.join("")}…`) > room) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/**
 * Writes the names of regions, each where no more informative one is in its way, and returns where they are.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {Label[]} labels the most informative first
 * @param {Inks} inks
 * @param {string} family
 */
export function drawLabels(context, view, labels, inks, family) {
  /** @type {(Box & {tag: string})[]} */
  const taken = [];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const { name, tag, x, y, level } of labels) {
    if (view.zoom < 0.8 * 2 ** level) continue;
    const high = (view.width < 600 ? 13 : 16) - 2 * Math.min(1, Math.max(0, level - Math.log2(view.zoom) + 0.5));
    context.font = `600 ${high}px ${family}`;
    const width = (/** @type {string} */ text) => context.measureText(text).width;
    const shown = fitted(name, Math.min(WIDEST, view.width - 12), width);
    const wide = width(shown);
    const [left, top] = toScreen(view, x, y);
    if (left < 0 || top < 0 || left > view.width || top > view.height) continue;
    const middle = Math.min(view.width - wide / 2 - 6, Math.max(wide / 2 + 6, left));
    const base = Math.min(view.height - high, Math.max(high, top));
    const [half, line] = [wide / 2 + 4, high * 0.7];
    const box = { tag, left: middle - half, top: base - line, right: middle + half, bottom: base + line };
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    context.lineWidth = 4.5;
    context.strokeStyle = inks.ground;
    context.globalAlpha = 0.88;
    context.strokeText(shown, middle, base);
    context.globalAlpha = 1;
    context.fillStyle = inks.ink;
    context.fillText(shown, middle, base);
  }
  return taken;
}

/** @param {Box} one @param {Box} other */
function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/**
 * Draws a ring around the paper that is looked at, and the selected area.
 * @param {CanvasRenderingContext2D} context
 * @param {View} view
 * @param {{place: [number, number] | null, area: import("../lib/area.js").Area | null, papers: number}} marks
 * @param {Inks} inks
 */
export function drawMarks(context, view, { place, area, papers }, inks) {
  context.clearRect(0, 0, view.width, view.height);
  if (area) {
    const [left, top] = toScreen(view, area[0], area[1]);
    const [right, bottom] = toScreen(view, area[2], area[3]);
    context.fillStyle = context.strokeStyle = inks.mark;
    context.globalAlpha = 0.1;
    context.fillRect(left, top, right - left, bottom - top);
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.strokeRect(left, top, right - left, bottom - top);
  }
  if (!place) return;
  const [x, y] = toScreen(view, ...place);
  const size = sizeOf(view, papers) + 5;
  for (const [width, colour] of /** @type {[number, string][]} */ ([
    [6, inks.ground],
    [2.5, inks.ink],
  ])) {
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}
