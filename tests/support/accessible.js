// Returns what axe finds wrong with a page. Evaluated in the page by windows.py, after axe itself.
//
// To measure contrast takes longer than all else: of elements with the same colours, on the same grounds, it is measured
// for a few.
async ([exclude, rules]) => {
  const FEW = 3;
  const ids = new Map();
  const known = new Map();
  const count = new Map();

  /** Returns a number for what stands behind an element: the same one for elements on the same grounds. */
  const ground = (element) => {
    if (!element) return 0;
    if (known.has(element)) return known.get(element);
    const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(element);
    const placed = position === "static" || position === "relative" ? "" : `${element.className} ${element.id}`;
    const key = [ground(element.parentElement), backgroundColor, backgroundImage, opacity, filter, placed].join("|");
    if (!ids.has(key)) ids.set(key, ids.size + 1);
    known.set(element, ids.get(key));
    return known.get(element);
  };
  const look = (element) => {
    const { color, fontSize, fontWeight, textShadow, webkitTextStroke } = getComputedStyle(element);
    return [ground(element), color, fontSize, fontWeight, textShadow, webkitTextStroke].join("|");
  };

  for (const element of document.body.querySelectorAll("*")) {
    element.removeAttribute("data-looked-at");
    const field = element.matches("input, select, textarea");
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if ((!text && !field) || !element.checkVisibility({ visibilityProperty: true })) continue;
    const key = field ? element : look(element);
    count.set(key, (count.get(key) ?? 0) + 1);
    if (count.get(key) <= FEW) element.setAttribute("data-looked-at", "");
  }
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-looked-at]" }] });
  const only = rules ? { runOnly: rules } : {};
  const { violations } = await axe.run({ exclude }, { resultTypes: ["violations"], ...only });
  return violations;
}
