// Lets the site be read from a disk, without a server: there browsers load no modules, and know no page of a folder.
// So the replacements of scripts are shown, as in a browser without JavaScript, and links to folders lead to their page.

addEventListener("load", () => {
  document.documentElement.classList.replace("js", "no-js");
  for (const instead of document.querySelectorAll("noscript")) {
    instead.outerHTML = instead.textContent;
  }
  for (const link of document.querySelectorAll("a[href]")) {
    if (link instanceof HTMLAnchorElement && link.protocol === "file:" && link.pathname.endsWith("/")) {
      link.pathname += "index.html";
    }
  }
});
