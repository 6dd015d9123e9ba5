// Keeps the focus where it belongs.

/** Lets Tab go round inside an element. @param {HTMLElement} element @param {KeyboardEvent} event */
export function keepInside(element, event) {
  const stops = [...element.querySelectorAll("a[href], button, input")].filter(
    (stop) => stop.getClientRects().length > 0,
  );
  const first = /** @type {HTMLElement} */ (stops.at(0));
  const last = /** @type {HTMLElement} */ (stops.at(-1));
  if (document.activeElement !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
