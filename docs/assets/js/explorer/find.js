// Finds a tag among the filters by its name or another word for it, and opens the filters where they are a sheet.

import { find, part } from "../lib/parts.js";
import { foldedName } from "../lib/text.js";

/** @import { Head } from "../data/catalogue.js" */

/**
 * Lets the field above the filters leave only those whose name has what is typed.
 * @param {HTMLElement} panel
 * @param {Head} head
 */
export function findTags(panel, head) {
  const field = part(panel, "find", HTMLInputElement);
  const nothing = part(panel, "nothing");
  const words = new Map(head.tags.map(({ slug, words: others }) => [slug, others]));
  const groups = [...panel.querySelectorAll(":scope > ul")].map((list) => ({
    heading: /** @type {HTMLElement} */ (list.previousElementSibling),
    items: [...list.children].map((item) => {
      const pick = find(item, ".rl-pick");
      const names = [pick.textContent ?? "", ...(words.get(pick.dataset.tag ?? "") ?? [])];
      return { item: /** @type {HTMLElement} */ (item), pick, names: names.map(foldedName) };
    }),
  }));

  const narrow = () => {
    const wanted = foldedName(field.value);
    let left = 0;
    for (const { heading, items } of groups) {
      for (const { item, names } of items) item.hidden = !names.some((name) => name.includes(wanted));
      heading.hidden = items.every(({ item }) => item.hidden);
      left += items.filter(({ item }) => !item.hidden).length;
    }
    find(panel, ".rl-x-more").hidden = wanted !== "";
    nothing.hidden = left > 0;
  };

  field.addEventListener("input", narrow);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && field.value) {
      event.stopPropagation();
      event.preventDefault();
      field.value = "";
      narrow();
    }
    if (event.key !== "Enter" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const first = groups.flatMap(({ items }) => items).find(({ item }) => !item.hidden);
    if (event.key === "ArrowDown") first?.pick.focus();
    else if (field.value.trim()) first?.pick.click();
  });
  panel.addEventListener("keydown", (event) => move(panel, event));
}

/** Goes from filter to filter with ↓ and ↑. @param {HTMLElement} panel @param {KeyboardEvent} event */
function move(panel, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !(event.target instanceof HTMLElement) || !event.target.matches(".rl-pick")) return;
  const picks = [...panel.querySelectorAll(".rl-pick")].filter((pick) => pick.getClientRects().length > 0);
  const next = picks[picks.indexOf(event.target) + step];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

/**
 * Lets a button open the filters as a sheet over the page, and gives the focus back when it closes.
 * @param {HTMLElement} panel
 * @param {HTMLElement} opener
 * @param {AbortSignal} signal
 */
export function openAsSheet(panel, opener, signal) {
  const wide = matchMedia("(min-width: 60em)");
  const shut = () => panel.classList.contains("is-open") && set(false);

  /** @param {boolean} open */
  const set = (open) => {
    panel.classList.toggle("is-open", open);
    document.documentElement.classList.toggle("rl-x-locked", open);
    opener.setAttribute("aria-expanded", String(open));
    if (open) panel.setAttribute("role", "dialog");
    else panel.removeAttribute("role");
    panel.toggleAttribute("aria-modal", open);
    if (open) panel.setAttribute("aria-modal", "true");
    // Closed by a wider window, the filters stay and their opener is gone.
    const places = open ? ["[data-part=close]"] : [":focus", "[data-part=find]"];
    const targets = places.map((place) => /** @type {HTMLElement | null} */ (panel.querySelector(place)));
    if (!open) targets.unshift(opener);
    targets.find((target) => target && target.getClientRects().length > 0)?.focus();
  };

  opener.addEventListener("click", () => set(true));
  for (const part of ["close", "done"]) panel.querySelector(`[data-part=${part}]`)?.addEventListener("click", shut);
  panel.addEventListener("keydown", (event) => {
    if (!panel.classList.contains("is-open")) return;
    if (event.key === "Escape") shut();
    if (event.key === "Tab") keepInside(panel, event);
  });
  wide.addEventListener("change", shut, { signal });
  signal.addEventListener("abort", () => document.documentElement.classList.remove("rl-x-locked"));
}

/** Lets Tab go round inside an element. @param {HTMLElement} element @param {KeyboardEvent} event */
function keepInside(element, event) {
  const stops = [...element.querySelectorAll("a[href], button, input")].filter(
    (stop) => stop.getClientRects().length > 0,
  );
  const first = /** @type {HTMLElement} */ (stops.at(0));
  const last = /** @type {HTMLElement} */ (stops.at(-1));
  if (document.activeElement !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
