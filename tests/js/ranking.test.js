// Which papers a query finds, and in which order, in a small library whose index the generator wrote (contract.test.js).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const { search: files } = JSON.parse(readFileSync(new URL("../data/contract.json", import.meta.url), "utf8"));

// What the search fetches, by the path below /data/; a file that is not there is an answer without success.
globalThis.fetch = async (address) => {
  const name = new URL(String(address)).pathname.split("/data/")[1] ?? "";
  return name in files ? Response.json(files[name]) : new Response("", { status: 404 });
};

const { search } = await import("../../docs/assets/js/search/search.js");
const { closeness } = await import("../../docs/assets/js/search/titles.js");
const { nearness } = await import("../../docs/assets/js/search/nearness.js");
const { score } = await import("../../docs/assets/js/search/matching.js");
const { parse } = await import("../../docs/assets/js/search/query.js");
const { writtenBy, writtenByNamed } = await import("../../docs/assets/js/search/facts.js");

/** @type {[slug: string, title: string][]} all papers, by number */
const rows = Object.keys(files)
  .filter((name) => name.startsWith("papers/"))
  .sort()
  .flatMap((name) => files[name]);
const slugs = rows.map(([slug]) => slug);
const papersOf = (/** @type {Iterable<number>} */ numbers) => Array.from(numbers, (number) => slugs[number]);

/** Returns the papers that have enough of a query, the best first. @param {string} query */
async function found(query) {
  const { numbers, close } = await search(query);
  return papersOf(numbers.subarray(0, close));
}

test("the paper whose title is the query comes first", async () => {
  for (const [number, [slug, title]] of rows.entries()) {
    assert.equal((await found(title))[0], slug, `${number}`);
    assert.equal((await found(title.toUpperCase()))[0], slug);
  }
});

test("a word counts more in a title than in a text", async () => {
  assert.deepEqual((await found("lamps")).slice(0, 1), ["talking-lamps"]);
  const light = await found("light");
  assert.equal(light[0], "attention-needs-no-light");
  assert.ok(light.includes("talking-lamps"));
});

test("the beginning of a word finds it while it is typed", async () => {
  assert.equal((await found("compress"))[0], "kv-cache-compression-for-talking-models");
  assert.equal((await found("gard"))[0], "gardens-of-small-models-pruning-what-nobody-waters");
});

test("papers that have some of the words come after those that have enough", async () => {
  const { numbers, close } = await search("gardens pruning survey");
  assert.equal(papersOf(numbers)[0], "a-survey-of-gardens");
  assert.ok(close > 0 && close < numbers.length);
});

test("a sentence that a paper has word for word leads to it", async () => {
  assert.equal((await found("weights that nobody waters are cut"))[0], "pruning-gardens");
  const [verbatim, apart] = await Promise.all(
    ["garden is pruned in spring", "spring is pruned in garden"].map((text) =>
      nearness(text.split(" "), [slugs.indexOf("pruning-gardens")]),
    ),
  );
  assert.ok((verbatim?.[0] ?? 0) > (apart?.[0] ?? 0));
});

test("who is asked for by name comes before whoever has the words", async () => {
  assert.deepEqual((await found("ada lamp")).slice(0, 2).sort(), ["a-survey-of-gardens", "pruning-gardens"]);
  assert.deepEqual(await found("author:vane"), [
    "gardens-of-small-models-pruning-what-nobody-waters",
    "kv-cache-compression-for-talking-models",
  ]);
  assert.deepEqual(papersOf(await writtenByNamed(["ada", "lamp"], () => false)).sort(), [
    "a-survey-of-gardens",
    "pruning-gardens",
  ]);
  assert.equal((await writtenBy(["ada", "lamp"], () => true)).size, 3);
  assert.equal((await writtenBy(["ada", "lamp"], () => false)).size, 2);
});

test("years, tags, phrases and exclusions leave papers out", async () => {
  assert.deepEqual((await found("year:2020")).sort(), ["attention-needs-no-light", "maps-that-draw-themselves"]);
  assert.deepEqual((await found("year:2021-2023 pruning")).sort(), [
    "gardens-of-small-models-pruning-what-nobody-waters",
    "pruning-gardens",
    "talking-lamps",
  ]);
  assert.deepEqual(await found("tag:maps"), ["maps-that-draw-themselves"]);
  assert.deepEqual((await found('"goes out"')).sort(), ["attention-needs-no-light", "talking-lamps"]);
  assert.ok(!(await found("gardens -survey")).includes("a-survey-of-gardens"));
  assert.deepEqual((await search("tag:mapps ")).problems, ["There is no tag “mapps”. Did you mean “maps”?"]);
});

test("a misspelt word is replaced, and an unknown one named", async () => {
  const { instead, numbers } = await search("atention light ");
  assert.deepEqual(instead, [{ typed: "atention", word: "attention" }]);
  assert.equal(papersOf(numbers)[0], "attention-needs-no-light");
  assert.deepEqual((await search("zzxqyv ")).unknown, ["zzxqyv"]);
});

test("tags and paths are found by their names and other words", async () => {
  const { tags } = await search("horticulture");
  assert.deepEqual(tags, [0]);
  assert.deepEqual((await search("first lamps")).paths, [0]);
});

test("with nothing to look for all papers match, the newest first", async () => {
  assert.deepEqual([...(await search("")).numbers], [...slugs.keys()].reverse());
  assert.ok((await score(parse(""), slugs.length)).all);
});

test("a title is close to its own words, closer in one piece", () => {
  const title = ["kv", "cache", "compression"];
  const [is, begins, has, covers, none] = [
    title,
    ["kv", "cache"],
    ["cache", "compression"],
    ["compression", "kv"],
    ["garden"],
  ].map((asked) => closeness(title, asked));
  assert.deepEqual(
    [is, begins, has, covers, none],
    [is, begins, has, covers, none].sort((one, other) => Number(other) - Number(one)),
  );
  assert.equal(new Set([is, begins, has, covers, none]).size, 5);
  assert.ok(closeness(["kvcache"], ["kv", "cache"]) > Number(begins)); // joined in one, apart in the other
});
