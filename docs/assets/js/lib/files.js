// Texts that leave the page: saved as a file, or put on the clipboard.

/** Milliseconds after which a file that was saved is no longer held. */
const SAVED = 60_000;

/** Saves a text as a file. @param {string} name @param {string} type its media type @param {string} text */
export function saveFile(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), SAVED);
}

/**
 * Puts a text on the clipboard; returns whether the browser allows that. It may be a promise: a browser may no longer
 * know of the click when the text has arrived.
 * @param {string | Promise<string>} text
 */
export async function copyText(text) {
  try {
    const blob = Promise.resolve(text).then((ready) => new Blob([ready], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    return true;
  } catch {
    return false;
  }
}
