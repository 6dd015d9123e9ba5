import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, isSame, sharedFirst, sharing } from "../../docs/assets/js/saved/compare-data.js";

test("an address asks for up to four papers, each once", () => {
  assert.deepEqual(asked("?papers=a,b"), { slugs: ["a", "b"], left: 0 });
  assert.deepEqual(asked("?papers=a, b,,a&papers=c,d,e,f"), { slugs: ["a", "b", "c", "d"], left: 2 });
  assert.deepEqual(asked(""), { slugs: [], left: 0 });
});

test("shared tags come first and are told in words", () => {
  const tag = (/** @type {string} */ name) => ({ name, url: "", classes: "" });
  const papers = [["x", "y", "z"], ["z", "y"], ["z"]].map((names) => ({ tags: names.map(tag) }));
  const found = sharedFirst(papers[0], papers).map(({ tag: { name }, carriers }) =>
    `${name} ${sharing(carriers, 3)}`.trim(),
  );
  assert.deepEqual(found, ["z in all 3", "y in 2 of 3", "x"]);
  assert.equal(sharing(2, 2), "in both");
});

test("a value is the same for all papers whatever the order of a list", () => {
  const paper = (/** @type {string} */ authors, /** @type {string[]} */ listed) =>
    /** @type {import("../../docs/assets/js/saved/compare-data.js").Compared} */ ({ authors, listed });
  const papers = [paper("A", ["x", "y"]), paper("B", ["y", "x"])];
  assert.deepEqual([isSame(papers, "authors"), isSame(papers, "listed")], [false, true]);
});
