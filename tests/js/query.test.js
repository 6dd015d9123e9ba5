// What a visitor types is taken apart as the help says, and nothing that can be typed is an error.

import assert from "node:assert/strict";
import test from "node:test";

import { parse } from "../../docs/assets/js/search/query.js";

test("words lose case and accents, names are split into parts", () => {
  assert.deepEqual(parse("Mélange of KV-cache, LLaMA-3.1").words, ["melange", "of", "kv", "cache", "llama", "3.1"]);
});

test("quoted words are a phrase; an open quote reaches the end", () => {
  assert.deepEqual(parse('"kv cache" fast').phrases, [["kv", "cach"]]);
  assert.deepEqual(parse("“kv cache” fast").words, ["fast"]);
  assert.deepEqual(parse('fast "kv cache').phrases, [["kv", "cach"]]);
});

test("a hyphen excludes a word or phrase only in front", () => {
  const query = parse('pruning -survey -"kv cache" one-step');
  assert.deepEqual(query.not, [["survey"], ["kv", "cach"]]);
  assert.deepEqual(query.words, ["pruning", "one", "step"]);
});

test("tag: and -tag: name tags by their slugs", () => {
  const query = parse("tag:KV-cache -tag:survey speed");
  assert.deepEqual([query.tags, query.notTags, query.words], [["kv-cache"], ["survey"], ["speed"]]);
});

test("author: matches beginnings of words, or whole words in quotes", () => {
  const query = parse('author:Mül author:"ada müller" -author:jean-pierre author:"bo l');
  assert.deepEqual(query.authors, [
    { name: ["mul"], whole: false },
    { name: ["ada", "muller"], whole: true },
    { name: ["bo", "l"], whole: false },
  ]);
  assert.deepEqual(query.notAuthors, [{ name: ["jean", "pierre"], whole: false }]);
  assert.deepEqual([query.words, query.phrases], [[], []]);
});

test("a tag may be named in quotes, and signs may be capitals", () => {
  const query = parse('tag:"Language  models" Tag:pruning -TAG:survey');
  assert.deepEqual([query.tags, query.notTags, query.words], [["language-models", "pruning"], ["survey"], []]);
});

test("year: names a year or a span, and anything else is told", () => {
  const query = parse("year:2024 year:2020-2022 year:2020.. -year:-1999 year:soon year: year:-");
  assert.deepEqual(query.years, [
    [2024, 2024],
    [2020, 2022],
    [2020, 9999],
  ]);
  assert.deepEqual(query.notYears, [[0, 1999]]);
  assert.equal(query.unclear.length, 2);
  assert.match(query.unclear[0] ?? "", /“soon”/);
});

test("only a last plain word may be incomplete", () => {
  assert.equal(parse("sparse quant").last, "quant");
  assert.equal(parse("sparse quant ").last, "");
  assert.equal(parse("sparse -qu").last, "");
  assert.equal(parse("sparse tag:qu").last, "");
  assert.equal(parse("sparse author:qu").last, "");
  assert.equal(parse("sparse year:20").last, "");
  assert.equal(parse('"sparse quant"').last, "");
});

test("lone signs, brackets and nothing at all are passed over", () => {
  for (const text of [
    "",
    "   ",
    "-",
    '"',
    '""',
    '-""',
    "tag:",
    "-tag:",
    "author:",
    'author:"',
    "-author:-",
    "year:",
    "(*) ^~ \\ :",
    "‐ –",
  ]) {
    const { words, phrases, not, tags, notTags } = parse(text);
    assert.deepEqual([words, phrases, not, tags, notTags], [[], [], [], [], []], text);
  }
});
