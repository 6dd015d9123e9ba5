// How the page of what is saved is drawn.

import { html, nothing, render } from "lit-html";
import { exportMenu } from "../export/cite.js";
import { siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";
import { listNames, makeList } from "../saved/lists.js";
import { READ_LATER } from "../saved/lists-data.js";
import { listsMenu, nameForm } from "../saved/lists-menu.js";
import { keep } from "../saved/saved.js";
import { ORDERS } from "./saved-order.js";

/** @import { SavedPage } from "./saved.js" */
/** @import { Order } from "./saved-order.js" */
/** @typedef {import("lit-html").TemplateResult} Drawn */

/**
 * @typedef {object} Section a list, or the papers that have a mark
 * @property {string} name
 * @property {"note" | "read" | "hidden"} [mark] none for a list
 * @property {string} empty what helps whoever has none
 * @property {string} remove what the button says
 * @property {string} said what is said when it was pressed
 */

/** @type {Section[]} */
const MARKS = [
  {
    name: "Notes",
    mark: "note",
    empty: "None yet. On a paper’s page press Note, or the key n. A note is for your eyes only.",
    remove: "Delete",
    said: "Note deleted.",
  },
  {
    name: "Read",
    mark: "read",
    empty: "None yet. On a paper’s page, or on a step of a reading path, press Read.",
    remove: "Mark as unread",
    said: "Marked as unread.",
  },
  {
    name: "Hidden",
    mark: "hidden",
    empty: "None. A hidden paper stays where it is, but is dimmed in lists and left out of the explorer.",
    remove: "Show again",
    said: "No longer hidden.",
  },
];

const EMPTY_FIRST = "None yet. On a paper’s page press Read later, or the key b.";
const EMPTY_LIST = "Empty. Open Lists at a paper, here or on its page, to put it into this list.";

/** Returns the section of a list. @param {string} name @returns {Section} */
const ofList = (name) => ({
  name,
  empty: name === READ_LATER ? EMPTY_FIRST : EMPTY_LIST,
  remove: "Remove",
  said: `Removed from “${name}”.`,
});

/** Draws everything that is saved. @param {SavedPage} page @returns {Drawn} */
export function savedView(page) {
  const sections = [...listNames().map(ofList), ...MARKS];
  const shown = sections.filter(({ name, mark }) => !page.only || page.only === (mark ?? `list ${name}`));
  return html`${chooser(page, sections)} ${finder(page)} ${toolbar(page)} ${status(page)}
  ${shown.map((section) => drawSection(page, section))}`;
}

/** Draws the buttons that show one section alone. @param {SavedPage} page @param {Section[]} sections */
function chooser(page, sections) {
  const choose = (/** @type {string} */ only) => {
    page.only = only;
    page.draw();
  };
  const button = (/** @type {string} */ only, /** @type {string} */ name, /** @type {number} */ count) => html`<button
    type="button"
    class="rl-button"
    aria-pressed=${String(page.only === only)}
    @click=${() => choose(only)}
  >
    ${name} ${count ? html`<span class="rl-count">${count}</span>` : nothing}
  </button>`;
  return html`<div class="rl-saved__tools" role="group" aria-label="Lists to show">
      ${button("", "All", 0)}
      ${sections.map((section) => button(section.mark ?? `list ${section.name}`, section.name, page.count(section)))}
    </div>`;
}

/** Draws the field to filter, the choice of the order, and the field for a new list. @param {SavedPage} page */
function finder(page) {
  const input = (/** @type {Event} */ { target }) => {
    page.query = /** @type {HTMLInputElement} */ (target).value;
    page.writing = "";
    page.draw();
  };
  const change = (/** @type {Event} */ { target }) =>
    page.sort(/** @type {Order} */ (/** @type {HTMLSelectElement} */ (target).value));
  const create = (/** @type {string} */ name) => {
    const problem = makeList(name);
    if (!problem) page.say(`List “${name}” created.`);
    return problem;
  };
  return html`<div class="rl-saved__tools rl-saved__find">
    <label>Filter <input type="search" class="rl-field" placeholder="Title, author or note" @input=${input} /></label>
    <label
      >Order
      <select class="rl-field" @change=${change}>
        ${Object.entries(ORDERS).map(
          ([order, name]) => html`<option value=${order} ?selected=${order === page.order}>${name}</option>`,
        )}
      </select></label
    >
    ${nameForm("Create list", create)}
  </div>`;
}

/** @param {SavedPage} page */
function toolbar(page) {
  return html`<div class="rl-saved__tools">
    <button
      type="button"
      class="rl-button"
      ?disabled=${page.marked("note").length === 0}
      @click=${() => page.exportNotes()}
    >
      Export notes as Markdown
    </button>
    <button type="button" class="rl-button" ?disabled=${keep.slugs().length === 0} @click=${() => page.exportFile()}>
      Export all as JSON
    </button>
    <label class="rl-button"
      >Import<input
        type="file"
        accept=".json,application/json"
        class="rl-hidden"
        @change=${(/** @type {Event} */ event) => page.importFile(event)}
    /></label>
  </div>`;
}

const FAILED = "The summaries could not be loaded; what you saved is shown as far as this browser knows it.";
const SESSION = "This browser stores nothing for this site: what you save is held for this visit only.";

/** @param {SavedPage} page */
function undoButton(page) {
  return html`<button type="button" class="rl-quiet rl-saved__undo" @click=${() => page.undo()}>Undo</button>`;
}

/** @param {SavedPage} page */
function status(page) {
  return html`<p class="rl-saved__status" role="status">
    ${page.said} ${page.undone ? undoButton(page) : nothing} ${page.failed ? FAILED : nothing}
    ${keep.status === "session" ? SESSION : nothing}
  </p>`;
}

/** @param {SavedPage} page @param {Section} section */
function drawSection(page, section) {
  const [slugs, all] = [page.of(section), page.count(section)];
  const empty = all ? "No matching papers." : section.empty;
  return html`<section aria-label=${section.name}>
    <h2 tabindex="-1">
      ${section.name} <span class="rl-count">${page.query && all ? `${slugs.length} of ${all}` : all || nothing}</span>
    </h2>
    ${section.mark ? nothing : listTools(page, section.name, slugs)}
    ${
      slugs.length === 0
        ? html`<p class="rl-empty">${empty}</p>`
        : html`<div class="rl-list rl-list--saved">
            <ul>
              ${slugs.map((slug) => row(page, section, slug, slugs))}
            </ul>
          </div>`
    }
  </section>`;
}

/** Draws what can be done with a list. @param {SavedPage} page @param {string} name @param {string[]} slugs */
function listTools(page, name, slugs) {
  const rename = () => {
    page.renaming = page.renaming === name ? "" : name;
    page.draw();
    if (page.renaming)
      /** @type {HTMLElement | null} */ (page.element.querySelector("section > .rl-name input"))?.focus();
  };
  return html`<div class="rl-saved__tools">
      ${
        slugs.length
          ? html`<button type="button" class="rl-button" @click=${() => page.copyLink(name)}>Copy a link to share</button>
              ${exportMenu(() => page.numbers(page.of(ofList(name))), "saved")}`
          : nothing
      }
      ${
        name === READ_LATER
          ? nothing
          : html`<button type="button" class="rl-button" aria-expanded=${String(page.renaming === name)} @click=${rename}>
                Rename
              </button>
              <button type="button" class="rl-button" @click=${() => page.deleteList(name)}>Delete list</button>`
      }
    </div>
    ${page.renaming === name ? nameForm("Save", (now) => page.renameList(name, now), name) : nothing}`;
}

/**
 * Draws a paper of a section, in an element that is the same as long as the page is shown: what is open in it stays so.
 * @param {SavedPage} page
 * @param {Section} section
 * @param {string} slug
 * @param {string[]} slugs all papers of the section that are shown
 */
function row(page, section, slug, slugs) {
  const key = `${section.name} ${slug}`;
  const element = page.rows.get(key) ?? document.createElement("li");
  page.rows.set(key, element);
  const { title } = page.paper(slug);
  const open =
    section.mark === "note" || (section.mark !== "hidden" && (page.writing === slug || page.notes.text(slug)));
  render(
    html`${paper(page, slug)} ${open ? noteField(page, { slug, title }) : nothing}
      <div class="rl-saved__row">
        ${section.mark || page.order !== "own" ? nothing : movers(page, section, slug, slugs)}
        ${section.mark === "hidden" ? nothing : listsMenu({ slug, title }, "rl-button")}
        ${open || section.mark === "hidden" ? nothing : noteButton(page, section, slug)}
        <button
          type="button"
          class="rl-quiet"
          aria-label=${`${section.remove}: ${title}`}
          @click=${(/** @type {MouseEvent} */ { detail }) => detail < 2 && page.remove(section, slug)}
        >
          ${section.remove}
        </button>
      </div>`,
    element,
  );
  return element;
}

/** @param {SavedPage} page @param {{slug: string, title: string}} paper */
function noteField(page, paper) {
  const focus = () => {
    page.writing = paper.slug;
  };
  return page.notes.field(paper, { label: `Note on ${paper.title}, saved as you type`, focus });
}

/** Draws the button that opens the field of a note. @param {SavedPage} page @param {Section} section @param {string} slug */
function noteButton(page, section, slug) {
  const label = `Add a note: ${page.paper(slug).title}`;
  const click = () => page.write(section, slug);
  return html`<button type="button" class="rl-quiet" aria-label=${label} @click=${click}>Add a note</button>`;
}

/** Draws the buttons that move a paper of a list. @param {SavedPage} page @param {Section} section @param {string} slug @param {string[]} slugs */
function movers(page, section, slug, slugs) {
  const { title } = page.paper(slug);
  const button = (/** @type {-1 | 1} */ by, /** @type {string} */ words, /** @type {boolean} */ last) => html`<button
    type="button"
    class="rl-button"
    data-by=${by}
    aria-disabled=${String(last)}
    aria-label=${`${words}: ${title}`}
    @click=${() => page.move(section, slug, by)}
  >
    ${words}
  </button>`;
  return html`${button(-1, "Move up", slugs[0] === slug)} ${button(1, "Move down", slugs.at(-1) === slug)}`;
}
/**
 * Draws the title and the summary of a paper, or what is known of one that is not here.
 * @param {SavedPage} page
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
 * @param {SavedPage} page
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
    <div class="rl-saved__tools">
      <button type="button" class="rl-button" ?disabled=${kept} @click=${() => page.keepShared()}>
        ${here.length && kept ? "All of them are saved" : "Save them all"}
      </button>
      <a class="rl-button" href=${siteUrl("kept/")} @click=${leaveShared}>Show what I saved</a>
    </div>
    ${status(page)} ${page.loaded && here.length === 0 ? html`<p class="rl-empty">${NONE_OF_THEM}</p>` : nothing}
    <div class="rl-list rl-list--saved">
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
