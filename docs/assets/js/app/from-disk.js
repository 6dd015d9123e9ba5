// Lets the site be read from a disk, without a server: there browsers load no modules, and know no page of a folder.
// So the replacements of scripts are shown, as in a browser without JavaScript, and links to folders lead to their page.

addEventListener("load", () => {
  document.documentElement.classList.replace("js", "no-js");
  for (const instead of document.querySelectorAll("noscript")) {
    instead.outerHTML = instead.textContent;
  }
  const missing = document.querySelector(".rl-missing");
  if (missing) {
    missing.textContent =
      "This page was opened from a disk. Search, filters, the map and saving papers need a web server: " +
      "run python3 -m http.server in the folder of the site.";
  }
  for (const link of document.querySelectorAll("a[href]")) {
    if (link instanceof HTMLAnchorElement && link.protocol === "file:" && link.pathname.endsWith("/")) {
      link.pathname += "index.html";
    }
  }
});
