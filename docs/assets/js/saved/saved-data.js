// What a visitor keeps, as data: read, checked, merged and written. Knows neither the page nor the browser's storage.

/**
 * @typedef {object} Entry what is kept of one paper
 * @property {boolean} bookmarked
 * @property {boolean} read
 * @property {boolean} hidden
 * @property {string} note
 * @property {string} title the title it had, so that it can be named even when it is gone
 */

/** @typedef {Map<string, Entry>} Kept by slug, in the order in which they were first kept */

/** @typedef {{papers: Kept, problem: string}} Reading what could be read, and what could not: "" if nothing */

export const FORMAT = "reading-list-kept";
export const VERSION = 1;

/** Characters of an export that are read at most; a thousand papers with a page of notes each are a tenth of it. */
export const LONGEST_FILE = 20_000_000;
/** Characters that can be typed into a note; notes that were put together are longer, and as good as any. */
export const LONGEST_NOTE = 100_000;
export const LONGEST_TITLE = 2_000;
export const MOST_PAPERS = 50_000;

/** @type {Readonly<Entry>} */
export const NOTHING = Object.freeze({ bookmarked: false, read: false, hidden: false, note: "", title: "" });

const FLAGS = /** @type {const} */ (["bookmarked", "read", "hidden"]);

/** Tells whether a text can be the slug of a paper. @param {string} text */
export const isSlug = (text) => text.length <= 200 && /^[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*$/u.test(text);

/** Tells whether an entry holds anything that a visitor would miss. @param {Entry} entry */
export const holds = (entry) => entry.bookmarked || entry.read || entry.hidden || entry.note !== "";

/**
 * Returns what is kept after a change to one paper; the rest stays as it is.
 * @param {Kept} kept
 * @param {string} slug
 * @param {Partial<Entry>} change
 * @returns {Kept}
 */
export function changed(kept, slug, change) {
  const entry = { ...NOTHING, ...kept.get(slug), ...change };
  const papers = new Map(kept);
  if (holds(entry)) papers.set(slug, entry);
  else papers.delete(slug);
  return papers;
}

/**
 * Returns what is kept, with papers that were renamed under their new slugs.
 * @param {Kept} kept
 * @param {ReadonlyMap<string, string>} renamed old slug → new slug
 * @returns {Kept}
 */
export function renamedTo(kept, renamed) {
  /** @type {Kept} */
  const papers = new Map();
  for (const [slug, entry] of kept) {
    const now = renamed.get(slug) ?? slug;
    const other = papers.get(now);
    papers.set(now, other ? joined(other, entry) : entry);
  }
  return papers;
}

/**
 * Returns what both entries of one paper hold together; two different notes are both kept.
 * @param {Entry} own
 * @param {Entry} other
 * @returns {Entry}
 */
export function joined(own, other) {
  return {
    bookmarked: own.bookmarked || other.bookmarked,
    read: own.read || other.read,
    hidden: own.hidden || other.hidden,
    note: own.note.includes(other.note)
      ? own.note
      : other.note.includes(own.note)
        ? other.note
        : `${own.note}\n\n${other.note}`,
    title: own.title || other.title,
  };
}

/**
 * Returns what is kept together with what was brought, and how many papers were new, changed and the same.
 * @param {Kept} kept
 * @param {Kept} brought
 * @returns {{papers: Kept, added: number, changed: number, same: number}}
 */
export function merged(kept, brought) {
  const papers = new Map(kept);
  const report = { added: 0, changed: 0, same: 0 };
  for (const [slug, entry] of brought) {
    const own = kept.get(slug);
    const both = own ? joined(own, entry) : entry;
    report[!own ? "added" : same(own, both) ? "same" : "changed"] += 1;
    papers.set(slug, both);
  }
  return { papers, ...report };
}

/** @param {Entry} one @param {Entry} two */
const same = (one, two) => FLAGS.every((flag) => one[flag] === two[flag]) && one.note === two.note;

/**
 * Returns what is kept as JSON in the documented format: only what is set is written.
 * @param {Kept} kept
 * @param {number} [indent]
 * @param {object} [more] what stands beside the papers
 */
export function written(kept, indent, more) {
  const papers = Object.fromEntries([...kept].map(([slug, entry]) => [slug, brief(entry)]));
  return JSON.stringify({ format: FORMAT, version: VERSION, papers, ...more }, null, indent);
}

/** @param {Entry} entry */
const brief = (entry) =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== false && value !== ""));

/**
 * Reads what was written: whatever is right is returned, and the first thing that is wrong is told.
 * @param {string} text
 * @returns {Reading}
 */
export function reading(text) {
  /** @type {Kept} */
  const papers = new Map();
  if (text.length > LONGEST_FILE) return { papers, problem: "it is far too large" };
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { papers, problem: "it is not JSON" };
  }
  const problem = strangeness(data);
  if (problem) return { papers, problem };
  return { papers, problem: readEntries(data.papers, papers) };
}

/** Tells what is wrong with the frame around the papers, or "". @param {any} data */
function strangeness(data) {
  if (!isObject(data) || data.format !== FORMAT) return `it is not a file of this kind (“format” is not “${FORMAT}”)`;
  if (data.version !== VERSION) return `its version is ${show(data.version)}, and this site reads version ${VERSION}`;
  if (!isObject(data.papers)) return "its “papers” are not an object of papers";
  if (Object.keys(data.papers).length > MOST_PAPERS) return `it holds more than ${MOST_PAPERS} papers`;
  return "";
}

/** How the papers are stored. @type {import("./state-store.js").Format<Kept>} */
export const KEPT = {
  empty: new Map(),
  write: (kept) => written(kept),
  read(text) {
    const { papers, problem } = reading(text);
    return { state: papers, problem };
  },
};

/**
 * Puts what is right into `papers` and tells the first thing that is wrong, or "".
 * @param {Record<string, any>} rows
 * @param {Kept} papers
 */
function readEntries(rows, papers) {
  let first = "";
  for (const [slug, row] of Object.entries(rows)) {
    const problem = isSlug(slug) ? flaw(row) : "is not the name of a paper";
    if (problem) first ||= `${show(slug)} ${problem}`;
    else if (holds({ ...NOTHING, ...row })) papers.set(slug, picked(row));
  }
  return first;
}

/** Returns an entry of the values that are known here. @param {Partial<Entry>} row */
function picked({ bookmarked = false, read = false, hidden = false, note = "", title = "" }) {
  return { bookmarked, read, hidden, note, title };
}

/** Tells what is wrong with an entry, or "". @param {any} row */
function flaw(row) {
  if (!isObject(row)) return "is not an object";
  for (const flag of FLAGS) {
    if (row[flag] !== undefined && typeof row[flag] !== "boolean")
      return `has a “${flag}” that is neither true nor false`;
  }
  for (const name of ["note", "title"]) {
    if (row[name] !== undefined && typeof row[name] !== "string") return `has a “${name}” that is not a text`;
  }
  return (row.title?.length ?? 0) > LONGEST_TITLE ? `has a “title” of more than ${LONGEST_TITLE} characters` : "";
}

/** @param {unknown} value */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns a value as it may stand in a message: in quotes, and short. @param {unknown} value */
export function show(value) {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "missing");
  return `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;
}

/**
 * Returns the slugs of a shared list, each once, from the part of an address after `#`; null if it is none.
 * @param {string} fragment such as `#list=gptq,awq`
 * @returns {string[] | null}
 */
export function sharedList(fragment) {
  const found = /^#list=(.*)$/s.exec(fragment);
  if (!found) return null;
  return [...new Set((found[1] ?? "").split(/,|%2C/i).map(decoded).filter(isSlug))];
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return "";
  }
}

/** Returns the part of an address that shares a list. @param {Iterable<string>} slugs */
export const listFragment = (slugs) => `#list=${[...slugs].map(encodeURIComponent).join(",")}`;

/**
 * Returns notes as a file of Markdown: the title of each paper with a link, then the note as it was written.
 * @param {{title: string, url: string, note: string}[]} notes
 */
export function notesAsMarkdown(notes) {
  const parts = notes.map(({ title, url, note }) => {
    const text = title.replace(/[\\`*_[\]<>&#]/g, "\\$&");
    return `## ${url ? `[${text}](${url})` : text}\n\n${note.trim()}\n`;
  });
  return `# Notes\n\n${parts.join("\n")}`;
}
