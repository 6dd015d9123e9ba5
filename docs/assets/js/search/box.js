// The search boxes of the header and of the home page, for mouse, keyboard and screen reader. It answers as soon as it is there; what it shows
// is loaded when the visitor comes near it.

import { html, render } from "lit-html";
import { find } from "../lib/parts.js";
import { preload } from "../lib/preload.js";
import { go, searchUrl } from "../lib/site.js";

/** Loads what finds and draws the results. */
const load = () => {
  preload("search/results.js");
  return import("./results.js");
};

/** Lets a box search; returns what opens it, with words to look for. @param {HTMLElement} box */
export function mount(box) {
  const field = find(box, "input", HTMLInputElement);
  const popup = find(box, ".rl-box__popup");
  const status = find(box, "[role=status]");
  const options = new Options(field, popup);
  let turn = 0;
  /** What arrow keys wait for, since they go through what is shown; and what Enter waits for: the arrow keys. */
  let shown = Promise.resolve();
  let moved = Promise.resolve();
  /** @type {EventTarget | null} what had the focus before */
  let before = null;

  const close = () => {
    turn++;
    box.removeAttribute("data-open");
    options.expand(false);
    field.blur();
  };

  const draw = async () => {
    const mine = ++turn;
    try {
      const { results } = await load();
      const parts = results(field.value, write);
      const next = async () => {
        const { value, done } = await parts.next();
        if (mine !== turn || done) return;
        render(value[0], popup);
        status.textContent = value[1];
        return true;
      };
      if (await next()) next().catch(console.warn);
    } catch (problem) {
      console.warn(problem);
      if (mine !== turn) return;
      render(html`<p class="rl-box__note">The search could not be loaded. Are you offline?</p>`, popup);
    }
  };

  const show = () => {
    for (const other of document.querySelectorAll(".rl-box__popup"))
      if (other !== popup) render(html``, /** @type {HTMLElement} */ (other));
    box.setAttribute("data-open", "");
    field.setAttribute("aria-controls", "rl-found");
    options.expand(true);
    shown = draw();
  };

  /** @param {string} text */
  const write = (text) => {
    field.value = text;
    field.focus();
    show();
  };

  /** Keeps what was looked for, to be offered again; fulfilled when it is kept or cannot be. */
  const remember = (query = field.value) =>
    import("./recent.js").then(({ keepSearch }) => keepSearch(query), console.warn);

  const open = (words = "") => {
    box.setAttribute("data-open", ""); // on a phone, the field is not there before
    if (words) field.value = words;
    field.focus();
    field.select();
  };

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => (moved = shown.then(() => options.step(1))),
    ArrowUp: () => (moved = shown.then(() => options.step(-1))),
    Escape: () => {
      if (field.value) return write("");
      close();
      if (before instanceof HTMLElement) before.focus();
    },
    Enter: async () => {
      await moved;
      if (options.marked) return options.marked.click();
      const query = field.value;
      if (!query.trim()) return;
      close();
      await remember(query); // the page may be left at once
      go(searchUrl(query));
    },
  };

  field.addEventListener("input", show);
  field.addEventListener("focus", ({ relatedTarget }) => {
    before = relatedTarget;
    show();
  });
  field.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  });
  box.addEventListener("pointerenter", load, { once: true });
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (!box.contains(/** @type {Node | null} */ (relatedTarget))) close();
  });
  box.addEventListener("submit", (event) => event.preventDefault());
  box.querySelector(".rl-box__close")?.addEventListener("click", () => {
    field.value = "";
    close();
  });
  // A press on a result must not take the focus from the field before the click arrives.
  popup.addEventListener("mousedown", (event) => event.preventDefault());
  popup.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
    if (!(/** @type {Element} */ (target).closest("a[href]"))) return;
    remember();
    if (!ctrlKey && !metaKey && !shiftKey) close();
  });
  const opener = box.closest("header")?.querySelector(".rl-box__open");
  opener?.addEventListener("pointerenter", load, { once: true });
  opener?.addEventListener("click", () => open());
  if (document.activeElement === field) show();
  return open;
}

/**
 * The options below a field (the combobox of ARIA): which one is marked, and that those hear of it who do not see it.
 * The options are whatever the list has of them when it is asked.
 */
class Options {
  #at = -1;

  /** @param {HTMLInputElement} field @param {HTMLElement} list */
  constructor(field, list) {
    this.field = field;
    this.list = list;
  }

  #all() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
  }

  /** The option that is marked. */
  get marked() {
    return this.#all()[this.#at];
  }

  /** Tells that the list is shown, or no longer; none of its options is marked then. @param {boolean} open */
  expand(open) {
    this.field.setAttribute("aria-expanded", String(open));
    this.#mark(-1);
  }

  /** Marks an option; -1 none. @param {number} at */
  #mark(at) {
    this.#at = at;
    for (const [index, option] of this.#all().entries()) option.setAttribute("aria-selected", String(index === at));
    this.marked?.scrollIntoView({ block: "nearest" });
    if (this.marked) this.field.setAttribute("aria-activedescendant", this.marked.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  /** Goes to the next option or the one before, round by way of the field. @param {1 | -1} by */
  step(by) {
    const places = this.#all().length + 1;
    this.#mark(((this.#at + 1 + by + places) % places) - 1);
  }
}
