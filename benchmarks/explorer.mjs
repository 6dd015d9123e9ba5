// Times what the explorer computes at each change: `node benchmarks/explorer.mjs [papers]`, 20,000 by default.

import { everything } from "../docs/assets/js/explorer/choice.js";
import { select } from "../docs/assets/js/explorer/selection.js";

const EVERYTHING = everything();
const papers = Number(process.argv[2] ?? 20_000);
const TAGS = 80;
const PER_PAPER = 6;
const ROUNDS = 300;

let seed = 1;
const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
const everyone = Int32Array.from({ length: papers }, (_, number) => number);
const some = (share) => everyone.filter(() => random() < share);
const mixed = () => Int32Array.from(everyone).sort(() => random() - 0.5);
const columns = {
  days: Array.from(everyone, (number) => `20${20 + Math.floor((6 * number) / papers)}-03-14`),
  tags: Array.from({ length: TAGS }, () => some((2 * PER_PAPER * random()) / TAGS)),
  listings: Array.from({ length: 50 }, () => some(0.02)),
  paths: Array.from({ length: 20 }, () => some(0.001)),
  titles: mixed(),
  surprise: mixed(),
  list: () => new Int32Array(),
};
const given = {
  columns,
  found: mixed().slice(0, papers / 2),
  kept: { read: some(0.1), hidden: some(0.02) },
  points: null,
};

const choices = {
  everything: [EVERYTHING, { ...given, found: null }],
  "three tags, by title": [
    { ...EVERYTHING, tag: [1], any: [2, 3, 4], not: [5], sort: "title" },
    { ...given, found: null },
  ],
  "query, days and unread": [{ ...EVERYTHING, q: "x", from: "2021-01-01", to: "2024-12-31", state: "unread" }, given],
};
for (const [name, [state, from]] of Object.entries(choices)) {
  const times = [];
  let shown = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    shown = select(state, from).numbers.length;
    times.push(performance.now() - start);
  }
  times.sort((one, other) => one - other);
  const [middle, late] = [times[ROUNDS / 2], times[Math.floor(ROUNDS * 0.99)]].map((time) => time.toFixed(2));
  console.log(`${name}: ${shown} of ${papers} papers, median ${middle} ms, 99% within ${late} ms`);
}
