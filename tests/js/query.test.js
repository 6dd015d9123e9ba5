// What a visitor types is taken apart as the help says, and nothing that can be typed is an error.

import assert from "node:assert/strict";
import test from "node:test";

import { parse } from "../../docs/assets/js/query.js";

test("words are looked for in lower case, without accents, names by their parts", () => {
  assert.deepEqual(parse("Mélange of KV-cache, LLaMA-3.1").words, ["melange", "of", "kv", "cache", "llama", "3.1"]);
});

test("words in quotes are a phrase, and a quote that is not closed goes to the end", () => {
  assert.deepEqual(parse('"kv cache" fast').phrases, [["kv", "cache"]]);
  assert.deepEqual(parse("“kv cache” fast").words, ["fast"]);
  assert.deepEqual(parse('fast "kv cache').phrases, [["kv", "cache"]]);
});

test("a hyphen in front of a word or a phrase excludes it, one inside does not", () => {
  const query = parse('pruning -survey -"kv cache" one-step');
  assert.deepEqual(query.not, [["survey"], ["kv", "cache"]]);
  assert.deepEqual(query.words, ["pruning", "one", "step"]);
});

test("tag: and -tag: name tags by their slugs", () => {
  const query = parse("tag:KV-cache -tag:survey speed");
  assert.deepEqual([query.tags, query.notTags, query.words], [["kv-cache"], ["survey"], ["speed"]]);
});

test("the last word may still be being typed, but not a tag, an exclusion or a closed quote", () => {
  assert.equal(parse("sparse quant").last, "quant");
  assert.equal(parse("sparse quant ").last, "");
  assert.equal(parse("sparse -qu").last, "");
  assert.equal(parse("sparse tag:qu").last, "");
  assert.equal(parse('"sparse quant"').last, "");
});

test("lone signs, brackets and nothing at all are passed over", () => {
  for (const text of ["", "   ", "-", '"', '""', '-""', "tag:", "-tag:", "(*) ^~ \\ :", "‐ –"]) {
    const { words, phrases, not, tags, notTags } = parse(text);
    assert.deepEqual([words, phrases, not, tags, notTags], [[], [], [], [], []], text);
  }
});
