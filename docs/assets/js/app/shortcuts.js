// The keys that every page has: to the rooms of the site, and to a paper left to chance.

import { go } from "../lib/go.js";
import { bind } from "../lib/keys.js";
import { siteUrl } from "../lib/site.js";
import { surprise } from "./surprise.js";

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
