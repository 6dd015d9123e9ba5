// Tags of the vocabulary as they are found: by name, by another word, by what they are about.

/** @import { Tag } from "./preview.js" */

/** @param {string} text */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Returns how well one word fits a tag: 0 begins its name, then aliases, parts of either, the description; or Infinity.
 * @param {Tag} tag
 * @param {string} word
 */
function distance(tag, word) {
  const names = [plain(tag.name), tag.slug];
  const others = tag.aliases.map(plain);
  /** @param {string} text */
  const inside = (text) => text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word));
  if (names.some((text) => text.startsWith(word))) return 0;
  if (others.some((text) => text.startsWith(word))) return 1;
  if (names.some(inside)) return 2;
  if (others.some(inside)) return 3;
  if (names.some((text) => text.includes(word))) return 4;
  if (inside(plain(tag.description))) return 5;
  return Infinity;
}

/**
 * Returns the tags that fit what was typed, best first; all of them if that is nothing.
 * @param {Tag[]} tags
 * @param {string} typed
 */
export function matching(tags, typed) {
  const whole = plain(typed.trim());
  const words = whole.split(/\s+/).filter(Boolean);
  const scored = tags.map((tag) => {
    const exact = [plain(tag.name), tag.slug, ...tag.aliases.map(plain)].includes(whole);
    return {
      tag,
      score: exact
        ? -1
        : Math.min(distance(tag, whole), Math.max(0, ...words.map((word) => distance(tag, word))) + 0.5),
    };
  });
  return scored
    .filter(({ score }) => score < Infinity)
    .sort((a, b) => a.score - b.score)
    .map(({ tag }) => tag);
}

/**
 * Returns the alias by which a tag was found, if its own name would not tell why.
 * @param {Tag} tag
 * @param {string} typed
 */
export function aliasOf(tag, typed) {
  const word = plain(typed.trim());
  if (!word || distance(tag, word) === 0) return "";
  return tag.aliases.find((alias) => plain(alias).includes(word)) ?? "";
}

/**
 * Returns tags by facet.
 * @param {Tag[]} tags
 */
export function grouped(tags) {
  /** @type {Map<string, Tag[]>} */
  const groups = new Map();
  for (const tag of tags) groups.set(tag.facet, [...(groups.get(tag.facet) ?? []), tag]);
  return groups;
}
