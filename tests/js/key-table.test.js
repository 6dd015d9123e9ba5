import assert from "node:assert/strict";
import { test } from "node:test";
import { KeyTable, PATIENCE } from "../../docs/assets/js/lib/key-table.js";

const nothing = () => {};

test("a key does what was bound last, until it is unbound", () => {
  const table = new KeyTable();
  const [one, two] = [() => {}, () => {}];
  table.bind("b", "One", one);
  const left = new AbortController();
  table.bind("b", "Two", two, "On every page", left.signal);
  assert.equal(table.press({ key: "b" }, 0), two);
  assert.deepEqual(
    table.groups()[0].bindings.map(({ description }) => description),
    ["Two"],
  );
  left.abort();
  assert.equal(table.press({ key: "b" }, 0), one);
  assert.equal(table.press({ key: "x" }, 0), null);
});

test("two keys in a row are waited for, but not for long", () => {
  const table = new KeyTable();
  const [home, tags] = [() => {}, () => {}];
  table.bind("g h", "Home", home);
  table.bind("h", "Hide", tags);
  assert.equal(table.press({ key: "g" }, 0), "wait");
  assert.equal(table.press({ key: "h" }, 10), home);
  assert.equal(table.press({ key: "h" }, 20), tags);
  table.press({ key: "g" }, 30);
  assert.equal(table.press({ key: "h" }, 30 + PATIENCE), tags);
});

test("keys with modifiers or names are ignored and end a pair", () => {
  const table = new KeyTable();
  table.bind("b", "B", nothing);
  table.bind("g h", "Home", nothing);
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    assert.equal(table.press({ key: "b", ...more }, 0), null);
  }
  table.press({ key: "g" }, 0);
  table.press({ key: "Escape" }, 1);
  assert.equal(table.press({ key: "h" }, 2), null);
});

test("keys of a page are listed before those of every page", () => {
  const table = new KeyTable();
  table.bind("?", "Keys", nothing);
  table.bind("g h", "Home", nothing, "Go to");
  table.bind("b", "Bookmark", nothing, "This paper");
  assert.deepEqual(
    table.groups().map(({ group }) => group),
    ["This paper", "Go to", "On every page"],
  );
});

test("while one group is active, other keys do nothing", () => {
  const table = new KeyTable();
  const leaveOut = () => {};
  table.bind("j", "Next", nothing, "Results");
  table.bind("g h", "Home", nothing, "Go to");
  table.bind("n", "Leave out", leaveOut, "Filters");
  assert.equal(table.press({ key: "j" }, 0, "Filters"), null);
  assert.equal(table.press({ key: "g" }, 1, "Filters"), null);
  assert.equal(table.press({ key: "h" }, 2), null);
  assert.equal(table.press({ key: "n" }, 3, "Filters"), leaveOut);
});
