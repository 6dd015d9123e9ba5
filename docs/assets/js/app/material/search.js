// The search of the theme, on sites that use it instead of ours: its excerpts begin near the first word that was found.

/** How many characters of a search result may stand before the first word that was found. */
const LEAD = 80;

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

const results = document.querySelector(".md-search-result");
if (results) new MutationObserver(trimExcerpts).observe(results, { childList: true, subtree: true });

/** Opens the search with words to look for. */
export function openSearch(words = "") {
  const field = document.querySelector(".md-search__input");
  const toggle = document.querySelector("#__search");
  if (!(field instanceof HTMLInputElement)) return;
  if (toggle instanceof HTMLInputElement && !toggle.checked) toggle.click(); // the theme listens for the change
  if (words) field.value = words;
  field.focus();
}
