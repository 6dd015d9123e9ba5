// What every page has of what a visitor keeps: the visit, marks in lists, the tray of the comparison, the global keys.

import "./instant.js";
import { pageOpened } from "./keep.js";
import { markLists } from "./marks.js";
import "./shortcuts.js";
import { showTray } from "./tray.js";

export { bind } from "./keys.js";

/** Does what is to be done on each page that is shown. */
export async function pageShown() {
  markLists();
  await Promise.all([showTray(), pageOpened()]);
}
