// Global keys: `bind` gives a key something to do, `?` lists all keys of the page that is shown.
// Keys typed into fields, with a modifier or while a dialog is open are left alone; all can be switched off. A dialog with
// `aria-modal` leaves the keys of the group that has its name.

import { KeyTable } from "./key-table.js";
import { stored } from "./storage.js";

const off = stored("keys.1");

/** Keys of the theme: its search, and the next and the previous page of the guide. */
const THEME_KEYS = new Set(["/", "f", "s", "n", "p", ",", "."]);

const table = new KeyTable();

/** Binds a key, such as `b` or `g h`. */
export const bind = table.bind.bind(table);

/** Returns the keys that are bound, by group. */
export const groups = table.groups.bind(table);

/** Tells whether single keys do anything. */
export const keysOn = () => off.read() !== "off";

/** Switches single keys on or off, for all pages of this site. @param {boolean} on */
export const switchKeys = (on) => off.write(on ? null : "off");

/** Shows the list of keys. */
export async function showKeys() {
  const { openList } = await import("./keys-list.js");
  openList({ groups, keysOn, switchKeys });
}

/** Tells whether a key is meant for what it was pressed in. @param {KeyboardEvent} event */
function isTyping(event) {
  const target = event.composedPath()[0];
  if (event.isComposing || document.querySelector("dialog[open]:not([aria-modal])")) return true;
  if (!(target instanceof Element)) return false;
  return (
    target.closest("textarea, select, [contenteditable], [role=listbox], input:not([type=radio], [type=checkbox])") !==
    null
  );
}

/** Returns the name of the sheet that is open over the page, or "". */
function openSheet() {
  const sheets = [...document.querySelectorAll("[aria-modal=true]")];
  return sheets.find((sheet) => sheet.getClientRects().length > 0)?.getAttribute("aria-label") ?? "";
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (isTyping(event)) return;
  const sheet = openSheet();
  const found = keysOn() ? table.press(event, event.timeStamp, sheet) : null;
  if (found === null) {
    if ((sheet || !keysOn()) && THEME_KEYS.has(event.key)) event.stopImmediatePropagation();
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation(); // the theme has single keys too
  if (found !== "wait" && !event.repeat) found();
}

addEventListener("keydown", pressed, { capture: true });
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-keys]")) showKeys();
});
bind("?", "Show this list", showKeys);
