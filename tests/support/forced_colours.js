// Measures what a page shows under forced colours. Evaluated in the page by forced_colours.py.
() => {
  const still = new CSSStyleSheet(); // a style element would be against the policy of the page
  still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets.push(still);

  const numbers = (colour) => {
    const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    const scale = colour.startsWith("color(") ? 255 : 1;
    return [red * scale, green * scale, blue * scale, alpha];
  };
  const over = ([r, g, b, a], ground) => [r, g, b].map((part, at) => part * a + ground[at] * (1 - a));
  const canvas = (() => {
    const probe = document.createElement("i");
    probe.style.cssText = "forced-color-adjust: none; color: Canvas";
    document.body.append(probe);
    const found = numbers(getComputedStyle(probe).color).slice(0, 3);
    probe.remove();
    return found;
  })();
  const ground = (element) => {
    const own = element ? numbers(getComputedStyle(element).backgroundColor) : [...canvas, 1];
    if (own[3] === 1) return own.slice(0, 3);
    const below = ground(element.parentElement);
    return own[3] === 0 ? below : over(own, below);
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (colour, below) => {
    const [low, high] = [light(over(numbers(colour), below)), light(below)].sort((one, two) => one - two);
    return (high + 0.05) / (low + 0.05);
  };
  const name = (element) => {
    const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().slice(0, 30);
    return `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${text}`;
  };
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true }) &&
    element.getClientRects().length > 0 &&
    !element.closest(".rl-hidden, .rlp-hidden, [aria-hidden=true].md-overlay");
  const everything = [...document.body.querySelectorAll("*")].filter(seen);
  const found = { icons: [], texts: [], states: [], fields: [], focus: [], shapes: [] };
  const looked = { icons: 0, texts: 0, states: 0, fields: 0, focus: 0, shapes: 0 };
  const check = (kind, element, good) => {
    looked[kind] += 1;
    if (!good) found[kind].push(name(element));
  };

  for (const element of everything) {
    for (const pseudo of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, pseudo);
      if (pseudo && (style.content === "none" || style.display === "none")) continue;
      if (style.maskImage !== "none" && parseFloat(style.width) > 2) {
        const below = ground(pseudo ? element : element.parentElement);
        check("icons", element, contrast(style.backgroundColor, below) >= 3);
      }
    }
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const drawn = element.closest("svg");
    if (own && !drawn) check("texts", element, contrast(getComputedStyle(element).color, ground(element)) >= 3);
    if (drawn && drawn.matches(".rl-graph, .rl-chart__legend svg") && element !== drawn && !element.matches("title, g, .rl-graph__ground")) {
      const { fill, stroke } = getComputedStyle(element);
      const below = ground(drawn.parentElement);
      const inks = [fill, stroke].filter((ink) => ink !== "none");
      if (!(drawn.closest(".rl-matrix") && element.localName === "line")) {
        check("shapes", element, inks.some((ink) => contrast(ink, below) >= 3));
      }
    }
  }

  const edges = (style) => ["outline", "borderTop", "borderLeft"].map((edge) => {
    const [width, line, colour] = [style[`${edge}Width`], style[`${edge}Style`], style[`${edge}Color`]];
    return parseFloat(width) > 0 && line !== "none" && numbers(colour)[3] > 0 ? `${width} ${line} ${colour}` : "";
  });
  const look = (element) => {
    const own = getComputedStyle(element);
    const after = getComputedStyle(element, "::after");
    const drawn = after.content === "none" ? [] : edges(after);
    return JSON.stringify([ground(element), own.textDecorationLine, ...edges(own), ...drawn]);
  };

  const states = { "aria-pressed": "false", "aria-selected": "false", "data-role": "", "aria-expanded": "false", "aria-current": null };
  const on = "[aria-pressed=true], [aria-selected=true], [data-role]:not([data-role='']), [aria-current]:not([aria-current=false]), .t.is-chosen, .rl-keep__button[aria-expanded=true]";
  for (const element of everything.filter((one) => one.matches(on))) {
    const before = look(element);
    const attributes = Object.keys(states).filter((key) => element.hasAttribute(key)).map((key) => [key, element.getAttribute(key)]);
    for (const [key] of attributes) {
      if (states[key] === null) element.removeAttribute(key);
      else element.setAttribute(key, states[key]);
    }
    const chosen = element.classList.contains("is-chosen");
    element.classList.remove("is-chosen");
    check("states", element, look(element) !== before);
    for (const [key, value] of attributes) element.setAttribute(key, value);
    if (chosen) element.classList.add("is-chosen");
  }

  const edged = (element) => {
    const style = getComputedStyle(element);
    const below = ground(element.parentElement);
    return ["borderTop", "borderBottom", "outline"].some((edge) =>
      parseFloat(style[`${edge}Width`]) > 0 && style[`${edge}Style`] !== "none" && contrast(style[`${edge}Color`], below) >= 3);
  };
  const native = "[type=hidden], [type=checkbox], [type=radio], [type=file]";
  for (const element of everything.filter((one) => one.matches("input, select, textarea") && !one.matches(native))) {
    check("fields", element, edged(element.closest(".rlp-box, .rl-x-token, .md-search__form") ?? element));
  }

  const modal = document.querySelector("dialog[open]");
  const stops = everything.filter((one) =>
    one.matches("a[href], button:not(:disabled), input, select, textarea, summary, [tabindex='0']") && (!modal || modal.contains(one)));
  const bearer = (element) => element.matches(".rlp-input") ? element.closest(".rlp-box") : element.matches("[type=file]") ? element.parentElement : element;
  for (const element of stops.slice(0, 120)) {
    const back = document.activeElement;
    if (back === element) element.blur();
    const before = look(bearer(element));
    element.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement === element) check("focus", element, look(bearer(element)) !== before);
    element.blur();
    if (back !== document.body && back !== element) back?.focus({ focusVisible: true, preventScroll: true });
  }
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
  return { found, looked };
}
