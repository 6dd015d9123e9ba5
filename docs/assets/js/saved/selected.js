// The papers that a visitor has selected in lists, held as long as the tab is open.

import { siteUrl } from "../lib/site.js";
import { parsed, stored } from "../lib/storage.js";

/** Papers that can stand side by side. */
export const MOST = 4;

/** @typedef {{slug: string, title: string}} Selected */

const store = stored("compare.1", () => sessionStorage);
const changes = new EventTarget();

/**
 * Returns the papers that are selected, in the order in which they were.
 * @returns {Selected[]}
 */
export function selected() {
  const found = parsed(store.read());
  if (!Array.isArray(found)) return [];
  return found.filter((paper) => typeof paper?.slug === "string" && typeof paper.title === "string");
}

/** @param {string} slug */
export const isSelected = (slug) => selected().some((paper) => paper.slug === slug);

/**
 * Selects exactly these papers.
 * @param {Selected[]} papers
 */
export function select(papers) {
  store.write(JSON.stringify(papers));
  changes.dispatchEvent(new Event("change"));
}

/**
 * Selects a paper, or no longer; returns whether it is selected now.
 * @param {Selected} paper
 */
export function toggleSelected({ slug, title }) {
  const others = selected().filter((paper) => paper.slug !== slug);
  const added = others.length === selected().length;
  select(added ? [...others, { slug, title }] : others);
  return added;
}

/**
 * Calls a function whenever other papers are selected, until the visitor has left the page.
 * @param {() => void} listener
 * @param {AbortSignal} signal
 */
export const whenSelected = (listener, signal) => changes.addEventListener("change", listener, { signal });

/**
 * Returns the address of a comparison.
 * @param {Iterable<string>} slugs
 */
export const compareUrl = (slugs) => siteUrl(`compare/?papers=${[...slugs].map(encodeURIComponent).join(",")}`);
