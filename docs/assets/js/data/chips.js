// A tag as a chip in the colour of its facet, wherever a script draws one.

import { html, nothing } from "lit-html";
import { siteUrl } from "../lib/site.js";

/** Returns the classes of a chip. @param {import("./catalogue.js").Head} head @param {number} number of a tag */
export const chipClasses = ({ facets, tags }, number) => `t f${facets[tags[number]?.facet ?? 0]?.colour ?? 1}`;

/**
 * Draws the chip of a tag as a link: to its page, or to a choice of the explorer.
 * @param {import("./catalogue.js").Head} head
 * @param {number} number
 * @param {{to?: string, title?: string, chosen?: boolean}} [more]
 */
export function chip(head, number, { to, title, chosen = false } = {}) {
  const tag = head.tags[number];
  if (!tag) return nothing;
  const classes = `${chipClasses(head, number)}${chosen ? " is-chosen" : ""}`;
  const href = siteUrl(to ?? `tags/${tag.slug}/`);
  return html`<a class=${classes} href=${href} title=${title ?? nothing}>${tag.name}</a> `;
}

/**
 * Draws the name of a tag as a chip that leads nowhere, with how many papers it has.
 * @param {import("./catalogue.js").Head} head
 * @param {number} number
 */
export const countedChip = (head, number) =>
  html`<span class=${chipClasses(head, number)}>${head.tags[number]?.name}</span>
    <span class="rl-count">${head.tags[number]?.papers}</span>`;
