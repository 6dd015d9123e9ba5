// What the explorer says of what it was asked for: what is wrong with it, and which tags and paths are named so.

import { html, nothing } from "lit-html";
import { chip } from "../data/chips.js";
import { siteUrl } from "../lib/site.js";
import { notes } from "../search/shown.js";
import { toSearch } from "./choice.js";
import { roleOf, withRole } from "./filters.js";

/** @import { Head } from "../data/catalogue.js" */
/** @import { State } from "./choice.js" */

/** How many tags and paths of the name that was looked for are offered. */
const NAMED = 4;

/**
 * Draws what of the address or the query could not be followed, and tags and paths that are named like the query.
 * @param {string[]} problems
 * @param {import("../search/search.js").Found | null} found
 * @param {State} state
 * @param {Head} head
 */
export function drawProblems(problems, found, state, head) {
  const all = [...problems, ...(found?.problems ?? [])];
  const instead = found ? notes(found).map((note) => html`<p class="rl-x-instead">${note}</p>`) : nothing;
  return html`${all.length ? html`<p class="rl-x-wrong" role="status">${all.join(" ")}</p>` : nothing}${instead}
    ${found ? named(found, state, head) : nothing}`;
}

/** @param {import("../search/search.js").Found} found @param {State} state @param {Head} head */
function named(found, state, head) {
  const tags = found.tags.filter((tag) => !roleOf(state, tag)).slice(0, NAMED);
  const paths = found.paths.filter((path) => path !== state.path).slice(0, NAMED);
  if (tags.length + paths.length === 0) return nothing;
  const chips = tags.map((tag) =>
    chip(head, tag, { to: `explore/${toSearch(withRole({ ...state, q: "" }, tag, "tag"), head)}` }),
  );
  const links = paths.map((path) => {
    const { slug = "", title = "" } = head.paths[path] ?? {};
    return html`<a href=${siteUrl(`paths/${slug}/`)}>${title}</a> `;
  });
  return html`<p class="rl-x-named">See also ${chips}${links}</p>`;
}
