// "New since your last visit" on the home page: how many papers, and the names of a few.

import { html, render } from "lit-html";
import { columns, head, papers } from "../data/catalogue.js";
import { keep } from "../keep/keep.js";
import { grew, newSince } from "../keep/visits.js";
import { siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";

/** How many papers are named. */
const NAMED = 3;

/**
 * Fills the line that the page keeps free; at the first visit, and when nothing is new, it stays empty.
 * @param {HTMLElement} element
 */
export async function mount(element) {
  const before = keep.seenBefore();
  if (!before) return;
  const { listings } = await head();
  if (!grew(before, listings)) return;
  const fresh = newSince(before, listings, (await columns()).listings);
  if (fresh.length === 0) return;
  const named = await papers(fresh.slice(0, NAMED));
  const count = `${counted(fresh.length)} ${fresh.length === 1 ? "is" : "are"}`;
  render(
    html`<p><a href=${siteUrl("explore/?state=new")}>${count} new since your last visit</a></p>
      <ul>
        ${named.map(({ slug, title }) => html`<li><a href=${siteUrl(`papers/${slug}/`)}>${title}</a></li>`)}
      </ul>`,
    element,
  );
}
