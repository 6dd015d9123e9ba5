// The explorer's choice, its address and its selection, compared with a slow and plain way to say the same.

import assert from "node:assert/strict";
import test from "node:test";

import { everything, fromParams, SORTS, toSearch } from "../../docs/assets/js/explorer/choice.js";
import { isDay } from "../../docs/assets/js/explorer/days.js";
import { roleOf, tokens, withRole } from "../../docs/assets/js/explorer/filters.js";
import { select } from "../../docs/assets/js/explorer/selection.js";

/** @typedef {import("../../docs/assets/js/explorer/choice.js").State} State */
/** @typedef {import("../../docs/assets/js/lib/area.js").Area} Area */
/** @typedef {ReturnType<typeof library>} Library */

/**
 * Returns numbers from 0 to 1 that are the same in every run.
 * @param {number} seed
 */
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const names = (/** @type {string} */ kind, /** @type {number} */ count) =>
  Array.from({ length: count }, (_, at) => ({ slug: `${kind}-${at}`, source: `${kind}${at}` }));
const FACTS = ["code", "pdf", "abstract", "summary"];
const head = { tags: names("tag", 12), listings: names("listing", 4), paths: names("path", 3) };

/**
 * Returns a library of papers as plain objects, and the same as columns.
 * @param {() => number} random
 * @param {number} size
 */
function library(random, size) {
  const days = Array.from({ length: size }, () => (random() < 0.1 ? "" : `2025-03-${10 + Math.floor(random() * 9)}`));
  const papers = days.sort().map((day, number) => ({
    number,
    day: day || null,
    tags: head.tags.map((_, tag) => tag).filter(() => random() < 0.25),
    listings: head.listings.map((_, at) => at).filter(() => random() < 0.4),
    path: Math.floor(random() * 4) - 1,
    has: FACTS.filter(() => random() < 0.7),
    x: Math.floor(random() * 1001),
    y: Math.floor(random() * 1001),
  }));
  /** @type {(test: (paper: typeof papers[number]) => boolean) => Int32Array} */
  const which = (test) => Int32Array.from(papers.filter(test), (paper) => paper.number);
  const mixed = () => Int32Array.from(papers, ({ number }) => number).sort(() => random() - 0.5);
  const columns = {
    days: papers.map(({ day }) => day),
    tags: head.tags.map((_, tag) => which(({ tags }) => tags.includes(tag))),
    listings: head.listings.map((_, at) => which(({ listings }) => listings.includes(at))),
    paths: head.paths.map((_, at) => which(({ path }) => path === at)),
    titles: mixed(),
    surprise: mixed(),
    list: (/** @type {string} */ name) => which(({ has }) => has.includes(name)),
  };
  const kept = Object.fromEntries(
    ["read", "bookmarked", "noted", "hidden", "new"].map((name) => [name, which(() => random() < 0.2)]),
  );
  const points = { x: papers.map(({ x }) => x), y: papers.map(({ y }) => y) };
  return { papers, given: { columns, kept, points, found: /** @type {Int32Array | null} */ (null) }, mixed };
}

/**
 * @param {() => number} random
 * @returns {State}
 */
function choice(random) {
  /** @type {(count: number, share: number) => number[]} */
  const some = (count, share) => Array.from({ length: count }, (_, at) => at).filter(() => random() < share);
  const one = (/** @type {string[]} */ values) => values[Math.floor(random() * values.length)];
  const q = random() < 0.3 ? "kv cache" : "";
  const sort = one(["", "", "title", "surprise", ...(q ? ["date"] : [])]);
  const day = () => (random() < 0.3 ? `2025-03-${10 + Math.floor(random() * 9)}` : "");
  /** @type {Area | null} */
  const area = random() < 0.2 ? [100, 50, 900, 950] : null;
  return {
    q,
    tag: some(12, 0.06),
    any: some(12, 0.1),
    not: some(12, 0.06),
    listing: some(4, 0.2),
    path: random() < 0.15 ? 1 : -1,
    from: day(),
    to: day(),
    has: some(4, 0.15),
    state: random() < 0.4 ? one(["unread", "read", "bookmarked", "noted", "hidden", "new"]) : "",
    area,
    sort,
    view: one(["", "compact"]),
    unknown: [],
  };
}

/**
 * Says which papers are shown, paper by paper.
 * @param {State} state
 * @param {Library["papers"]} papers
 * @param {Library["given"]} given
 */
function plainly(state, papers, { columns, kept, found }) {
  const isKept = (/** @type {string} */ name, /** @type {number} */ number) => kept[name].includes(number);
  const matches = (/** @type {Library["papers"][number]} */ paper) =>
    state.tag.every((tag) => paper.tags.includes(tag)) &&
    (state.any.length === 0 || state.any.some((tag) => paper.tags.includes(tag))) &&
    !state.not.some((tag) => paper.tags.includes(tag)) &&
    (state.listing.length === 0 || state.listing.some((at) => paper.listings.includes(at))) &&
    (state.path < 0 || paper.path === state.path) &&
    (!state.from || (paper.day !== null && paper.day >= state.from)) &&
    (!state.to || (paper.day !== null && paper.day <= state.to)) &&
    (!state.area || (paper.x >= 100 && paper.x <= 900 && paper.y >= 50 && paper.y <= 950)) &&
    state.has.every((at) => paper.has.includes(FACTS[at] ?? "")) &&
    (state.state !== "unread" || !isKept("read", paper.number)) &&
    (!["read", "bookmarked", "noted", "hidden", "new"].includes(state.state) || isKept(state.state, paper.number)) &&
    (!found || found.includes(paper.number));
  const all = papers.filter(matches);
  const shown = state.state === "hidden" ? all : all.filter(({ number }) => !isKept("hidden", number));
  const rank = { title: columns.titles, surprise: columns.surprise, "": found }[state.sort];
  const place = (/** @type {{number: number}} */ { number }) => (rank ? rank.indexOf(number) : -number);
  shown.sort((a, b) => place(a) - place(b));
  return {
    numbers: shown.map(({ number }) => number),
    tags: head.tags.map((_, tag) => shown.filter(({ tags }) => tags.includes(tag)).length),
    listings: head.listings.map((_, at) => shown.filter(({ listings }) => listings.includes(at)).length),
    paths: head.paths.map((_, at) => shown.filter(({ path }) => path === at).length),
    has: FACTS.map((fact) => shown.filter(({ has }) => has.includes(fact)).length),
    hidden: all.length - shown.length,
  };
}

test("five hundred random choices agree with a plain comparison", () => {
  const random = chance(7);
  let some = 0;
  for (let round = 0; round < 500; round++) {
    const { papers, given, mixed } = library(random, 60);
    const state = choice(random);
    if (state.q) given.found = mixed().slice(0, 40);
    const { numbers, counts, hidden } = select(state, given);
    const [tags, listings, paths, has] = ["tag", "listing", "path", "has"].map((name) => [...(counts[name] ?? [])]);
    const plain = { numbers: [...numbers], tags, listings, paths, has, hidden };
    assert.deepEqual(plain, plainly(state, papers, given), JSON.stringify(state));
    some += Number(numbers.length > 0);
  }
  assert.ok(some > 150, `only ${some} choices showed anything`);
});

test("an address says a choice exactly, and always in the same way", () => {
  const random = chance(11);
  for (let round = 0; round < 500; round++) {
    const state = choice(random);
    const search = toSearch(state, head);
    const back = fromParams(new URLSearchParams(search), head);
    assert.deepEqual(back, { state, problems: [] });
    assert.equal(toSearch(back.state, head), search);
  }
});

test("everything has an empty address", () => {
  assert.equal(toSearch(everything(), head), "");
  assert.deepEqual(fromParams(new URLSearchParams(""), head), { state: everything(), problems: [] });
});

test("the order in which an address names things means nothing", () => {
  const { state } = fromParams(new URLSearchParams("view=compact&tag=tag-9&q=+kv++cache&tag=tag-2&tag=tag-9"), head);
  assert.equal(toSearch(state, head), "?q=kv+cache&tag=tag-2&tag=tag-9&view=compact");
});

test("a filter that means nothing leaves no paper, and is told", () => {
  const wrong = "tag=nope&tag=tag-1&from=2025-02-30&state=lost&sort=size&area=1,2,3&path=path-1&path=path-2&utm=x&q=";
  const { state, problems } = fromParams(new URLSearchParams(wrong), head);
  assert.equal(toSearch(state, head), "?tag=tag-1&path=path-1&tag=nope&from=2025-02-30&state=lost&area=1,2,3");
  assert.equal(select(state, library(chance(1), 20).given).numbers.length, 0);
  assert.equal(problems.length, 7);
  for (const word of ["nope", "2025-02-30", "lost", "size", "1,2,3", "path", "utm"]) {
    assert.ok(
      problems.some((problem) => problem.includes(word)),
      word,
    );
  }
});

test("an address may say names, other words, a month and another case", () => {
  const tags = [
    { slug: "pruning-and-sparsity", name: "Pruning and sparsity", words: ["pruning"], formerly: ["sparse"] },
  ];
  const known = { ...head, tags };
  for (const tag of ["pruning", "Pruning", "SPARSE", "Pruning and sparsity"]) {
    const { state, problems } = fromParams(
      new URLSearchParams({ tag, from: "2024-02", to: "2024-02", state: "READ" }),
      known,
    );
    assert.deepEqual(problems, []);
    assert.equal(toSearch(state, known), "?tag=pruning-and-sparsity&from=2024-02-01&to=2024-02-29&state=read");
  }
  assert.equal(fromParams(new URLSearchParams("from=2024&to=2024-13"), head).state.from, "2024-01-01");
});

test("papers with only some words come last in every order", () => {
  const { given } = library(chance(3), 30);
  const found = Int32Array.from([4, 9, 2, 20, 7]);
  for (const sort of ["", "title", "date"]) {
    const { numbers, close } = select({ ...everything(), q: "kv", sort }, { ...given, kept: {}, found, close: 3 });
    assert.equal(close, 3);
    assert.deepEqual([...numbers].slice(0, 3).sort(), [2, 4, 9]);
    assert.deepEqual([...numbers].slice(3).sort(), [20, 7]);
  }
});

test("the usual order needs no word in the address", () => {
  for (const search of ["sort=date", "sort=relevance"]) {
    assert.equal(fromParams(new URLSearchParams(search), head).state.sort, "");
  }
  assert.equal(fromParams(new URLSearchParams("q=a&sort=date"), head).state.sort, "date");
  assert.ok(SORTS.includes("surprise"));
});

test("an area may be named by any two of its corners", () => {
  assert.deepEqual(fromParams(new URLSearchParams("area=900,0,100,1000"), head).state.area, [100, 0, 900, 1000]);
  assert.equal(fromParams(new URLSearchParams("area=0,0,1001,5"), head).problems.length, 1);
});

test("a tag counts in one way at a time", () => {
  const chosen = withRole(withRole(withRole(everything(), 5, "tag"), 3, "tag"), 5, "not");
  assert.deepEqual([chosen.tag, chosen.any, chosen.not], [[3], [], [5]]);
  assert.deepEqual(["tag", "not", ""], [roleOf(chosen, 3), roleOf(chosen, 5), roleOf(chosen, 1)]);
  assert.deepEqual(withRole(withRole(chosen, 5, ""), 3, ""), everything());
});

test("a day must exist", () => {
  assert.deepEqual(["2024-02-29", "2025-02-29", "2025-3-1", "2025-13-01", ""].map(isDay), [
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("a year or month matches if one of its days does", () => {
  const days = [null, "2023", "2024", "2024-03", "2024-03-09"];
  const none = new Int32Array();
  const columns = { days, tags: [], listings: [], paths: [], titles: none, surprise: none, list: () => none };
  const shown = (/** @type {string} */ from, /** @type {string} */ to) =>
    Array.from(select({ ...everything(), from, to }, { columns, found: null, kept: {}, points: null }).numbers);
  assert.deepEqual(shown("2024-03-10", ""), [3, 2]);
  assert.deepEqual(shown("", "2024-02-28"), [2, 1]);
  assert.deepEqual(shown("2024-03-09", "2024-03-09"), [4, 3, 2]);
  assert.deepEqual(shown("2024-04-01", "2024-05-01"), [2]);
  assert.deepEqual(shown("", ""), [4, 3, 2, 1, 0]);
});

test("a whole month or year is chosen by its name, and is called so", () => {
  const asked = (/** @type {string} */ search) => fromParams(new URLSearchParams(search), head).state;
  const named = (/** @type {string} */ search) => tokens(asked(search), head).map(({ name }) => name);
  assert.deepEqual(asked("from=2025-02&to=2025-02"), asked("from=2025-02-01&to=2025-02-28"));
  assert.deepEqual(asked("from=2024&to=2024"), asked("from=2024-01-01&to=2024-12-31"));
  assert.deepEqual(named("from=2025-03&to=2025-03"), ["March 2025"]);
  assert.deepEqual(named("from=2025&to=2025"), ["2025"]);
  assert.deepEqual(named("from=2025-03-01&to=2025-04"), ["1 March 2025 to 30 April 2025"]);
  assert.deepEqual(named("from=2025-03"), ["since 1 March 2025"]);
});
