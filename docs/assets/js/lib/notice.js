// Says something quietly at the edge of the window, until it is dismissed.

/** */
function place() {
  const found = document.querySelector(".rl-notices");
  if (found instanceof HTMLElement) return found;
  const made = document.createElement("div");
  made.className = "rl-notices";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}

const MOST = 3;

/** Shows a message with a button that dismisses it; of several, the last few, and each once. @param {string} message */
export function notice(message) {
  const line = document.createElement("p");
  const dismiss = document.createElement("button");
  dismiss.type = "button";
  dismiss.className = "rl-quiet";
  dismiss.textContent = "Dismiss";
  dismiss.addEventListener("click", () => line.remove());
  line.append(message, " ", dismiss);
  // A region that has just been added is not read out; one that changes later is.
  const region = place();
  setTimeout(() => {
    for (const old of region.children) if (old.textContent === line.textContent) old.remove();
    while (region.children.length >= MOST) region.firstElementChild?.remove();
    region.append(line);
  }, 50);
}
