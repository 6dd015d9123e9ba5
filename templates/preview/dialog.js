// The panel itself: the tags, the summary and the note of a paper, to be changed and saved.

import { code, make, markDraft, toast } from "./elements.js";
import { ask, memory, Refused } from "./preview.js";
import { travel } from "./queue.js";
import { TagList } from "./tag-list.js";
import { plain } from "./tags.js";

/** @import { Change, Finding, Paper, Tag } from "./preview.js" */

const LONGEST = 140; // characters of a summary
const DIGIT_PATIENCE = 900; // milliseconds in which `3` may still become `3D vision`

export class Panel {
  chips = make("ul.rlp-chips", { "aria-label": "Tags of this paper" });
  input = make("input.rlp-input", {
    id: "rlp-input",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    placeholder: "Add a tag",
    enterkeyhint: "done",
    autofocus: true,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "rlp-list",
    "aria-describedby": "rlp-keys",
    input: () => this.search(),
    focus: () => this.input.value && this.search(),
    keydown: (event) => this.typed(event),
    blur: () => this.list.close(),
  });
  suggestions = make("section.rlp-part", { "aria-labelledby": "rlp-suggested" });
  count = make("output.rlp-count", { for: "rlp-summary" });
  summary = make("textarea.rlp-text", {
    id: "rlp-summary",
    rows: 2,
    placeholder: "What it does, in one sentence",
    "aria-describedby": "rlp-count-hint",
    input: () => this.changed(),
    keydown: (event) => this.savesOn(event, !event.shiftKey && !event.ctrlKey && !event.metaKey),
  });
  note = make("textarea.rlp-text", {
    id: "rlp-note",
    rows: 3,
    placeholder: "Shown below the abstract; a blank line begins a paragraph",
    input: () => this.changed(),
  });
  message = make("div.rlp-message", { role: "alert" });
  status = make("div.rlp-status", { role: "status" });
  save = make("button.rlp-save", { type: "submit" }, "Save");
  question = make("div.rlp-question", { role: "alert" });

  /** @type {{key: string, slug: string, at: number} | null} */
  digit = null;
  asked = false;
  busy = false;

  /**
   * @param {Paper} paper what the preview knows of it
   * @param {Tag[]} tags the vocabulary
   * @param {string[]} queue slugs of the papers that wait
   */
  constructor(paper, tags, queue) {
    this.paper = paper;
    this.vocabulary = tags;
    this.known = new Map(tags.map((tag) => [tag.slug, tag]));
    this.queue = queue;
    this.tags = [...paper.tags];
    const has = (/** @type {string} */ slug) => this.tags.includes(slug);
    this.list = new TagList(this.input, tags, has, (slug) => this.add(slug));
    this.dialog = make(
      "dialog.rlp",
      {
        "aria-labelledby": "rlp-title",
        keydown: (event) => this.key(event),
        cancel: (event) => {
          event.preventDefault();
          this.leave();
        },
        close: () => this.close(), // the browser may close it without asking
        click: (event) => {
          if (event.target === this.dialog) this.leave();
        },
      },
      this.form(),
    );
    this.restore();
    this.render();
  }

  /** The differences from the library, in the form that the preview reads. @returns {Change} */
  get change() {
    const note = this.note.value.replace(/\s+$/, "");
    const tldr = this.summary.value.replace(/\s+/g, " ").trim();
    return {
      add: this.tags.filter((slug) => !this.paper.tags.includes(slug)),
      remove: this.paper.tags.filter((slug) => !this.tags.includes(slug)),
      tldr: tldr === (this.paper.tldr ?? "") ? null : tldr,
      note: note === this.paper.note.replace(/\s+$/, "") ? null : note,
    };
  }

  get dirty() {
    const { add, remove, tldr, note } = this.change;
    return add.length > 0 || remove.length > 0 || tldr !== null || note !== null;
  }

  get draftName() {
    return `draft.${this.paper.slug}`;
  }

  keep() {
    if (this.dirty) memory.set(this.draftName, this.change);
    else memory.drop(this.draftName);
    markDraft(this.dirty);
  }

  restore() {
    /** @type {Change | null} */
    const draft = memory.get(this.draftName);
    this.summary.value = draft?.tldr ?? this.paper.tldr ?? "";
    this.note.value = draft?.note ?? this.paper.note;
    if (draft)
      this.tags = [
        ...this.tags.filter((slug) => !draft.remove.includes(slug)),
        ...draft.add.filter((slug) => !this.tags.includes(slug)),
      ];
  }

  // --- What it is made of

  form() {
    const place = this.queue.indexOf(this.paper.slug);
    const where =
      place >= 0 ? `${place + 1} of ${this.queue.length} without tags` : `${this.queue.length} without tags`;
    /**
     * @param {string} label
     * @param {string} key
     * @param {1 | -1} way
     */
    const step = (label, key, way) =>
      make(
        "button.rlp-step",
        { type: "button", "aria-label": label, title: `${label} (${key})`, click: () => this.go(way) },
        make("kbd", { "aria-hidden": "true" }, key),
      );
    return make(
      "form.rlp-form",
      {
        novalidate: true,
        submit: (event) => {
          event.preventDefault();
          this.submit();
        },
      },
      make(
        "div.rlp-head",
        {},
        make("div", {}, make("h2", { id: "rlp-title" }, "Edit tags"), make("p.rlp-paper", {}, this.paper.title)),
        make("button.rlp-close.rl-i-close", {
          type: "button",
          "aria-label": "Close",
          title: "Close (Esc)",
          click: () => this.leave(),
        }),
      ),
      make(
        "div.rlp-body",
        { tabindex: -1 },
        make(
          "section.rlp-part",
          {},
          make("label.rlp-label", { for: "rlp-input" }, "Tags"),
          make(
            "div.rlp-box",
            {
              click: (event) => {
                if (event.target === event.currentTarget) this.input.focus();
              },
            },
            this.chips,
            this.input,
          ),
          make("div.rlp-drop", {}, this.list.element),
          make(
            "p.rlp-hidden",
            { id: "rlp-keys" },
            "Type a name or a word of the description. Enter adds the tag, Backspace removes the last one. Enter in the empty field saves.",
          ),
        ),
        this.suggestions,
        make(
          "section.rlp-part",
          {},
          make("div.rlp-row", {}, make("label.rlp-label", { for: "rlp-summary" }, "Summary"), this.count),
          this.summary,
          make("p.rlp-hidden", { id: "rlp-count-hint" }, `At most ${LONGEST} characters. Enter saves.`),
        ),
        make(
          "section.rlp-part",
          {},
          make(
            "div.rlp-row",
            {},
            make("label.rlp-label", { for: "rlp-note" }, "Note"),
            make("span.rlp-hint", {}, make("kbd", {}, "Ctrl"), " ", make("kbd", {}, "Enter"), " saves"),
          ),
          this.note,
        ),
      ),
      make(
        "div.rlp-foot",
        {},
        this.message,
        this.question,
        this.status,
        make(
          "div.rlp-row",
          {},
          make(
            "div.rlp-queue",
            { role: "group", "aria-label": "Queue" },
            step("Previous paper", "[", -1),
            step("Next paper in the queue", "]", 1),
            make("span.rlp-hint", {}, where),
          ),
          this.save,
        ),
      ),
    );
  }

  // --- What it shows

  render() {
    this.chips.replaceChildren(...this.tags.map((slug) => make("li", {}, this.chip(slug))));
    this.renderSuggestions();
    this.renderCount();
    this.save.disabled = !this.dirty;
  }

  /** @param {string} slug */
  chip(slug) {
    const tag = this.known.get(slug);
    const kind = tag ? `f${tag.colour}` : "rlp-strange";
    const fresh = this.paper.tags.includes(slug) ? "" : ".rlp-new";
    /** @param {MouseEvent | KeyboardEvent} event */
    const remove = (event) => {
      if (event instanceof KeyboardEvent && !["Backspace", "Delete"].includes(event.key)) return;
      event.preventDefault();
      this.remove(slug);
    };
    return make(
      `button.rlp-chip.${kind}${fresh}`,
      {
        type: "button",
        "aria-label": `Remove ${tag?.name ?? slug}`,
        title: tag?.description ?? "Not in the vocabulary",
        click: remove,
        keydown: remove,
      },
      tag?.name ?? slug,
      make("span.rlp-x", { "aria-hidden": "true" }),
    );
  }

  /** The suggestions that are not on the paper yet: those the site shows, and of the others what makes five. */
  get offered() {
    const free = this.paper.suggestions.filter(({ tag }) => this.known.has(tag) && !this.tags.includes(tag));
    return free.filter(({ shown }, index) => shown || index < 5).slice(0, 9);
  }

  renderSuggestions() {
    const offered = this.offered;
    this.suggestions.hidden = offered.length === 0;
    const rows = offered.map(({ tag, because, shown }, index) => {
      const { name, colour } = /** @type {Tag} */ (this.known.get(tag));
      const evidence = because ? `because: ${because}` : "";
      return make(
        `li${shown ? "" : ".rlp-weak"}`,
        {},
        make(
          "button.rlp-suggestion",
          {
            type: "button",
            "aria-label": `Add ${name}${evidence && `, ${evidence}`}`,
            click: () => {
              this.add(tag);
              this.input.focus();
            },
          },
          make("kbd", { "aria-hidden": "true" }, `${index + 1}`),
          make(`span.rlp-chip.f${colour}`, {}, name),
          make("span.rlp-because", {}, evidence),
        ),
      );
    });
    this.suggestions.replaceChildren(
      make("h3.rlp-label", { id: "rlp-suggested" }, "Suggested"),
      make("ol", {}, ...rows),
    );
  }

  renderCount() {
    const length = [...this.summary.value.trim()].length;
    this.count.textContent = `${length} / ${LONGEST}`;
    this.count.classList.toggle("rlp-over", length > LONGEST);
  }

  /**
   * Tells those who listen; `seen` what all should see.
   * @param {string} text
   */
  announce(text, seen = false) {
    this.status.textContent = text;
    this.status.classList.toggle("rlp-seen", seen && text !== "");
  }

  changed() {
    this.renderCount();
    this.save.disabled = !this.dirty;
    this.unask();
    this.keep();
  }

  // --- Tags come and go

  /** @param {string} slug */
  add(slug) {
    if (!this.tags.includes(slug)) this.tags.push(slug);
    this.after(`${this.known.get(slug)?.name ?? slug} added`);
  }

  /** @param {string} slug */
  remove(slug) {
    this.tags = this.tags.filter((other) => other !== slug);
    this.after(`${this.known.get(slug)?.name ?? slug} removed`);
    this.input.focus();
  }

  /** @param {string} words */
  after(words) {
    this.input.value = "";
    this.list.close();
    this.message.replaceChildren();
    this.render();
    this.unask();
    this.keep();
    this.announce(words);
  }

  search() {
    const found = this.list.show();
    this.announce(this.input.value.trim() ? `${found} ${found === 1 ? "tag" : "tags"} found` : "");
    this.unask();
  }

  // --- Keys

  /** Keys in the field for tags. @param {KeyboardEvent} event */
  typed(event) {
    if (event.isComposing) return;
    const empty = this.input.value === "";
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.list.isOpen) this.search();
      this.list.step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      if (empty && this.list.active < 0) return; // the form is sent
      event.preventDefault();
      if (!this.list.isOpen) this.search();
      if (this.list.slug) this.add(this.list.slug);
    } else if (event.key === "Backspace" && empty && this.tags.length) {
      event.preventDefault();
      this.remove(/** @type {string} */ (this.tags.at(-1)));
    } else if (
      empty &&
      /^[1-9]$/.test(event.key) &&
      !event.ctrlKey &&
      !event.metaKey &&
      this.offered[Number(event.key) - 1]
    ) {
      event.preventDefault();
      this.digit = { key: event.key, slug: this.offered[Number(event.key) - 1].tag, at: event.timeStamp };
      this.add(this.digit.slug);
    } else if (empty && this.digit && event.key.length === 1 && event.timeStamp - this.digit.at < DIGIT_PATIENCE) {
      const { key, slug } = this.digit;
      this.digit = null;
      if (!this.vocabulary.some((tag) => plain(tag.name).startsWith(plain(key + event.key)))) return;
      this.remove(slug); // it was the beginning of a name
      this.input.value = key;
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {boolean} wanted
   */
  savesOn(event, wanted) {
    if (event.key !== "Enter" || !wanted || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  /** Keys anywhere in the panel; none of them reaches the page below. @param {KeyboardEvent} event */
  key(event) {
    event.stopPropagation();
    const target = /** @type {Element} */ (event.target);
    const writing = target.matches("textarea");
    if (event.key === "Escape") {
      event.preventDefault();
      if (this.list.isOpen) this.list.close();
      else this.leave();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
      event.preventDefault(); // a marked tag was added by the field before
      this.submit();
    } else if (!writing && (event.key === "]" || event.key === "[")) {
      event.preventDefault();
      this.go(event.key === "]" ? 1 : -1);
    } else if (/^[1-9]$/.test(event.key) && !target.matches("input, textarea") && this.offered[Number(event.key) - 1]) {
      this.add(this.offered[Number(event.key) - 1].tag);
    }
  }

  // --- Open, save, go, leave

  open() {
    document.body.append(this.dialog);
    this.dialog.showModal();
    memory.set("open", this.paper.slug);
    this.input.focus();
  }

  /** Takes the panel away at once: while a closed one stands on the page, it may hold the focus and the keys. */
  close() {
    if (!this.dialog.isConnected) return;
    memory.drop("open");
    this.dialog.remove();
    /** @type {HTMLElement | null} */ (document.querySelector(".rlp-open"))?.focus();
  }

  /** @param {() => void} [then] what to do instead of closing, once it is saved */
  async submit(then) {
    if (this.busy) return;
    if (!this.dirty) return then ? then() : this.close();
    this.busy = true;
    this.message.replaceChildren();
    this.unask();
    this.announce("Saving…", true);
    try {
      const { written, found } = await ask(`paper/${encodeURIComponent(this.paper.slug)}`, this.change);
      memory.drop(this.draftName);
      markDraft(false);
      this.close();
      toast(written ? "Saved, building…" : "Nothing to save", written, found);
      then?.();
    } catch (problem) {
      this.announce("");
      if (!(problem instanceof Refused)) throw problem;
      this.message.replaceChildren(...problem.found.map((finding) => this.finding(finding)));
      this.message.scrollIntoView({ block: "nearest" });
    } finally {
      this.busy = false;
    }
  }

  /** @param {Finding} finding */
  finding({ message, hint, where }) {
    return make(
      "div.rlp-finding",
      {},
      make("p", {}, ...code(message)),
      hint ? make("p.rlp-remedy", {}, ...code(hint)) : null,
      where ? make("p.rlp-where", {}, where) : null,
    );
  }

  leave() {
    if (!this.dirty || this.asked) return this.close(); // what is not saved stays a draft
    this.inquire("Not saved yet.", () => this.close(), "Leave as draft");
  }

  /** @param {1 | -1} way */
  async go(way) {
    if (!this.dirty || this.asked) return travel(way, (words) => this.announce(words, true));
    this.inquire("Not saved yet.", () => travel(way, (words) => this.announce(words, true)), "Continue, keep draft");
  }

  /**
   * Asks, in its place, what is to become of the changes; asking again means leaving them as a draft.
   * @param {string} words
   * @param {() => void} then
   * @param {string} label
   */
  inquire(words, then, label) {
    this.asked = true;
    const discard = () => {
      memory.drop(this.draftName);
      markDraft(false);
      then();
    };
    /**
     * @param {string} text
     * @param {() => void} click
     */
    const button = (text, click) => make("button.rlp-answer", { type: "button", click }, text);
    const save = button("Save", () => this.submit(label === "Leave as draft" ? undefined : then));
    this.announce("");
    this.question.replaceChildren(make("span", {}, words), save, button(label, then), button("Discard", discard));
    save.focus();
  }

  unask() {
    this.asked = false;
    this.question.replaceChildren();
  }
}
