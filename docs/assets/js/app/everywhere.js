// What every page has of what a visitor keeps: the visit, marks in lists, the tray of the comparison, the global keys.

import { pageOpened } from "../keep/keep.js";
import { markLists } from "../keep/marks.js";
import { showTray } from "../keep/tray.js";
import { bind } from "../lib/keys.js";
import { go, siteUrl } from "../lib/site.js";
import { mendAdditions } from "./material/pages.js";

export { bind };

/** Does what is to be done on each page that is shown. @param {AbortSignal} left */
export async function pageShown(left) {
  mendAdditions(left);
  markLists(left);
  await Promise.all([showTray(), pageOpened()]);
}

const surprise = async () => (await import("./surprise.js")).surprise();

/** @type {[string, string, string][]} key, what it opens, path */
const ROOMS = [
  ["g h", "Home", ""],
  ["g e", "Explorer", "explore/"],
  ["g t", "Tags", "tags/"],
  ["g m", "Map", "map/"],
  ["g p", "Reading paths", "paths/"],
  ["g k", "What you keep", "kept/"],
];

for (const [key, name, path] of ROOMS) bind(key, name, () => go(siteUrl(path)), "Go to");
bind("s", "Surprise me: open a paper left to chance", surprise);

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest(".rl-surprise")) surprise();
});
