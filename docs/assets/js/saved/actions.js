// The buttons of a paper in a list: read later, read, select. With Shift, a paper is selected with all down to it.

import { html, render } from "lit-html";
import { paperLinks } from "../lib/site.js";
import { keep } from "./saved.js";
import { isSelected, select, selected, toggleSelected, whenSelected } from "./selected.js";

/** @typedef {import("./selected.js").Selected} Paper */

/** The slug of the paper that was selected last. */
let last = "";

/**
 * Returns the buttons of a paper.
 * @param {Paper} paper
 */
export function actions({ slug, title }) {
  const { bookmarked, read } = keep.get(slug);
  /** @type {[string, string, boolean, (event: MouseEvent) => void, string, string][]} */
  const buttons = [
    [
      "Read later",
      "bookmarked",
      bookmarked,
      () => keep.set(slug, { bookmarked: !bookmarked, title }),
      "Read later",
      "Saved to read later",
    ],
    ["Read", "read", read, () => keep.set(slug, { read: !read, title }), "Mark as read", "Marked as read"],
    [
      "Select",
      "select",
      isSelected(slug),
      (event) => toggle(event, { slug, title }),
      "Select, to compare, export or read later",
      "Selected",
    ],
  ];
  return html`<span class="rl-row__actions" data-slug=${slug} data-title=${title}>
    ${buttons.map(
      ([name, icon, pressed, click, words, done]) =>
        html`<button
          type="button"
          class="rl-row__action rl-k-${icon}"
          aria-pressed=${String(pressed)}
          aria-label="${name}: ${title}"
          title=${pressed ? `${done}. Press to undo.` : words}
          @click=${click}
        ></button>`,
    )}
  </span>`;
}

/**
 * Selects a paper, or no longer; with Shift, all papers of the page from the last one to this.
 * @param {MouseEvent} event
 * @param {Paper} paper
 */
function toggle(event, paper) {
  const rows = Array.from(/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".rl-row__actions")));
  const [from, to] = [last, paper.slug].map((slug) => rows.findIndex((row) => row.dataset.slug === slug));
  last = paper.slug;
  if (!event.shiftKey || from === undefined || to === undefined || from < 0) {
    toggleSelected(paper);
    return;
  }
  const range = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  const papers = range.map(({ dataset }) => ({ slug: dataset.slug ?? "", title: dataset.title ?? "" }));
  const known = selected();
  select([...known, ...papers.filter(({ slug }) => !known.some((one) => one.slug === slug))]);
}

const LINKS = ":is(.rl-list > ul, .rl-related) > li > p:first-child a";

/**
 * Adds the buttons to the lists of the page that is shown, and draws them again after every change.
 * @param {AbortSignal} left
 */
export function mount(left) {
  const places = paperLinks(document, LINKS).map(({ link, slug }) => {
    const place = document.createElement("div");
    place.className = "rl-row__place";
    link.closest("li")?.append(place);
    return { place, paper: { slug, title: link.textContent ?? slug } };
  });
  const draw = () => {
    for (const { place, paper } of places) render(actions(paper), place);
  };
  draw();
  keep.subscribe(draw, left);
  whenSelected(draw, left);
}
