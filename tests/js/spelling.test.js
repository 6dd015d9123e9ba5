// A misspelt word is led to the nearest known one.

import assert from "node:assert/strict";
import test from "node:test";

import { distance, inEnglish, meant, tolerance } from "../../docs/assets/js/search/spelling.js";

/**
 * The same distance by its definition, slow and plain: it costs 1 to write a letter twice or once, or to swap two.
 * @param {string} a
 * @param {string} b
 * @param {string} [beforeA]
 * @param {string} [beforeB]
 * @returns {number}
 */
function plain(a, b, beforeA = "", beforeB = "") {
  if (!a && !b) return 0;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  const found = [];
  if (a) found.push(plain(restA, b, a[0], beforeB) + (a[0] === beforeA ? 1 : 2));
  if (b) found.push(plain(a, restB, beforeA, b[0]) + (b[0] === beforeB ? 1 : 2));
  if (a && b) found.push(plain(restA, restB, a[0], b[0]) + (a[0] === b[0] ? 0 : 2));
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0])
    found.push(plain(a.slice(2), b.slice(2), a[1], b[1]) + 1);
  return Math.min(...found);
}

/** @type {(...words: [string, number][]) => import("../../docs/assets/js/search/spelling.js").Known[]} */
const known = (...words) => words.map(([word, papers]) => ({ word, papers, form: word }));

/**
 * @param {string} word
 * @param {string[]} words
 */
const mended = (word, ...words) =>
  meant(word, known(...words.map((each) => /** @type {[string, number]} */ ([each, 1]))))?.word;

test("a letter doubled, or two swapped, costs half of any other mistake", () => {
  for (const [wrong, away] of /** @type {[string, number][]} */ ([
    ["quantzation", 2],
    ["quantiation", 2],
    ["quanntization", 1],
    ["qauntization", 1],
  ])) {
    assert.equal(distance(wrong, "quantization", 4), away, wrong);
  }
});

test("the distance is that of its definition, up to the limit", () => {
  const letters = ["", "a", "b", "ab", "ba", "abc", "acb", "bca", "aab", "abcab", "bacba", "cabac"];
  for (const one of letters)
    for (const two of letters) assert.equal(distance(one, two, 4), Math.min(5, plain(one, two)), `${one} ${two}`);
});

test("longer words may have more mistakes, short ones none", () => {
  assert.deepEqual([3, 4, 7, 8, 12].map(tolerance), [0, 1, 2, 3, 4]);
});

test("words with one or two mistakes are mended", () => {
  for (const [wrong, right] of [
    ["difussion", "diffusion"],
    ["quantisaton", "quantization"],
    ["specualtive", "speculative"],
    ["optimizaotion", "optimization"],
    ["tranformer", "transformer"],
    ["gpqt", "gptq"],
  ]) {
    assert.equal(mended(/** @type {string} */ (wrong), /** @type {string} */ (right)), right);
  }
});

test("words that exist are not corrected, even with the same ending", () => {
  assert.equal(mended("grokking", "growing", "group", "ranking"), undefined);
  assert.equal(mended("moefication", "medication", "modification", "application"), undefined);
  assert.equal(mended("hinton", "hint", "hintinfer", "hilton"), "hilton");
  assert.equal(mended("bert", "bart", "best"), undefined);
});

test("the nearest word wins, then same first letter, then frequency", () => {
  const words = known(["latent", 90], ["patent", 2], ["parent", 5], ["talent", 1]);
  assert.equal(meant("patemt", words)?.word, "patent");
  assert.equal(meant("paxent", words)?.word, "parent");
  assert.equal(meant("pat", words), undefined);
});

test("endings of other languages are those of English", () => {
  for (const [foreign, english] of [
    ["quantisierung", "quantization"],
    ["cuantizacion", "cuantization"],
    ["semantique", "semantic"],
    ["transformador", "transformer"],
    ["pruning", "pruning"],
  ]) {
    assert.equal(inEnglish(/** @type {string} */ (foreign)), english);
  }
});
