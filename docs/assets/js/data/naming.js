// Things by what people call them: tags, listings and paths in an address or a query.

import { foldedName } from "../lib/text.js";

/**
 * @typedef {object} Thing
 * @property {string} slug
 * @property {string} [name]
 * @property {string} [title]
 * @property {string} [source]
 * @property {string[]} [words] other words for it
 * @property {string[]} [formerly] its slugs of former times
 */

/** From which part of shared pairs of letters on one name is close to another. */
const CLOSE = 0.45;

/** @param {Thing} thing */
const names = ({ slug, name = slug, title = slug, source = slug, words = [], formerly = [] }) => [
  ...[slug, name, title, source],
  ...[...words, ...formerly],
];

/**
 * Returns the number of the thing that a name means, or -1: its slug, its name, another word for it, or a former one.
 * @param {string} name
 * @param {readonly Thing[]} things
 */
export function numberOfName(name, things) {
  const exact = things.findIndex(({ slug }) => slug === name);
  const wanted = foldedName(name);
  return exact >= 0 ? exact : things.findIndex((thing) => names(thing).some((other) => foldedName(other) === wanted));
}

/**
 * Returns the numbers of the things whose names have what is typed, those first whose names begin so.
 * @param {string} typed
 * @param {readonly Thing[]} things
 */
export function namedLike(typed, things) {
  const wanted = foldedName(typed);
  const ranks = things.map((thing) => {
    const known = names(thing).map(foldedName);
    return known.some((name) => name.startsWith(wanted)) ? 2 : known.some((name) => name.includes(wanted)) ? 1 : 0;
  });
  const found = [...ranks.keys()].filter((at) => ranks[at] !== 0);
  return found.sort((one, other) => (ranks[other] ?? 0) - (ranks[one] ?? 0) || one - other);
}

/**
 * Says that there is no such thing, and which one may have been meant.
 * @param {string} kind such as `tag`
 * @param {string} name
 * @param {readonly Thing[]} things
 */
export function noSuch(kind, name, things) {
  const [best = -1] = nearest([name], things);
  const { slug = "" } = things[best] ?? {};
  return `There is no ${kind} “${name}”.${slug ? ` Did you mean “${slug}”?` : ""}`;
}

/**
 * Returns the numbers of the things whose names are close to any of some texts, the closest first.
 * @param {string[]} texts
 * @param {readonly Thing[]} things
 */
export function nearest(texts, things) {
  const asked = texts.map(foldedName);
  const close = things.map((thing) =>
    Math.max(...names(thing).flatMap((name) => asked.map((text) => likeness(text, foldedName(name))))),
  );
  const near = [...close.keys()].filter((at) => (close[at] ?? 0) > CLOSE);
  return near.sort((one, other) => (close[other] ?? 0) - (close[one] ?? 0) || one - other);
}

/**
 * Returns which part of their pairs of letters two texts share (Dice 1945), from 0 to 1.
 * @param {string} one
 * @param {string} two
 */
function likeness(one, two) {
  const pairs = (/** @type {string} */ text) => Array.from(text.slice(1), (letter, at) => `${text[at]}${letter}`);
  const [first, second] = [pairs(one), pairs(two)];
  const shared = first.filter((pair) => second.includes(pair)).length;
  return (2 * shared) / Math.max(1, first.length + second.length);
}
