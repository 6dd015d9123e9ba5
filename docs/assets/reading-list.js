// What the pages do beyond the theme. Runs on every page, also after instant navigation.

/** Shows formulas where the browser did not do so itself: on pages that came without a load, and if it is an old one. */
function showFormulas() {
  const templates = /** @type {NodeListOf<HTMLTemplateElement>} */ (document.querySelectorAll(".rl-math > template"));
  for (const template of templates) {
    const formula = /** @type {HTMLElement} */ (template.parentElement);
    template.remove();
    formula.attachShadow({ mode: "open" }).append(template.content);
  }
}

/**
 * Opens the search of the theme, with words to look for.
 * @param {string} words
 */
function search(words) {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector(".md-search__input"));
  const toggle = /** @type {HTMLInputElement | null} */ (document.querySelector("#__search"));
  if (!field || !toggle) return;
  if (!toggle.checked) toggle.click(); // the theme listens for the change
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

function start() {
  openSearch();
  markSection();
  showFormulas();
}

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
