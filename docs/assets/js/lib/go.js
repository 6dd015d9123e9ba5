// Opens a page of the site as a click on a link would, so that instant navigation takes it.

/** @param {string} url */
export function go(url) {
  const link = document.createElement("a");
  link.href = url;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}
