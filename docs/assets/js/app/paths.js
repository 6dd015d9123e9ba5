// Progress along each reading path, in the list of all of them: a word and a line on the edge of its card.

import { columns, head } from "../data/catalogue.js";
import { slugIn } from "../lib/site.js";
import { keep } from "../saved/saved.js";

/**
 * Marks the cards of paths that were begun, and again after every change.
 * @param {HTMLElement} element holds the cards
 * @param {AbortSignal} left
 */
export async function mount(element, left) {
  const draw = () => mark(element).catch((problem) => console.warn(problem));
  keep.subscribe(draw, left);
  await draw();
}

/** @param {HTMLElement} element */
async function mark(element) {
  const slugs = [...keep.all()].filter(([, { read }]) => read).map(([slug]) => slug);
  if (slugs.length === 0 && !element.querySelector(".rl-saved-mark")) return;
  const [{ paths: known }, { paths, numberOf }] = await Promise.all([head(), columns()]);
  const read = new Set(slugs.map(numberOf));
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (element.querySelectorAll("li > p:first-child a"))) {
    const papers = paths[known.findIndex(({ slug }) => slug === slugIn(link, "paths"))] ?? [];
    markCard(
      /** @type {HTMLElement} */ (link.closest("li")),
      papers.filter((paper) => read.has(paper)).length,
      papers.length,
    );
  }
}

/** @param {HTMLElement} card @param {number} read @param {number} all */
function markCard(card, read, all) {
  card.querySelector(".rl-saved-mark")?.remove();
  card.style.setProperty("--rl-part", String(all ? read / all : 0));
  if (read)
    card.append(
      Object.assign(document.createElement("span"), {
        className: "rl-saved-mark",
        textContent: `${read} of ${all} read`,
      }),
    );
}
