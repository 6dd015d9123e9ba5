// The catalogue as the generator wrote it under /data/: each file is fetched once, and only when it is asked for.

import { siteUrl } from "../lib/site.js";

/**
 * @typedef {object} Paper
 * @property {number} number its place in the order oldest first
 * @property {string} slug
 * @property {string} title
 * @property {string} summary the curator's sentence or, where not `summarized`, the first one of the abstract
 * @property {boolean} summarized
 * @property {number[]} tags tag numbers, the most central first
 * @property {string | null} listed the day it was first listed, YYYY-MM-DD
 * @property {string} byline who wrote it, where and when; empty if nobody knows
 * @property {string} published when it was published, perhaps a year or a month alone, if it was not `listed` on a day
 */

/** @typedef {{slug: string, title: string, colour: number}} Facet */
/** @typedef {{slug: string, name: string, facet: number, words: string[], papers: number, formerly?: string[]}} Tag */
/**
 * @typedef {{slug: string, source: string, title: string, day: string | null, inferred: boolean, rows: number}} Listing
 */
/** @typedef {{slug: string, title: string, papers: number}} ReadingPath */

/**
 * @typedef {object} Head what every page may need to know of the whole library; the index of a tag is its number
 * @property {string} build changes whenever a file under /data/ does
 * @property {number} papers how many there are
 * @property {number} block how many papers stand in one block
 * @property {number} [texts] how many of their abstracts do, if it is another number
 * @property {number} [cite] how many of their citations do
 * @property {Facet[]} facets
 * @property {Tag[]} tags
 * @property {Listing[]} listings the newest first
 * @property {ReadingPath[]} paths
 * @property {any} search what the search has to know of its index
 */

/**
 * @typedef {object} Columns what filters and orders need to know of all papers at once; lists hold paper numbers
 * @property {(string | null)[]} days the day each paper was first listed or else published, perhaps a year or a month
 * @property {(number | null)[]} years the year each paper was published in; empty if none is known
 * @property {Int32Array[]} tags by tag number: the papers that carry it or one of its narrower tags, ascending
 * @property {Int32Array[]} own by tag number: the papers that carry the tag itself, ascending
 * @property {Int32Array[]} listings by listing number: the paper at each position, -1 where it is hidden
 * @property {Int32Array[]} paths by path number: its papers in order
 * @property {Int32Array} titles all papers by title
 * @property {Int32Array} surprise all papers, the most surprising first
 * @property {(name: string) => Int32Array} list another column, by its name: the papers of which something is true, ascending
 * @property {(slug: string) => number} numberOf the number of a paper, also by a former slug, or -1
 */

/**
 * Returns a function that makes its value once, and again after it failed.
 * @template T
 * @param {() => Promise<T>} make
 */
function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => {
    made ??= make().catch((problem) => {
      made = undefined;
      throw problem;
    });
    return made;
  };
}

/** Fetches JSON of the site. @param {string} path @param {RequestInit} [options] */
async function json(path, options) {
  const answer = await fetch(siteUrl(path), options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return answer.json();
}

/** Papers of a block, once the head is known. */
let size = Number.POSITIVE_INFINITY;

/**
 * Returns the build of the data that the page names, or nothing: most pages name none, so that they stay as they are
 * when the data change.
 */
const named = () =>
  /** @type {HTMLElement | null} */ (globalThis.document?.querySelector("[data-build]"))?.dataset.build ?? "";

/** The build that is read: a page that names another has to be loaded anew. */
let build = "";

/** Tells whether the page that is shown names another build of the data than the one that is read. */
export const isOutdated = () => build !== "" && named() !== "" && named() !== build;

/** Data of the whole library that every page may need. */
export const head = once(async () => {
  build = named();
  const read = /** @type {Head} */ (
    await (build ? json(`data/head.json?v=${build}`) : json("data/head.json", { cache: "no-cache" }))
  );
  build = read.build;
  size = read.block;
  return read;
});

/**
 * Returns how many blocks papers lie in, and so how many files it takes to show them.
 * @param {ArrayLike<number>} numbers
 * @param {number} [block] papers of a block
 */
export function blocksOf(numbers, block = size) {
  return new Set(Array.from(numbers, (number) => Math.floor(number / block))).size;
}

/** @type {Map<string, () => Promise<any>>} */
const files = new Map();

/**
 * Fetches a file of /data/ of the same build as the head, once.
 * @param {string} name without its suffix, such as `papers/3`
 * @returns {Promise<any>}
 */
export function data(name) {
  let file = files.get(name);
  if (!file) {
    file = once(async () => json(`data/${name}.json?v=${build || named() || (await head()).build}`));
    files.set(name, file);
  }
  return file();
}

/**
 * Returns the rows of papers from the blocks of a folder, in the order of the numbers.
 * @param {"papers" | "texts" | "cite"} folder
 * @param {Iterable<number>} numbers
 */
async function rows(folder, numbers) {
  const known = await head();
  const block = (folder !== "papers" && known[folder]) || known.block;
  return Promise.all(
    Array.from(numbers, async (number) => (await data(`${folder}/${Math.floor(number / block)}`))[number % block]),
  );
}

/** Returns papers by their numbers, in that order. @param {Iterable<number>} numbers @returns {Promise<Paper[]>} */
export async function papers(numbers) {
  const wanted = [...numbers];
  const found = await rows("papers", wanted);
  return found.map(([slug, title, summary, summarized, tags, listed, byline = "", published = ""], index) => ({
    number: wanted[index] ?? -1,
    slug,
    title,
    summary,
    summarized: summarized === 1,
    tags,
    listed,
    byline,
    published,
  }));
}

/**
 * Returns the readable abstracts of papers, in the order of their numbers.
 * @param {Iterable<number>} numbers
 * @returns {Promise<string[]>}
 */
export function texts(numbers) {
  return rows("texts", numbers);
}

/**
 * Returns papers ready to be cited, in the order of their numbers: each in every format of `formats.js`.
 * @param {Iterable<number>} numbers
 * @returns {Promise<string[][]>}
 */
export function cites(numbers) {
  return rows("cite", numbers);
}

/** Data of all papers for filters and sorting. */
export const columns = once(async () => {
  const read = await data("columns");
  const own = read.tags.map(fromSteps);
  const known = await head();
  const number = numbersOf(read.ids, read.salt);
  return /** @type {Columns} */ ({
    days: fromRuns(read.days),
    years: fromRuns(read.years ?? []),
    own,
    tags: known.tags.map((_, tag) => (read.within[tag] ? fromSteps(read.within[tag]) : own[tag])),
    listings: read.listings.map((/** @type {number[]} */ list) => Int32Array.from(list)),
    paths: read.paths.map((/** @type {number[]} */ list) => Int32Array.from(list)),
    titles: Int32Array.from(read.titles),
    surprise: Int32Array.from(read.surprise),
    list: (name) => fromSteps(read[name] ?? []),
    numberOf: (slug) => number(read.formerly[slug] ?? slug),
  });
});

/** Returns the number of a paper, also by a former slug, or -1 if there is none. @param {string} slug */
export async function numberOf(slug) {
  return (await columns()).numberOf(slug);
}

/**
 * Returns the papers of a file of a paper, tag, path or listing, in its order: a slug, or numbers.
 * @param {string} file its address, such as that of `tags/kv-cache.bib`
 * @returns {Promise<Iterable<number | string>>}
 */
export async function papersOf(file) {
  const [folder = "", slug = ""] = file.slice(siteUrl("").length).split(/[/.]/);
  if (folder === "papers") return [slug];
  const kind = /** @type {"tags" | "paths" | "listings"} */ (folder);
  const [known, lists] = await Promise.all([head(), columns()]);
  const numbers = lists[kind][known[kind].findIndex((one) => one.slug === slug)] ?? [];
  return kind === "tags" ? Array.from(numbers).reverse() : numbers; // a tag has the newest first
}

/**
 * Returns values that were written as `[value, how often in a row]`.
 * @template T
 * @param {[T, number][]} runs
 */
function fromRuns(runs) {
  return runs.flatMap(([value, count]) => Array(count).fill(value));
}

/** Returns ascending numbers that were written as steps. @param {number[]} steps */
export function fromSteps(steps) {
  const numbers = Int32Array.from(steps);
  for (let index = 1; index < numbers.length; index++) numbers[index] += /** @type {number} */ (numbers[index - 1]);
  return numbers;
}

/**
 * Returns what finds the number of a slug by its identity.
 * @param {string} ids base64 of a 32-bit identity a paper, the lowest byte first
 * @param {string} salt
 * @returns {(slug: string) => number}
 */
export function numbersOf(ids, salt) {
  const bytes = Uint8Array.from(atob(ids), (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  /** @type {Map<number, number>} */
  const numbers = new Map();
  for (let at = 0; at < bytes.length; at += 4) numbers.set(view.getUint32(at, true), at / 4);
  return (slug) => numbers.get(identity(salt + slug)) ?? -1;
}

/** Returns the 32-bit FNV-1a hash of a text, as the generator does. @param {string} text */
export function identity(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
