// Finds a tag among the filters by its name or another word for it, and opens the filters where they are a dialog.

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
  const facets = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(".rl-x-facet")]).map((facet) => ({
    facet,
    items: [...facet.querySelectorAll("li")].map((item) => {
      const pick = find(item, ".rl-pick");
      const names = [pick.textContent ?? "", ...(words.get(pick.dataset.tag ?? "") ?? [])];
      return { item, names: names.map(foldedName) };
    }),
  }));

  const narrow = () => {
    const wanted = foldedName(field.value);
    for (const { facet, items } of facets) {
      for (const { item, names } of items) item.hidden = !names.some((name) => name.includes(wanted));
      facet.hidden = items.every(({ item }) => item.hidden);
    }
    panel.classList.toggle("is-finding", wanted !== "");
    nothing.hidden = facets.some(({ facet }) => !facet.hidden);
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
    const [first] = shown(panel);
    if (event.key === "ArrowDown") first?.focus();
    else if (field.value.trim()) first?.click();
  });
  panel.addEventListener("keydown", (event) => move(panel, event));
}

/** Returns the filters that can be seen. @param {HTMLElement} panel */
const shown = (panel) => /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(".rl-pick")]).filter(isShown);

/** @param {Element} element */
const isShown = (element) => element.getClientRects().length > 0;

/** Goes from filter to filter with ↓ and ↑. @param {HTMLElement} panel @param {KeyboardEvent} event */
function move(panel, event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !(event.target instanceof HTMLElement) || !event.target.matches(".rl-pick")) return;
  const picks = shown(panel);
  const next = picks[picks.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/**
 * Lets a button open the filters as a dialog; the browser gives the focus back when it closes.
 * @param {HTMLElement} panel
 * @param {HTMLElement} opener
 * @param {AbortSignal} signal
 */
export function openAsDialog(panel, opener, signal) {
  const sheet = document.createElement("dialog");
  sheet.className = "rl-x-sheet";
  sheet.setAttribute("aria-label", panel.getAttribute("aria-label") ?? "");
  sheet.setAttribute("aria-modal", "true");
  panel.after(sheet);
  /** @type {HTMLElement | null} what had the focus in a dialog that closed by itself */
  let focused = null;

  opener.addEventListener("click", () => {
    sheet.append(panel);
    sheet.showModal();
    opener.setAttribute("aria-expanded", "true");
    part(panel, "close").focus();
  });
  sheet.addEventListener("close", () => {
    sheet.before(panel);
    opener.setAttribute("aria-expanded", "false");
    if (focused) (isShown(focused) ? focused : part(panel, "find")).focus();
    focused = null;
  });
  for (const name of ["close", "done"]) part(panel, name).addEventListener("click", () => sheet.close());
  const wide = matchMedia("(min-width: 60em)");
  const widened = () => {
    if (!sheet.open) return;
    focused = /** @type {HTMLElement} */ (document.activeElement);
    sheet.close();
  };
  wide.addEventListener("change", widened, { signal });
}
