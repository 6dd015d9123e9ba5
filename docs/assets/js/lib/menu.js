// Menus: `<details class="rl-menu">`, which work without a script. This closes an open one.

/** Closes the open menus, but for those in which something is. @param {EventTarget | null} [inside] */
function close(inside) {
  let last = null;
  for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll(".rl-menu[open]"))) {
    if (inside instanceof Node && menu.contains(inside)) continue;
    menu.open = false;
    last = menu;
  }
  return last;
}

/** Closes menus when the visitor points elsewhere, and by Escape, which gives the focus back. */
export function closeMenus() {
  document.addEventListener("pointerdown", ({ target }) => close(target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close()?.querySelector("summary")?.focus();
  });
}
