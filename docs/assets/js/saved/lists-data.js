// The lists of a visitor, as data: read, checked, changed, merged and written. Knows neither the page nor the storage.

import { fold } from "../lib/text.js";
import { isObject, isSlug, LONGEST_TITLE, MOST_PAPERS, show } from "./saved-data.js";

/** @typedef {{slug: string, title: string}} Member a paper of a list, with the title that it had */

/**
 * @typedef {object} List
 * @property {string} name
 * @property {Member[]} papers in the order in which they were added; none in the list to read later, which has the bookmarks
 * @property {string[]} order the slugs in the order of the visitor; papers that are not in it come before them
 */

/** @typedef {readonly List[]} Lists */

/** The list that everybody has: its papers are those that are bookmarked. */
export const READ_LATER = "Read later";

const FORMAT = "reading-list-lists";
const VERSION = 1;
export const LONGEST_NAME = 100;

/**
 * Tells what is wrong with the name of a list, or "".
 * @param {Lists} lists
 * @param {string} name
 * @param {string} [own] the name that the list has now
 */
export function nameProblem(lists, name, own) {
  if (!name) return "A list needs a name.";
  if (name.length > LONGEST_NAME) return `A name has at most ${LONGEST_NAME} characters.`;
  const taken = [READ_LATER, ...lists.map((list) => list.name)].filter((other) => other !== own);
  const other = taken.find((one) => fold(one) === fold(name));
  return other ? `There is already a list “${other}”.` : "";
}

/**
 * Returns the lists with one of them changed; it is made if it is not there.
 * @param {Lists} lists
 * @param {string} name
 * @param {(list: List) => Partial<List>} [change]
 * @returns {Lists}
 */
export function edited(lists, name, change = () => ({})) {
  const found = lists.find((list) => list.name === name);
  const list = found ?? { name, papers: [], order: [] };
  const now = { ...list, ...change(list) };
  return found ? lists.map((one) => (one === found ? now : one)) : [...lists, now];
}

/** Returns the lists without one of them. @param {Lists} lists @param {string} name */
export const without = (lists, name) => lists.filter((list) => list.name !== name);

/** Returns the lists with a paper put into one. @param {Lists} lists @param {string} name @param {Member} paper */
export const put = (lists, name, paper) =>
  edited(lists, name, ({ papers }) => ({ papers: [...papers.filter(({ slug }) => slug !== paper.slug), paper] }));

/** Returns the lists with a paper taken out of one. @param {Lists} lists @param {string} name @param {string} slug */
export const taken = (lists, name, slug) =>
  edited(lists, name, ({ papers }) => ({ papers: papers.filter((paper) => paper.slug !== slug) }));

/**
 * Returns slugs in the order of the visitor: first those that it does not name.
 * @param {string[]} slugs
 * @param {string[]} order
 */
export function inOrder(slugs, order) {
  const named = new Set(order);
  return [...slugs.filter((slug) => !named.has(slug)), ...order.filter((slug) => slugs.includes(slug))];
}

/**
 * Returns slugs with one of them moved to the place of another.
 * @param {string[]} slugs
 * @param {string} slug
 * @param {string} other
 */
export function moved(slugs, slug, other) {
  const rest = slugs.filter((one) => one !== slug);
  return rest.toSpliced(slugs.indexOf(other), 0, slug);
}

/**
 * Returns the lists together with those that were brought: nothing is taken out of any.
 * @param {Lists} lists
 * @param {Lists} brought
 */
export function joinedLists(lists, brought) {
  return brought.reduce(
    (all, { name, papers, order }) =>
      edited(all, name, (own) => ({
        papers: distinct([...own.papers, ...papers]),
        order: [...new Set([...own.order, ...order])],
      })),
    lists,
  );
}

/**
 * Returns the lists with papers that were renamed under their new slugs.
 * @param {Lists} lists
 * @param {ReadonlyMap<string, string>} renamed old slug → new slug
 * @returns {Lists}
 */
export function listsRenamedTo(lists, renamed) {
  const now = (/** @type {string} */ slug) => renamed.get(slug) ?? slug;
  return lists.map(({ name, papers, order }) => ({
    name,
    papers: distinct(papers.map(({ slug, title }) => ({ slug: now(slug), title }))),
    order: [...new Set(order.map(now))],
  }));
}

/** Returns papers, each once. @param {Member[]} papers */
const distinct = (papers) => [...new Map(papers.map((paper) => [paper.slug, paper])).values()];

/** How the lists are stored. @type {import("./state-store.js").Format<Lists>} */
export const LISTS = {
  empty: [],
  write: (lists) => JSON.stringify({ format: FORMAT, version: VERSION, lists }),
  read(text) {
    let data;
    try {
      data = JSON.parse(text);
    } catch {
      return { state: [], problem: "it is not JSON" };
    }
    if (!isObject(data) || data.format !== FORMAT || data.version !== VERSION)
      return { state: [], problem: "it is not a file of this kind or version" };
    const { lists, problem } = readLists(data.lists);
    return { state: lists, problem };
  },
};

/**
 * Reads lists: whatever is right is returned, and the first thing that is wrong is told. A file may have none.
 * @param {any} rows
 * @returns {{lists: Lists, problem: string}}
 */
export function readLists(rows = []) {
  if (!Array.isArray(rows)) return { lists: [], problem: "its “lists” are not an array of lists" };
  /** @type {Lists} */
  let lists = [];
  let first = "";
  for (const row of rows) {
    const name = typeof row?.name === "string" ? row.name.trim() : "";
    if (!name || name.length > LONGEST_NAME) {
      first ||= `one of its “lists” has the name ${show(row?.name)}`;
      continue;
    }
    const [papers, order] = [arrayOf(row.papers), arrayOf(row.order)];
    const right = { name, papers: papers.filter(isMember).map(picked), order: order.filter(isName) };
    const wrong = [...papers.filter((one) => !isMember(one)), ...order.filter((one) => !isName(one))];
    if (wrong.length) first ||= `the list ${show(name)} has ${show(wrong[0])}, which is no paper`;
    if (papers.length > MOST_PAPERS) first ||= `the list ${show(name)} has more than ${MOST_PAPERS} papers`;
    lists = joinedLists(lists, [right]);
  }
  return { lists, problem: first };
}

/** Returns an array; of anything else that is there, an array of it, which is then no paper. @param {any} value */
const arrayOf = (value) => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

/** @param {unknown} value */
const isName = (value) => typeof value === "string" && isSlug(value);

/** @param {any} row */
const isMember = (row) =>
  isObject(row) &&
  isName(row.slug) &&
  (row.title === undefined || (typeof row.title === "string" && row.title.length <= LONGEST_TITLE));

/** @param {{slug: string, title?: string}} row @returns {Member} */
const picked = ({ slug, title = "" }) => ({ slug, title });
