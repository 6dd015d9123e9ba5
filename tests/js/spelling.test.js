// A misspelt word is led to the nearest known one.

import assert from "node:assert/strict";
import test from "node:test";

import { distance, meant, tolerance } from "../../docs/assets/js/spelling.js";

/**
 * The same distance by its definition, slow and plain.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function plain(a, b) {
  if (!a || !b) return a.length + b.length;
  const found = [
    plain(a.slice(1), b) + 1,
    plain(a, b.slice(1)) + 1,
    plain(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) found.push(plain(a.slice(2), b.slice(2)) + 1);
  return Math.min(...found);
}

test("letters dropped, added, changed or swapped count one each", () => {
  for (const wrong of ["quantzation", "quanntization", "quantisation", "qauntization"]) {
    assert.equal(distance(wrong, "quantization", 2), 1, wrong);
  }
});

test("the distance is that of its definition, up to the most that is asked for", () => {
  const letters = ["", "a", "b", "ab", "ba", "abc", "acb", "bca", "abcab", "bacba", "cabac"];
  for (const one of letters)
    for (const two of letters) assert.equal(distance(one, two, 2), Math.min(3, plain(one, two)), `${one} ${two}`);
});

test("a word being typed may be the misspelt beginning of a longer one", () => {
  assert.equal(distance("qauntiz", "quantization", 2, true), 1);
  assert.ok(distance("qauntiz", "quantization", 2) > 2);
});

test("short words must be right, long ones may have two mistakes", () => {
  assert.deepEqual([3, 4, 7, 8].map(tolerance), [0, 1, 1, 2]);
});

test("the nearest word comes first, then one with the same first letter, then the more common one", () => {
  /** @type {[string, number][]} */
  const known = [
    ["latent", 90],
    ["patent", 2],
    ["parent", 5],
    ["talent", 1],
  ];
  assert.deepEqual(meant("patemt", known, { limit: 3, open: false }), [{ word: "patent", away: 1 }]);
  assert.deepEqual(
    meant("paxent", known, { limit: 3, open: false }).map(({ word }) => word),
    ["parent", "patent"],
  );
  assert.deepEqual(meant("pat", known, { limit: 3, open: false }), []);
});
