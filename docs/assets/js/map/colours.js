// The colours and shapes of the map: which papers have which tag of the chosen facet.

/** How many tags of a facet have a colour and a shape. */
export const COLOURS = 8;

/** The group of papers that carry tags, but none of the coloured ones. */
export const OTHER = COLOURS;

/** The group of papers without any tag. */
export const UNTAGGED = COLOURS + 1;

/** The group of papers that a choice in the legend leaves out. */
export const LEFT_OUT = COLOURS + 2;

/**
 * Returns the group of each paper: the place of the rarest of the coloured tags that it carries.
 * @param {number} papers how many there are
 * @param {ArrayLike<number>[]} own by tag number: the papers that carry it
 * @param {number[]} coloured tag numbers, that of most papers first
 * @param {ReadonlySet<number>} chosen groups that are looked at; none means all
 */
export function grouped(papers, own, coloured, chosen) {
  const groups = new Uint8Array(papers).fill(UNTAGGED);
  for (const tagged of own) each(tagged, (paper) => (groups[paper] = OTHER));
  for (const [group, tag] of coloured.entries()) each(own[tag], (paper) => (groups[paper] = group));
  if (!chosen.size) return groups;
  // A paper with two tags of the facet is shown for either.
  const kept = groups.map((group) => (group >= OTHER && chosen.has(group) ? group : LEFT_OUT));
  for (const [group, tag] of coloured.entries()) {
    if (chosen.has(group)) each(own[tag], (paper) => (kept[paper] = group));
  }
  return kept;
}

/**
 * Returns how many papers each entry of the legend stands for, by group.
 * @param {number} papers how many there are
 * @param {ArrayLike<number>[]} own by tag number: the papers that carry it
 * @param {number[]} coloured tag numbers
 */
export function counted(papers, own, coloured) {
  const groups = grouped(papers, own, coloured, new Set());
  const counts = Array(UNTAGGED + 1).fill(0);
  for (const [group, tag] of coloured.entries()) counts[group] = own[tag]?.length ?? 0;
  for (const group of groups) if (group >= OTHER) counts[group] += 1;
  return counts;
}

/**
 * Returns the tags that most of some papers carry, with how many, the most first.
 * @param {Int32Array} papers ascending
 * @param {ArrayLike<number>[]} own by tag number: the papers that carry it
 * @param {number} most how many tags are asked for
 * @returns {[tag: number, papers: number][]}
 */
export function commonTags(papers, own, most) {
  const wanted = new Set(papers);
  const counts = own.map((tagged, tag) => {
    let count = 0;
    each(tagged, (paper) => (count += wanted.has(paper) ? 1 : 0));
    return /** @type {[number, number]} */ ([tag, count]);
  });
  const found = counts.filter(([, count]) => count > 0);
  return found.sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, most);
}

/** @param {ArrayLike<number> | undefined} list @param {(value: number) => void} visit */
function each(list, visit) {
  for (let index = 0; index < (list?.length ?? 0); index++) visit(/** @type {ArrayLike<number>} */ (list)[index]);
}
