// What every page has of what a visitor keeps: the visit, marks in lists, the tray of the comparison, the global keys.

import "./material/instant.js";
import { pageOpened } from "../keep/keep.js";
import { markLists } from "../keep/marks.js";
import "./shortcuts.js";
import { showTray } from "../keep/tray.js";

export { bind } from "../lib/keys.js";

/**
 * Does what is to be done on each page that is shown.
 * @param {AbortSignal} left
 */
export async function pageShown(left) {
  markLists(left);
  await Promise.all([showTray(), pageOpened()]);
}
