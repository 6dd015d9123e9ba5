// The menu that puts a paper into lists, and the field for the name of a list.

import { html } from "lit-html";
import { listNames, makeList, setInList, slugsOf } from "./lists.js";
import { LONGEST_NAME } from "./lists-data.js";

/** @import { Member } from "./lists-data.js" */

/**
 * Returns the menu that puts a paper into lists.
 * @param {Member} paper
 * @param {string} style the class of the button that opens it
 */
export function listsMenu(paper, style) {
  const addToNew = (/** @type {string} */ name) => {
    const problem = makeList(name);
    if (!problem) setInList(name, paper, true);
    return problem;
  };
  return html`<details class="rl-menu rl-lists">
    <summary class=${style} aria-label=${`Lists: ${paper.title}`}>Lists</summary>
    <div role="group" aria-label="Lists that have this paper">
      ${listNames().map((name) => html`<label>${checkbox(name, paper)} ${name}</label>`)}
      ${nameForm("Add to a new list", addToNew)}
    </div>
  </details>`;
}

/** @param {string} name @param {Member} paper */
function checkbox(name, paper) {
  return html`<input
    type="checkbox"
    .checked=${slugsOf(name).includes(paper.slug)}
    @change=${(/** @type {Event} */ { target }) =>
      setInList(name, paper, /** @type {HTMLInputElement} */ (target).checked)}
  />`;
}

/**
 * Returns a field for the name of a list, with a button.
 * @param {string} does what the button does
 * @param {(name: string) => string} use gets the name; returns what is wrong with it, or ""
 * @param {string} [name] that stands in the field at first
 */
export function nameForm(does, use, name = "") {
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const field = /** @type {HTMLInputElement} */ (form.querySelector("input"));
    const problem = use(field.value.trim());
    /** @type {HTMLElement} */ (form.querySelector("[role=status]")).textContent = problem;
    if (problem) field.focus();
    else form.reset();
  };
  return html`<form class="rl-name" @submit=${submit}>
    <input type="text" class="rl-field" maxlength=${LONGEST_NAME} aria-label="Name of the list" placeholder="Name of the list" value=${name} />
    <button type="submit" class="rl-button">${does}</button>
    <span class="rl-name__problem" role="status"></span>
  </form>`;
}
