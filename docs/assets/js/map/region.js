// The selected region of the map: its papers, and its form in the address.

import { readArea } from "../lib/area.js";
import { commonTags } from "./colours.js";

/** @import { Area } from "../lib/area.js" */

const MOST_TAGS = 8;

/**
 * Returns how many papers are in an area, and which tags most of them carry.
 * @param {Area} area
 * @param {import("./points.js").Points} points
 * @param {ArrayLike<number>[]} own by tag number: the papers that carry it
 * @returns {import("./parts.js").Region}
 */
export function regionOf(area, points, own) {
  const inside = points.inside(area);
  return { papers: inside.length, tags: commonTags(inside, own, MOST_TAGS), area };
}

/** Returns the area that the address asks for, or null. */
export function areaAsked() {
  return readArea(new URLSearchParams(location.search).get("area"));
}

/** Writes the selected area into the address, so that it can be shared. @param {Area | null} area */
export function rememberArea(area) {
  const address = new URL(location.href);
  if (area) address.searchParams.set("area", area.join(","));
  else address.searchParams.delete("area");
  history.replaceState(history.state, "", address.href.replaceAll("%2C", ","));
}
