// Which saved papers are shown, and in which order.

import { fold } from "../lib/text.js";
import { slugsOf } from "../saved/lists.js";
import { inOrder } from "../saved/lists-data.js";
import { keep } from "../saved/saved.js";

/** @import { SavedPage } from "./saved.js" */
/** @import { Section } from "./saved-view.js" */
/** @typedef {"added" | "title" | "date" | "own"} Order */

/** Every order with its name. @type {Record<Order, string>} */
export const ORDERS = { added: "Added, newest first", title: "Title", date: "Date, newest first", own: "My order" };

/**
 * Returns the papers of a section that are shown, in the order that the visitor has chosen.
 * @param {SavedPage} page
 * @param {Section & {all?: boolean}} section with `all`, also papers that do not match what is looked for
 */
export function shownOf(page, { name, mark, all }) {
  const slugs = mark ? page.marked(mark) : slugsOf(name);
  const words = all ? [] : fold(page.query).split(/\s+/).filter(Boolean);
  const found = slugs.filter((slug) => slug === page.writing || matches(page, slug, words));
  return sorted(page, found, mark ? [] : (keep.lists().find((list) => list.name === name)?.order ?? []));
}

/** @param {SavedPage} page @param {string} slug @param {string[]} words */
function matches(page, slug, words) {
  const { title, byline, summary } = page.paper(slug);
  const text = fold(`${title} ${byline} ${summary} ${keep.get(slug).note}`);
  return words.every((word) => text.includes(word));
}

/** @param {SavedPage} page @param {string[]} slugs @param {string[]} order */
function sorted(page, slugs, order) {
  if (page.order === "own") return inOrder(slugs, order);
  if (page.order === "title")
    return slugs.toSorted((one, two) => page.paper(one).title.localeCompare(page.paper(two).title, "en"));
  if (page.order === "date") return slugs.toSorted((one, two) => page.paper(two).number - page.paper(one).number);
  return slugs;
}
