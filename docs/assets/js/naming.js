// Things by what people call them: tags, listings and paths in an address or a query.

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

/**
 * Returns a name without case and accents, its words apart.
 * @param {string} text
 */
export const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/g, " ");

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
  const wanted = folded(name);
  return exact >= 0 ? exact : things.findIndex((thing) => names(thing).some((other) => folded(other) === wanted));
}

/**
 * Says that there is no such thing, and which one may have been meant.
 * @param {string} kind such as `tag`
 * @param {string} name
 * @param {readonly Thing[]} things
 */
export function noSuch(kind, name, things) {
  let best = { slug: "", alike: CLOSE };
  for (const thing of things) {
    const alike = Math.max(...names(thing).map((other) => likeness(folded(name), folded(other))));
    if (alike > best.alike) best = { slug: thing.slug, alike };
  }
  return `There is no ${kind} “${name}”.${best.slug ? ` Did you mean “${best.slug}”?` : ""}`;
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
