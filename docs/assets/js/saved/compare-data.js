// Papers side by side, as data: what their own pages say, and which tags they share.

import { MOST } from "./selected.js";

/** @typedef {{name: string, url: string, classes: string}} Tag a chip: its name, where it leads, and its colours */
/** @typedef {{text: string, url: string}} Link */

/**
 * @typedef {object} Compared
 * @property {string} slug
 * @property {string} title
 * @property {string} url
 * @property {string} authors empty if nobody knows them
 * @property {string} published where and when; empty if nobody knows it
 * @property {string} summary empty if there is not even an abstract
 * @property {boolean} lent whether the summary is the first sentence of the abstract
 * @property {Tag[]} tags
 * @property {string} abstract
 * @property {string[]} listed
 * @property {Link[]} links
 */

/**
 * Returns the slugs that an address asks for, each once, and how many are too many.
 * @param {string} query the part of the address from `?` on
 * @returns {{slugs: string[], left: number}}
 */
export function asked(query) {
  const wanted = new URLSearchParams(query).getAll("papers").flatMap((list) => list.split(","));
  const slugs = [...new Set(wanted.map((slug) => slug.trim()).filter(Boolean))];
  return { slugs: slugs.slice(0, MOST), left: Math.max(0, slugs.length - MOST) };
}

/**
 * Returns the tags of one of the papers, those it shares first, each with how many of the papers carry it.
 * @param {Pick<Compared, "tags">} paper
 * @param {Pick<Compared, "tags">[]} all
 * @returns {{tag: Tag, carriers: number}[]}
 */
export function sharedFirst(paper, all) {
  const counted = paper.tags.map((tag) => ({
    tag,
    carriers: all.filter(({ tags }) => tags.some(({ name }) => name === tag.name)).length,
  }));
  return counted.sort((one, two) => two.carriers - one.carriers);
}

/**
 * Tells whether something is the same for all papers; of lists, the order does not count.
 * @param {Compared[]} papers
 * @param {keyof Compared} field
 */
export function isSame(papers, field) {
  const values = papers.map(({ [field]: value }) =>
    JSON.stringify(Array.isArray(value) ? value.map((one) => JSON.stringify(one)).toSorted() : value),
  );
  return new Set(values).size < 2;
}

/**
 * Says in words how many of the papers carry a tag; "" if it is one alone.
 * @param {number} carriers
 * @param {number} all
 */
export function sharing(carriers, all) {
  if (carriers < 2) return "";
  if (carriers === all) return all === 2 ? "in both" : `in all ${all}`;
  return `in ${carriers} of ${all}`;
}

/**
 * Reads what the page of a paper says.
 * @param {Document} page
 * @param {string} slug
 * @param {string} url
 * @returns {Compared}
 */
export function readPage(page, slug, url) {
  const summary = page.querySelector(".rl-summary");
  summary?.querySelector(".rl-label")?.remove();
  const authors = page.querySelector(".rl-authors summary") ?? page.querySelector(".rl-authors"); // of many, the first
  return {
    slug,
    url,
    title: words(page.querySelector("h1")),
    authors: words(authors),
    published: words(page.querySelector(".rl-origin")),
    summary: words(summary),
    lent: summary?.classList.contains("rl-summary--abstract") ?? false,
    tags: Array.from(page.querySelectorAll(".rl-tags:not(.rl-suggested) a.t"), (chip) => ({
      name: words(chip),
      url: address(chip, url),
      classes: chip.className,
    })),
    abstract: words(page.querySelector(".rl-abstract")),
    listed: Array.from(page.querySelectorAll("#listed-in + ul > li"), words),
    links: Array.from(page.querySelectorAll("#identifiers + ul a, #links + ul a"), (link) => ({
      text: words(link),
      url: address(link, url),
    })),
  };
}

/** @param {Element | null} element */
const words = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** @param {Element} link @param {string} page */
const address = (link, page) => new URL(link.getAttribute("href") ?? "", page).href;
