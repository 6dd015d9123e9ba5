// What can be taken along from the explorer: the address of what is shown, its papers as files, and feeds of what was
// chosen. A feed is of one tag, listing or path: no file can follow every choice that a visitor may make.

import { html, render } from "lit-html";
import { copyText } from "../lib/files.js";
import { notice } from "../lib/notice.js";
import { siteUrl } from "../lib/site.js";

/**
 * Draws the files and feeds that a menu offers.
 * @param {HTMLElement} place
 * @param {Files} files
 * @param {ArrayLike<number>} numbers the papers shown, in their order
 * @param {Feed[]} feeds
 */
export async function fillMenu(place, files, numbers, feeds) {
  const saved = numbers.length > 0 ? await files(Array.from(numbers)) : html`<p>No matching papers.</p>`;
  render(html`${saved}${follow(feeds)}`, place);
}

/** @typedef {(numbers: number[]) => Promise<unknown>} Files draws what saves papers as files */
/** @typedef {{name: string, stem: string}} Feed what it is of, and its address without the suffix */

/**
 * Returns the feeds of what was chosen: of each tag that papers must or may have, each listing, the path; else of all.
 * @param {import("./choice.js").State} state
 * @param {import("../data/catalogue.js").Head} head
 * @returns {Feed[]}
 */
export function feedsOf(state, head) {
  /** @type {(folder: string, named: {slug: string, name?: string, title?: string} | undefined) => Feed[]} */
  const feed = (folder, named) =>
    named ? [{ name: named.name ?? named.title ?? named.slug, stem: `feeds/${folder}/${named.slug}` }] : [];
  const chosen = [
    ...[...state.tag, ...state.any].flatMap((tag) => feed("tags", head.tags[tag])),
    ...state.listing.flatMap((listing) => feed("listings", head.listings[listing])),
    ...feed("paths", head.paths[state.path]),
  ];
  return chosen.length > 0 ? chosen : [{ name: "All papers", stem: "feeds/papers" }];
}

/** @param {Feed[]} feeds */
function follow(feeds) {
  return html`<div class="rl-x-follow" role="group" aria-label="Follow">
    <p>Follow</p>
    <ul>
      ${feeds.map(
        ({ name, stem }) => html`<li>
          ${name} <a href=${siteUrl(`${stem}.atom`)}>Atom</a>
        </li>`,
      )}
    </ul>
  </div>`;
}

/** Copies the address of what is shown. */
export async function copyAddress() {
  notice(
    (await copyText(location.href))
      ? "The address of this list is copied."
      : "The browser does not allow copying here. The address of this page is the link.",
  );
}
