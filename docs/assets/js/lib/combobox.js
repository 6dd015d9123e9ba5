// A field with a list of options below it (the combobox of ARIA): which option is marked, and that those hear of it who
// do not see it. The options are whatever the list has of them when it is asked.

export class Combobox {
  #at = -1;

  /**
   * @param {HTMLInputElement} field
   * @param {HTMLElement} list
   */
  constructor(field, list) {
    this.field = field;
    this.list = list;
  }

  /** Returns the options that the list has now. */
  options() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[role=option]")]);
  }

  /** The option that is marked. */
  get marked() {
    return this.options()[this.#at];
  }

  /** Tells that the list is shown, or no longer; then none of its options is marked. @param {boolean} open */
  expand(open) {
    this.field.setAttribute("aria-expanded", String(open));
    if (!open) this.mark(-1);
  }

  /** Marks an option; -1 none. @param {number} at */
  mark(at) {
    const options = this.options();
    this.#at = at < options.length ? at : -1;
    for (const [index, option] of options.entries()) option.setAttribute("aria-selected", String(index === this.#at));
    this.marked?.scrollIntoView({ block: "nearest" });
    if (this.marked) this.field.setAttribute("aria-activedescendant", this.marked.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  /**
   * Goes to the next option or the one before for an arrow key, round by way of the field; tells whether it was one.
   * @param {KeyboardEvent} event
   */
  step(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return false;
    event.preventDefault();
    const places = this.options().length + 1;
    this.mark(((this.#at + 1 + step + places) % places) - 1);
    return true;
  }
}
