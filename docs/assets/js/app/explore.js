// The page of the explorer, with the files that papers can be taken away in.

import * as explorer from "../explorer/explorer.js";

/** @param {HTMLElement} element @param {AbortSignal} left */
export const mount = (element, left) =>
  explorer.mount(element, left, async (numbers) =>
    (await import("../export/cite.js")).exportList(() => numbers, "selection"),
  );
