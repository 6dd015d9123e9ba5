// Opens pages of the site without a load, through the instant navigation of the theme.
//
// By itself the theme takes for pages what the sitemap names, and reads all of that on every load: with 20,000 papers,
// half a second of work on a desktop. So the head of each page gives it an empty one (templates/theme/main.html), and
// what is a page is told here by its address: below that of the site, with a slash at its end.

import { isOutdated } from "../../data/catalogue.js";
import { siteUrl } from "../../lib/site.js";

const base = new URL(siteUrl(""));
const CONTAINER = "[data-md-component=container]";

/** Whether the theme follows what is announced to it. */
function isOn() {
  const settings = JSON.parse(document.querySelector("#__config")?.textContent ?? "{}");
  return settings.features?.includes("navigation.instant") && location.protocol !== "file:";
}

/**
 * Returns the page that a click asks for, or null if the browser is to do what it does with it.
 * @param {MouseEvent} event
 */
function pageAsked(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return null;
  }
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || link.target || link.hasAttribute("download") || link.origin !== base.origin) return null;
  const isPage = link.pathname.startsWith(base.pathname) && link.pathname.endsWith("/");
  return isPage && link.pathname !== location.pathname ? new URL(link.href) : null;
}

/** The part of the page that the theme replaces, while it fetches another. */
let shown = document.querySelector(CONTAINER);

/** @param {MouseEvent} event */
function clicked(event) {
  const url = pageAsked(event);
  if (!url) return;
  event.preventDefault();
  // The theme keeps the position of the window in this form, and comes back to it.
  history.replaceState({ x: scrollX, y: scrollY }, "");
  history.pushState(null, "", url);
  globalThis.location$.next(url);
}

const STYLE = "reading-list.css";

/** Tells whether the page that came is of a later site than the scripts or the data that were loaded. */
function isLater() {
  const style = /** @type {HTMLLinkElement | null} */ (
    document.querySelector(`link[rel=stylesheet][href$="/${STYLE}"]`)
  );
  return isOutdated() || (style !== null && style.href !== new URL(`../../../${STYLE}`, import.meta.url).href);
}

/** Loads what was fetched but is no page of the theme, such as one that sends visitors on, or is of a later site. */
function pageCame() {
  const now = document.querySelector(CONTAINER);
  if (now === shown || isLater()) location.reload();
  shown = now;
}

if (isOn()) {
  document.addEventListener("click", clicked);
  let first = true;
  globalThis.document$.subscribe(() => {
    if (!first) pageCame();
    first = false;
  });
}

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
