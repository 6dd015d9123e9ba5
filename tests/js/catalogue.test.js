// How many files it takes to show papers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { blocksOf } from "../../docs/assets/js/data/catalogue.js";

test("neighbouring papers are in few blocks, scattered ones in many", () => {
  assert.equal(blocksOf([], 16), 0);
  assert.equal(blocksOf([15, 0, 7], 16), 1);
  assert.equal(
    blocksOf(
      Int32Array.from({ length: 64 }, (_, at) => at),
      16,
    ),
    4,
  );
  assert.equal(
    blocksOf(
      Int32Array.from({ length: 64 }, (_, at) => 100 * at),
      16,
    ),
    64,
  );
});
