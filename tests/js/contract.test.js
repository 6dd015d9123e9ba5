// What generator and browser must agree on: the generator writes it to tests/data/contract.json (tests/support/contract.py).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { identity, numbersOf } from "../../docs/assets/js/data/catalogue.js";
import { FORMATS } from "../../docs/assets/js/export/formats.js";
import { SINGLE_LETTERS } from "../../docs/assets/js/lib/text.js";
import { WORDS } from "../../docs/assets/js/search/facts.js";
import { LEVELS, numbersIn, unpack, unpackPlaces } from "../../docs/assets/js/search/postings.js";
import { BRITISH, GENERAL, INVARIANT, IRREGULAR, PLURALS, STOP, words } from "../../docs/assets/js/search/words.js";

const contract = JSON.parse(readFileSync(new URL("../data/contract.json", import.meta.url), "utf8"));

/** @param {[RegExp, string][]} rules */
const sources = (rules) => rules.map(([spelling, replacement]) => [spelling.source, replacement]);

test("words are taken apart by the same tables", () => {
  assert.deepEqual([...STOP].sort(), contract.stop);
  assert.deepEqual([...GENERAL].sort(), contract.general);
  assert.deepEqual(SINGLE_LETTERS, contract.singleLetters);
  assert.deepEqual(IRREGULAR, contract.irregular);
  assert.equal(INVARIANT.source, `(?:${contract.invariant.join("|")})$`);
  assert.deepEqual(sources(PLURALS), contract.plurals);
  assert.deepEqual(sources(BRITISH), contract.british);
});

test("a word has one form for its case, accents, number and spelling", () => {
  for (const [text, expected] of contract.tokens) assert.deepEqual(words(text), expected, text);
});

test("the index is packed as it is unpacked", () => {
  assert.deepEqual([LEVELS, WORDS], [contract.levels, contract.wordsOfAName]);
  const [numbers, packed] = contract.numbers;
  assert.deepEqual(numbersIn(packed), numbers);
  const [entries, levels, places] = contract.entries;
  const read = unpack(levels);
  assert.deepEqual(
    Array.from(read.numbers, (number, at) => [number, read.levels[at], unpackPlaces(places)[at]]),
    entries,
  );
});

test("papers are found by the hashes of their slugs", () => {
  for (const [slug, hash] of contract.identities) assert.equal(identity(slug), hash);
  const [slugs, salt, ids] = contract.ids;
  const numberOf = numbersOf(ids, salt);
  assert.deepEqual([...slugs, "nothing"].map(numberOf), [...slugs.keys(), -1]);
});

test("papers are joined to files by the same rule", () => {
  const fields = Object.keys(contract.formats[0]);
  const ours = FORMATS.map((format) =>
    Object.fromEntries(Object.entries(format).filter(([key]) => fields.includes(key))),
  );
  assert.deepEqual(ours, contract.formats);
});
