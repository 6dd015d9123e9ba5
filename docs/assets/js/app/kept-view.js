// How the page of what is kept is drawn.

import { html, nothing } from "lit-html";
import { exportMenu } from "../export/cite.js";
import { keep } from "../keep/keep.js";
import { siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";

/** @import { KeptPage } from "./kept.js" */
/** @import { Entry } from "../keep/kept-data.js" */
/** @typedef {import("lit-html").TemplateResult} Drawn */

/**
 * @typedef {object} Section
 * @property {"bookmarked" | "note" | "read" | "hidden"} mark
 * @property {string} title
 * @property {string} empty what helps whoever has none
 * @property {string} remove what the button says
 * @property {string} said what is said when it was pressed
 */

/** @type {Section[]} */
const SECTIONS = [
  {
    mark: "bookmarked",
    title: "Bookmarks",
    empty: "None yet. On a paper’s page press Bookmark, or the key b.",
    remove: "Remove",
    said: "Bookmark taken away.",
  },
  {
    mark: "note",
    title: "Notes",
    empty: "None yet. On a paper’s page press Note, or the key n. A note is for your eyes only.",
    remove: "Delete",
    said: "Note deleted.",
  },
  {
    mark: "read",
    title: "Read",
    empty: "None yet. On a paper’s page, or on a step of a reading path, press Read.",
    remove: "Mark as unread",
    said: "Marked as unread.",
  },
  {
    mark: "hidden",
    title: "Hidden",
    empty: "None. A hidden paper stays where it is, but is dimmed in lists and left out of the explorer.",
    remove: "Show again",
    said: "No longer hidden.",
  },
];

/** Draws everything that is kept. @param {KeptPage} page @returns {Drawn} */
export function keptView(page) {
  return html`${toolbar(page)} ${SECTIONS.map((section) => drawSection(page, section))}`;
}

/** @param {KeptPage} page */
function toolbar(page) {
  const bookmarks = page.of("bookmarked").length;
  return html`<div class="rl-kept__tools">
      <button type="button" class="rl-button" ?disabled=${bookmarks === 0} @click=${() => page.copyLink()}>
        Copy a link to share the bookmarks
      </button>
      <button type="button" class="rl-button" ?disabled=${keep.all().size === 0} @click=${() => page.exportFile()}>
        Export as JSON
      </button>
      <label class="rl-button"
        >Import<input
          type="file"
          accept=".json,application/json"
          class="rl-hidden"
          @change=${(/** @type {Event} */ event) => page.importFile(event)}
      /></label>
    </div>
    ${bookmarks > 0 ? exportMenu(() => page.numbers("bookmarked"), "bookmarks") : nothing} ${status(page)}`;
}

const FAILED = "The summaries could not be loaded; what you keep is shown as far as this browser knows it.";
const SESSION = "This browser stores nothing for this site: what you keep is held for this visit only.";

/** @param {KeptPage} page */
function undoButton(page) {
  return html`<button type="button" class="rl-quiet rl-kept__undo" @click=${() => page.undo()}>Undo</button>`;
}

/** @param {KeptPage} page */
function status(page) {
  return html`<p class="rl-kept__said" role="status">
    ${page.said} ${page.undone ? undoButton(page) : nothing} ${page.failed ? FAILED : nothing}
    ${keep.status === "session" ? SESSION : nothing}
  </p>`;
}

/** @param {KeptPage} page @param {Section} section */
function drawSection(page, section) {
  const kept = page.of(section.mark);
  return html`<section aria-labelledby="rl-${section.mark}">
    <h2 id="rl-${section.mark}" tabindex="-1">
      ${section.title} <span class="rl-count">${kept.length || nothing}</span>
    </h2>
    ${
      kept.length === 0
        ? html`<p class="rl-empty">${section.empty}</p>`
        : html`<div class="rl-list rl-list--kept">
            <ul>
              ${kept.map(([slug, entry]) => row(page, section, slug, entry))}
            </ul>
          </div>`
    }
  </section>`;
}

/** @param {KeptPage} page @param {Section} section @param {string} slug @param {Entry} entry */
function row(page, { mark, remove, said }, slug, entry) {
  const { title } = page.paper(slug);
  const change = mark === "note" ? { note: "" } : { [mark]: false };
  return html`<li>
    ${paper(page, slug)} ${mark === "note" ? html`<p class="rl-kept__note">${entry.note}</p>` : nothing}
    <button
      type="button"
      class="rl-quiet"
      aria-label=${`${remove}: ${title}`}
      @click=${(/** @type {MouseEvent} */ { detail }) => detail < 2 && page.remove(slug, change, said)}
    >
      ${remove}
    </button>
  </li>`;
}

/**
 * Draws the title and the summary of a paper, or what is known of one that is not here.
 * @param {KeptPage} page
 * @param {string} slug
 */
function paper(page, slug) {
  const { title, summary, byline, url } = page.paper(slug);
  const gone = page.loaded && !url ? "This paper is not, or no longer, on this list." : "";
  const by = byline ? html` <span class="rl-by">${byline}</span>` : nothing;
  return html`<p>${gone ? title : html`<a href=${url || siteUrl(`papers/${slug}/`)}>${title}</a>`}${by}</p>
    <p>${gone || summary || "\u00a0"}</p>`;
}

const NONE_OF_THEM = "None of its papers is on this list. Perhaps the link was cut short.";

/**
 * Draws a list that somebody shared; it changes nothing that is kept.
 * @param {KeptPage} page
 * @param {string[]} slugs
 * @returns {Drawn}
 */
export function sharedView(page, slugs) {
  const [here, gone] = [
    slugs.filter((slug) => page.papers.has(slug)),
    page.loaded ? slugs.filter((slug) => !page.papers.has(slug)) : [],
  ];
  const kept = here.every((slug) => keep.get(page.paper(slug).slug).bookmarked);
  return html`<section aria-labelledby="rl-shared">
    <h2 id="rl-shared" tabindex="-1">A shared list of ${counted(slugs.length)}</h2>
    <div class="rl-kept__tools">
      <button type="button" class="rl-button" ?disabled=${kept} @click=${() => page.keepShared()}>
        ${here.length && kept ? "All of them are kept" : "Keep them all"}
      </button>
      <a class="rl-button" href=${siteUrl("kept/")} @click=${leaveShared}>Show what I keep</a>
    </div>
    ${status(page)} ${page.loaded && here.length === 0 ? html`<p class="rl-empty">${NONE_OF_THEM}</p>` : nothing}
    <div class="rl-list rl-list--kept">
      <ul>
        ${here.map((slug) => html`<li>${paper(page, slug)}</li>`)}
      </ul>
    </div>
    ${gone.length ? html`<p class="rl-empty">Not on this list: ${gone.join(", ")}.</p>` : nothing}
  </section>`;
}

/** The address without its fragment is the same page, which the theme would not load again. @param {Event} event */
function leaveShared(event) {
  event.preventDefault();
  history.pushState(null, "", siteUrl("kept/"));
  dispatchEvent(new HashChangeEvent("hashchange"));
}
