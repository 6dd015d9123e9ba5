// The parts of the map's page that are drawn as HTML: tools, legend, the card of a paper, the panel of a region.

import { html, nothing, svg } from "lit-html";
import { chip } from "../data/chips.js";
import { siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";
import { SHAPES } from "./shapes.js";

/** @import { Head, Paper } from "../data/catalogue.js" */
/** @typedef {{group: number, name: string, papers: number, hollow?: boolean}} Entry */
/** @typedef {{papers: number, tags: [number, number][], area: number[]}} Region */

/** Returns the tags of a paper as a sentence. @param {Head} known @param {number[]} tags */
export function namesOf(known, tags) {
  return tags.length ? `Tags: ${tags.map((tag) => known.tags[tag]?.name).join(", ")}.` : "No tags yet.";
}

/** The foot of the map. */
export const tools = (
  /** @type {{near: () => void, far: () => void, whole: () => void, select: () => void, selecting: boolean}} */ does,
) => html`<div class="rl-chart__tools" role="group" aria-label="Map">
  <button type="button" aria-pressed=${String(does.selecting)} @click=${does.select}>Select a region</button>
  <button type="button" @click=${does.whole}>Whole map</button>
  <button type="button" aria-label="Zoom out" @click=${does.far}>−</button>
  <button type="button" aria-label="Zoom in" @click=${does.near}>+</button>
</div>`;

const glyph = (/** @type {Entry} */ { group, hollow }) => {
  const corners = SHAPES[group] ?? [];
  const shape = corners.length
    ? svg`<polygon points=${corners.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ")}></polygon>`
    : svg`<circle r="1"></circle>`;
  const kind = hollow ? "rl-chart__hollow" : `rl-chart__g${group + 1}`;
  return html`<svg class=${kind} viewBox="-1.6 -1.6 3.2 3.2" aria-hidden="true">${shape}</svg>`;
};

/**
 * The choice of a facet, and what its colours and shapes mean; each entry shows or leaves out its papers.
 * @param {Head} known
 * @param {number} facet
 * @param {Entry[]} entries
 * @param {ReadonlySet<number>} chosen
 * @param {{facet: (facet: number) => void, toggle: (group: number) => void, all: () => void}} does
 */
export const legend = (known, facet, entries, chosen, does) => html`<div class="rl-chart__legend">
  <label for="map-facet">Colour by</label>
  <select id="map-facet" @change=${(/** @type {any} */ event) => does.facet(event.target.selectedIndex)}>
    ${known.facets.map(({ title }, index) => html`<option ?selected=${index === facet}>${title}</option>`)}
  </select>
  <ul aria-label="Show only">
    ${entries.map(
      (entry) => html`<li>
        <button type="button" aria-pressed=${String(chosen.has(entry.group))} @click=${() => does.toggle(entry.group)}>
          ${glyph(entry)}<span>${entry.name}</span> <span class="rl-count">${entry.papers.toLocaleString("en")}</span>
        </button>
      </li>`,
    )}
  </ul>
  <p><button type="button" class="rl-chart__all" ?hidden=${!chosen.size} @click=${does.all}>Show all papers</button></p>
</div>`;

const TAGS = 4; // of a paper, on its card

/** The card of the paper that is pointed at. @param {Head} known @param {Paper} paper */
export const card = (known, paper) => html`<p class="rl-chart__title">
    <a href=${siteUrl(`papers/${paper.slug}/`)}>${paper.title}</a>
  </p>
  <p>${paper.summary}${paper.summarized ? nothing : html` <span class="rl-from-abstract">abstract</span>`}</p>
  ${
    paper.tags.length
      ? html`<p class="rl-tags">${paper.tags.slice(0, TAGS).map((tag) => chip(known, tag))}</p>`
      : html`<p class="rl-dim">No tags yet</p>`
  }`;

/**
 * The papers of the selected region, and the link to the explorer.
 * @param {Head} known
 * @param {Region} region
 * @param {() => void} clear
 */
export const panel = (known, region, clear) => html`<section class="rl-chart__region" aria-label="Selected region">
  <h2>${counted(region.papers)} in this region</h2>
  ${
    region.tags.length
      ? html`<ul>
        ${region.tags.map(
          ([tag, papers]) => html`<li>${chip(known, tag)} <span class="rl-count">${papers}</span></li>`,
        )}
      </ul>`
      : nothing
  }
  <p>
    ${
      region.papers
        ? html`<a href=${siteUrl(`explore/?area=${region.area.join(",")}`)}>Open in the explorer</a>`
        : nothing
    }
    <button type="button" @click=${clear}>Clear</button>
  </p>
</section>`;
