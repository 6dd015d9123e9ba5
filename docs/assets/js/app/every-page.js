// What every page has of what a visitor keeps: the visit, marks and buttons in lists, the tray, the global keys.

import { bind } from "../lib/keys.js";
import { closeMenus } from "../lib/menu.js";
import { go, siteUrl } from "../lib/site.js";
import { counted } from "../lib/text.js";
import { saved } from "../saved/lists.js";
import { markLists } from "../saved/marks.js";
import { keep, pageOpened } from "../saved/saved.js";
import { selected, whenSelected } from "../saved/selected.js";
import { mendAdditions } from "./material/pages.js";

export { bind };

closeMenus();

/** Says at the top of the page how many papers are saved. */
function countSaved() {
  const icon = document.querySelector(".rl-i-saved");
  const count = saved().size;
  icon?.toggleAttribute("data-count", count > 0);
  if (count) icon?.setAttribute("data-count", String(count));
  icon?.setAttribute("aria-label", count ? `Saved, ${counted(count)}` : "Saved");
}

/**
 * Does what is to be done on each page that is shown.
 * @param {AbortSignal} left
 */
export async function pageShown(left) {
  mendAdditions(left);
  countSaved();
  keep.subscribe(countSaved, left);
  const tray = async () => (await import("./compare-bar.js")).showTray();
  whenSelected(tray, left);
  await Promise.all([
    markLists(left) && import("../saved/actions.js").then(({ mount }) => left.aborted || mount(left)),
    (selected().length > 0 || document.querySelector(".rl-compare-bar")) && tray(),
    pageOpened(),
  ]);
}

const surprise = async () => (await import("./surprise.js")).surprise();

/** @type {[string, string, string][]} key, what it opens, path */
const ROOMS = [
  ["g h", "Home", ""],
  ["g e", "Explorer", "explore/"],
  ["g t", "Tags", "tags/"],
  ["g m", "Map", "map/"],
  ["g p", "Reading paths", "paths/"],
  ["g k", "Saved papers", "kept/"],
];

for (const [key, name, path] of ROOMS) bind(key, name, () => go(siteUrl(path)), "Go to");
bind("s", "Surprise me: open a random paper", surprise);

/** Says on what is printed on which day it was. */
addEventListener("beforeprint", () => {
  const day = new Date().toLocaleDateString("en-GB", { dateStyle: "long" });
  for (const address of document.querySelectorAll(".rl-printed")) address.setAttribute("data-day", day);
});

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest(".rl-surprise")) surprise();
});
