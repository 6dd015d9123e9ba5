// Marks papers in lists that are read, hidden or have a note: a word on the line above the entry, so that nothing moves.

import { paperLinks } from "../lib/site.js";
import { keep } from "./saved.js";

const LINKS = ":is(.rl-list:not(.rl-list--saved) > ul, .rl-related) > li > p:first-child a";

/** Marks the lists of a page, and again after every change; returns whether there are any. @param {AbortSignal} left */
export function markLists(left) {
  const entries = paperLinks(document, LINKS);
  if (entries.length === 0) return false;
  const mark = () => {
    for (const { link, slug } of entries) markEntry(/** @type {HTMLElement} */ (link.closest("li")), slug);
  };
  mark();
  keep.subscribe(mark, left);
  return true;
}

/** @param {HTMLElement} entry @param {string} slug */
function markEntry(entry, slug) {
  const { read, hidden, note } = keep.get(slug);
  const words = [note && "note", read && "read", hidden && "hidden"].filter(Boolean).join(" · ");
  const known = entry.querySelector(".rl-saved-mark");
  entry.classList.toggle("rl-dimmed", read || hidden);
  if (!words) known?.remove();
  else if (known) known.textContent = words;
  else entry.append(Object.assign(document.createElement("span"), { className: "rl-saved-mark", textContent: words }));
}
