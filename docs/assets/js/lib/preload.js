// Fetches modules with all that they import before they are imported: one after the other they would cost a round trip each.

/** The modules that each late import needs, by paths in this folder's parent. The generator fills this in. @type {Record<string, string[]>} */
const NEEDS = {};

/** @type {Set<string>} */
const asked = new Set();

/** Begins to fetch a module, such as `search/box.js`, and all that it imports. @param {string} path */
export function preload(path) {
  for (const each of NEEDS[path] ?? []) {
    if (asked.has(each)) continue;
    asked.add(each);
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = new URL(`../../${each}`, import.meta.url).href;
    document.head.append(link);
  }
}
