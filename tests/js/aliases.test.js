// Tags have names in short and in full, and both are one.

import assert from "node:assert/strict";
import test from "node:test";

import { abbreviates, aliases } from "../../docs/assets/js/search/aliases.js";

test("an abbreviation is made of the first letters of words, in order", () => {
  for (const [short, name] of /** @type {[string, string][]} */ ([
    ["ssm", "state space model"],
    ["moe", "mixture of expert"],
    ["vit", "vision transformer"],
    ["lora", "low rank adaptation"],
    ["t2i", "text to image"],
  ])) {
    assert.ok(abbreviates(short, name.split(" ")), short);
  }
  for (const [short, name] of /** @type {[string, string][]} */ ([
    ["mamba", "state space model"],
    ["lm", "large language model"],
    ["search", "recommender system"],
  ])) {
    assert.ok(!abbreviates(short, name.split(" ")), short);
  }
});

test("only the short name of a tag stands for its full name", () => {
  const found = aliases([{ name: "State-space models", words: ["ssm", "ssms", "mamba", "state-space-model"] }]);
  const expected = { forms: ["ssm", "statespacemodel"], parts: ["state", "space", "model"] };
  assert.deepEqual([...found.keys()].sort(), ["ssm", "statespacemodel"]);
  assert.deepEqual(found.get("ssm"), expected);
  assert.deepEqual(found.get("statespacemodel"), expected);
});
