// The index of the search as the browser reads it: one file for each range of the alphabet that a query touches.

import { data, head } from "../data/catalogue.js";

/**
 * @typedef {object} Entries the papers that have a word
 * @property {Int32Array} numbers ascending
 * @property {Uint8Array} levels how much the word counts in each, from 0 to 15
 * @property {string[] | null} parts of a compound; none of a name that is never written apart; null of any other word
 */

/** Into how many steps the weight of a word is divided. */
export const LEVELS = 16;
/** How many files one prefix may touch. */
const MOST_RANGES = 3;

/** @type {Map<string, Entries>} */
const decoded = new Map();

/** Returns the papers that have a word, or null if none has. @param {string} word @returns {Promise<Entries | null>} */
export async function entries(word) {
  const found = decoded.get(word);
  if (found) return found;
  const packed = (await range(await rangeOf(word)))[word];
  if (typeof packed !== "string") return null;
  const [splits, numbers] = packed.includes(" ") ? packed.split(" ") : [null, packed];
  const unpacked = { ...unpack(/** @type {string} */ (numbers)), parts: partsOf(word, splits ?? null) };
  decoded.set(word, unpacked);
  return unpacked;
}

/** @param {string} word @param {string | null} splits where its parts end, such as `4,6`; `0` if it has none */
function partsOf(word, splits) {
  if (splits === null) return null;
  if (splits === "0") return [];
  const ends = [0, ...splits.split(",").map(Number), word.length];
  return ends.slice(1).map((end, at) => word.slice(ends[at], end));
}

/**
 * Returns the words that begin with some letters, as far as the first files that may have them do; of compounds those
 * whose first part does not begin so by itself.
 * @param {string} prefix
 * @param {number} [most] how many files
 * @returns {Promise<string[]>}
 */
export async function beginningWith(prefix, most = MOST_RANGES) {
  const { starts } = (await head()).search;
  const first = await rangeOf(prefix);
  const last = Math.min(await rangeOf(`${prefix}\uffff`), first + most - 1, starts.length - 1);
  const files = await Promise.all(Array.from({ length: last - first + 1 }, (_, at) => range(first + at)));
  return files.flatMap((file) =>
    Object.entries(file)
      .filter(([word, packed]) => word.startsWith(prefix) && prefix.length > firstEnd(packed))
      .map(([word]) => word),
  );
}

/** @param {string} packed */
const firstEnd = (packed) => (packed.includes(" ") ? Number.parseInt(packed, 10) : 0);

/**
 * Returns where a word stands in each paper of its entries, in their order; titles begin at 0, summaries at 128,
 * abstracts at 256. Words that say nothing have no places.
 * @param {string} word
 */
export async function places(word) {
  const packed = (await data(`places/${await rangeOf(word)}`))[word];
  return typeof packed === "string" ? unpackPlaces(packed) : [];
}

/**
 * Returns the words that a misspelt one may have meant.
 * @param {string[]} letters the first letters to look under; none for all
 * @returns {Promise<import("./spelling.js").Known[]>}
 */
export async function spellings(letters) {
  /** @type {string[]} */
  const known = (await head()).search.letters;
  const wanted = letters.length > 0 ? known.filter((letter) => letters.includes(letter)) : known;
  const names = known.length === 0 ? ["all"] : wanted.map((letter) => (letter.codePointAt(0) ?? 0).toString(16));
  const files = await Promise.all(names.map((name) => data(`spelling/${name}`)));
  return files.flatMap((file) =>
    Object.entries(/** @type {Record<string, number | [number, string]>} */ (file)).map(([word, known]) => {
      const [papers, form] = Array.isArray(known) ? known : [known, word];
      return { word, papers, form };
    }),
  );
}

/** @param {string} word */
async function rangeOf(word) {
  /** @type {string[]} */
  const starts = (await head()).search.starts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (/** @type {string} */ (starts[middle]) <= word) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @param {number} at */
function range(at) {
  return data(`words/${at}`);
}

/**
 * Returns the numbers that base64 holds: seven bits a byte, the lowest first, the eighth tells that more follow.
 * @param {string} packed
 */
export function numbersIn(packed) {
  const bytes = atob(packed);
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charCodeAt(at);
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
      shift = 0;
    }
  }
  return numbers;
}

/** @param {string} packed @returns {Pick<Entries, "numbers" | "levels">} */
export function unpack(packed) {
  const read = numbersIn(packed);
  const numbers = new Int32Array(read.length);
  const levels = new Uint8Array(read.length);
  let number = 0;
  for (let at = 0; at < read.length; at++) {
    const value = /** @type {number} */ (read[at]);
    number += Math.floor(value / LEVELS);
    numbers[at] = number;
    levels[at] = value % LEVELS;
  }
  return { numbers, levels };
}

/** @param {string} packed @returns {number[][]} */
export function unpackPlaces(packed) {
  const read = numbersIn(packed);
  const found = [];
  for (let at = 0; at < read.length; ) {
    const count = /** @type {number} */ (read[at]);
    let place = 0;
    found.push(read.slice(at + 1, at + 1 + count).map((step) => (place += step)));
    at += 1 + count;
  }
  return found;
}
