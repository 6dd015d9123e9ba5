// Which key does what, as data: one key or two in a row (`g h`), the last that was bound counts. Knows no page.

/**
 * @typedef {object} Binding
 * @property {string} key such as `b`, `?` or `g h`
 * @property {string} description what it does, for the list of keys
 * @property {() => void} action
 * @property {string} group the heading it stands under in the list
 */

/** @typedef {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean}} Press */

/** Milliseconds in which the second key of a pair has to follow the first. */
export const PATIENCE = 1500;

/** The order of groups in the list; others come before these, in the order in which they were bound. */
const LAST_GROUPS = ["Go to", "On every page"];

export class KeyTable {
  /** @type {Binding[]} */ #bindings = [];
  #first = "";
  #until = 0;

  /**
   * Binds a key until the signal says that the visitor has left the page.
   * @param {string} key
   * @param {string} description
   * @param {() => void} action
   * @param {string} [group]
   * @param {AbortSignal} [left]
   */
  bind(key, description, action, group = "On every page", left) {
    const binding = { key, description, action, group };
    this.#bindings.push(binding);
    left?.addEventListener("abort", () => {
      this.#bindings = this.#bindings.filter((other) => other !== binding);
    });
  }

  /**
   * Returns what a key does that was pressed at a time: an action, "wait" for the second key of a pair, or null.
   * @param {Press} press
   * @param {number} time in milliseconds
   * @param {string} [group] the only one whose single keys do anything now
   */
  press(press, time, group = "") {
    const binding = this.#find(press.key);
    if (group && binding?.group !== group) return this.#forget(null);
    if (press.ctrlKey || press.metaKey || press.altKey || press.key.length !== 1) return this.#forget(null);
    const first = time < this.#until ? this.#first : "";
    const pair = first && this.#find(`${first} ${press.key}`);
    if (pair) return this.#forget(pair.action);
    if (this.#bindings.some(({ key }) => key.startsWith(`${press.key} `))) {
      this.#first = press.key;
      this.#until = time + PATIENCE;
      return "wait";
    }
    return this.#forget(binding?.action ?? null);
  }

  /** Returns the bindings by group, for people to read; what another binding covers is left out. */
  groups() {
    const shown = this.#bindings.filter((binding) => this.#find(binding.key) === binding);
    const names = [...new Set(shown.map(({ group }) => group))];
    names.sort((one, two) => LAST_GROUPS.indexOf(one) - LAST_GROUPS.indexOf(two));
    return names.map((group) => ({ group, bindings: shown.filter((binding) => binding.group === group) }));
  }

  /** @param {string} key */
  #find(key) {
    return this.#bindings.findLast((binding) => binding.key === key);
  }

  /**
   * @template T
   * @param {T} result
   */
  #forget(result) {
    this.#first = "";
    this.#until = 0;
    return result;
  }
}
