// Gestures on the map: drag, pinch, wheel, point and select with the mouse, a pen or fingers. It knows pixels and
// views, no papers.

import { dragged, zoomed } from "./view.js";

/** @import { View } from "./view.js" */
/**
 * @typedef {object} Hands
 * @property {() => View} view
 * @property {(view: View) => void} show
 * @property {() => boolean} selecting whether a drag selects instead of moving
 * @property {(left: number, top: number) => unknown} point the pointer rests over a pixel
 * @property {() => void} leave
 * @property {(left: number, top: number, event: PointerEvent) => void} press
 * @property {(from: [number, number], to: [number, number], done: boolean) => void} select
 */

const STILL = 5; // pixels that a pointer may tremble while it presses

/**
 * Lets hands move the map on a surface.
 * @param {HTMLElement} surface
 * @param {HTMLElement} focus what has to have the focus for the wheel to zoom by itself
 * @param {Hands} hands
 */
export function listen(surface, focus, hands) {
  /** @type {Map<number, [number, number]>} */
  const down = new Map();
  /** @type {"" | "press" | "drag" | "select" | "pinch"} */
  let does = "";
  /** @type {[number, number]} */
  let began = [0, 0];

  const at = (/** @type {MouseEvent} */ event) => {
    const box = surface.getBoundingClientRect();
    return /** @type {[number, number]} */ ([event.clientX - box.left, event.clientY - box.top]);
  };

  const pinch = (/** @type {number} */ id, /** @type {[number, number]} */ now) => {
    const still = [...down].find(([other]) => other !== id)?.[1];
    const before = down.get(id);
    if (!still || !before) return;
    const span = (/** @type {[number, number]} */ [x, y]) => Math.max(20, Math.hypot(x - still[0], y - still[1]));
    const [left, top] = [(still[0] + now[0]) / 2, (still[1] + now[1]) / 2];
    const moved = dragged(hands.view(), (now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    hands.show(zoomed(moved, span(now) / span(before), left, top));
  };

  const events = {
    /** @param {PointerEvent} event */
    pointerdown(event) {
      if (event.button !== 0) return;
      down.set(event.pointerId, at(event));
      if (down.size === 1) [began, does] = [at(event), "press"];
      else if (does !== "select") does = "pinch";
    },
    /** @param {PointerEvent} event */
    pointermove(event) {
      const now = at(event);
      const before = down.get(event.pointerId);
      if (!before) {
        if (event.pointerType !== "touch") hands.point(...now);
        return;
      }
      if (does === "press" && Math.hypot(now[0] - began[0], now[1] - began[1]) > STILL) {
        does = event.shiftKey || hands.selecting() ? "select" : "drag";
        surface.setPointerCapture(event.pointerId);
        hands.leave();
      }
      if (does === "pinch") pinch(event.pointerId, now);
      if (does === "drag") hands.show(dragged(hands.view(), now[0] - before[0], now[1] - before[1]));
      if (does === "select") hands.select(began, now, false);
      if (does !== "press") down.set(event.pointerId, now);
    },
    /** @param {PointerEvent} event */
    pointerup(event) {
      if (!down.delete(event.pointerId)) return;
      if (does === "press") hands.press(...at(event), event);
      if (does === "select") hands.select(began, at(event), true);
      does = down.size && does === "pinch" ? "drag" : "";
    },
    /** @param {PointerEvent} event */
    pointercancel(event) {
      down.delete(event.pointerId);
      does = "";
    },
    /** @param {PointerEvent} event */
    pointerleave(event) {
      if (!down.size && event.pointerType !== "touch") hands.leave(); // a finger that is lifted leaves, too
    },
    /** @param {WheelEvent} event */
    wheel(event) {
      if (!(event.ctrlKey || event.metaKey || document.activeElement === focus)) return;
      const lines = event.deltaMode === 1 ? 20 : 1;
      const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.006 : 0.002));
      const next = zoomed(hands.view(), factor, ...at(event));
      if (next.zoom === hands.view().zoom && !event.ctrlKey) return; // there is no farther: the page may scroll
      event.preventDefault();
      hands.show(next);
    },
  };
  const all = /** @type {[string, EventListener][]} */ (Object.entries(events));
  for (const [name, listener] of all) surface.addEventListener(name, listener, { passive: false });
}
