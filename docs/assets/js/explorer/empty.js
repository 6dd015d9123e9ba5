// What the explorer offers where no paper is left: filters to take back, fewer words, tags of a like name, and the
// search elsewhere. Whatever is offered leads to papers, and says to how many.

import { html, nothing } from "lit-html";
import { chip } from "../data/chips.js";
import { nearest } from "../data/naming.js";
import { part } from "../lib/parts.js";
import { counted } from "../lib/text.js";
import { parse } from "../search/query.js";
import { search } from "../search/search.js";
import { everything, toSearch } from "./choice.js";
import { tokens, withRole } from "./filters.js";
import { select } from "./selection.js";

/** @import { Head } from "../data/catalogue.js" */
/** @import { State } from "./choice.js" */
/** @import { Given } from "./selection.js" */
/** @typedef {{name: string, state: State, papers: number}} Way */

/** How many words of a query are tried without, and how many tags are offered. */
const MOST_WORDS = 6;
const MOST_TAGS = 4;

/**
 * Returns what is drawn below an empty list.
 * @param {State} state
 * @param {Head} head
 * @param {Given} given
 * @param {(state: State) => void} choose
 */
export async function waysOut(state, head, given, choose) {
  const ways = [...withoutFilters(state, head, given), ...(await withFewerWords(state, given))];
  const all = everyPaper(state, given);
  const useful = ways.filter(
    ({ papers, state: next }) => papers > 0 && toSearch(next, head) !== toSearch(all.state, head),
  );
  const items = [...useful, all].map(
    ({ name, state: next, papers }) => html`<li>
      <button type="button" @click=${() => choose(next)}>${name}</button> ${counted(papers)}
    </li>`,
  );
  return html`<ul>${items}</ul>
    ${nearTags(state, head, given)}`;
}

/** @param {State} state @param {Given} given @returns {Way} */
function everyPaper(state, given) {
  const next = { ...everything(), view: state.view };
  return { name: "Show all papers", state: next, papers: count(next, { ...given, found: null }) };
}

/** @param {State} state @param {Given} given */
const count = (state, given) => select(state, given).numbers.length;

/** Returns each filter to take back, and the words. @param {State} state @param {Head} head @param {Given} given */
function withoutFilters(state, head, given) {
  const ways = tokens(state, head).map(({ name, without }) => ({
    name: `Without “${name}”`,
    state: without,
    papers: count(without, given),
  }));
  const next = { ...state, q: "" };
  const words = state.q && {
    name: `Without “${state.q}”`,
    state: next,
    papers: count(next, { ...given, found: null }),
  };
  return (words ? [...ways, words] : ways).sort((one, other) => other.papers - one.papers);
}

/**
 * Returns the query without the words that no paper has, or else without each of its words.
 * @param {State} state
 * @param {Given} given
 * @returns {Promise<Way[]>}
 */
async function withFewerWords(state, given) {
  const parts = partsOf(state.q).slice(0, MOST_WORDS);
  if (parts.length < 2) return [];
  const { unknown } = await search(state.q);
  const known = parts.filter((part) => !unknown.includes(part.toLowerCase()));
  const fewer = parts.map((_, at) => parts.filter((_, other) => other !== at).join(" "));
  const queries = known.length > 0 && known.length < parts.length ? [known.join(" "), ...fewer] : fewer;
  return Promise.all(
    [...new Set(queries)].map(async (q) => {
      const { numbers, close } = await search(q);
      return {
        name: `Search for “${q}”`,
        state: { ...state, q },
        papers: count({ ...state, q }, { ...given, found: numbers, close }),
      };
    }),
  );
}

/** Returns the words, phrases and signs of a query. @param {string} q */
const partsOf = (q) => q.match(/\S*"[^"]*"?|\S+/g) ?? [];

/** Draws the tags whose names are like the query. @param {State} state @param {Head} head @param {Given} given */
function nearTags(state, head, given) {
  const { tag, any, not } = state;
  const near = nearest([state.q, ...partsOf(state.q)], head.tags)
    .filter((number) => ![...tag, ...any, ...not].includes(number))
    .map((number) => ({ number, state: withRole({ ...state, q: "" }, number, "tag") }))
    .filter((each) => count(each.state, { ...given, found: null }) > 0)
    .slice(0, MOST_TAGS);
  if (near.length === 0) return nothing;
  return html`<p class="rl-x-named">
    Tags of a like name: ${near.map((each) => chip(head, each.number, { to: `explore/${toSearch(each.state, head)}` }))}
  </p>`;
}

/** Lets the links below the list lead to searches for the words of a query. @param {HTMLElement} element @param {string} q */
export function offerElsewhere(element, q) {
  const { words, phrases, authors } = parse(q);
  const text = [...words, ...phrases.flat(), ...authors.flatMap(({ name }) => name)].join(" ");
  const place = part(element, "elsewhere");
  place.hidden = text === "";
  for (const link of place.querySelectorAll("a"))
    link.href = (link.dataset.address ?? "").replace("%s", encodeURIComponent(text));
}
