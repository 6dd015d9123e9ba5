// What can be taken along from the explorer: the address of what is shown.
//
// The place for files: `exportMenu(numbers)` of ./cite.js is a template like the button here, and goes before it.

import { html } from "lit-html";
import { notice } from "./notice.js";

/**
 * Draws the ways to take along what is shown.
 * @param {() => ArrayLike<number>} numbers the papers shown, in their order
 */
export function drawOut(numbers) {
  void numbers;
  return html`<button type="button" @click=${copyAddress}>Copy link</button>`;
}

async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    notice("The address of this list is copied.");
  } catch {
    notice("The browser does not allow copying here. The address of this page is the link.");
  }
}
