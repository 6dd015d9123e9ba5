// The page of what is saved: lists, notes, read and hidden papers, a list that somebody shared, export and import.

import { render } from "lit-html";
import { known } from "../data/known.js";
import { copyText, saveFile } from "../lib/files.js";
import { siteUrl } from "../lib/site.js";
import { stored } from "../lib/storage.js";
import { counted } from "../lib/text.js";
import { setInList, slugsOf } from "../saved/lists.js";
import { edited, moved, nameProblem, READ_LATER, without } from "../saved/lists-data.js";
import { NoteWriter } from "../saved/note-writer.js";
import { keep } from "../saved/saved.js";
import { LONGEST_FILE, listFragment, NOTHING, notesAsMarkdown, sharedList } from "../saved/saved-data.js";
import { shownOf } from "./saved-order.js";
import { savedView, sharedView } from "./saved-view.js";

/** @import { Entry } from "../saved/saved-data.js" */
/** @import { Known } from "../data/known.js" */
/** @import { Order } from "./saved-order.js" */
/** @import { Section } from "./saved-view.js" */

/** Milliseconds after which titles are shown, even if their summaries are not there yet. */
const LATE = 1500;

const orderStore = stored("kept-order.1");

/** Draws the page, and again after every change. @param {HTMLElement} element @param {AbortSignal} left */
export async function mount(element, left) {
  const page = new SavedPage(element, left);
  keep.subscribe(() => page.load(), left);
  addEventListener("hashchange", () => page.show(), { signal: left });
  await page.show();
}

export class SavedPage {
  /** @type {Map<string, Known>} papers of the lists, by slug */ papers = new Map();
  /** @type {string[] | null} what somebody shared */ shared = null;
  /** @type {Map<string, HTMLLIElement>} rows by section and slug; what is open in one stays open */ rows = new Map();
  drawn = false;
  loaded = false;
  failed = false;
  said = "";
  /** @type {(() => void) | null} takes the last step back */ undone = null;
  /** The only section that is shown, or "" for all. */
  only = "";
  /** What the visitor looks for. */
  query = "";
  /** The paper whose note was written last, though it may be empty: its field stays. */
  writing = "";
  /** The list whose name is being changed. */
  renaming = "";
  order = /** @type {Order} */ (orderStore.read() ?? "added");

  /** @param {HTMLElement} element @param {AbortSignal} left */
  constructor(element, left) {
    this.element = element;
    this.left = left;
    this.notes = new NoteWriter(left);
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
      const slugs = this.shared ?? keep.slugs();
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
   * Does a step that can be undone, until the next one.
   * @param {string} said
   * @param {() => void} step
   * @param {() => void} undo
   */
  step(said, step, undo) {
    this.notes.flush();
    this.undone = undo;
    this.said = said;
    step();
    /** @type {HTMLElement | null} */ (this.element.querySelector(".rl-saved__undo"))?.focus({ preventScroll: true });
  }

  /** Takes a paper out of a section. @param {Section} section @param {string} slug */
  remove({ name, mark, said }, slug) {
    const entry = keep.get(slug);
    const paper = { slug, title: this.paper(slug).title };
    if (mark) {
      const change = mark === "note" ? { note: "" } : { [mark]: false };
      this.step(
        said,
        () => keep.set(slug, change),
        () => keep.set(slug, entry),
      );
    } else {
      this.step(
        said,
        () => setInList(name, paper, false),
        () => setInList(name, paper, true),
      );
    }
  }

  /** Deletes a list; its papers stay in other lists. @param {string} name */
  deleteList(name) {
    const list = keep.lists().find((one) => one.name === name);
    if (this.only === `list ${name}`) this.only = "";
    const undo = () => keep.changeLists((lists) => edited(lists, name, () => list ?? {}));
    this.step(`List “${name}” deleted.`, () => keep.changeLists((lists) => without(lists, name)), undo);
  }

  /** Gives a list another name; returns what is wrong with it, or "". @param {string} name @param {string} now */
  renameList(name, now) {
    const problem = nameProblem(keep.lists(), now, name);
    if (problem) return problem;
    this.renaming = "";
    if (this.only === `list ${name}`) this.only = `list ${now}`;
    keep.changeLists((lists) => edited(lists, name, () => ({ name: now })));
    this.say(`The list is called “${now}” now.`);
    return "";
  }

  undo() {
    const undo = this.undone;
    this.undone = null;
    this.said = "Restored.";
    undo?.();
    this.element.querySelector("h2")?.focus({ preventScroll: true });
  }

  /**
   * Moves a paper of a list by one place among those that are shown.
   * @param {Section} section
   * @param {string} slug
   * @param {-1 | 1} by
   */
  move(section, slug, by) {
    const shown = this.of(section);
    const other = shown[shown.indexOf(slug) + by];
    if (!other) return;
    const order = moved(shownOf(this, { ...section, all: true }), slug, other);
    this.said = `Moved to place ${shown.indexOf(other) + 1} of ${shown.length}: ${this.paper(slug).title}`;
    this.undone = null;
    keep.changeLists((lists) => edited(lists, section.name, () => ({ order })));
    /** @type {HTMLElement | null | undefined} */ (
      this.rows.get(`${section.name} ${slug}`)?.querySelector(`[data-by="${by}"]`)
    )?.focus();
  }

  /** Shows the field of a note. @param {Section} section @param {string} slug */
  write(section, slug) {
    this.writing = slug;
    this.draw();
    this.rows.get(`${section.name} ${slug}`)?.querySelector("textarea")?.focus();
  }

  /** Keeps all papers of the shared list that are on this site. */
  keepShared() {
    const papers = (this.shared ?? []).filter((slug) => this.papers.get(slug)?.url);
    for (const slug of papers) keep.set(slug, { bookmarked: true, title: this.papers.get(slug)?.title ?? "" });
    this.say(`Saved: ${counted(papers.length)} ${papers.length === 1 ? "is" : "are"} in “${READ_LATER}” now.`);
  }

  /** Saves everything as a file. */
  exportFile() {
    this.notes.flush();
    saveFile("reading-list-kept.json", "application/json", keep.toJSON());
    this.say("Saved as reading-list-kept.json.");
  }

  /** Saves the notes as a file of Markdown. */
  exportNotes() {
    this.notes.flush();
    const notes = this.marked("note").map((slug) => ({ ...this.paper(slug), note: keep.get(slug).note }));
    saveFile("reading-list-notes.md", "text/markdown", notesAsMarkdown(notes));
    this.say("Saved as reading-list-notes.md.");
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

  /** Copies the address of a list. @param {string} name */
  async copyLink(name) {
    const url = siteUrl("kept/") + listFragment(slugsOf(name));
    this.say(
      (await copyText(url))
        ? "Copied. Who opens the link sees these papers; without your notes."
        : `This browser does not let the page copy. The link is: ${url}`,
    );
  }

  /** Chooses the order of the papers. @param {Order} order */
  sort(order) {
    this.order = order;
    orderStore.write(order);
    this.draw();
  }

  /** Returns the papers of a section that are shown, in their order. @param {Section} section */
  of(section) {
    return shownOf(this, section);
  }

  /** Returns how many papers a section has. @param {Section} section */
  count({ name, mark }) {
    return mark ? this.marked(mark).length : slugsOf(name).length;
  }

  /** Returns the papers that have a mark or a note, the latest first. @param {"read" | "hidden" | "note"} mark */
  marked(mark) {
    return [...keep.all()]
      .filter(([, entry]) => entry[mark])
      .map(([slug]) => slug)
      .reverse();
  }

  /** Returns the numbers of papers, as far as the catalogue has them. @param {string[]} slugs */
  numbers(slugs) {
    return slugs.map((slug) => this.paper(slug).number).filter((number) => number >= 0);
  }

  /** Returns what is known of a paper, from the catalogue or else from when it was kept. @param {string} slug */
  paper(slug) {
    const listed = keep
      .lists()
      .flatMap(({ papers }) => papers)
      .find((paper) => paper.slug === slug);
    const title = (keep.all().get(slug) ?? NOTHING).title || listed?.title || slug;
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
    render(this.shared ? sharedView(this, this.shared) : savedView(this), this.element);
  }
}
