// Two to four papers side by side. What is shown is read from the papers' own pages, so nothing else has to be loaded.

import { html, nothing, render } from "lit-html";
import { known } from "../data/known.js";
import { siteUrl } from "../lib/site.js";
import { asked, isSame, readPage, sharedFirst, sharing } from "../saved/compare-data.js";
import { compareUrl, select } from "../saved/selected.js";

/** @import { Compared } from "../saved/compare-data.js" */
/** @typedef {import("lit-html").TemplateResult} Drawn */

/** Draws the comparison that the address asks for. @param {HTMLElement} element @param {AbortSignal} left */
export async function mount(element, left) {
  const page = new Comparison(element, left);
  addEventListener("popstate", () => page.load(), { signal: left });
  await page.load();
}

class Comparison {
  /** @type {Map<string, Compared | null>} by slug; null if there is no such paper */ papers = new Map();
  said = "";

  /** @param {HTMLElement} element @param {AbortSignal} left */
  constructor(element, left) {
    this.element = element;
    this.left = left;
  }

  /** Brings the papers that the address asks for, and draws them. */
  async load() {
    const { slugs } = asked(location.search);
    try {
      await Promise.all(
        slugs.filter((slug) => !this.papers.has(slug)).map(async (slug) => this.papers.set(slug, await fetched(slug))),
      );
    } catch {
      this.said = "The papers could not be loaded. Try again in a moment.";
    }
    if (!this.left.aborted) this.draw();
  }

  /** @param {Compared} paper */
  remove(paper) {
    const shown = this.shown().filter((other) => other !== paper);
    history.replaceState(history.state, "", compareUrl(shown.map(({ slug }) => slug)));
    select(shown.map(({ slug, title }) => ({ slug, title })));
    this.said = `Removed: ${paper.title}.`;
    this.draw();
    /** @type {HTMLElement | null} */ (this.element.querySelector("[tabindex], .rl-empty a"))?.focus();
  }

  /** */
  shown() {
    const found = asked(location.search).slugs.map((slug) => this.papers.get(slug));
    return [...new Set(found)].filter((paper) => paper !== null && paper !== undefined);
  }

  draw() {
    const shown = this.shown();
    const { slugs, left } = asked(location.search);
    const gone = slugs.filter((slug) => this.papers.get(slug) === null);
    render(
      html`<p class="rl-saved__status" role="status">
          ${this.said} ${gone.map((slug) => `There is no paper “${slug}” on this list. `)}
          ${left ? `Only the first ${slugs.length} papers are shown: ${left} more were asked for. ` : nothing}
        </p>
        ${shown.length < 2 ? hint(shown.length) : nothing} ${shown.length ? this.table(shown) : nothing}`,
      this.element,
    );
  }

  /** @param {Compared} paper */
  heading(paper) {
    const label = `Remove: ${paper.title}`;
    return html`<a href=${paper.url}>${paper.title}</a>
      <button type="button" class="rl-quiet" aria-label=${label} @click=${() => this.remove(paper)}>Remove</button>`;
  }

  /** @param {Compared[]} papers */
  table(papers) {
    const rows = ROWS.filter(([, , draw]) => papers.some((paper) => draw(paper, papers) !== unknown));
    const same = papers.length < 2 ? [] : rows.filter(([, field]) => isSame(papers, field));
    return html`<div
      class="rl-compare__scroll"
      role="region"
      aria-label="Comparison of ${papers.length} papers"
      tabindex="0"
    >
      <table class="rl-compare__table" .style=${`--rl-papers: ${papers.length}`}>
        <thead>
          <tr>
            <th scope="row">Paper</th>
            ${papers.map((paper) => html`<th scope="col">${this.heading(paper)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows
            .filter((row) => !same.includes(row))
            .map(
              ([name, , draw]) =>
                html`<tr>
                  <th scope="row">${name}</th>
                  ${papers.map((paper) => html`<td>${draw(paper, papers)}</td>`)}
                </tr>`,
            )}
        </tbody>
        ${same.length ? this.sameRows(same, papers) : nothing}
      </table>
    </div>`;
  }

  /**
   * Draws once what is the same for all papers.
   * @param {Row[]} rows
   * @param {Compared[]} papers
   */
  sameRows(rows, papers) {
    const [first] = papers;
    return html`<tbody class="rl-compare__same">
      <tr>
        <th scope="rowgroup" colspan=${papers.length + 1}>Same for all</th>
      </tr>
      ${rows.map(
        ([name, , draw]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td colspan=${papers.length}>${first ? draw(first, papers) : nothing}</td>
          </tr>`,
      )}
    </tbody>`;
  }
}

const none = html`<span class="rl-dim">none</span>`;
const unknown = html`<span class="rl-dim">not known</span>`;

/** @typedef {[string, keyof Compared, (paper: Compared, all: Compared[]) => unknown]} Row name, what it compares, how it is drawn */

/** @type {Row[]} */
const ROWS = [
  ["Authors", "authors", ({ authors }) => authors || unknown],
  ["Published", "published", ({ published }) => published || unknown],
  [
    "Summary",
    "summary",
    ({ summary, lent }) =>
      summary ? html`${summary}${lent ? html` <span class="rl-from-abstract">abstract</span>` : nothing}` : none,
  ],
  [
    "Tags",
    "tags",
    (paper, all) =>
      paper.tags.length
        ? html`<ul>
            ${sharedFirst(paper, all).map(
              ({ tag, carriers }) =>
                html`<li>
                  <a class=${tag.classes} href=${tag.url}>${tag.name}</a>
                  <span class="rl-dim">${sharing(carriers, all.length)}</span>
                </li>`,
            )}
          </ul>`
        : none,
  ],
  [
    "Listed in",
    "listed",
    ({ listed }) =>
      html`<ul>
        ${listed.map((text) => html`<li>${text}</li>`)}
      </ul>`,
  ],
  ["Abstract", "abstract", ({ abstract }) => abstract || none],
  [
    "Links",
    "links",
    ({ links }) =>
      links.length
        ? html`<ul>
            ${links.map(({ text, url }) => html`<li><a href=${url}>${text}</a></li>`)}
          </ul>`
        : none,
  ],
];

/** @param {number} count how many papers are there already */
function hint(count) {
  return html`<p class="rl-empty">
    ${count ? "One paper is here" : "No paper has been chosen yet"}; a comparison takes two to four. On a paper’s page
    press Compare, or the key c, then do the same on another one. You find papers
    <a href=${siteUrl("tags/")}>by tag</a> or <a href=${siteUrl("kept/")}>among your saved papers</a>.
  </p>`;
}

/** Reads a paper from its own page; null if there is none. @param {string} slug */
async function fetched(slug) {
  const paper = (await known([slug])).get(slug);
  if (!paper) return null;
  const answer = await fetch(paper.url);
  if (!answer.ok) throw new Error(`${paper.url}: ${answer.status}`);
  return readPage(new DOMParser().parseFromString(await answer.text(), "text/html"), paper.slug, paper.url);
}
