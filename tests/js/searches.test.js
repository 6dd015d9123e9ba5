// What is kept of searches: those saved in the explorer, and the latest of the box.

import assert from "node:assert/strict";
import test from "node:test";

import { removeSearch, saveSearch, searches } from "../../docs/assets/js/saved/searches.js";
import { clearSearches, keepSearch, recentSearches } from "../../docs/assets/js/search/recent.js";

test("a saved search is kept once, with what was there when it was opened last", () => {
  saveSearch({ search: "?q=kv", rows: { a: 1 } });
  saveSearch({ search: "?tag=pruning", rows: { a: 1 } });
  saveSearch({ search: "?q=kv", rows: { a: 2 } });
  assert.deepEqual(searches(), [
    { search: "?tag=pruning", rows: { a: 1 } },
    { search: "?q=kv", rows: { a: 2 } },
  ]);
  for (const { search } of searches()) removeSearch(search);
  assert.deepEqual(searches(), []);
});

test("the last five searches of the box are kept, each once, and can be cleared", () => {
  for (const text of ["a", "b", "c", "d", " e ", "f", "b", ""]) keepSearch(text);
  assert.deepEqual(recentSearches(), ["b", "f", "e", "d", "c"]);
  clearSearches();
  assert.deepEqual(recentSearches(), []);
});
