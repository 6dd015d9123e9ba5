// Where the site is: all addresses within it are made, read and opened here.

const here = import.meta.url;
const root = new URL(here.slice(0, here.lastIndexOf("/assets/") + 1));

/** The path of the site on its host. Other sites of the same host share its storage, so it is part of every key. */
export const sitePath = root.pathname;

/** Returns the address of a path of the site, such as `papers/gptq/`. @param {string} path */
export function siteUrl(path) {
  return new URL(path, root).href;
}

/** Returns the address of the explorer with all results for a text. @param {string} text */
export const searchUrl = (text) => siteUrl(`explore/?q=${encodeURIComponent(text.trim())}`);

/**
 * Returns the slug that an address has in a folder of the site, or "" if it leads elsewhere.
 * @param {{pathname: string}} address a link, or where the visitor is
 * @param {"papers" | "paths"} folder
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

/** Opens a page of the site as a click on a link would, so that instant navigation takes it. @param {string} url */
export function go(url) {
  const link = document.createElement("a");
  link.href = url;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}
