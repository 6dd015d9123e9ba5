// *Edit tags*: the panel that the running preview adds to the page of a paper. A built site has nothing of it.

const LONGEST = 140; // characters of a summary
const DIGIT_PATIENCE = 900; // milliseconds in which `3` may still become `3D vision`

/** @typedef {{slug: string, name: string, description: string, facet: string, colour: number, aliases: string[]}} Tag */
/** @typedef {{tag: string, because: string, shown: boolean}} Suggestion */
/** @typedef {{slug: string, title: string, tags: string[], tldr: string | null, note: string, suggestions: Suggestion[]}} Paper */
/** @typedef {{add: string[], remove: string[], tldr: string | null, note: string | null}} Change */
/** @typedef {{message: string, hint: string, where: string}} Finding */

// --- The preview, and what this tab remembers -----------------------------------------------------------

/** What the preview says about itself on the page that is shown; null where there is no paper. */
const mark = () => /** @type {HTMLElement | null} */ (document.querySelector("script[data-paper]"))?.dataset ?? null;

/** Says no in the words of the preview; `found` are the findings, each with a hint. */
class Refused extends Error {
  /** @param {{message: string, hint?: string, found?: Finding[]}} said */
  constructor({ message, hint = "", found = [] }) {
    super(message);
    this.found = found.length ? found : [{ message, hint, where: "" }];
  }
}

/**
 * Asks the preview something.
 * @param {string} name below `/-/`
 * @param {Change} [change] to be saved; without it something is read
 * @returns {Promise<any>} what the preview says, as it says it
 */
async function ask(name, change) {
  const headers = change && { "Content-Type": "application/json", "X-Reading-List-Token": mark()?.token ?? "" };
  const request = change ? { method: "POST", headers, body: JSON.stringify(change) } : {};
  let answer;
  try {
    answer = await fetch(`/-/${name}`, request);
  } catch {
    throw new Refused({ message: "the preview does not answer", hint: "start it again: what you typed is kept here" });
  }
  const said = await answer.json();
  if (!answer.ok) throw new Refused(said);
  return said;
}

/** What outlives a page in this tab: drafts, the trail through the queue, whether the panel is open. */
const memory = {
  /**
   * @param {string} name
   * @param {any} [otherwise]
   * @returns {any}
   */
  get: (name, otherwise = null) => JSON.parse(sessionStorage.getItem(`reading-list.${name}`) ?? "null") ?? otherwise,
  /**
   * @param {string} name
   * @param {unknown} value
   */
  set: (name, value) => sessionStorage.setItem(`reading-list.${name}`, JSON.stringify(value)),
  /** @param {string} name */
  drop: (name) => sessionStorage.removeItem(`reading-list.${name}`),
};

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name | `${Name}.${string}`} kind its name, with classes: `p.rlp-hint`
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} attributes functions are listeners
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
function make(kind, attributes = {}, ...children) {
  const [name, ...classes] = kind.split(".");
  const element = /** @type {HTMLElementTagNameMap[Name]} */ (document.createElement(name));
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// --- Finding a tag --------------------------------------------------------------------------------------

/** @param {string} text */
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

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
function fitting(tags, typed) {
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
function aliasOf(tag, typed) {
  const word = plain(typed.trim());
  if (!word || distance(tag, word) === 0) return "";
  return tag.aliases.find((alias) => plain(alias).includes(word)) ?? "";
}

// --- The panel ------------------------------------------------------------------------------------------

class Panel {
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
    blur: () => this.closeList(),
  });
  list = make("div.rlp-list", {
    id: "rlp-list",
    role: "listbox",
    "aria-label": "Tags of the vocabulary",
    hidden: true,
    mousedown: (event) => event.preventDefault(),
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

  /** @type {Tag[]} */
  matches = [];
  /** @type {HTMLElement[]} what the list shows */
  options = [];
  active = -1;
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

  /** What differs from the library, as the preview wants to hear it. @returns {Change} */
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
          make("div.rlp-drop", {}, this.list),
          make(
            "p.rlp-hidden",
            { id: "rlp-keys" },
            "Type a name, another word for it, or what it is about. Enter adds the tag, Backspace takes the last one away; Enter in the empty field saves.",
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
  say(text, seen = false) {
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
    this.closeList();
    this.message.replaceChildren();
    this.render();
    this.unask();
    this.keep();
    this.say(words);
  }

  // --- The list of tags

  search() {
    const typed = this.input.value;
    const free = this.vocabulary.filter((tag) => !this.tags.includes(tag.slug));
    this.matches = fitting(free, typed);
    const groups = grouped(this.matches);
    this.options = [];
    const shown = [...groups].map(([facet, tags], at) =>
      make(
        "div.rlp-group",
        { role: "group", "aria-labelledby": `rlp-group-${at}` },
        make("div.rlp-facet", { id: `rlp-group-${at}`, role: "presentation" }, facet),
        ...tags.map((tag) => this.option(tag, typed)),
      ),
    );
    this.list.replaceChildren(...(shown.length ? shown : [this.nothing(typed.trim())]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.activate(typed.trim() ? 0 : -1);
    this.say(typed.trim() ? `${this.matches.length} ${this.matches.length === 1 ? "tag" : "tags"} found` : "");
    this.unask();
  }

  /**
   * @param {Tag} tag
   * @param {string} typed
   */
  option(tag, typed) {
    const alias = aliasOf(tag, typed);
    const option = make(
      "div.rlp-option",
      {
        id: `rlp-option-${this.options.length}`,
        role: "option",
        "aria-selected": "false",
        click: () => this.add(tag.slug),
      },
      make(`span.rlp-chip.f${tag.colour}`, {}, tag.name),
      alias ? make("span.rlp-alias", {}, alias) : null,
      make("span.rlp-description", {}, tag.description),
    );
    option.dataset.slug = tag.slug;
    this.options.push(option);
    return option;
  }

  /**
   * What stands in the list where no tag fits: the word as it is, which the library will judge.
   * @param {string} typed
   */
  nothing(typed) {
    const there = fitting(this.vocabulary, typed).find((tag) => this.tags.includes(tag.slug));
    const text = there
      ? `${there.name} is on this paper already.`
      : `No tag fits “${typed}”. A new one is added to library/tags.yml first.`;
    const option = make(
      "div.rlp-option.rlp-none",
      { id: "rlp-option-0", role: "option", "aria-selected": "false" },
      text,
    );
    if (!there) option.dataset.slug = typed;
    this.options = [option];
    return option;
  }

  /** @param {number} index */
  activate(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  closeList() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  // --- Keys

  /** Keys in the field for tags. @param {KeyboardEvent} event */
  typed(event) {
    if (event.isComposing) return;
    const empty = this.input.value === "";
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.search();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const length = this.options.length;
      this.activate(this.active < 0 ? (step > 0 ? 0 : length - 1) : (this.active + step + length) % length);
    } else if (event.key === "Enter") {
      if (empty && this.active < 0) return; // the form is sent
      event.preventDefault();
      if (!open) this.search();
      const slug = this.options[Math.max(0, this.active)]?.dataset.slug;
      if (slug) this.add(slug);
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
      if (!this.list.hidden) this.closeList();
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
    this.say("Saving…", true);
    try {
      const { written, found } = await ask(`paper/${encodeURIComponent(this.paper.slug)}`, this.change);
      memory.drop(this.draftName);
      markDraft(false);
      this.close();
      toast(written ? "Saved, building…" : "Nothing to save", written, found);
      then?.();
    } catch (problem) {
      this.say("");
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
    if (!this.dirty || this.asked) return travel(way, (words) => this.say(words, true));
    this.inquire("Not saved yet.", () => travel(way, (words) => this.say(words, true)), "Go on, keep draft");
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
    this.say("");
    this.question.replaceChildren(make("span", {}, words), save, button(label, then), button("Discard", discard));
    save.focus();
  }

  unask() {
    this.asked = false;
    this.question.replaceChildren();
  }
}

/**
 * Returns tags by facet.
 * @param {Tag[]} tags
 */
function grouped(tags) {
  /** @type {Map<string, Tag[]>} */
  const groups = new Map();
  for (const tag of tags) groups.set(tag.facet, [...(groups.get(tag.facet) ?? []), tag]);
  return groups;
}

/**
 * Returns text with what stands between backticks as code.
 * @param {string} text
 */
function code(text) {
  return text.split("`").map((part, index) => (index % 2 ? make("code", {}, part) : part));
}

// --- The queue ------------------------------------------------------------------------------------------

/**
 * Goes to the next paper that waits (1), or back (-1) where one came from, and opens the panel there.
 * @param {1 | -1} way
 * @param {(words: string) => void} say
 */
async function travel(way, say) {
  const here = mark()?.paper ?? "";
  const { papers } = await ask("queue.json");
  const trail = memory.get("trail", []);
  const seen = memory.get("queue", []); // as it was: a paper that was just tagged is no longer in it
  const order = papers.includes(here) ? papers : seen;
  const at = order.indexOf(here);
  /** @param {string} slug */
  const waiting = (slug) => papers.includes(slug) && slug !== here;
  let there;
  if (way > 0) there = order.slice(at + 1).find(waiting) ?? (at < 0 ? papers.find(waiting) : undefined);
  else there = trail.pop() ?? order.slice(0, Math.max(0, at)).findLast(waiting);
  if (!there)
    return say(
      way > 0
        ? papers.some(waiting)
          ? "This is the last paper of the queue."
          : "No paper waits any more."
        : "This is the first one.",
    );
  if (way > 0) trail.push(here);
  memory.set("trail", trail.slice(-200));
  memory.set("open", there);
  say("Opening…");
  location.assign(`${mark()?.mount ?? "/"}papers/${there}/`);
}

// --- On the page ----------------------------------------------------------------------------------------

/**
 * Says something at the foot of the page; `busy` while the site is being built.
 * @param {string} words
 * @param {boolean} busy
 * @param {Finding[]} found
 */
function toast(words, busy = false, found = []) {
  document.querySelector(".rlp-toast")?.remove();
  const remarks = found.map((finding) => make("span.rlp-remark", {}, ...code(finding.message)));
  const shown = make(
    `div.rlp-toast${busy ? ".rlp-busy" : ""}`,
    { role: "status" },
    make("span", {}, words),
    ...remarks,
  );
  document.body.append(shown);
  if (!busy) setTimeout(() => shown.remove(), 3000);
}

/** @param {boolean} there */
function markDraft(there) {
  document.querySelector(".rlp-open")?.classList.toggle("rlp-drafted", there);
}

let opening = false;

async function openPanel() {
  const paper = mark()?.paper;
  if (!paper || opening || document.querySelector("dialog[open]")) return;
  opening = true;
  try {
    const names = [`paper/${encodeURIComponent(paper)}.json`, "vocabulary.json", "queue.json"];
    const [about, { tags }, { papers }] = await Promise.all(names.map((name) => ask(name)));
    if (papers.includes(paper)) memory.set("queue", papers);
    new Panel(about, tags, papers).open();
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    toast(
      problem.message,
      false,
      problem.found.filter(({ message }) => message !== problem.message),
    );
  } finally {
    opening = false;
  }
}

/** Puts the button on the page of a paper; opens the panel again where a reload interrupted it. */
function start() {
  const paper = mark()?.paper;
  if (!paper || document.querySelector(".rlp-open")) return;
  const button = make(
    "button.rlp-open",
    { type: "button", "aria-keyshortcuts": "t", title: "Edit tags (t)", click: openPanel },
    "Edit tags",
  );
  const tags = document.querySelector(".rl-paper > .rl-tags");
  if (tags) tags.append(" ", button);
  else document.querySelector(".rl-paper h1")?.after(button);
  markDraft(memory.get(`draft.${paper}`) !== null);
  if (memory.get("open") === paper) openPanel();
}

document.head.append(make("link", { rel: "stylesheet", href: "/-/panel.css" }));
document.addEventListener("keydown", (event) => {
  if (!mark() || document.querySelector("dialog[open]") || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "t" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    openPanel();
  } else if ((event.key === "]" || event.key === "[") && !event.metaKey) {
    event.preventDefault();
    travel(event.key === "]" ? 1 : -1, (words) => toast(words, words === "Opening…")).catch((problem) =>
      toast(problem.message),
    );
  }
});
// The theme announces each page that it shows, the first one too.
if (globalThis.document$) globalThis.document$.subscribe(start);
else start();
