// Keeps the address of the page and what the explorer shows in step, without the theme loading the page anew.
//
// The theme follows links and the history by itself, but looks at paths only: it takes a link from the explorer to the
// explorer for one to where the visitor is already, and goes back. So these links are followed here, before the theme.

import { parsed, stored } from "../lib/storage.js";

/**
 * Follows the address as long as this page is shown; returns what writes it.
 * @param {(search: string, scroll: number | null) => void} follow shows what an address says; with how far the visitor
 * had scrolled where one comes back to it through the history
 * @param {AbortSignal} signal
 */
export function followAddress(follow, signal) {
  const { pathname } = location;

  /** @type {(search: string, how: "push" | "replace") => void} */
  const write = (search, how) => {
    if (search === location.search) return;
    if (how === "push") {
      // The theme keeps the position of the window in this form, and comes back to it.
      history.replaceState({ x: scrollX, y: scrollY }, "");
      history.pushState(null, "", pathname + search);
    } else history.replaceState(history.state, "", pathname + search);
  };

  /** @param {MouseEvent} event */
  const click = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.origin !== location.origin || link.pathname !== pathname || link.hash || link.target) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    write(link.search, "push");
    follow(link.search, null);
  };

  const back = () => {
    if (location.pathname === pathname) follow(location.search, history.state?.y ?? 0);
  };

  document.addEventListener("click", click, { capture: true, signal });
  addEventListener("popstate", back, { signal });
  return write;
}

// Where the window stood in each list, by its address: a visitor who comes back finds the same row at the same place,
// with the focus on the paper that was opened.
// It is kept as long as the tab is, if that can be.

/** @typedef {{paper: number, top: number, y: number, opened?: number}} Place the first paper, where it stood, how far all was
 * scrolled, and the paper that was opened last */

const store = stored("places.1", () => sessionStorage);
/** How many lists are kept. */
const LISTS = 50;

/** @type {Map<string, Place>} */
const places = new Map(parsed(store.read()) ?? []);

/** Returns how the window stood in a list. @param {string} search */
export function placeIn(search) {
  return places.get(search);
}

/** Keeps how the window stands in a list. @param {string} search @param {Place} place */
export function keepPlace(search, place) {
  places.delete(search); // the last one is that of the list that was looked at last
  places.set(search, place);
  store.write(JSON.stringify([...places].slice(-LISTS)));
}

const [loaded] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
let again = loaded?.name === location.href && loaded.type !== "navigate";

/** Tells, once, whether the browser has loaded this page again, or come back to it from elsewhere. */
export function cameBack() {
  const came = again;
  again = false;
  return came;
}
