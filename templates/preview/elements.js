// Elements of the panel, and what stands on the page below it.

/** @import { Finding } from "./preview.js" */

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name | `${Name}.${string}`} kind its name, with classes: `p.rlp-hint`
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} attributes functions are listeners
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(kind, attributes = {}, ...children) {
  const [name, ...classes] = kind.split(".");
  const element = /** @type {HTMLElementTagNameMap[Name]} */ (document.createElement(name));
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/**
 * Returns text with what stands between backticks as code.
 * @param {string} text
 */
export function code(text) {
  return text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

/**
 * Says something at the foot of the page; `busy` while the site is being built.
 * @param {string} words
 * @param {boolean} busy
 * @param {Finding[]} found
 */
export function toast(words, busy = false, found = []) {
  document.querySelector(".rlp-toast")?.remove();
  const remarks = found.map((finding) => make("span.rlp-remark", {}, ...code(finding.message)));
  const shown = make(
    `div.rlp-toast${busy ? ".rlp-busy" : ""}`,
    { role: "status" },
    make("span", {}, words),
    ...remarks,
  );
  document.body.append(shown);
  if (!busy) setTimeout(() => shown.remove(), 3000);
}

/** @param {boolean} there */
export function markDraft(there) {
  document.querySelector(".rlp-open")?.classList.toggle("rlp-drafted", there);
}
