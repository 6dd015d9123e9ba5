import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changed,
  isSlug,
  joined,
  LONGEST_NOTE,
  listFragment,
  merged,
  NOTHING,
  notesAsMarkdown,
  reading,
  renamedTo,
  sharedList,
  written,
} from "../../docs/assets/js/saved/saved-data.js";

/** @typedef {import("../../docs/assets/js/saved/saved-data.js").Entry} Entry */

/** @type {(values: Partial<Entry>) => Entry} */
const entry = (values) => ({ ...NOTHING, ...values });
/** @type {(papers: unknown, more?: object) => string} */
const file = (papers, more = {}) => JSON.stringify({ format: "reading-list-kept", version: 1, papers, ...more });

test("what was written is read back as it was, in its order", () => {
  const kept = new Map([
    ["zipnn", entry({ bookmarked: true, title: "ZipNN" })],
    ["awq", entry({ read: true, hidden: true, note: 'a\n"b" <c>' })],
    ["2048", entry({ note: "n" })],
  ]);
  const { papers, problem } = reading(written(kept));
  assert.equal(problem, "");
  assert.deepEqual(new Map([...papers].sort()), new Map([...kept].sort()));
  assert.deepEqual(JSON.parse(written(new Map([["awq", entry({ read: true })]]))).papers, { awq: { read: true } });
});

test("a change affects one paper and drops empty entries", () => {
  const kept = changed(new Map([["a", entry({ read: true })]]), "b", { bookmarked: true });
  assert.deepEqual([...kept.keys()], ["a", "b"]);
  assert.deepEqual([...changed(kept, "a", { read: false }).keys()], ["b"]);
  assert.equal(kept.size, 2);
});

test("a foreign or hostile file is refused with one reason", () => {
  /** @type {[string, RegExp][]} */
  const refused = [
    ["", /not JSON/],
    ["{", /not JSON/],
    ["[]", /format/],
    ["null", /format/],
    [JSON.stringify({ papers: {} }), /format/],
    [file({}, { version: 2 }), /version is “2”/],
    [file({}, { version: undefined }), /version is “missing”/],
    [file([]), /not an object of papers/],
    [file({ a: 1 }), /“a” is not an object/],
    [file({ a: { read: "yes" } }), /“read” that is neither/],
    [file({ a: { note: 5 } }), /“note” that is not a text/],
    [file({ a: { read: true, title: "x".repeat(2_001) } }), /more than 2000/],
    [file({ "../../evil": { read: true } }), /not the name of a paper/],
    ['{"format":"reading-list-kept","version":1,"papers":{"__proto__":{"read":true}}}', /not the name of a paper/],
    [`"${"x".repeat(20_000_001)}"`, /too large/],
    ["[".repeat(100_000), /not JSON/],
  ];
  for (const [text, reason] of refused) {
    assert.match(reading(text).problem, reason);
  }
  assert.equal(/** @type {Record<string, unknown>} */ ({}).read, undefined);
});

test("merged notes of any length can be read again", () => {
  const [one, other] = ["x", "y"].map((sign) => new Map([["a", { ...NOTHING, note: sign.repeat(LONGEST_NOTE) }]]));
  const { papers } = merged(one, other);
  assert.deepEqual(reading(written(papers)), { papers, problem: "" });
});

test("the rest of a partly wrong file can be read", () => {
  const { papers, problem } = reading(file({ good: { read: true }, bad: 7 }));
  assert.deepEqual([...papers.keys()], ["good"]);
  assert.match(problem, /“bad”/);
});

test("unknown fields are left out, and entries that hold nothing too", () => {
  const { papers } = reading(
    file({ a: { read: true, colour: "red" }, b: { title: "B" }, constructor: { hidden: true } }),
  );
  assert.deepEqual(
    [...papers],
    [
      ["a", entry({ read: true })],
      ["constructor", entry({ hidden: true })],
    ],
  );
});

test("merging keeps what both hold and counts what it did", () => {
  const own = new Map([
    ["a", entry({ read: true, note: "mine" })],
    ["b", entry({ bookmarked: true })],
  ]);
  const brought = new Map([
    ["a", entry({ bookmarked: true, note: "yours" })],
    ["b", entry({ bookmarked: true })],
    ["c", entry({ hidden: true })],
  ]);
  const { papers, ...report } = merged(own, brought);
  assert.deepEqual(report, { added: 1, changed: 1, same: 1 });
  assert.deepEqual(papers.get("a"), entry({ read: true, bookmarked: true, note: "mine\n\nyours" }));
  assert.deepEqual(merged(papers, brought).changed, 0);
});

test("a note that holds the other is not doubled", () => {
  assert.equal(joined(entry({ note: "long and short" }), entry({ note: "short" })).note, "long and short");
  assert.equal(joined(entry({ note: "short" }), entry({ note: "long and short" })).note, "long and short");
});

test("a renamed paper is merged into the entry of its new slug", () => {
  const kept = new Map([
    ["old", entry({ read: true })],
    ["new", entry({ note: "n" })],
    ["other", entry({ hidden: true })],
  ]);
  const papers = renamedTo(kept, new Map([["old", "new"]]));
  assert.deepEqual(
    [...papers],
    [
      ["new", entry({ read: true, note: "n" })],
      ["other", entry({ hidden: true })],
    ],
  );
});

test("a shared list has each paper once and no nonsense", () => {
  assert.deepEqual(sharedList("#list=awq,gptq,awq"), ["awq", "gptq"]);
  assert.deepEqual(sharedList("#list=awq%2Cgptq,%E0%A4%A,<b>,__proto__,"), ["awq", "gptq"]);
  assert.deepEqual(sharedList("#list="), []);
  assert.equal(sharedList("#__tabbed"), null);
  assert.deepEqual(sharedList(listFragment(["awq", "größe"])), ["awq", "größe"]);
});

test("slugs are words joined by hyphens", () => {
  assert.ok(isSlug("gptq-accurate-post-training"));
  for (const text of ["", "-a", "a/b", "a b", "a".repeat(201), ".."]) assert.ok(!isSlug(text), text);
});

test("notes become Markdown with a link, and a title is never markup", () => {
  const text = notesAsMarkdown([
    { title: "A [b] *c* <i>", url: "https://example.org/a/", note: "One.\n\n- two\n" },
    { title: "Gone", url: "", note: "n" },
  ]);
  assert.equal(
    text,
    "# Notes\n\n## [A \\[b\\] \\*c\\* \\<i\\>](https://example.org/a/)\n\nOne.\n\n- two\n\n## Gone\n\nn\n",
  );
});
