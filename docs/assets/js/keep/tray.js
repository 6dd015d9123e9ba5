// The papers chosen to be compared, held as long as the tab is open, and the tray that leads to the comparison.

import { siteUrl } from "../lib/site.js";
import { parsed, stored } from "../lib/storage.js";

/** Papers that can stand side by side. */
export const MOST = 4;

/** @typedef {{slug: string, title: string}} Chosen */

const store = stored("compare.1", () => sessionStorage);
const changes = new EventTarget();

/** Returns the papers that were chosen. @returns {Chosen[]} */
export function chosen() {
  const found = parsed(store.read());
  if (!Array.isArray(found)) return [];
  return found.filter((paper) => typeof paper?.slug === "string" && typeof paper.title === "string");
}

/** Chooses exactly these papers. @param {Chosen[]} papers */
export function choose(papers) {
  store.write(JSON.stringify(papers.slice(0, MOST)));
  showTray();
  changes.dispatchEvent(new Event("change"));
}

/** Chooses a paper if there is room, or no longer. @param {Chosen} paper */
export function toggleChosen(paper) {
  const others = chosen().filter(({ slug }) => slug !== paper.slug);
  if (others.length < chosen().length) choose(others);
  else if (others.length < MOST) choose([...others, paper]);
}

/**
 * Calls a function whenever other papers are chosen, until the visitor has left the page.
 * @param {() => void} listener
 * @param {AbortSignal} signal
 */
export const whenChosen = (listener, signal) => changes.addEventListener("change", listener, { signal });

/** Returns the address of a comparison. @param {Iterable<string>} slugs */
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
