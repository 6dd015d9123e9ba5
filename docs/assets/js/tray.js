// The papers chosen to be compared, held as long as the tab is open, and the tray that leads to the comparison.

import { siteUrl } from "./catalogue.js";
import { MOST } from "./compare-data.js";

const KEY = `reading-list.compare.1:${new URL(siteUrl("")).pathname}`;

/** @typedef {{slug: string, title: string}} Chosen */

/** @type {Chosen[] | null} held here too, in case nothing can be stored */
let held = null;
/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * Returns the papers that were chosen.
 * @returns {Chosen[]}
 */
export function chosen() {
  held ??= stored();
  return held;
}

/** @returns {Chosen[]} */
function stored() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found)
      ? found.filter(({ slug, title }) => typeof slug === "string" && typeof title === "string")
      : [];
  } catch {
    return [];
  }
}

/**
 * Chooses exactly these papers.
 * @param {Chosen[]} papers
 */
export function choose(papers) {
  held = papers.slice(0, MOST);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // They are chosen as long as the page is there.
  }
  showTray();
  for (const listener of [...listeners]) listener();
}

/**
 * Chooses a paper if there is room, or no longer.
 * @param {Chosen} paper
 */
export function toggleChosen(paper) {
  const others = chosen().filter(({ slug }) => slug !== paper.slug);
  if (others.length < chosen().length) choose(others);
  else if (others.length < MOST) choose([...others, paper]);
}

/**
 * Calls a function whenever other papers are chosen.
 * @param {() => void} listener
 * @returns {() => void} ends it
 */
export function whenChosen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Returns the address of a comparison.
 * @param {Iterable<string>} slugs
 */
export const compareUrl = (slugs) => siteUrl(`compare/?papers=${[...slugs].map(encodeURIComponent).join(",")}`);

/** Shows the tray while papers are chosen, on every page but that of the comparison. */
export async function showTray() {
  const known = document.querySelector(".rl-tray");
  const wanted = chosen().length > 0 && !location.pathname.startsWith(new URL(siteUrl("compare/")).pathname);
  if (!known && !wanted) return;
  const { html, nothing, render } = await import("lit-html");
  const tray =
    document.querySelector(".rl-tray") ??
    document.body.appendChild(Object.assign(document.createElement("div"), { className: "rl-tray" }));
  const papers = chosen();
  render(
    wanted
      ? html`<section aria-label="Papers to compare">
          <p><b>${papers.length}</b> to compare</p>
          <ul>
            ${papers.map(({ title }) => html`<li title=${title}>${title}</li>`)}
          </ul>
          ${
            papers.length > 1
              ? html`<a class="rl-button" href=${compareUrl(papers.map(({ slug }) => slug))}>Compare</a>`
              : html`<span>Choose one more.</span>`
          }
          <button type="button" class="rl-quiet" @click=${() => choose([])}>Clear</button>
        </section>`
      : nothing,
    /** @type {HTMLElement} */ (tray),
  );
}
