// Words in the one form that stands for their spellings, as the index has them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { words, wordsIn } from "../../docs/assets/js/words.js";

/** @type {[string, string[]][]} texts with their words; tests/text/test_tokens.py reads the same */
const EXAMPLES = JSON.parse(readFileSync(new URL("../data/words.json", import.meta.url), "utf8"));

test("a word has one form for its case, accents, number and spelling", () => {
  for (const [text, expected] of EXAMPLES) assert.deepEqual(words(text), expected, text);
});

test("words are found where they stand in a text", () => {
  assert.deepEqual(wordsIn("Two Mélanges."), [
    { word: "two", start: 0, end: 3 },
    { word: "melange", start: 4, end: 12 },
  ]);
});
