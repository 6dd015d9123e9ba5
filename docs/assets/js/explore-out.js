// What can be taken along from the explorer: the address of what is shown, and its papers as files.

import { render } from "lit-html";
import { notice } from "./notice.js";

/**
 * Lets a button copy the address, and offers files of the papers shown once that is opened.
 * @param {HTMLElement} link
 * @param {HTMLElement} take a details element
 * @param {() => ArrayLike<number>} numbers the papers shown, in their order
 */
export function offerOut(link, take, numbers) {
  if (!(take instanceof HTMLDetailsElement)) return;
  link.addEventListener("click", copyAddress);
  take.addEventListener("toggle", async () => {
    const place = take.querySelector("div");
    if (!take.open || !place || place.childElementCount > 0) return;
    const { exportMenu } = await import("./cite.js");
    render(
      exportMenu(() => Array.from(numbers()), "selection"),
      place,
    );
  });
  take.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !take.open) return;
    take.open = false;
    take.querySelector("summary")?.focus();
  });
}

async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href);
    notice("The address of this list is copied.");
  } catch {
    notice("The browser does not allow copying here. The address of this page is the link.");
  }
}
