// The behaviour of pages beyond the theme. Runs on every page, also after instant navigation.

import { bind, pageShown } from "./js/app/every-page.js";
import { notice } from "./js/lib/notice.js";
import { preload } from "./js/lib/preload.js";
import { mount as mountSearch } from "./js/search/box.js";

/** Shows formulas where the browser did not do so itself: on pages that came without a load, and if it is an old one. */
function showFormulas() {
  const templates = /** @type {NodeListOf<HTMLTemplateElement>} */ (document.querySelectorAll(".rl-math > template"));
  for (const template of templates) {
    const formula = /** @type {HTMLElement} */ (template.parentElement);
    template.remove();
    formula.attachShadow({ mode: "open" }).append(template.content);
  }
}

const box = document.querySelector("header .rl-box");

/** Opens the search, ours or that of the theme, with words to look for. @type {(words?: string) => unknown} */
const search =
  box instanceof HTMLElement
    ? mountSearch(box)
    : async (words) => (await import("./js/app/material/search.js")).openSearch(words);

/** Lets the large search button of the home page, and of the page for what is not there, open the search. */
function openSearch() {
  for (const button of document.querySelectorAll(".rl-search")) {
    const words = button.closest(".rl-lost") ? wordsOfAddress() : "";
    if (words && button.firstChild) button.firstChild.textContent = `Search for “${words}”`;
    button.addEventListener("click", () => search(words));
  }
}

/** Returns the words of the last part of the address: `/papers/kv-cache-merging/` gives `kv cache merging`. */
function wordsOfAddress() {
  const parts = location.pathname.split("/").filter((part) => part && part !== "404.html");
  try {
    return decodeURIComponent(parts.at(-1) ?? "")
      .replace(/\.\w+$/, "")
      .replace(/[\W_]+/g, " ")
      .trim()
      .slice(0, 80);
  } catch {
    return "";
  }
}

/** Marks the section of the site that is shown: the header stays where it is while pages change below it. */
function markSection() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".rl-nav a"))) {
    if (location.pathname.startsWith(link.pathname)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/**
 * The modules that fill elements with `data-app` on a page: each a module whose `mount` returns a promise where it has to load something,
 * and ends what it began when the visitor has left the page.
 * @type {Record<string, string>}
 */
const APPS = {
  box: "search/box.js",
  cite: "export/cite.js",
  compare: "app/compare.js",
  explore: "app/explore.js",
  news: "app/new-papers.js",
  saved: "app/saved.js",
  map: "map/map.js",
  paper: "app/paper.js",
  path: "app/path.js",
  paths: "app/paths.js",
};

/** @typedef {{mount: (element: HTMLElement, left: AbortSignal) => void | Promise<void>}} App */

let shown = new AbortController();

/** Lets the parts of a page that need a script begin, and those of the page before it end. */
function mountApps() {
  shown.abort();
  shown = new AbortController();
  const { signal: left } = shown;
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-app]"));
  return [...elements].map(async (element) => {
    const path = APPS[element.dataset.app ?? ""];
    if (!path) return;
    preload(path);
    const { mount } = /** @type {App} */ (await import(`./js/${path}`));
    if (element.isConnected && !left.aborted) await mount(element, left);
  });
}

/** @type {Promise<unknown>} */
let started = Promise.resolve();

/** Waits until the page that is shown answers to whatever a visitor does: all that its scripts show at first is there. */
export const ready = () => started;

/** Says that a part of the page could not be loaded; the other parts work. @param {unknown} problem */
function reportFailure(problem) {
  console.warn(problem);
  notice("A part of this page could not be loaded. Check the connection, then reload the page.");
}

function start() {
  openSearch();
  markSection();
  showFormulas();
  const begun = [...mountApps(), pageShown(shown.signal)];
  started = Promise.all(begun.map((part) => part.catch(reportFailure)));
}

bind("/", "Search; also Ctrl K", () => search());
document.addEventListener("keydown", (event) => {
  if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
  event.preventDefault();
  search();
});

// The theme announces each page it shows; without instant navigation that is the one that was loaded.
globalThis.document$.subscribe(start);
if (!box) import("./js/app/material/search.js").catch((problem) => console.warn(problem));
