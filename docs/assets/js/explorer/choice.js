// What the visitor chose in the explorer, and the address that says so: always the same address for the same choice.

import { noSuch, numberOfName } from "../data/naming.js";
import { FILTERS } from "./filters.js";

/** @import { Thing } from "../data/naming.js" */
/** @typedef {Record<"tags" | "listings" | "paths", readonly Thing[]>} Named what an address names */

/**
 * @typedef {object} State what the visitor chose; tags, listings and the path by their numbers, ascending
 * @property {string} q
 * @property {readonly number[]} tag
 * @property {readonly number[]} any
 * @property {readonly number[]} not
 * @property {readonly number[]} listing
 * @property {number} path -1 for none
 * @property {string} from a day such as 2025-03-14, or empty
 * @property {string} to
 * @property {readonly number[]} has numbers of facts that papers have
 * @property {string} state such as `unread`, or empty
 * @property {import("../lib/area.js").Area | null} area
 * @property {string} sort one of SORTS, or empty for the usual one
 * @property {string} view "compact", or empty for summaries
 * @property {readonly (readonly [string, string])[]} unknown filters of the address that mean nothing: no paper has them
 */

/** @typedef {ReturnType<typeof reader>} Reader */

export const SORTS = ["relevance", "date", "title", "surprise"];

/** Returns the choice of nothing, with which all papers are shown. @returns {State} */
export const everything = () => Object.assign({ q: "", sort: "", view: "" }, ...FILTERS.map(({ nothing }) => nothing));

/** Returns a choice without an order that is the usual one anyway. @param {State} state @returns {State} */
export function usual(state) {
  const { sort, q } = state;
  return { ...state, sort: sort === "relevance" || (sort === "date" && !q) ? "" : sort };
}

/**
 * Reads a choice from an address. What it names may be called by another name; a filter that means nothing leaves no
 * paper, and is told.
 * @param {URLSearchParams} params
 * @param {Named} head
 * @returns {{state: State, problems: string[]}}
 */
export function fromParams(params, head) {
  const read = reader(params);
  /** @type {State} */
  const state = {
    ...everything(),
    q: words(read.one("q", () => true, "")),
    sort: read.one("sort", (value) => SORTS.includes(value), `one of ${SORTS.join(", ")}`),
    view: read.one("view", (value) => value === "compact", "compact"),
  };
  for (const filter of FILTERS) Object.assign(state, filter.read(read, head));
  for (const name of new Set(params.keys())) {
    if (!(name in state) || name === "unknown") read.problem(`The explorer knows no “${name}”.`);
  }
  return { state: usual(state), problems: read.problems };
}

/** Returns what reads parameters and notes what is wrong with them. @param {URLSearchParams} params */
function reader(params) {
  /** @type {string[]} */
  const problems = [];
  /** @type {[string, string][]} */
  const unknown = [];
  const problem = (/** @type {string} */ text) => void problems.push(text);
  /** @param {string} name */
  const values = (name) => params.getAll(name).filter((value) => value.trim() !== "");
  /**
   * Returns the one value of a parameter, or nothing.
   * @param {string} name
   * @param {(value: string) => boolean} fits
   * @param {string} expected
   */
  const one = (name, fits, expected) => {
    const [value = "", ...more] = values(name);
    if (more.length > 0) problem(`The address has “${name}” more than once; the first counts.`);
    if (!value || fits(value)) return value;
    problem(`“${value}” is not ${expected}.`);
    return "";
  };
  return {
    problems,
    problem,
    one,
    /** Filters that mean nothing. */
    unknown,
    /**
     * Returns the one value of a filter, or nothing.
     * @param {string} name
     * @param {(value: string) => string | null | undefined} meaning
     * @param {string} expected
     */
    filter(name, meaning, expected) {
      const value = one(name, () => true, "");
      const found = value && meaning(value.trim());
      if (value && !found) {
        problem(`“${value}” is not ${expected}.`);
        unknown.push([name, value]);
      }
      return found || "";
    },
    /**
     * Returns the numbers of things by their names, ascending, each once.
     * @param {string} name
     * @param {string} kind
     * @param {readonly Thing[]} things
     */
    known(name, kind, things) {
      const found = new Set();
      for (const value of values(name)) {
        const number = numberOfName(value, things);
        if (number >= 0) found.add(number);
        else {
          problem(noSuch(kind, value, things));
          unknown.push([name, value]);
        }
      }
      return [...found].sort((one, other) => one - other);
    },
  };
}

/**
 * Writes a choice as an address: always the same one for the same choice.
 * @param {State} state
 * @param {Named} head
 * @returns {string} empty, or a question mark and what follows it
 */
export function toSearch(state, head) {
  const { q, sort, view } = state;
  const [last, filters] = [FILTERS.slice(-1), FILTERS.slice(0, -1)]; // what means nothing stands at the end
  const parts = [
    ["q", q],
    ...filters.flatMap((filter) => filter.write(state, head)),
    ["sort", sort],
    ["view", view],
    ...last.flatMap((filter) => filter.write(state, head)),
  ];
  const text = new URLSearchParams(parts.filter(([, value]) => value !== "")).toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/** Returns a query without white space that means nothing. @param {string} text */
export const words = (text) => text.trim().replace(/\s+/g, " ");
