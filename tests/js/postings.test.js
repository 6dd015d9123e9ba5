// What the generator packed comes out again.

import assert from "node:assert/strict";
import test from "node:test";

import { fromSteps, identity, numbersOf } from "../../docs/assets/js/data/catalogue.js";
import { numbersIn, unpack, unpackPlaces } from "../../docs/assets/js/search/postings.js";

const packed = (/** @type {number[]} */ ...bytes) => Buffer.from(bytes).toString("base64");

test("numbers take seven bits a byte, the lowest first", () => {
  assert.deepEqual(numbersIn(packed(0, 1, 127, 128, 1, 255, 255, 255, 255, 15)), [0, 1, 127, 128, 0xffffffff]);
});

test("entries are steps between papers and how much the word counts", () => {
  const { numbers, levels } = unpack(packed(3 * 16 + 5, 1 * 16 + 15, 0x80 | 2, 4));
  assert.deepEqual([...numbers], [3, 4, 36]);
  assert.deepEqual([...levels], [5, 15, 2]);
});

test("places are counted on from paper to paper", () => {
  assert.deepEqual(unpackPlaces(packed(2, 1, 4, 0, 1, 7)), [[1, 5], [], [7]]);
});

test("steps become numbers", () => {
  assert.deepEqual([...fromSteps([])], []);
  assert.deepEqual([...fromSteps([4, 1, 10])], [4, 5, 15]);
});

test("a slug is found by its identity only if present", () => {
  const ids = new Uint32Array([identity("7one"), identity("7two")]);
  const number = numbersOf(Buffer.from(ids.buffer).toString("base64"), "7");
  assert.deepEqual(["one", "two", "three"].map(number), [0, 1, -1]);
  assert.equal(identity("foobar"), 0xbf9cf968);
});
