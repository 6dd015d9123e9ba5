// Progress along a reading path: which steps are read, and where to go on.

import { html, nothing, render } from "lit-html";
import { paperLinks } from "../lib/site.js";
import { keep } from "../saved/saved.js";

/** @typedef {{slug: string, title: string, url: string, button: HTMLButtonElement | null}} Step */

/**
 * Draws the progress, and lets the buttons of the steps mark papers as read.
 * @param {HTMLElement} element
 * @param {AbortSignal} left
 */
export function mount(element, left) {
  const steps = stepsOf(document);
  let said = "";
  const draw = () => drawProgress(element, steps, said);
  for (const step of steps) {
    step.button?.addEventListener("click", () => {
      const read = !keep.get(step.slug).read;
      said = `${read ? "Marked as read" : "Marked as unread"}: ${step.title}.`;
      keep.set(step.slug, { read, title: step.title });
    });
  }
  draw();
  keep.subscribe(draw, left);
}

/** @param {ParentNode} page */
function stepsOf(page) {
  return paperLinks(page, ".rl-steps > ol > li > p:first-child a").map(({ link, slug }) => {
    const button = /** @type {HTMLButtonElement | null} */ (link.closest("li")?.querySelector(".rl-step-read"));
    const title = link.textContent ?? slug;
    button?.setAttribute("aria-label", `Read: ${title}`);
    button?.removeAttribute("disabled"); // until now a press would have been lost
    return { slug, title, url: link.href, button };
  });
}

/** @param {HTMLElement} element @param {Step[]} steps @param {string} said */
function drawProgress(element, steps, said) {
  const isRead = steps.map(({ slug }) => keep.get(slug).read);
  for (const [index, { button }] of steps.entries()) button?.setAttribute("aria-pressed", String(isRead[index]));
  const read = isRead.filter(Boolean).length;
  const next = steps[isRead.indexOf(false)];
  render(
    html`<p>
        <progress max=${steps.length} value=${read} aria-label="Steps read"></progress> ${read} of ${steps.length} read
      </p>
      <p class="rl-progress__next">
        ${next ? `${read ? "Continue" : "Begin"} with: ` : "You have read all papers of this path."}
        ${next ? html`<a href=${next.url}>${next.title}</a>` : nothing}
      </p>
      <span class="rl-hidden" role="status">${said || nothing}</span>`,
    element,
  );
}
