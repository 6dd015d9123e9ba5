// The dialog that lists the keys of the page that is shown, with the switch that turns them off.

import { html, render } from "lit-html";
import { groups, keysOn, switchKeys } from "./keys.js";

/** @type {HTMLDialogElement | null} */
let dialog = null;

/** Shows the list; Esc closes it, and the focus returns to where it was. */
export function openList() {
  if (dialog?.open) return;
  dialog ??= makeDialog();
  draw();
  dialog.showModal();
}

/** @returns {HTMLDialogElement} */
function makeDialog() {
  const made = document.createElement("dialog");
  made.className = "rl-keys md-typeset";
  made.setAttribute("aria-labelledby", "rl-keys-title");
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return made;
}

function draw() {
  render(
    html`<div class="rl-keys__inner">
      <h2 id="rl-keys-title">Keys</h2>
      <label class="rl-keys__switch"
        ><input type="checkbox" .checked=${keysOn()} @change=${(/** @type {Event} */ event) => flip(event)} />
        Single-letter keys do something on this site</label
      >
      <div
        class=${keysOn() ? "rl-keys__groups" : "rl-keys__groups rl-keys__groups--off"}
        tabindex="0"
        role="group"
        aria-label="List of keys"
      >
        ${groups().map(
          ({ group, bindings }) =>
            html`<section>
              <h3>${group}</h3>
              <dl>
                ${bindings.map(
                  ({ key, description }) =>
                    html`<div>
                      <dt>${key.split(" ").map((part) => html`<kbd>${part}</kbd> `)}</dt>
                      <dd>${description}</dd>
                    </div>`,
                )}
              </dl>
            </section>`,
        )}
      </div>
      <button type="button" class="rl-button" @click=${() => dialog?.close()}>Close</button>
    </div>`,
    /** @type {HTMLElement} */ (dialog),
  );
}

/** @param {Event} event */
function flip(event) {
  switchKeys(/** @type {HTMLInputElement} */ (event.target).checked);
  draw();
}
