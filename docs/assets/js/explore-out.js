// What can be taken along from the explorer: the address of what is shown, its papers as files, and feeds of what was
// chosen. A feed is of one tag, listing or path: no file can follow every choice that a visitor may make.

import { html, render } from "lit-html";
import { siteUrl } from "./catalogue.js";
import { notice } from "./notice.js";

/**
 * Lets a button copy the address, and offers files and feeds once that is opened.
 * @param {HTMLElement} link
 * @param {HTMLElement} take a details element
 * @param {() => ArrayLike<number>} numbers the papers shown, in their order
 * @param {() => Feed[]} feeds of what was chosen
 * @returns {{fill: () => void, leave: () => void}} what brings an open menu up to date
 */
export function offerOut(link, take, numbers, feeds) {
  const menu = /** @type {HTMLDetailsElement} */ (take);
  link.addEventListener("click", copyAddress);
  const fill = async () => {
    const place = menu.querySelector("div");
    if (!menu.open || !place) return;
    const { exportMenu } = await import("./cite.js");
    const chosen = Array.from(numbers());
    const files = chosen.length > 0 ? exportMenu(() => chosen, "selection") : html`<p>Nothing to save.</p>`;
    render(html`${files}${follow(feeds())}`, place);
  };
  menu.addEventListener("toggle", fill);
  fill(); // a visitor may have opened it before this was loaded
  return { fill, leave: closeOutside(menu) };
}

/**
 * Closes a menu by Escape, which gives the focus back, and by pointing elsewhere; returns what gives that up.
 * @param {HTMLDetailsElement} menu
 */
function closeOutside(menu) {
  const left = new AbortController();
  /** @type {(type: "keydown" | "pointerdown", close: (event: Event) => void) => void} */
  const whileOpen = (type, close) =>
    document.addEventListener(type, (event) => menu.open && close(event), { signal: left.signal });
  whileOpen("pointerdown", ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) menu.open = false;
  });
  whileOpen("keydown", (event) => {
    if (/** @type {KeyboardEvent} */ (event).key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  return () => left.abort();
}

/** @typedef {{name: string, stem: string}} Feed what it is of, and its address without the suffix */

/**
 * Returns the feeds of what was chosen: of each tag that papers must or may have, each listing, the path; else of all.
 * @param {import("./choice.js").State} state
 * @param {import("./catalogue.js").Head} head
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

/**
 * @param {Feed[]} feeds
 */
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

async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    notice("The address of this list is copied.");
  } catch {
    notice("The browser does not allow copying here. The address of this page is the link.");
  }
}
