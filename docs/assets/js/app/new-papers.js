// Where to go on, on the home page: the next step of a path, what is new since the last visit, what waits to be read.

import { html, render } from "lit-html";
import { columns, head, papers } from "../data/catalogue.js";
import { siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";
import { keep } from "../saved/saved.js";
import { grew, newSince } from "../saved/visits.js";

/** @typedef {{label: string, text: string, path: string}} Way */

/**
 * Fills the line that the page keeps free; at the first visit it stays empty.
 * @param {HTMLElement} element
 * @param {AbortSignal} left
 */
export async function mount(element, left) {
  const draw = async () => {
    const ways = (await Promise.all([nextStep(), fresh(), saved()])).filter((way) => way !== null);
    if (!left.aborted) render(ways.length > 0 ? list(ways) : html``, element);
  };
  keep.subscribe(() => draw().catch(console.warn), left);
  await draw();
}

/** @param {Way[]} ways */
function list(ways) {
  return html`<ul aria-label="Continue">
    ${ways.map(
      ({ label, text, path }) => html`<li><a href=${siteUrl(path)}><span>${label}</span> <b>${text}</b></a></li>`,
    )}
  </ul>`;
}

/** Returns the first step that is not read of a path that was begun: of several, that with most steps read. */
async function nextStep() {
  const slugs = [...keep.all()].filter(([, { read }]) => read).map(([slug]) => slug);
  if (slugs.length === 0) return null;
  const [{ paths: known }, { paths, numberOf }] = await Promise.all([head(), columns()]);
  const read = new Set(slugs.map(numberOf));
  const begun = paths
    .map((steps, index) => ({ index, steps, next: steps.find((paper) => !read.has(paper)) }))
    .map((path) => ({ ...path, done: path.steps.filter((paper) => read.has(paper)).length }))
    .filter(({ done, next }) => done > 0 && next !== undefined)
    .sort((one, two) => two.done - one.done)[0];
  if (!begun) return null;
  const [paper] = await papers([Number(begun.next)]);
  const label = `${known[begun.index]?.title}, ${begun.done} of ${begun.steps.length} read`;
  return paper ? { label, text: paper.title, path: `papers/${paper.slug}/` } : null;
}

async function fresh() {
  const before = keep.seenBefore();
  if (!before) return null;
  const { listings } = await head();
  const numbers = grew(before, listings) ? newSince(before, listings, (await columns()).listings) : [];
  if (numbers.length === 0) return null;
  return { label: "Since your last visit", text: `${counted(numbers.length)} new`, path: "explore/?state=new" };
}

function saved() {
  const count = [...keep.all().values()].filter(({ bookmarked, read }) => bookmarked && !read).length;
  return count > 0 ? { label: "Saved", text: `${counted(count)} to read later`, path: "kept/" } : null;
}
