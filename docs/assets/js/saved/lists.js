// The lists of the visitor: their names, their papers, and changes to them.

import { edited, nameProblem, put, READ_LATER, taken } from "./lists-data.js";
import { keep } from "./saved.js";

/** @import { Member } from "./lists-data.js" */

/** Returns the names of all lists, that to read later first. */
export const listNames = () => [
  READ_LATER,
  ...keep
    .lists()
    .map(({ name }) => name)
    .filter((name) => name !== READ_LATER),
];

/** Returns the slugs of a list, those that were added last first. @param {string} name */
export function slugsOf(name) {
  const slugs =
    name === READ_LATER
      ? [...keep.all()].filter(([, { bookmarked }]) => bookmarked).map(([slug]) => slug)
      : (keep.lists().find((list) => list.name === name)?.papers ?? []).map(({ slug }) => slug);
  return slugs.reverse();
}

/** Returns the slugs of the papers that are saved: those of all lists. */
export const saved = () => new Set(listNames().flatMap(slugsOf));

/** Puts a paper into a list, or takes it out. @param {string} name @param {Member} paper @param {boolean} inside */
export function setInList(name, paper, inside) {
  const { slug, title } = paper;
  if (name === READ_LATER) keep.set(slug, { bookmarked: inside, title });
  else keep.changeLists((lists) => (inside ? put(lists, name, { slug, title }) : taken(lists, name, slug)));
}

/** Makes a list; returns what is wrong with its name, or "". @param {string} name */
export function makeList(name) {
  const problem = nameProblem(keep.lists(), name);
  if (!problem) keep.changeLists((lists) => edited(lists, name));
  return problem;
}
