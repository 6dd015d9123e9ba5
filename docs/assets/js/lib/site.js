// Where the site is: all addresses within it are made here.

const here = import.meta.url;
const root = new URL(here.slice(0, here.lastIndexOf("/assets/") + 1));

/** The path of the site on its host. Other sites of the same host share its storage, so it is part of every key. */
export const sitePath = root.pathname;

/**
 * Returns the address of a path of the site, such as `papers/gptq/`.
 * @param {string} path
 * @returns {string}
 */
export function siteUrl(path) {
  return new URL(path, root).href;
}
