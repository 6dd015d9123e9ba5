// What the visitor chose in the explorer, and the address that says so: always the same address for the same choice.

import { folded, noSuch, numberOfName } from "./naming.js";

/**
 * @typedef {Record<"tags" | "listings" | "paths", readonly import("./naming.js").Thing[]>} Named what an address names
 */
/** @typedef {"tag" | "any" | "not"} Role how a chosen tag counts: all of, one of, none of */
/** @typedef {[number, number, number, number]} Area x0, y0, x1, y1 on the map, 0 to 1000 */

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
 * @property {string} state one of STATES, or empty
 * @property {Area | null} area
 * @property {string} sort one of SORTS, or empty for the usual one
 * @property {string} view "compact", or empty for summaries
 * @property {readonly (readonly [string, string])[]} unknown filters of the address that mean nothing: no paper has them
 */

export const SORTS = ["relevance", "date", "title", "surprise"];
export const STATES = ["unread", "read", "bookmarked", "hidden", "new"];
/** @type {readonly Role[]} */
export const ROLES = ["tag", "any", "not"];
const MAP_SIZE = 1000;

/** @type {Readonly<State>} */
export const EVERYTHING = Object.freeze({
  q: "",
  tag: [],
  any: [],
  not: [],
  listing: [],
  path: -1,
  from: "",
  to: "",
  state: "",
  area: null,
  sort: "",
  view: "",
  unknown: [],
});

// --- The address --------------------------------------------------------------------------------------------------

/**
 * Reads a choice from an address. What it names may be called by another name; a filter that means nothing leaves no
 * paper, and is told.
 * @param {URLSearchParams} params
 * @param {Named} head
 * @returns {{state: State, problems: string[]}}
 */
export function fromParams(params, head) {
  /** @type {string[]} */
  const problems = [];
  /** @type {[string, string][]} */
  const unknown = [];
  const read = reader(params, problems, unknown);
  const q = words(read.one("q", () => true, ""));
  const sort = read.one("sort", (value) => SORTS.includes(value), `one of ${SORTS.join(", ")}`);
  const [path = -1, ...more] = read.known("path", "reading path", head.paths);
  if (more.length) problems.push("The address has “path” more than once; the first counts.");
  /** @type {State} */
  const state = {
    q,
    tag: read.known("tag", "tag", head.tags),
    any: read.known("any", "tag", head.tags),
    not: read.known("not", "tag", head.tags),
    listing: read.known("listing", "listing", head.listings),
    path,
    from: read.filter("from", (value) => toDay(value, "-01-01", "-01"), "a day such as 2025-03-14"),
    to: read.filter("to", (value) => toDay(value, "-12-31", "-31"), "a day such as 2025-03-14"),
    state: read.filter(
      "state",
      (value) => STATES.find((state) => state === folded(value)),
      `one of ${STATES.join(", ")}`,
    ),
    area: toArea(read.filter("area", (value) => toArea(value) && value, "four numbers from 0 to 1000")),
    sort: sort === "relevance" || (sort === "date" && !q) ? "" : sort,
    view: read.one("view", (value) => value === "compact", "compact"),
    unknown,
  };
  for (const name of new Set(params.keys())) {
    if (!(name in EVERYTHING) || name === "unknown") problems.push(`The explorer knows no “${name}”.`);
  }
  return { state, problems };
}

/**
 * Returns what reads parameters and notes what is wrong with them.
 * @param {URLSearchParams} params
 * @param {string[]} problems
 * @param {[string, string][]} unknown
 */
function reader(params, problems, unknown) {
  /** @param {string} name */
  const values = (name) => params.getAll(name).filter((value) => value.trim() !== "");
  return {
    /**
     * Returns the one value of a parameter, or nothing.
     * @param {string} name
     * @param {(value: string) => boolean} fits
     * @param {string} expected
     */
    one(name, fits, expected) {
      const [value = "", ...more] = values(name);
      if (more.length) problems.push(`The address has “${name}” more than once; the first counts.`);
      if (!value || fits(value)) return value;
      problems.push(`“${value}” is not ${expected}.`);
      return "";
    },
    /**
     * Returns the one value of a filter, or nothing.
     * @param {string} name
     * @param {(value: string) => string | null | undefined} meaning
     * @param {string} expected
     */
    filter(name, meaning, expected) {
      const value = this.one(name, () => true, "");
      const found = value && meaning(value.trim());
      if (value && !found) {
        problems.push(`“${value}” is not ${expected}.`);
        unknown.push([name, value]);
      }
      return found || "";
    },
    /**
     * Returns the numbers of things by their names, ascending, each once.
     * @param {string} name
     * @param {string} kind
     * @param {readonly import("./naming.js").Thing[]} things
     */
    known(name, kind, things) {
      const found = new Set();
      for (const value of values(name)) {
        const number = numberOfName(value, things);
        if (number >= 0) found.add(number);
        else {
          problems.push(noSuch(kind, value, things));
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
  const params = new URLSearchParams();
  /** @type {(name: string, numbers: readonly number[], things: readonly {slug: string}[]) => void} */
  const all = (name, numbers, things) => {
    for (const number of numbers) params.append(name, things[number]?.slug ?? "");
  };
  if (state.q) params.append("q", state.q);
  for (const role of ROLES) all(role, state[role], head.tags);
  all("listing", state.listing, head.listings);
  all("path", state.path < 0 ? [] : [state.path], head.paths);
  for (const name of /** @type {const} */ (["from", "to", "state"])) if (state[name]) params.append(name, state[name]);
  if (state.area) params.append("area", state.area.join(","));
  for (const name of /** @type {const} */ (["sort", "view"])) if (state[name]) params.append(name, state[name]);
  for (const [name, value] of state.unknown) params.append(name, value);
  const text = params.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}

/**
 * Returns the day that a text means, or null; of a year or a month, the day that is asked for.
 * @param {string} text
 * @param {string} ofYear
 * @param {string} ofMonth the last one of a month may be earlier
 */
function toDay(text, ofYear, ofMonth) {
  if (/^\d{4}$/.test(text)) return text + ofYear;
  if (!/^\d{4}-\d\d$/.test(text)) return isDay(text) ? text : null;
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5)), 0)).toISOString().slice(0, 10);
  const day = text + ofMonth;
  return isDay(`${text}-01`) ? (day < last ? day : last) : null;
}

/**
 * Tells whether a text is a day that exists.
 * @param {string} text
 */
export function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/**
 * Reads an area, whichever two corners it names.
 * @param {string} text
 * @returns {Area | null}
 */
function toArea(text) {
  if (!/^\d{1,4}(,\d{1,4}){3}$/.test(text)) return null;
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = text.split(",").map(Number);
  if (Math.max(x0, y0, x1, y1) > MAP_SIZE) return null;
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
}

/**
 * Returns a query without white space that means nothing.
 * @param {string} text
 */
export function words(text) {
  return text.trim().replace(/\s+/g, " ");
}

// --- The choice ---------------------------------------------------------------------------------------------------

/**
 * Returns how a tag counts in a choice.
 * @param {State} state
 * @param {number} tag
 * @returns {Role | ""}
 */
export function roleOf(state, tag) {
  return ROLES.find((role) => state[role].includes(tag)) ?? "";
}

/**
 * Returns the choice in which a tag counts in a certain way, or not at all.
 * @param {State} state
 * @param {number} tag
 * @param {Role | ""} role
 * @returns {State}
 */
export function withRole(state, tag, role) {
  const changed = { ...state };
  for (const each of ROLES) changed[each] = included(state[each], tag, each === role);
  return changed;
}

/**
 * Returns the choice with a listing added, or taken away.
 * @param {State} state
 * @param {number} listing
 * @returns {State}
 */
export function withListing(state, listing) {
  return { ...state, listing: included(state.listing, listing, !state.listing.includes(listing)) };
}

/**
 * @param {readonly number[]} numbers
 * @param {number} number
 * @param {boolean} there
 */
function included(numbers, number, there) {
  const others = numbers.filter((other) => other !== number);
  return there ? [...others, number].sort((one, other) => one - other) : others;
}

/**
 * Tells how many filters a choice has.
 * @param {State} state
 */
export function filters(state) {
  const { tag, any, not, listing, path, from, to, area, unknown } = state;
  const lists = tag.length + any.length + not.length + listing.length + unknown.length;
  return (
    lists + Number(path >= 0) + Number(from !== "" || to !== "") + Number(state.state !== "") + Number(area !== null)
  );
}
