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

/** @param {Element} results of the search, which stay while pages change */
export function followResults(results) {
  new MutationObserver(trimExcerpts).observe(results, { childList: true, subtree: true });
}
