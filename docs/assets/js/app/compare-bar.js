// The tray at the foot of every page: what can be done with the papers that are selected.

import { html, nothing, render } from "lit-html";
import { exportMenu } from "../export/cite.js";
import { notice } from "../lib/notice.js";
import { siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";
import { keep } from "../saved/saved.js";
import { compareUrl, MOST, select, selected, toggleSelected } from "../saved/selected.js";

/** Shows the tray while papers are selected, on every page but that of the comparison. */
export function showTray() {
  const papers = selected();
  const wanted = papers.length > 0 && !location.pathname.startsWith(new URL(siteUrl("compare/")).pathname);
  const tray =
    document.querySelector(".rl-compare-bar") ??
    document.body.appendChild(Object.assign(document.createElement("div"), { className: "rl-compare-bar md-typeset" }));
  render(wanted ? drawn(papers) : nothing, /** @type {HTMLElement} */ (tray));
}

/** @param {import("../saved/selected.js").Selected[]} papers */
function drawn(papers) {
  const slugs = papers.map(({ slug }) => slug);
  return html`<section aria-label="Selected papers">
    <p class="rl-hidden" role="status">${papers.length} selected</p>
    <details class="rl-menu">
      <summary class="rl-button"><b>${papers.length}</b> selected</summary>
      <ul class="rl-compare-bar__papers">
        ${papers.map((paper) => html`<li>${paper.title} ${takeOut(paper)}</li>`)}
      </ul>
    </details>
    ${comparison(slugs)} ${exportMenu(() => slugs, "selection")}
    <button type="button" class="rl-button" @click=${() => readLater(papers)}>Read later</button>
    <button type="button" class="rl-quiet" @click=${() => select([])}>Clear</button>
  </section>`;
}

/** @param {import("../saved/selected.js").Selected} paper */
function takeOut(paper) {
  const click = (/** @type {MouseEvent} */ { currentTarget }) => {
    const menu = /** @type {HTMLElement} */ (currentTarget).closest("details");
    toggleSelected(paper);
    const next = menu?.isConnected ? menu.querySelector("button") : null;
    /** @type {HTMLElement | null | undefined} */ (next)?.focus();
  };
  return html`<button type="button" class="rl-quiet" aria-label=${`Take out: ${paper.title}`} @click=${click}>Take out</button>`;
}

/** @param {string[]} slugs */
function comparison(slugs) {
  if (slugs.length < 2) return html`<span class="rl-compare-bar__hint">Select one more to compare.</span>`;
  if (slugs.length > MOST) return html`<span class="rl-compare-bar__hint">Up to ${MOST} can be compared.</span>`;
  return html`<a class="rl-button rl-button--first" href=${compareUrl(slugs)}>Compare</a>`;
}

/** @param {import("../saved/selected.js").Selected[]} papers */
function readLater(papers) {
  for (const { slug, title } of papers) keep.set(slug, { bookmarked: true, title });
  notice(`${counted(papers.length)} saved to read later.`);
  select([]);
}
