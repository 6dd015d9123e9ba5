// What the pages do beyond the theme. Runs on every page, also after instant navigation.

const assets = new URL(".", import.meta.url);

/**
 * Fetches modules before they are imported: one after the other they would cost a round trip each.
 * @param {string[]} names
 */
function preload(names) {
  for (const name of names) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = new URL(`js/${name}.js`, assets).href;
    document.head.append(link);
  }
}

/** Shows formulas where the browser did not do so itself: on pages that came without a load, and if it is an old one. */
function showFormulas() {
  const templates = /** @type {NodeListOf<HTMLTemplateElement>} */ (document.querySelectorAll(".rl-math > template"));
  for (const template of templates) {
    const formula = /** @type {HTMLElement} */ (template.parentElement);
    template.remove();
    formula.attachShadow({ mode: "open" }).append(template.content);
  }
}

/** The modules of the search. */
const SEARCH = [
  ..."box search matching postings query spelling titles nearness guide highlight marked words".split(" "),
].map((name) => `search/${name}`);

/**
 * Loads what searches, once: when the box is first pointed at or entered, or when the page has nothing else to do.
 * @param {HTMLElement} box
 * @param {() => void} loaded is called when that is done, or has failed
 */
function prepareSearch(box, loaded) {
  let asked = false;
  const load = () => {
    if (asked) return;
    asked = true;
    preload(SEARCH);
    const mounted = import("./js/search/box.js").then(({ mount }) => mount(box));
    mounted.catch((problem) => console.warn(problem)).finally(loaded);
  };
  for (const event of ["focusin", "pointerenter"]) box.addEventListener(event, load, { once: true });
  (globalThis.requestIdleCallback ?? setTimeout)(load);
  document.querySelector(".rl-box__open")?.addEventListener("click", () => search(""));
  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    const typing = target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const wanted = slash || (event.key === "k" && (event.ctrlKey || event.metaKey));
    if (!wanted || event.defaultPrevented) return;
    event.preventDefault();
    search("");
  });
}

/**
 * Opens the search, ours or that of the theme, with words to look for.
 * @param {string} words
 */
function search(words) {
  const field = document.querySelector(".rl-box__field, .md-search__input");
  if (!(field instanceof HTMLInputElement)) return;
  const toggle = document.querySelector("#__search");
  if (field.matches(".md-search__input") && toggle instanceof HTMLInputElement && !toggle.checked) {
    toggle.click(); // the theme listens for the change
  }
  field.closest(".rl-box")?.setAttribute("data-open", ""); // on a phone, the field is not there before
  if (words) field.value = words;
  field.focus();
}

/** Lets the large search button of the home page, and of the page for what is not there, open the search. */
function openSearch() {
  for (const button of document.querySelectorAll(".rl-search")) {
    const words = button.closest(".rl-lost") ? wordsOfAddress() : "";
    if (words && button.firstChild) button.firstChild.textContent = `Search for “${words}”`;
    button.addEventListener("click", () => search(words));
  }
}

/**
 * Returns the words of the last part of the address: `/papers/kv-cache-merging/` gives `kv cache merging`.
 * @returns {string}
 */
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

/** How many characters of a search result may stand before the first word that was found. */
const LEAD = 80;

/** Lets each excerpt of a search result begin near the first word that was found, instead of far before it. */
function trimExcerpts() {
  for (const mark of document.querySelectorAll(".md-search-result article > p > mark:first-of-type")) {
    const range = document.createRange();
    range.setStart(/** @type {Node} */ (mark.parentNode), 0);
    range.setEndBefore(mark);
    const before = range.toString();
    if (before.length <= LEAD) continue;
    range.deleteContents();
    mark.before(`… ${before.slice(-LEAD / 2).replace(/^\S*\s/, "")}`);
  }
}

/**
 * What fills elements with `data-app` on a page: a module whose `mount` returns a promise where it has to load something,
 * and ends what it began when the visitor has left the page.
 * @type {Record<string, () => Promise<{mount: (element: HTMLElement, left: AbortSignal) => void | Promise<void>}>>}
 */
const APPS = {
  cite: () => import("./js/export/cite.js"),
  compare: () => import("./js/app/compare.js"),
  explore: () => import("./js/app/explore.js"),
  fresh: () => import("./js/app/fresh.js"),
  kept: () => import("./js/app/kept.js"),
  map: () => import("./js/map/map.js"),
  paper: () => import("./js/app/paper.js"),
  path: () => import("./js/app/path.js"),
  paths: () => import("./js/app/paths.js"),
};

let shown = new AbortController();

/** Lets the parts of a page that need a script begin, and those of the page before it end. */
function mountApps() {
  shown.abort();
  shown = new AbortController();
  const { signal: left } = shown;
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-app]"));
  return [...elements].map(async (element) => {
    const { mount } = (await APPS[element.dataset.app ?? ""]?.()) ?? {};
    if (element.isConnected && !left.aborted) await mount?.(element, left);
  });
}

/** @type {Promise<unknown>} */
let started = Promise.resolve();

/** Waits until the page that is shown answers to whatever a visitor does: all that its scripts show at first is there. */
export async function ready() {
  await Promise.all([started, searchReady]);
}

function start() {
  openSearch();
  markSection();
  showFormulas();
  const begun = [...mountApps(), everywhere.then(({ pageShown }) => pageShown(shown.signal))];
  started = Promise.all(begun.map((part) => part.catch((problem) => console.warn(problem))));
}

/** The modules of what every page has. */
const EVERYWHERE = [
  ...["app/everywhere", "app/material/instant", "app/shortcuts", "app/surprise"],
  ...["keep/keep", "keep/kept-store", "keep/kept-data", "keep/visits", "keep/marks", "keep/tray", "keep/compare-data"],
  ...["data/catalogue", "data/page", "lib/notice", "lib/keys", "lib/key-table", "lib/go", "lib/site", "lib/storage"],
];
preload(EVERYWHERE);
const everywhere = import("./js/app/everywhere.js");
everywhere.then(({ bind }) => bind("/", "Search; also Ctrl K", () => search(""))).catch(() => {}); // warned of above

const box = document.querySelector(".rl-box");
/** @type {Promise<void>} */
const searchReady = new Promise((loaded) => {
  if (box instanceof HTMLElement) prepareSearch(box, loaded);
  else loaded();
});

// The theme announces each page it shows; without instant navigation that is the one that was loaded.
globalThis.document$.subscribe(start);

/** Mends what the theme adds to a page after it was shown, for those who hear it or use a keyboard. */
function mendAdditions() {
  trimExcerpts();
  for (const nav of document.querySelectorAll("nav:is(.md-tags, .md-code__nav):not([role])")) {
    nav.setAttribute("role", "none");
  }
  for (const table of document.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
    table.setAttribute("tabindex", "0");
    table.setAttribute("role", "group");
    table.setAttribute("aria-label", "Table");
  }
}

new MutationObserver(mendAdditions).observe(document.body, { childList: true, subtree: true });
mendAdditions();
