// Words where they stand in a text.

import assert from "node:assert/strict";
import test from "node:test";

import { wordsIn } from "../../docs/assets/js/search/words.js";

test("words are found where they stand in a text", () => {
  assert.deepEqual(wordsIn("Two Mélanges."), [
    { word: "two", start: 0, end: 3 },
    { word: "melange", start: 4, end: 12 },
  ]);
});
