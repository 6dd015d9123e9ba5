// The filters of the explorer, each one object of a table: what of the choice is its own, how the address says it, which
// papers it leaves, what its switches do, and how it is named among what is chosen. To add one, add it to FILTERS; what
// a paper has or has not is an entry of FACTS, and a column of the data.
//
// A paper is shown if and only if it
//   carries every tag of `tag`, at least one of `any` (if there are any) and none of `not`;
//   stands in at least one of the chosen listings (if there are any), and on the chosen path;
//   was first listed, or without such a day published, within `from` and `to`, both included; where a year or a month
//   alone is known, it is enough that some day of it is (papers without any drop out as soon as one of both is set);
//   has all that is chosen of FACTS, is in the chosen state, and lies in the chosen area of the map.
// The papers of a tag include those of its narrower tags, as on its page.

import { data } from "../data/catalogue.js";
import { readArea } from "../lib/area.js";
import { foldedName } from "../lib/text.js";
import { dayMeant, span } from "./days.js";
import { keepOnly, keepWhere, takeAway } from "./marks.js";

/** @import { Named, Reader, State } from "./choice.js" */
/** @import { Given } from "./selection.js" */
/** @import { Thing } from "../data/naming.js" */
/** @typedef {"tag" | "any" | "not"} Role how a chosen tag counts: all of, one of, none of */

/**
 * @typedef {object} Token what is chosen, by name
 * @property {string} name
 * @property {State} without the choice without it
 * @property {string} [classes]
 * @property {number} [tag] its number, if it is a tag, whose role can be changed
 * @property {Role} [role]
 */

/**
 * @typedef {object} Switches links and buttons of the page that turn parts of a filter on and off
 * @property {(head: Named) => readonly Thing[] | null} things what their values name; null where each value is as it is
 * @property {(state: State, value: any, role: Role) => State} press `value` is the number of a thing, or a text
 * @property {(state: State, value: any) => Role | ""} role how a value counts now
 * @property {(columns: Given["columns"]) => readonly ArrayLike<number>[]} [papers] of each thing, to be counted
 */

/**
 * @typedef {object} Filter
 * @property {string} name of its switches in the page: `data-tag`
 * @property {Partial<State>} nothing its part of the state while nothing is chosen; its keys are those of the address
 * @property {(read: Reader, head: Named) => Partial<State>} read its part of the state, from an address
 * @property {(state: State, head: Named) => [string, string][]} write its part of the address
 * @property {(shown: Uint8Array, state: State, given: Given) => void} narrow takes papers away that do not match
 * @property {(state: State, head: Named) => Token[]} tokens what is chosen
 * @property {Switches} [switches]
 * @property {(state: State) => boolean} [lacks] whether it needs what `load` brings
 * @property {() => Promise<Partial<Given>>} [load]
 * @property {string} [unloaded] what is said where that cannot be had, and the filter is left out of account
 */

/** @type {readonly Role[]} */
export const ROLES = ["tag", "any", "not"];

/** Returns how a tag counts in a choice. @param {State} state @param {number} tag @returns {Role | ""} */
export const roleOf = (state, tag) => ROLES.find((role) => state[role].includes(tag)) ?? "";

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

/** @param {readonly number[]} numbers ascending @param {number} number @param {boolean} there */
function included(numbers, number, there) {
  const others = numbers.filter((other) => other !== number);
  return there ? [...others, number].sort((one, other) => one - other) : others;
}

/** @type {(name: string, numbers: readonly number[], things: readonly Thing[]) => [string, string][]} */
const slugs = (name, numbers, things) => numbers.map((number) => [name, things[number]?.slug ?? ""]);

/** @type {(texts: Record<string, string>) => [string, string][]} */
const set = (texts) => Object.entries(texts).filter(([, text]) => text !== "");

/** @type {Filter} */
const tags = {
  name: "tag",
  nothing: { tag: [], any: [], not: [] },
  read: (read, head) => Object.fromEntries(ROLES.map((role) => [role, read.known(role, "tag", head.tags)])),
  write: (state, head) => ROLES.flatMap((role) => slugs(role, state[role], head.tags)),
  narrow(shown, { tag, any, not }, { columns }) {
    for (const each of tag) keepOnly(shown, [columns.tags[each]]);
    if (any.length > 0) keepOnly(shown, any.map((each) => columns.tags[each])); // biome-ignore format: one line
    for (const each of not) takeAway(shown, columns.tags[each]);
  },
  tokens(state, head) {
    // By number, whatever the role: a token must not move away while its role is changed.
    const chosen = ROLES.flatMap((role) => state[role].map((tag) => ({ tag, role })));
    return chosen
      .sort((one, other) => one.tag - other.tag)
      .map(({ tag, role }) => ({
        name: head.tags[tag]?.name ?? "",
        without: withRole(state, tag, ""),
        classes: `is-${role}`,
        tag,
        role,
      }));
  },
  switches: {
    things: (head) => head.tags,
    press: (state, tag, role) => withRole(state, tag, roleOf(state, tag) === role ? "" : role),
    role: roleOf,
    papers: (columns) => columns.tags,
  },
};

/** @type {Filter} */
const listings = {
  name: "listing",
  nothing: { listing: [] },
  read: (read, head) => ({ listing: read.known("listing", "listing", head.listings) }),
  write: ({ listing }, head) => slugs("listing", listing, head.listings),
  narrow: (shown, { listing }, { columns }) =>
    listing.length > 0 && keepOnly(shown, listing.map((each) => columns.listings[each])), // biome-ignore format: one line
  tokens: (state, head) =>
    state.listing.map((each) => ({ name: head.listings[each]?.title ?? "", without: toggled(state, "listing", each) })),
  switches: {
    things: (head) => head.listings,
    press: (state, listing) => toggled(state, "listing", listing),
    role: ({ listing }, each) => (listing.includes(each) ? "tag" : ""),
    papers: (columns) => columns.listings,
  },
};

/** @type {(state: State, key: "listing" | "has", each: number) => State} */
const toggled = (state, key, each) => ({ ...state, [key]: included(state[key], each, !state[key].includes(each)) });

/** @type {Filter} */
const path = {
  name: "path",
  nothing: { path: -1 },
  read(read, head) {
    const [path = -1, ...more] = read.known("path", "reading path", head.paths);
    if (more.length > 0) read.problem("The address has “path” more than once; the first counts.");
    return { path };
  },
  write: ({ path }, head) => slugs("path", path < 0 ? [] : [path], head.paths),
  narrow: (shown, { path }, { columns }) => path >= 0 && keepOnly(shown, [columns.paths[path]]),
  tokens: (state, head) =>
    state.path < 0 ? [] : [{ name: head.paths[state.path]?.title ?? "", without: { ...state, path: -1 } }],
  switches: {
    things: (head) => head.paths,
    press: (state, path) => ({ ...state, path: state.path === path ? -1 : path }),
    role: ({ path }, each) => (path === each ? "tag" : ""),
    papers: (columns) => columns.paths,
  },
};

/** @type {Filter} */
const days = {
  name: "days",
  nothing: { from: "", to: "" },
  read(read) {
    /** @param {"from" | "to"} end */
    const day = (end) => read.filter(end, (value) => dayMeant(value, end), "a day such as 2025-03-14");
    return { from: day("from"), to: day("to") };
  },
  write: ({ from, to }) => set({ from, to }),
  narrow(shown, { from, to }, { columns }) {
    if (!from && !to) return;
    keepWhere(shown, (number) => {
      const day = columns.days[number];
      return !!day && day >= from.slice(0, day.length) && (!to || day <= to.slice(0, day.length));
    });
  },
  tokens: (state) =>
    state.from || state.to ? [{ name: span(state.from, state.to), without: { ...state, from: "", to: "" } }] : [],
};

/** The states of papers for the visitor, as a token names them. @type {Record<string, string>} */
const STATES = {
  unread: "unread",
  read: "read",
  bookmarked: "saved",
  noted: "with a note",
  hidden: "hidden by you",
  new: "new since your last visit",
};

/** @type {Filter} */
const state = {
  name: "state",
  nothing: { state: "" },
  read(read) {
    const names = Object.keys(STATES);
    const meant = (/** @type {string} */ text) => names.find((name) => name === foldedName(text));
    return { state: read.filter("state", meant, `one of ${names.join(", ")}`) };
  },
  write: ({ state }) => set({ state }),
  narrow(shown, { state }, { kept }) {
    if (state === "unread") takeAway(shown, kept.read);
    else if (state) keepOnly(shown, [kept[state]]);
  },
  tokens: (state) => (state.state ? [{ name: STATES[state.state] ?? "", without: { ...state, state: "" } }] : []),
  switches: {
    things: () => null,
    press: (state, each) => ({ ...state, state: state.state === each ? "" : each }),
    role: ({ state }, each) => (state === each ? "tag" : ""),
  },
};

/** What a paper may have: the column of its name lists the papers. */
const FACTS = ["code", "pdf", "abstract", "summary"].map((slug) => ({ slug, name: slug === "pdf" ? "PDF" : slug }));

/** @type {Filter} */
const has = {
  name: "has",
  nothing: { has: [] },
  read: (read) => ({ has: read.known("has", "filter", FACTS) }),
  write: (state) => slugs("has", state.has, FACTS),
  narrow(shown, state, { columns }) {
    for (const each of state.has) keepOnly(shown, [columns.list(FACTS[each]?.slug ?? "")]);
  },
  tokens: (state) =>
    state.has.map((each) => ({ name: `has ${FACTS[each]?.name}`, without: toggled(state, "has", each) })),
  switches: {
    things: () => FACTS,
    press: (state, each) => toggled(state, "has", each),
    role: (state, each) => (state.has.includes(each) ? "tag" : ""),
    papers: (columns) => FACTS.map(({ slug }) => columns.list(slug)),
  },
};

/** @type {Filter} */
const area = {
  name: "area",
  nothing: { area: null },
  read: (read) => ({
    area: readArea(read.filter("area", (value) => readArea(value) && value, "four numbers from 0 to 1000")),
  }),
  write: ({ area }) => set({ area: area?.join(",") ?? "" }),
  narrow(shown, { area }, { points }) {
    if (!area || !points) return;
    const [left, top, right, bottom] = area;
    const { x, y } = points;
    keepWhere(shown, (number) => {
      const [across = -1, down = -1] = [x[number], y[number]];
      return across >= left && across <= right && down >= top && down <= bottom;
    });
  },
  tokens: (state) => (state.area ? [{ name: "an area of the map", without: { ...state, area: null } }] : []),
  lacks: (state) => state.area !== null,
  load: async () => {
    const { x, y } = await data("map");
    return { points: { x, y } };
  },
  unloaded: "There is no map of this library: the area is ignored.",
};

/** Filters of an address that mean nothing: no paper has them. @type {Filter} */
const unknown = {
  name: "unknown",
  nothing: { unknown: [] },
  read: (read) => ({ unknown: read.unknown }),
  write: (state) => state.unknown.map(([name, value]) => [name, value]),
  narrow: (shown, { unknown }) => unknown.length > 0 && shown.fill(0),
  tokens: (state) =>
    state.unknown.map((each) => ({
      name: each[1],
      without: { ...state, unknown: state.unknown.filter((other) => other !== each) },
      classes: "is-unknown",
    })),
};

/** All filters, in the order in which an address and the chosen filters have them. @type {Filter[]} */
export const FILTERS = [tags, listings, path, days, has, state, area, unknown];

/** Returns all that is chosen. @param {State} state @param {Named} head */
export const tokens = (state, head) => FILTERS.flatMap((filter) => filter.tokens(state, head));
