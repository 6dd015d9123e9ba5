// What is chosen in the explorer, each with a way to take it back, and for tags with the way they count.

import { html, nothing } from "lit-html";
import { EVERYTHING, filters, ROLES, withListing, withRole } from "./choice.js";
import { SAID } from "./explore-panel.js";
import { written } from "./explore-rows.js";

/** @typedef {import("./catalogue.js").Head} Head */
/** @typedef {import("./choice.js").State} State */
/** @typedef {import("./choice.js").Role} Role */

/**
 * @typedef {object} Token
 * @property {string} name
 * @property {State} without the choice without it
 * @property {string} [classes]
 * @property {unknown} [before] what stands before the name
 */

export const STATE_NAMES = {
  unread: "not read yet",
  read: "read",
  bookmarked: "bookmarked",
  hidden: "hidden by you",
  new: "new since your last visit",
};

/**
 * Draws everything that is chosen.
 * @param {State} state
 * @param {Head} head
 * @param {(state: State) => void} choose
 */
export function drawTokens(state, head, choose) {
  if (filters(state) === 0) {
    return html`<p class="rl-x-hint">
      <span>Click tags that a paper must have; with Shift, one of them is enough; with Alt, it must not have it.</span>
      <span>Nothing chosen: choose tags under Filters.</span>
    </p>`;
  }
  const items = tokens(state, head, choose).map(
    ({ name, without, classes = "", before = nothing }) => html`<li class="rl-x-token ${classes}">
      ${before}<span>${name}</span>
      <button type="button" aria-label="Remove ${name}" @click=${() => choose(without)}></button>
    </li>`,
  );
  const clear = () => choose({ ...EVERYTHING, q: state.q, sort: state.sort, view: state.view });
  return html`<ul aria-label="Chosen filters">
    ${items}
    <li><button type="button" class="rl-x-clear" @click=${clear}>Clear all</button></li>
  </ul>`;
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

/**
 * Returns all that is chosen, as the page and the empty list name it.
 * @param {State} state
 * @param {Head} head
 * @param {(state: State) => void} choose
 * @returns {Token[]}
 */
export function tokens(state, head, choose) {
  const found = tagTokens(state, head, choose);
  for (const listing of state.listing) {
    found.push({ name: head.listings[listing]?.title ?? "", without: withListing(state, listing) });
  }
  if (state.path >= 0) found.push({ name: head.paths[state.path]?.title ?? "", without: { ...state, path: -1 } });
  if (state.from || state.to) found.push({ name: daysOf(state), without: { ...state, from: "", to: "" } });
  const kept = STATE_NAMES[/** @type {keyof typeof STATE_NAMES} */ (state.state)];
  if (kept) found.push({ name: kept, without: { ...state, state: "" } });
  if (state.area) found.push({ name: "an area of the map", without: { ...state, area: null } });
  for (const each of state.unknown) {
    const unknown = state.unknown.filter((other) => other !== each);
    found.push({ name: each[1], without: { ...state, unknown }, classes: "is-unknown" });
  }
  return found;
}

/**
 * @param {State} state
 * @param {Head} head
 * @param {(state: State) => void} choose
 * @returns {Token[]}
 */
function tagTokens(state, head, choose) {
  // By number, whatever the role: a token must not move away while its role is changed.
  const chosen = ROLES.flatMap((role) => state[role].map((tag) => ({ tag, role })));
  chosen.sort((one, other) => one.tag - other.tag);
  return chosen.map(({ tag, role }) => {
    const { name = "", facet = 0 } = head.tags[tag] ?? {};
    return {
      name,
      without: withRole(state, tag, ""),
      classes: `f${head.facets[facet]?.colour ?? 1} is-${role}`,
      before: roleSelect(name, role, (changed) => choose(withRole(state, tag, changed))),
    };
  });
}

/**
 * @param {string} name
 * @param {Role} role
 * @param {(role: Role) => void} choose
 */
function roleSelect(name, role, choose) {
  /** @param {Event} event */
  const change = (event) => choose(/** @type {Role} */ (/** @type {HTMLSelectElement} */ (event.target).value));
  return html`<select aria-label="How ${name} counts" @change=${change}>
    ${ROLES.map((each) => html`<option value=${each} .selected=${each === role}>${SAID[each]}</option>`)}
  </select>`;
}

/** @param {State} state */
function daysOf({ from, to }) {
  if (from === to) return `on ${written(from)}`;
  if (!to) return `since ${written(from)}`;
  if (!from) return `until ${written(to)}`;
  return `${written(from)} to ${written(to)}`;
}
