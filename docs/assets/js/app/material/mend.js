// Mends what the theme adds to a page after it was shown, for those who hear it or use a keyboard.

const ADDS = "pre, table, .md-tags";

/** @param {ParentNode} page */
function mend(page) {
  for (const nav of page.querySelectorAll("nav:is(.md-tags, .md-code__nav):not([role])")) {
    nav.setAttribute("role", "none");
  }
  for (const table of page.querySelectorAll(".md-typeset__scrollwrap:not([tabindex])")) {
    table.setAttribute("tabindex", "0");
    table.setAttribute("role", "group");
    table.setAttribute("aria-label", "Table");
  }
}

/**
 * Mends the page that is shown, as long as it is, where it has something that the theme adds to.
 * @param {AbortSignal} left
 */
export function mendAdditions(left) {
  const content = document.querySelector(".md-content");
  if (!content?.querySelector(ADDS)) return;
  mend(content);
  const observer = new MutationObserver(() => mend(content));
  observer.observe(content, { childList: true, subtree: true });
  left.addEventListener("abort", () => observer.disconnect());
}
