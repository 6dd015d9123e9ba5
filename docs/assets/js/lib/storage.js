// Values that the browser stores for this site. If storage is blocked or full, they last as long as the page.

import { sitePath } from "./site.js";

/** @typedef {ReturnType<typeof stored>} Stored */

/**
 * Returns what stores one text under a name.
 * @param {string} name with the version of its format, such as `visits.1`
 * @param {() => Storage} [area] throws where the storage is blocked
 */
export function stored(name, area = () => localStorage) {
  const key = `reading-list.${name}:${sitePath}`;
  /** @type {string | null | undefined} what could not be stored */
  let held;
  return {
    key,
    area,
    /** Returns the text, or null if there is none. */
    read() {
      if (held !== undefined) return held;
      try {
        return area().getItem(key);
      } catch {
        return null;
      }
    },
    /** @param {string | null} text null removes it */
    write(text) {
      try {
        if (text === null) area().removeItem(key);
        else area().setItem(key, text);
        held = undefined;
      } catch {
        held = text;
      }
    },
  };
}

/** Returns the value of JSON, or null if it is none. @param {string | null} text */
export function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
