// What is chosen in the explorer, each with a way to take it back, and for tags with the way they count.

import { html, nothing } from "lit-html";
import { chipClasses } from "../data/chips.js";
import { everything } from "./choice.js";
import { ROLES, tokens, withRole } from "./filters.js";
import { SAID } from "./panel.js";

/** @import { Head } from "../data/catalogue.js" */
/** @import { State } from "./choice.js" */
/** @import { Role } from "./filters.js" */

/** Draws everything that is chosen. @param {State} state @param {Head} head @param {(state: State) => void} choose */
export function drawTokens(state, head, choose) {
  const chosen = tokens(state, head);
  if (chosen.length === 0) {
    return html`<p class="rl-x-hint">
      <span>Click tags that papers must have, or − for those they must not have; with Shift, one of several is enough.</span>
      <span>Nothing chosen: choose tags under Filters.</span>
    </p>`;
  }
  const items = chosen.map(({ name, without, classes = "", tag, role }) => {
    const colour = tag === undefined ? "" : chipClasses(head, tag).replace("t ", "");
    /** @param {Role} changed */
    const change = (changed) => choose(withRole(state, tag ?? -1, changed));
    return html`<li class="rl-x-token ${colour} ${classes}">
      ${role ? roleSelect(name, role, change) : nothing}<span>${name}</span>
      <button type="button" aria-label="Remove ${name}" @click=${() => choose(without)}></button>
    </li>`;
  });
  const clear = () => choose({ ...everything(), q: state.q, sort: state.sort, view: state.view });
  return html`<ul aria-label="Chosen filters">
    ${items}
    <li><button type="button" class="rl-x-clear" @click=${clear}>Clear all</button></li>
  </ul>`;
}

/** @param {string} name @param {Role} role @param {(role: Role) => void} choose */
function roleSelect(name, role, choose) {
  /** @param {Event} event */
  const change = (event) => choose(/** @type {Role} */ (/** @type {HTMLSelectElement} */ (event.target).value));
  return html`<select aria-label="How ${name} counts" @change=${change}>
    ${ROLES.map((each) => html`<option value=${each} .selected=${each === role}>${SAID[each]}</option>`)}
  </select>`;
}

/**
 * Returns what gives the focus to the next token, or else to a field, once what had it in some parts is gone from them.
 * @param {HTMLElement[]} parts
 * @param {HTMLElement} field
 * @returns {() => void}
 */
export function holdFocus(parts, field) {
  const { activeElement } = document;
  const inside = parts.some((part) => part.contains(activeElement));
  const buttons = () => parts.flatMap((part) => [...part.querySelectorAll(".rl-x-token button")]);
  const at = buttons().indexOf(/** @type {Element} */ (activeElement));
  return () => {
    if (!inside || activeElement?.isConnected) return;
    const left = at < 0 ? [] : buttons();
    const next = /** @type {HTMLElement | undefined} */ (left[at] ?? left.at(-1));
    (next ?? field).focus();
  };
}
