// Areas of the map: values alone, as the map selects them and the explorer filters by them.

/** The map is a square of this side; its units are those of `data/map.json` and of `?area=`. */
export const SIDE = 1000;

/** @typedef {[number, number, number, number]} Area left, top, right and bottom in units of the map */

/**
 * Returns the area between two places, in whole units and inside the map.
 * @param {[number, number]} one
 * @param {[number, number]} other
 * @returns {Area}
 */
export function between([x, y], [across, down]) {
  const unit = (/** @type {number} */ value) => Math.min(SIDE, Math.max(0, Math.round(value)));
  return [unit(Math.min(x, across)), unit(Math.min(y, down)), unit(Math.max(x, across)), unit(Math.max(y, down))];
}

/**
 * Returns the area that the value of `?area=` means, whichever two corners it names; null if it means none.
 * @param {string | null} text
 * @returns {Area | null}
 */
export function readArea(text) {
  if (!/^\d{1,4}(,\d{1,4}){3}$/.test(text ?? "")) return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = (text ?? "").split(",").map(Number);
  return Math.max(left, top, right, bottom) <= SIDE ? between([left, top], [right, bottom]) : null;
}
