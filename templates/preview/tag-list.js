// The list below the field for tags: those that fit what is typed, one of which is marked.

import { make } from "./elements.js";
import { aliasOf, grouped, matching } from "./tags.js";

/** @import { Tag } from "./preview.js" */

export class TagList {
  element = make("div.rlp-list", {
    id: "rlp-list",
    role: "listbox",
    "aria-label": "Tags of the vocabulary",
    hidden: true,
    mousedown: (event) => event.preventDefault(),
  });
  /** @type {HTMLElement[]} */ #options = [];
  active = -1;

  /**
   * @param {HTMLInputElement} input
   * @param {Tag[]} vocabulary
   * @param {(slug: string) => boolean} has whether the paper has a tag
   * @param {(slug: string) => void} add
   */
  constructor(input, vocabulary, has, add) {
    this.input = input;
    this.vocabulary = vocabulary;
    this.has = has;
    this.add = add;
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** The slug of the tag that is marked, or else of the first one. */
  get slug() {
    return this.#options[Math.max(0, this.active)]?.dataset.slug;
  }

  /** Shows the tags that fit what is typed; returns how many. */
  show() {
    const typed = this.input.value.trim();
    const free = this.vocabulary.filter(({ slug }) => !this.has(slug));
    const matches = matching(free, typed);
    this.#options = [];
    const shown = [...grouped(matches)].map(([facet, tags], at) =>
      make(
        "div.rlp-group",
        { role: "group", "aria-labelledby": `rlp-group-${at}` },
        make("div.rlp-facet", { id: `rlp-group-${at}`, role: "presentation" }, facet),
        ...tags.map((tag) => this.#option(tag, typed)),
      ),
    );
    this.element.replaceChildren(...(shown.length ? shown : [this.#nothing(typed)]));
    this.element.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#mark(typed ? 0 : -1);
    return matches.length;
  }

  /** @param {Tag} tag @param {string} typed */
  #option(tag, typed) {
    const alias = aliasOf(tag, typed);
    const option = make(
      "div.rlp-option",
      {
        id: `rlp-option-${this.#options.length}`,
        role: "option",
        "aria-selected": "false",
        click: () => this.add(tag.slug),
      },
      make(`span.rlp-chip.f${tag.colour}`, {}, tag.name),
      alias ? make("span.rlp-alias", {}, alias) : null,
      make("span.rlp-description", {}, tag.description),
    );
    option.dataset.slug = tag.slug;
    this.#options.push(option);
    return option;
  }

  /** The entry of the list if no tag matches: the word as it is, which the check then reports. @param {string} typed */
  #nothing(typed) {
    const there = matching(this.vocabulary, typed).find(({ slug }) => this.has(slug));
    const text = there
      ? `${there.name} is on this paper already.`
      : `No tag fits “${typed}”. Add new tags to library/tags.yml.`;
    const option = make(
      "div.rlp-option.rlp-none",
      { id: "rlp-option-0", role: "option", "aria-selected": "false" },
      text,
    );
    if (!there) option.dataset.slug = typed;
    this.#options = [option];
    return option;
  }

  /** Marks the next tag or the one before, round. @param {1 | -1} by */
  step(by) {
    const { length } = this.#options;
    this.#mark(this.active < 0 ? (by > 0 ? 0 : length - 1) : (this.active + by + length) % length);
  }

  /** @param {number} index */
  #mark(index) {
    this.#options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.#options[index];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  close() {
    this.element.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
