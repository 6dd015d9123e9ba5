// The dialog that lists the keys of the page that is shown, with the switch that turns them off.

import { html, render } from "lit-html";

/** @typedef {Pick<typeof import("./keys.js"), "groups" | "keysOn" | "switchKeys">} Keys */

/** @type {HTMLDialogElement | null} */
let dialog = null;

/** Shows the list; Esc closes it, and the focus returns to where it was. @param {Keys} keys */
export function openList(keys) {
  if (dialog?.open) return;
  dialog ??= makeDialog();
  draw(keys);
  dialog.showModal();
}

/** */
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

/** @param {Keys} keys */
function draw(keys) {
  render(
    html`<div class="rl-keys__inner">
      <h2 id="rl-keys-title">Keys</h2>
      <label class="rl-keys__switch"
        ><input type="checkbox" .checked=${keys.keysOn()} @change=${(/** @type {Event} */ event) => flip(event, keys)} />
        Use single-letter keys on this site</label
      >
      <div
        class=${keys.keysOn() ? "rl-keys__groups" : "rl-keys__groups rl-keys__groups--off"}
        tabindex="0"
        role="group"
        aria-label="List of keys"
      >
        ${keys.groups().map(
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

/** @param {Event} event @param {Keys} keys */
function flip(event, keys) {
  keys.switchKeys(/** @type {HTMLInputElement} */ (event.target).checked);
  draw(keys);
}
