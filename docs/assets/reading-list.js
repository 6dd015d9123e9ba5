// What the pages do beyond the theme. Runs on every page, also after instant navigation.

const assets = new URL(".", import.meta.url);

/**
 * Renders mathematics where there is any. KaTeX comes with the site and is fetched by the pages that need it;
 * what it does not know shows its source.
 */
async function renderMathematics() {
  const formulas = document.querySelectorAll(".rl-math:not([data-rendered])");
  if (formulas.length === 0) return;
  await Promise.all([stylesheet("vendor/katex/katex.min.css"), script("vendor/katex/katex.min.js")]);
  for (const formula of formulas) {
    const source = formula.textContent ?? "";
    const display = source.startsWith("$$");
    const tex = display ? source.slice(2, -2) : source.slice(1, -1);
    formula.setAttribute("data-rendered", "");
    globalThis.katex.render(tex, formula, {
      displayMode: display,
      throwOnError: false,
      trust: false,
      strict: "ignore",
      errorColor: "inherit",
    });
  }
}

/** Loads a stylesheet once. */
function stylesheet(path) {
  return once("link", { rel: "stylesheet", href: new URL(path, assets).href });
}

/** Loads a script once. */
function script(path) {
  return once("script", { src: new URL(path, assets).href });
}

const loaded = new Map();

function once(tag, attributes) {
  const key = attributes.href ?? attributes.src;
  if (!loaded.has(key)) {
    loaded.set(
      key,
      new Promise((resolve, reject) => {
        const element = Object.assign(document.createElement(tag), attributes);
        element.addEventListener("load", resolve);
        element.addEventListener("error", () => reject(new Error(`cannot load ${key}`)));
        document.head.append(element);
      }),
    );
  }
  return loaded.get(key);
}

/** Lets the search box of the home page open the search of the theme. */
function openSearch() {
  for (const button of document.querySelectorAll(".rl-search")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.querySelector("#__search").checked = true;
      document.querySelector(".md-search__input").focus();
    });
  }
}

function start() {
  openSearch();
  renderMathematics().catch((problem) => console.warn(problem));
}

// The theme announces each page it shows; without instant navigation that is the one that was loaded.
globalThis.document$.subscribe(start);
