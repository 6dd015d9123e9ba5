// The words that were looked for are marked where they stand, and a snippet shows most of them.

import assert from "node:assert/strict";
import test from "node:test";

import { highlight, snippet } from "../../docs/assets/js/search/highlight.js";

const joined = (/** @type {import("../../docs/assets/js/search/highlight.js").Piece[]} */ pieces) =>
  pieces.map(({ text }) => text).join("");
const hits = (/** @type {import("../../docs/assets/js/search/highlight.js").Piece[]} */ pieces) =>
  pieces.filter(({ hit }) => hit).map(({ text }) => text);

test("words are marked in all their spellings, and the text stays whole", () => {
  const text = "Quantise models: Mélange quantizes <b>all</b> quanta.";
  const pieces = highlight(text, ["quantize", "melange"]);
  assert.deepEqual(hits(pieces), ["Quantise", "Mélange", "quantizes"]);
  assert.equal(joined(pieces), text);
});

test("a compound is marked only where its parts are adjacent", () => {
  assert.deepEqual(hits(highlight("A KV-cache, a KVCache, kv for the cache", ["kvcach"])), ["KV", "cache", "KVCache"]);
});

test("words that say nothing are marked only if they were looked for", () => {
  assert.deepEqual(hits(highlight("It is what it is", ["is"])), ["is", "is"]);
  assert.deepEqual(hits(highlight("It is what it is", ["model"])), []);
});

test("a snippet shows the part with most of the words", () => {
  const filler = "Nothing of note happens in this sentence at all, whatever one may say. ".repeat(12);
  const pieces = snippet(`${filler}A kv thing. ${filler}The kv cache is compressed. ${filler}`, [
    "kv",
    "cach",
    "compressed",
  ]);
  assert.deepEqual(hits(pieces), ["kv", "cache", "compressed"]);
  assert.ok(joined(pieces).length < 300);
  assert.match(joined(pieces), /^… .* …$/s);
});

test("a snippet without a hit is the beginning", () => {
  assert.equal(joined(snippet("Short text.", ["absent"])), "Short text.");
  assert.match(joined(snippet("word ".repeat(200), ["absent"])), /^word word .* …$/);
});
