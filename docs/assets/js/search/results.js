// What the search box shows: what was found for a text, in groups, or what can be typed.

import { html, nothing } from "lit-html";
import { head, papers } from "../data/catalogue.js";
import { countedChip } from "../data/chips.js";
import { namedLike } from "../data/naming.js";
import { searchUrl, siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";
import { sections } from "./guide.js";
import { clearSearches, recentSearches } from "./recent.js";
import { search } from "./search.js";
import { marked, notes as notesOf, SOME } from "./shown.js";

/** @import { Head, Paper } from "../data/catalogue.js" */
/**
 * @typedef {object} Shown
 * @property {string} text
 * @property {import("./search.js").Found} found
 * @property {Paper[]} best
 * @property {import("./guide.js").Section[]} guide
 * @property {Head} known
 */

const MOST_PAPERS = 8;
const MOST_TAGS = 5;
const MOST_PATHS = 3;
const MOST_SECTIONS = 3;
/** How many of the commonest tags an empty box offers. */
const COMMON_TAGS = 8;

/**
 * What can be typed beyond words: what it looks like, what it does, and what it inserts; some only where the library
 * knows who wrote its papers.
 * @type {{sign: string, does: string, adds: string, known?: boolean}[]}
 */
const OPERATORS = [
  { sign: '"kv cache"', does: "words side by side", adds: '"' },
  { sign: "-survey", does: "without a word", adds: "-" },
  { sign: "tag:pruning", does: "with a tag", adds: "tag:" },
  { sign: "author:name", does: "by an author", adds: "author:", known: true },
  { sign: "year:2024", does: "published then", adds: "year:", known: true },
];

/**
 * Yields what is to be shown for a text and what is to be said of it; again, if the guide has something for it too.
 * @param {string} text
 * @param {(text: string) => void} write
 * @returns {AsyncGenerator<[unknown, string]>}
 */
export async function* results(text, write) {
  const shown = await look(text);
  if (!shown) return yield [helpOf(text, write), ""];
  yield [resultsOf(shown, write), told(shown)];
  const guide = await sections(text);
  if (guide.length > 0) yield [resultsOf({ ...shown, guide }, write), told(shown)];
}

/** Searches, unless there is nothing to look for. @param {string} text */
async function look(text) {
  const known = await head();
  if (!text.trim() || /(^|\s)-?tag:\S*$/.test(text)) return null;
  const found = await search(text);
  return { text, found, known, guide: [], best: await papers(found.numbers.subarray(0, MOST_PAPERS)) };
}

/** @param {Shown} shown */
function told({ found, best }) {
  if (best.length === 0) return ["No matching papers", ...notesOf(found)].join(". ");
  const also = found.tags.length > 0 ? `, ${counted(found.tags.length, "tag")}` : "";
  const some = found.numbers.length - found.close;
  const papers = `${counted(found.close)}${some > 0 ? `, ${some} with some of the words` : ""}`;
  return [papers + also, ...notesOf(found)].join(". ");
}

/**
 * Draws the popup: what is to be said, what can be chosen, what can be typed.
 * @param {unknown} notes
 * @param {unknown} [options]
 * @param {unknown} [help]
 */
function frame(notes, options = nothing, help = nothing) {
  return html`${notes}
    <div role="listbox" id="rl-found" aria-label="Results">${options}</div>
    ${help}`;
}

/** @param {string} text */
function note(text) {
  return html`<p class="rl-box__note">${text}</p>`;
}

/** @param {Shown} shown @param {(text: string) => void} write */
function resultsOf({ text, found, best, guide, known }, write) {
  const notes = [...found.problems, ...notesOf(found)].map(note);
  if (best.length === 0 && notes.length === 0) notes.push(note("No matching papers."));
  const all = found.numbers.length;
  return frame(
    notes,
    html`<div role="presentation" class="rl-box__groups">
        ${
          best.length > 0
            ? html`<div role="presentation" class="rl-box__papers" data-search-results="papers">
              ${paperGroup(best, 0, found.close, found)} ${paperGroup(best, found.close, best.length, found)}
            </div>`
            : nothing
        }
        ${
          found.tags.length + found.paths.length + guide.length > 0
            ? html`<div role="presentation" class="rl-box__beside">
              ${tagGroup(found.tags.slice(0, MOST_TAGS), known)} ${pathGroup(found.paths.slice(0, MOST_PATHS), known)}
              ${guideGroup(guide.slice(0, MOST_SECTIONS))}
            </div>`
            : nothing
        }
      </div>
      ${
        all > 0
          ? html`<a role="option" id="rl-o-all" class="rl-box__all" tabindex="-1" href=${searchUrl(text)}>
            ${all > best.length ? `All ${all.toLocaleString("en")} results` : "Open in the explorer"}
          </a>`
          : nothing
      }`,
    operatorsOf(text, write),
  );
}

/**
 * Draws the papers that have enough of the query, or those that have some of its words.
 * @param {Paper[]} best
 * @param {number} from
 * @param {number} to
 * @param {import("./search.js").Found} found
 */
function paperGroup(best, from, to, found) {
  const options = best.slice(from, to).map((paper, at) => paperOption(paper, from + at, found));
  if (options.length === 0) return nothing;
  const some = from === found.close;
  return html`<div role="group" aria-label=${some ? SOME : "Papers"}>
    ${some ? html`<p class="rl-box__label" aria-hidden="true">${SOME}</p>` : nothing}${options}
  </div>`;
}

/** @param {Paper} paper @param {number} at @param {import("./search.js").Found} found */
function paperOption(paper, at, found) {
  return html`<a role="option" id="rl-o-p${at}" tabindex="-1" href=${siteUrl(`papers/${paper.slug}/`)}>
    <span class="rl-box__title">${marked(paper.title, found.words)}</span>
    ${paper.byline ? html`<span class="rl-by">${marked(paper.byline, found.words)}</span>` : nothing}
    ${paper.summary ? html`<span class="rl-box__summary">${marked(paper.summary, found.words)}</span>` : nothing}
  </a>`;
}

/** @param {number[]} numbers @param {Head} known */
function tagGroup(numbers, known) {
  if (numbers.length === 0) return nothing;
  return html`<div role="group" aria-label="Tags" data-search-results="tags">
    <p class="rl-box__label" aria-hidden="true">Tags</p>
    ${numbers.map(
      (number) => html`<a
        role="option"
        id="rl-o-t${number}"
        tabindex="-1"
        href=${siteUrl(`tags/${known.tags[number]?.slug}/`)}
        >${countedChip(known, number)}</a
      >`,
    )}
  </div>`;
}

/** @param {number[]} numbers @param {Head} known */
function pathGroup(numbers, known) {
  if (numbers.length === 0) return nothing;
  return html`<div role="group" aria-label="Reading paths" data-search-results="paths">
    <p class="rl-box__label" aria-hidden="true">Reading paths</p>
    ${numbers.map((number) => {
      const path = /** @type {import("../data/catalogue.js").ReadingPath} */ (known.paths[number]);
      return html`<a role="option" id="rl-o-w${number}" tabindex="-1" href=${siteUrl(`paths/${path.slug}/`)}>
        ${path.title} <span class="rl-count">${path.papers}</span>
      </a>`;
    })}
  </div>`;
}

/** @param {import("./guide.js").Section[]} found */
function guideGroup(found) {
  if (found.length === 0) return nothing;
  return html`<div role="group" aria-label="Guide" data-search-results="guide">
    <p class="rl-box__label" aria-hidden="true">Guide</p>
    ${found.map(
      ({ title, address }, at) =>
        html`<a role="option" id="rl-o-g${at}" tabindex="-1" href=${siteUrl(address)}>${title}</a>`,
    )}
  </div>`;
}

/**
 * Says what can be typed; after `tag:`, which tags there are.
 * @param {string} text
 * @param {(text: string) => void} write
 */
function helpOf(text, write) {
  const begun = /^(.*?)(-?tag:)(\S*)$/.exec(text);
  if (!begun) {
    return frame(
      note(
        `Words of a title, ${latest?.search.authors ? "an author, " : ""}a summary or an abstract. Misspelt words are corrected.`,
      ),
      html`${recentGroup(write)}${latest ? commonTags(latest) : nothing}`,
      operatorsOf(text, write),
    );
  }
  return completions(begun[1] ?? "", begun[2] ?? "", begun[3] ?? "", write);
}

/** @param {(text: string) => void} write */
function recentGroup(write) {
  const recent = recentSearches();
  if (recent.length === 0) return nothing;
  const clear = () => {
    clearSearches();
    write("");
  };
  return html`<div role="group" aria-label="Recent searches">
      <p class="rl-box__label" aria-hidden="true">Recent searches</p>
      ${recent.map(
        (text, at) => html`<span role="option" id="rl-o-r${at}" class="rl-box__recent" @click=${() => write(text)}
          >${text}</span
        >`,
      )}
      <span role="option" id="rl-o-clear" class="rl-box__recent rl-box__clear" @click=${clear}>Clear recent searches</span>
    </div>`;
}

/** Draws the tags that most papers carry. @param {Head} known */
function commonTags(known) {
  const numbers = [...known.tags.keys()].filter((tag) => known.tags[tag]?.papers);
  const papers = (/** @type {number} */ tag) => known.tags[tag]?.papers ?? 0;
  const common = numbers.sort((one, other) => papers(other) - papers(one)).slice(0, COMMON_TAGS);
  return html`<div role="group" aria-label="Common tags" class="rl-box__tags">
    ${common.map(
      (tag) => html`<a role="option" id="rl-o-t${tag}" tabindex="-1" href=${siteUrl(`tags/${known.tags[tag]?.slug}/`)}
        >${countedChip(known, tag)}</a
      >`,
    )}
  </div>`;
}

/** @type {Head | undefined} */
let latest;
head().then(
  (known) => (latest = known),
  () => {},
);

/** @param {string} before @param {string} sign @param {string} begun @param {(text: string) => void} write */
function completions(before, sign, begun, write) {
  if (!latest) return nothing;
  const known = latest;
  const near = namedLike(begun, known.tags).slice(0, 12);
  if (near.length === 0) return frame(note(`There is no tag ${begun}.`));
  return frame(
    nothing,
    html`<div role="group" aria-label="Tags" class="rl-box__tags">
      ${near.map((number) => {
        const slug = known.tags[number]?.slug;
        return html`<span role="option" id="rl-o-c${slug}" @click=${() => write(`${before}${sign}${slug} `)}>
          ${countedChip(known, number)}
        </span>`;
      })}
    </div>`,
    nothing,
  );
}

/** @param {string} text @param {(text: string) => void} write */
function operatorsOf(text, write) {
  const before = text && !/\s$/.test(text) ? `${text} ` : text;
  return html`<p class="rl-box__help">
    ${OPERATORS.filter(({ known }) => !known || latest?.search.authors).map(
      ({ sign, does, adds }) => html`<button type="button" tabindex="-1" @click=${() => write(before + adds)}>
        <code>${sign}</code> ${does}
      </button>`,
    )}
  </p>`;
}
