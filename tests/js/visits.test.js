import assert from "node:assert/strict";
import { test } from "node:test";
import { grew, newSince, opened, PAUSE, readVisits, rowsOf } from "../../docs/assets/js/saved/visits.js";

test("the first visit has nothing before it", () => {
  const { visits, began } = opened(null, 1000);
  assert.deepEqual([visits.before, began], [null, true]);
});

test("a visit ends after thirty minutes without a page", () => {
  const first = { ...opened(null, 0).visits, now: { spring: 3 } };
  const during = opened(first, PAUSE);
  assert.deepEqual([during.began, during.visits.before], [false, null]);
  const next = opened(during.visits, 2 * PAUSE + 1);
  assert.deepEqual([next.began, next.visits.before], [true, { spring: 3 }]);
});

test("a clock that was set back ends no visit", () => {
  assert.equal(opened({ last: 1e12, now: {}, before: null }, 5).began, false);
});

test("what cannot be read counts as no visit", () => {
  for (const text of [
    null,
    "",
    "{",
    "[]",
    "5",
    '{"last":"x"}',
    '{"last":1,"now":{"a":"b"},"before":null}',
    '{"last":1}',
  ]) {
    assert.equal(readVisits(text), null, String(text));
  }
  const visits = { last: 1, now: { a: 2 }, before: null };
  assert.deepEqual(readVisits(JSON.stringify(visits)), visits);
});

test("a paper is new if none of its appearances was there before", () => {
  const listings = [
    { source: "autumn", rows: 3 },
    { source: "spring", rows: 3 },
  ];
  const papers = [
    [4, 1, -1],
    [0, 1, 2],
  ];
  assert.deepEqual(newSince({ spring: 3 }, listings, papers), [4]);
  assert.deepEqual(newSince({ spring: 2 }, listings, papers), [4, 2]);
  assert.deepEqual(newSince({}, listings, papers), [4, 2, 1, 0]);
  assert.deepEqual(newSince(rowsOf(listings), listings, papers), []);
  assert.equal(grew(rowsOf(listings), listings), false);
  assert.equal(grew({ spring: 3 }, listings), true);
  assert.equal(grew({ autumn: 3, spring: 2 }, listings), true);
});
