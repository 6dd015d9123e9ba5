// Opens a paper left to chance that the visitor has neither read nor hidden.

import { head, papers } from "../data/catalogue.js";
import { notice } from "../lib/notice.js";
import { go, siteUrl } from "../lib/site.js";
import { keep } from "../saved/saved.js";

/** Papers that are drawn before giving up: with nine papers of ten read, one draw in ten thousand finds none. */
const DRAWS = 90;

/** Opens a paper left to chance. */
export async function surprise() {
  try {
    const slug = await another();
    if (slug) go(siteUrl(`papers/${slug}/`));
    else notice("No other paper was found: you have read or hidden nearly all of them.");
  } catch {
    notice("The list of papers could not be loaded. Try again in a moment.");
  }
}

/** Returns a paper that is not this one and neither read nor hidden, or "". */
async function another() {
  for (const number of drawn((await head()).papers, DRAWS)) {
    const [paper] = await papers([number]);
    if (!paper || location.pathname.endsWith(`/papers/${paper.slug}/`)) continue;
    const { read, hidden } = keep.get(paper.slug);
    if (!read && !hidden) return paper.slug;
  }
  return "";
}

/** Yields different numbers below a bound, in no order. @param {number} bound @param {number} most */
function* drawn(bound, most) {
  const seen = new Set();
  while (seen.size < Math.min(bound, most)) {
    const number = Math.floor(Math.random() * bound);
    if (seen.has(number)) continue;
    seen.add(number);
    yield number;
  }
}
