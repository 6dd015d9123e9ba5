// *Edit tags*: the panel that the running preview adds to the page of a paper. A built site has nothing of it.

import { Panel } from "./dialog.js";
import { make, markDraft, toast } from "./elements.js";
import { ask, mark, memory, Refused } from "./preview.js";
import { travel } from "./queue.js";

let opening = false;

async function openPanel() {
  const paper = mark()?.paper;
  if (!paper || opening || document.querySelector("dialog[open]")) return;
  opening = true;
  try {
    const names = [`paper/${encodeURIComponent(paper)}.json`, "vocabulary.json", "queue.json"];
    const [about, { tags }, { papers }] = await Promise.all(names.map((name) => ask(name)));
    if (papers.includes(paper)) memory.set("queue", papers);
    new Panel(about, tags, papers).open();
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    toast(
      problem.message,
      false,
      problem.found.filter(({ message }) => message !== problem.message),
    );
  } finally {
    opening = false;
  }
}

/** Puts the button on the page of a paper; opens the panel again where a reload interrupted it. */
function start() {
  const paper = mark()?.paper;
  if (!paper || document.querySelector(".rlp-open")) return;
  const button = make(
    "button.rlp-open",
    { type: "button", "aria-keyshortcuts": "t", title: "Edit tags (t)", click: openPanel },
    "Edit tags",
  );
  const tags = document.querySelector(".rl-paper > .rl-tags");
  if (tags) tags.append(" ", button);
  else document.querySelector(".rl-paper h1")?.after(button);
  document.querySelector(".rl-improve")?.setAttribute("open", "");
  markDraft(memory.get(`draft.${paper}`) !== null);
  if (memory.get("open") === paper) openPanel();
}

document.head.append(make("link", { rel: "stylesheet", href: "/-/panel.css" }));
document.addEventListener("keydown", (event) => {
  if (!mark() || document.querySelector("dialog[open]") || event.isComposing) return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "t" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    openPanel();
  } else if ((event.key === "]" || event.key === "[") && !event.metaKey) {
    event.preventDefault();
    travel(event.key === "]" ? 1 : -1, (words) => toast(words, words === "Opening…")).catch((problem) =>
      toast(problem.message),
    );
  }
});
// The theme announces each page that it shows, the first one too.
if (globalThis.document$) globalThis.document$.subscribe(start);
else start();
