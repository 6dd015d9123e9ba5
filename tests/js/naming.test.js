// A thing is found by whatever it is called, and a name of nothing is answered with a close one.

import assert from "node:assert/strict";
import test from "node:test";

import { noSuch, numberOfName } from "../../docs/assets/js/data/naming.js";

const THINGS = [
  { slug: "pruning-and-sparsity", name: "Pruning and sparsity", words: ["pruning"], formerly: ["sparse-models"] },
  { slug: "kv-cache", name: "KV cache", words: [] },
];

test("a thing is found by slug, name, alias or former name", () => {
  for (const name of ["pruning-and-sparsity", "Pruning and Sparsity", "PRUNING", "sparse-models"]) {
    assert.equal(numberOfName(name, THINGS), 0, name);
  }
  assert.equal(numberOfName("KV_Cache", THINGS), 1);
  assert.equal(numberOfName("prun", THINGS), -1);
});

test("an unknown name is reported, with a close one if any", () => {
  assert.equal(noSuch("tag", "prunning", THINGS), "There is no tag “prunning”. Did you mean “pruning-and-sparsity”?");
  assert.equal(noSuch("tag", "lamps", THINGS), "There is no tag “lamps”.");
});
