// The page of what is kept: bookmarks, notes, read and hidden papers, a list that somebody shared, export and import.

import { render } from "lit-html";
import { known } from "../data/known.js";
import { keep } from "../keep/keep.js";
import { LONGEST_FILE, listFragment, NOTHING, sharedList } from "../keep/kept-data.js";
import { copyText, saveFile } from "../lib/files.js";
import { siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";
import { keptView, sharedView } from "./kept-view.js";

/** @import { Entry } from "../keep/kept-data.js" */
/** @import { Known } from "../data/known.js" */

/** Milliseconds after which titles are shown, even if their summaries are not there yet. */
const LATE = 1500;

/** Draws the page, and again after every change. @param {HTMLElement} element @param {AbortSignal} left */
export async function mount(element, left) {
  const page = new KeptPage(element, left);
  keep.subscribe(() => page.load(), left);
  addEventListener("hashchange", () => page.show(), { signal: left });
  await page.show();
}

export class KeptPage {
  /** @type {Map<string, Known>} papers of the list, by slug */ papers = new Map();
  /** @type {string[] | null} what somebody shared */ shared = null;
  drawn = false;
  loaded = false;
  failed = false;
  said = "";
  /** @type {{slug: string, entry: Entry} | null} what can be undone */ undone = null;

  /** @param {HTMLElement} element @param {AbortSignal} left */
  constructor(element, left) {
    this.element = element;
    this.left = left;
  }

  /** Shows what the address asks for. */
  async show() {
    this.shared = sharedList(location.hash);
    this.loaded = this.drawn = false;
    this.undone = null;
    this.said = "";
    await this.load();
  }

  /** Brings what the catalogue knows of the papers, and draws. */
  async load() {
    if (this.drawn) this.draw();
    // Summaries would move what was drawn without them; titles alone come only if they take long.
    const late = setTimeout(() => this.draw(), LATE);
    try {
      const slugs = [...(this.shared ?? keep.all().keys())];
      for (const [slug, paper] of await known(slugs.filter((slug) => !this.papers.has(slug))))
        this.papers.set(slug, paper);
      this.loaded = true;
      this.failed = false;
    } catch {
      this.failed = true;
    }
    clearTimeout(late);
    if (!this.left.aborted) this.draw();
  }

  /**
   * Takes one mark from a paper; the last such step can be undone.
   * @param {string} slug
   * @param {Partial<Entry>} change
   * @param {string} said
   */
  remove(slug, change, said) {
    this.undone = { slug, entry: keep.get(slug) };
    this.said = said;
    keep.set(slug, change);
    /** @type {HTMLElement | null} */ (this.element.querySelector(".rl-kept__undo"))?.focus();
  }

  undo() {
    if (!this.undone) return;
    const { slug, entry } = this.undone;
    this.undone = null;
    this.said = "It is back.";
    keep.set(slug, entry);
    this.element.querySelector("h2")?.focus();
  }

  /** Keeps all papers of the shared list that are on this site. */
  keepShared() {
    const papers = (this.shared ?? []).filter((slug) => this.papers.get(slug)?.url);
    for (const slug of papers) keep.set(slug, { bookmarked: true, title: this.papers.get(slug)?.title ?? "" });
    this.say(`Kept: ${counted(papers.length)} ${papers.length === 1 ? "is" : "are"} among your bookmarks now.`);
  }

  /** Saves everything as a file. */
  exportFile() {
    saveFile("reading-list-kept.json", "application/json", keep.toJSON());
    this.say("Saved as reading-list-kept.json.");
  }

  /** @param {Event} event */
  async importFile(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const file = input.files?.[0];
    if (!file) return;
    const large = file.size > LONGEST_FILE * 2;
    const { message } = large
      ? { message: "This file was not read, and nothing was changed: it is far too large." }
      : keep.fromJSON(await file.text());
    input.value = ""; // the same file can be chosen again
    this.say(message);
  }

  /** Copies the address of a list of the bookmarks. */
  async copyLink() {
    const url = siteUrl("kept/") + listFragment(this.of("bookmarked").map(([slug]) => slug));
    this.say(
      (await copyText(url))
        ? "Copied. Who opens the link sees these papers; your notes are not in it."
        : `This browser does not let the page copy. The link is: ${url}`,
    );
  }

  /**
   * Returns what is kept with a mark or a note, the latest first.
   * @param {"bookmarked" | "read" | "hidden" | "note"} mark
   */
  of(mark) {
    return [...keep.all()].filter(([, entry]) => entry[mark]).reverse();
  }

  /**
   * Returns the numbers of the papers that are kept with a mark, the latest first, as far as the catalogue has them.
   * @param {"bookmarked" | "read" | "hidden" | "note"} mark
   */
  numbers(mark) {
    return this.of(mark)
      .map(([slug]) => this.paper(slug).number)
      .filter((number) => number >= 0);
  }

  /** Returns what is known of a paper, from the catalogue or else from when it was kept. @param {string} slug */
  paper(slug) {
    const title = (keep.all().get(slug) ?? NOTHING).title || slug;
    return this.papers.get(slug) ?? { number: -1, slug, title, summary: "", byline: "", url: "" };
  }

  /** @param {string} message */
  say(message) {
    this.undone = null;
    this.said = message;
    this.draw();
  }

  draw() {
    this.drawn = true;
    render(this.shared ? sharedView(this, this.shared) : keptView(this), this.element);
  }
}
