// The map's page as HTML: the sheet with its tools and card, beside it the legend and what is selected.

import { html, nothing } from "lit-html";
import { counted as papers } from "../lib/text.js";
import { counted, OTHER, UNTAGGED } from "./colours.js";
import { card, legend, panel, tools } from "./parts.js";

/** @import { Chart } from "./map.js" */

/**
 * Returns the names of the regions as they are to be written.
 * @param {any} map
 * @param {import("../data/catalogue.js").Head} known
 * @returns {import("./drawing.js").Label[]}
 */
export function labelsOf(map, known) {
  return map.labels.map((/** @type {[number, number, number, number]} */ [tag, x, y, level]) => {
    return { name: known.tags[tag]?.name ?? "", tag: known.tags[tag]?.slug ?? "", x, y, level };
  });
}

/**
 * Returns the entries of the legend: the coloured tags of the facet, the other papers, those without tags.
 * @param {Chart} chart
 */
function entries({ coloured, facet, points, table, known }) {
  const tags = coloured[facet] ?? [];
  const counts = counted(points.length, table.own, tags);
  return [
    ...tags.map((tag, group) => ({ group, name: known.tags[tag]?.name ?? "", papers: counts[group] ?? 0 })),
    { group: OTHER, name: "Other tags", papers: counts[OTHER] ?? 0 },
    { group: UNTAGGED, name: "No tags yet", papers: counts[UNTAGGED] ?? 0, hollow: true },
  ].filter((entry) => entry.papers > 0);
}

/** Returns what an element of the map's page shows. @param {Chart} chart */
export function page(chart) {
  const { problems } = chart;
  return html`${problems.length > 0 ? html`<p class="rl-chart__wrong" role="status">${problems.join(" ")}</p>` : nothing}
    ${stage(chart)}
    <div class="rl-chart__side">
      ${chart.region ? panel(chart.known, chart.region, () => chart.clear()) : nothing}
      ${legend(chart.known, chart.facet, entries(chart), chart.chosen, {
        facet: (facet) => chart.colourBy(facet),
        toggle: (group) => chart.toggle(group),
        all: () => chart.choose([]),
      })}
    </div>
    <p class="rl-chart__help" id="map-help">
      Drag to move, Ctrl and the wheel or two fingers to zoom, Shift and drag to select a region. With the keyboard:
      the arrows go from paper to paper, Enter opens one, <kbd>+</kbd> and <kbd>−</kbd> zoom, <kbd>x</kbd> begins a
      region that the arrows change and Enter takes.
    </p>
    <p class="rl-hidden" role="status">${chart.message}</p>`;
}

/** @param {Chart} chart */
function stage(chart) {
  const shown = chart.paper?.number === chart.current ? chart.paper : null;
  return html`<div class="rl-chart__stage">
    <div
      class="rl-chart__surface"
      tabindex="0"
      role="application"
      aria-roledescription="map"
      aria-label="Map of ${papers(chart.points.length)}"
      aria-describedby="map-help"
    >
      <canvas></canvas><canvas></canvas>
    </div>
    ${tools({
      selecting: chart.selecting,
      select: () => chart.toggleSelecting(),
      whole: () => chart.zoom(0),
      far: () => chart.zoom(1 / 2),
      near: () => chart.zoom(2),
    })}
    <div
      class="rl-chart__card"
      ?hidden=${!shown}
      @pointerenter=${() => chart.keepCard()}
      @pointerleave=${() => chart.hideSoon()}
    >
      ${shown ? card(chart.known, shown) : nothing}
    </div>
  </div>`;
}
