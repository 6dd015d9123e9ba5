// The way through the papers that wait for tags.

import { ask, mark, memory } from "./preview.js";

/**
 * Goes to the next paper that waits (1), or back (-1) where one came from, and opens the panel there.
 * @param {1 | -1} way
 * @param {(words: string) => void} announce
 */
export async function travel(way, announce) {
  const here = mark()?.paper ?? "";
  const { papers } = await ask("queue.json");
  const trail = memory.get("trail", []);
  const seen = memory.get("queue", []); // as it was: a paper that was just tagged is no longer in it
  const order = papers.includes(here) ? papers : seen;
  const at = order.indexOf(here);
  /** @param {string} slug */
  const waiting = (slug) => papers.includes(slug) && slug !== here;
  let there;
  if (way > 0) there = order.slice(at + 1).find(waiting) ?? (at < 0 ? papers.find(waiting) : undefined);
  else there = trail.pop() ?? order.slice(0, Math.max(0, at)).findLast(waiting);
  if (!there)
    return announce(
      way > 0
        ? papers.some(waiting)
          ? "This is the last paper of the queue."
          : "No paper is waiting."
        : "This is the first one.",
    );
  if (way > 0) trail.push(here);
  memory.set("trail", trail.slice(-200));
  memory.set("open", there);
  announce("Opening…");
  location.assign(`${mark()?.mount ?? "/"}papers/${there}/`);
}
