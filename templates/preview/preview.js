// Requests of the panel to the running preview, and the state that this tab remembers.

/** @typedef {{slug: string, name: string, description: string, facet: string, colour: number, aliases: string[]}} Tag */
/** @typedef {{tag: string, because: string, shown: boolean}} Suggestion */
/** @typedef {{slug: string, title: string, tags: string[], tldr: string | null, note: string, suggestions: Suggestion[]}} Paper */
/** @typedef {{add: string[], remove: string[], tldr: string | null, note: string | null}} Change */
/** @typedef {{message: string, hint: string, where: string}} Finding */

/** The data of the preview on the page that is shown; null if it is not the page of a paper. */
export const mark = () =>
  /** @type {HTMLElement | null} */ (document.querySelector("script[data-paper]"))?.dataset ?? null;

/** A refusal in the words of the preview; `found` are the findings, each with a hint. */
export class Refused extends Error {
  /** @param {{message: string, hint?: string, found?: Finding[]}} answered */
  constructor({ message, hint = "", found = [] }) {
    super(message);
    this.found = found.length ? found : [{ message, hint, where: "" }];
  }
}

/**
 * Asks the preview something.
 * @param {string} name below `/-/`
 * @param {Change} [change] to be saved; without it something is read
 * @returns {Promise<any>} the answer of the preview
 */
export async function ask(name, change) {
  const headers = change && { "Content-Type": "application/json", "X-Reading-List-Token": mark()?.token ?? "" };
  const request = change ? { method: "POST", headers, body: JSON.stringify(change) } : {};
  let answer;
  try {
    answer = await fetch(`/-/${name}`, request);
  } catch {
    throw new Refused({ message: "the preview does not answer", hint: "start it again: what you typed is kept here" });
  }
  const answered = await answer.json();
  if (!answer.ok) throw new Refused(answered);
  return answered;
}

/** The state that stays in this tab: drafts, the trail through the queue, whether the panel is open. */
export const memory = {
  /**
   * @param {string} name
   * @param {any} [otherwise]
   * @returns {any}
   */
  get: (name, otherwise = null) => JSON.parse(sessionStorage.getItem(`reading-list.${name}`) ?? "null") ?? otherwise,
  /**
   * @param {string} name
   * @param {unknown} value
   */
  set: (name, value) => sessionStorage.setItem(`reading-list.${name}`, JSON.stringify(value)),
  /** @param {string} name */
  drop: (name) => sessionStorage.removeItem(`reading-list.${name}`),
};
