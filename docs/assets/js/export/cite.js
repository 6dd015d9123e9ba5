// Exports papers: copies the files that a page offers, and makes files of any papers that a visitor has chosen.
//
// The links to files work without this; it adds a button that copies to each, and makes the files of the other formats.
// `exportMenu` is the same menu for papers that have no file of their own, such as a selection or the bookmarks.

import { html, nothing, render } from "lit-html";
import { copyText, saveFile } from "../lib/files.js";
import { FORMATS, joined } from "./formats.js";

/** @import { Format } from "./formats.js" */
/** @typedef {Iterable<number | string>} Chosen numbers or slugs of papers, in the order in which they are written */

/**
 * Adds a button that copies to each file that a row offers, and makes the files that it has only a name of.
 * @param {HTMLElement} row
 */
export function mount(row) {
  const file = row.querySelector("a");
  let first = Number.POSITIVE_INFINITY;
  const chosen = async () =>
    Array.from(await (await import("../data/catalogue.js")).papersOf(file?.href ?? "")).slice(0, first);
  for (const item of row.querySelectorAll("li")) {
    const [link, name] = [item.querySelector("a"), item.textContent?.trim() ?? ""];
    const format = FORMATS.find((one) => one.name === name);
    if (link) {
      const text = () => (format && first < Number.POSITIVE_INFINITY ? textOf(chosen, format) : fileText(link.href));
      link.addEventListener("click", (event) => {
        if (!format || first === Number.POSITIVE_INFINITY) return;
        event.preventDefault();
        save(event, format, link.download.split(".")[0] ?? "", text);
      });
      render(copyButton(name, text), item);
    } else if (format && file) {
      item.replaceChildren();
      render(offer(format, file.download.split(".")[0] ?? "", chosen), item);
    }
  }
  render(html`${"list" in row.dataset ? firstField((number) => (first = number)) : nothing}${statusLine}`, row);
}

/** Returns a field for how many papers are exported: the first ones of a list. @param {(number: number) => void} choose */
function firstField(choose) {
  const input = (/** @type {Event} */ { target }) => {
    const number = /** @type {HTMLInputElement} */ (target).valueAsNumber;
    choose(number >= 1 ? Math.floor(number) : Number.POSITIVE_INFINITY);
  };
  return html`<label class="rl-export__first"
    >First <input type="number" min="1" step="1" inputmode="numeric" placeholder="all" @input=${input} /> papers</label
  >`;
}

/**
 * Returns a menu that offers papers in every format, to copy and to save.
 * @param {() => Chosen | Promise<Chosen>} chosen asked when a format is wanted
 * @param {string} [name] of the file, without its suffix
 */
export function exportMenu(chosen, name = "papers") {
  return html`<details class="rl-menu">
    <summary class="rl-button">Export</summary>
    ${exportList(chosen, name)}
  </details>`;
}

/**
 * Returns what an export menu holds.
 * @param {() => Chosen | Promise<Chosen>} chosen asked when a format is wanted
 * @param {string} [name] of the files, without their suffix
 */
export function exportList(chosen, name = "papers") {
  return html`<div class="rl-export" role="group" aria-label="Export">
    <ul>
      ${FORMATS.map((format) => html`<li>${offer(format, name, chosen)}</li>`)}
    </ul>
    ${statusLine}
  </div>`;
}

/**
 * Returns the buttons that save and copy papers in one format.
 * @param {Format} format
 * @param {string} name of the file, without its suffix
 * @param {() => Chosen | Promise<Chosen>} chosen
 */
function offer(format, name, chosen) {
  const text = () => textOf(chosen, format);
  const click = (/** @type {Event} */ event) => save(event, format, name, text);
  return html`<button type="button" class="rl-export__save" @click=${click}>${format.name}</button>
    ${copyButton(format.name, text)}`;
}

const statusLine = html`<span role="status"></span>`;

/** Returns a button that copies a text. @param {string} name of the format @param {() => Promise<string>} text */
function copyButton(name, text) {
  const click = (/** @type {Event} */ event) => copy(rowOf(event), name, text());
  return html`<button type="button" aria-label=${`Copy ${name}`} @click=${click}>Copy</button>`;
}

/** Returns the text of a file of the site. @param {string} address */
async function fileText(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.text();
}

/** Returns papers as a file of one format. @param {() => Chosen | Promise<Chosen>} chosen @param {Format} format */
export async function textOf(chosen, format) {
  const { cites, numberOf } = await import("../data/catalogue.js");
  const wanted = Array.from(await chosen(), (one) => (typeof one === "string" ? numberOf(one) : one));
  const numbers = (await Promise.all(wanted)).filter((number) => number >= 0); // a bookmark may outlive its paper
  return joined(await cites(numbers), format);
}

/**
 * Copies a text and says so; where that is refused, shows it selected, to be copied by hand.
 * @param {HTMLElement} row
 * @param {string} name of the format
 * @param {Promise<string>} text
 */
async function copy(row, name, text) {
  row.querySelector("textarea")?.remove();
  // The mark that tells a file's encoding is no part of its text.
  if (await copyText(text.then((ready) => ready.replace(/^\ufeff/, "")))) say(row, `${name} copied`);
  else await byHand(row, name, text);
}

/**
 * Shows a text, selected, below the row.
 * @param {HTMLElement} row
 * @param {string} name
 * @param {Promise<string>} text
 */
async function byHand(row, name, text) {
  try {
    const area = document.createElement("textarea");
    area.readOnly = true;
    area.value = await text;
    area.setAttribute("aria-label", name);
    row.append(area);
    area.select();
    say(row, "Selected: press Ctrl+C or ⌘C to copy");
  } catch {
    say(row, `${name} could not be loaded`);
  }
}

/**
 * Saves a text as a file.
 * @param {Event} event
 * @param {Format} format
 * @param {string} name of the file, without its suffix
 * @param {() => Promise<string>} text
 */
async function save(event, format, name, text) {
  const row = rowOf(event);
  try {
    saveFile(`${name}.${format.suffix}`, format.type, await text());
    say(row, `${format.name} saved`);
  } catch {
    say(row, `${format.name} could not be loaded`);
  }
}

/** Returns the row that an event happened in. @param {Event} event */
function rowOf(event) {
  return /** @type {HTMLElement} */ (/** @type {HTMLElement} */ (event.currentTarget).closest(".rl-export"));
}

/** Says in a row what was done, to those who hear it too. @param {HTMLElement} row @param {string} words */
function say(row, words) {
  const status = row.querySelector("[role=status]");
  if (!status) return;
  status.textContent = "";
  requestAnimationFrame(() => (status.textContent = words)); // said again, it is heard again
}
