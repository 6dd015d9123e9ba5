// What the address and the links of a page say about the papers and paths on it.

import { sitePath } from "../lib/site.js";

/**
 * Returns the slug that an address has in a folder of the site, or "" if it leads elsewhere.
 * @param {{pathname: string}} address a link, or where the visitor is
 * @param {"papers" | "paths"} folder
 * @returns {string}
 */
export function slugIn({ pathname }, folder) {
  const start = `${sitePath}${folder}/`;
  if (!pathname.startsWith(start)) return "";
  return pathname.slice(start.length).replace(/\/(index\.html)?$/, "");
}

/**
 * Returns the links of a part of the page that lead to papers, with their slugs.
 * @param {ParentNode} part
 * @param {string} selector
 * @returns {{link: HTMLAnchorElement, slug: string}[]}
 */
export function paperLinks(part, selector) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (part.querySelectorAll(selector));
  return Array.from(links, (link) => ({ link, slug: slugIn(link, "papers") })).filter(
    ({ slug }) => slug && !slug.includes("/"),
  );
}
