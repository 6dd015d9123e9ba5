import assert from "node:assert/strict";
import { test } from "node:test";
import {
  edited,
  inOrder,
  joinedLists,
  LISTS,
  listsRenamedTo,
  moved,
  nameProblem,
  put,
  readLists,
  taken,
  without,
} from "../../docs/assets/js/saved/lists-data.js";

/** @typedef {import("../../docs/assets/js/saved/lists-data.js").Lists} Lists */

/** @type {(name: string, slugs: string[], order?: string[]) => import("../../docs/assets/js/saved/lists-data.js").List} */
const list = (name, slugs, order = []) => ({
  name,
  papers: slugs.map((slug) => ({ slug, title: slug.toUpperCase() })),
  order,
});

/** @param {Lists} lists */
const slugs = (lists) => lists.map(({ name, papers }) => [name, ...papers.map(({ slug }) => slug)]);

test("a paper is put into a list once, and taken out of one list only", () => {
  let lists = put([list("One", ["a"]), list("Two", ["a"])], "One", { slug: "a", title: "A" });
  assert.deepEqual(slugs(lists), [
    ["One", "a"],
    ["Two", "a"],
  ]);
  lists = taken(lists, "One", "a");
  assert.deepEqual(slugs(lists), [["One"], ["Two", "a"]]);
});

test("a list is made, renamed and deleted, and the others stay", () => {
  let lists = edited([list("One", ["a"])], "Two");
  lists = edited(lists, "One", () => ({ name: "First" }));
  assert.deepEqual(slugs(lists), [["First", "a"], ["Two"]]);
  assert.deepEqual(slugs(without(lists, "First")), [["Two"]]);
});

test("a name is refused that is empty, long or taken", () => {
  const lists = [list("Thesis", [])];
  assert.equal(nameProblem(lists, "Other"), "");
  assert.match(nameProblem(lists, ""), /needs a name/);
  assert.match(nameProblem(lists, "x".repeat(101)), /at most 100/);
  assert.match(nameProblem(lists, "thesis"), /already a list “Thesis”/);
  assert.match(nameProblem(lists, "READ LATER"), /already a list “Read later”/);
  assert.equal(nameProblem(lists, "THESIS", "Thesis"), "");
});

test("papers follow the order of the visitor, and new ones come first", () => {
  assert.deepEqual(inOrder(["c", "b", "a"], ["a", "gone", "b"]), ["c", "a", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], "c", "b"), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b", "c"], "a", "b"), ["b", "a", "c"]);
});

test("lists of one name are joined, and nothing is taken out", () => {
  const both = joinedLists([list("One", ["a", "b"], ["b"])], [list("One", ["b", "c"], ["c", "b"]), list("Two", [])]);
  assert.deepEqual(slugs(both), [["One", "a", "b", "c"], ["Two"]]);
  assert.deepEqual(both[0]?.order, ["b", "c"]);
});

test("renamed papers stand in their lists under their new names", () => {
  const now = listsRenamedTo([list("One", ["old", "new"], ["old", "x"])], new Map([["old", "new"]]));
  assert.deepEqual(slugs(now), [["One", "new"]]);
  assert.deepEqual(now[0]?.order, ["new", "x"]);
});

test("lists are read back as they were written", () => {
  const lists = [list("2024", ["2048", "a"], ["a"]), list("__proto__", [])];
  assert.deepEqual(LISTS.read(LISTS.write(lists)), { state: lists, problem: "" });
});

test("what is right in damaged lists is read, and the first mistake is told", () => {
  /** @type {[unknown, RegExp][]} */
  const wrong = [
    [{}, /not an array of lists/],
    [[7], /the name “missing”/],
    [[{ name: " " }], /the name/],
    [[{ name: "x", papers: [{ slug: "../a" }] }], /which is no paper/],
    [[{ name: "x", papers: [{ slug: "a", title: 1 }] }], /which is no paper/],
    [[{ name: "x", papers: "a" }], /which is no paper/],
    [[{ name: "x", order: [7] }], /which is no paper/],
  ];
  for (const [rows, reason] of wrong) assert.match(readLists(rows).problem, reason);
  const { lists } = readLists([{ name: "x", papers: [{ slug: "a" }, 7] }, 7, { name: "y" }]);
  assert.deepEqual(slugs(lists), [["x", "a"], ["y"]]);
});
