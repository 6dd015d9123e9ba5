// The formats that papers are taken away in, and how papers in one are joined to a file. Needs no browser.

/**
 * @typedef {object} Format
 * @property {string} name
 * @property {string} suffix of its files
 * @property {string} type media type of its files
 * @property {string} before
 * @property {string} between
 * @property {string} after
 */

/**
 * Every format, in the order in which `/data/cite/` has them. A file is `before`, the papers with `between` between
 * them, and `after`: the rule of `generator/pages/exports/formats.py`, so both make the same file of the same papers.
 * @type {Format[]}
 */
export const FORMATS = [
  { name: "BibTeX", suffix: "bib", type: "application/x-bibtex", before: "", between: "\n", after: "" },
  {
    name: "RIS",
    suffix: "ris",
    type: "application/x-research-info-systems",
    before: "",
    between: "\r\n",
    after: "",
  },
  {
    name: "CSL-JSON",
    suffix: "csl.json",
    type: "application/vnd.citationstyles.csl+json",
    before: "[\n",
    between: ",\n",
    after: "\n]\n",
  },
  { name: "Markdown", suffix: "txt", type: "text/markdown", before: "", between: "", after: "" },
  {
    name: "CSV",
    suffix: "csv",
    type: "text/csv",
    before:
      "\ufeffslug,title,authors,year,published,venue,doi,arxiv,url,tags,keywords,summary,abstract,first_listed,type,editors,volume,number,pages,publisher,edition,key,series,isbn,issn\r\n",
    between: "",
    after: "",
  },
];

/** Returns a file of papers. @param {string[][]} papers each in every format @param {Format} format one of `FORMATS` */
export function joined(papers, format) {
  const index = FORMATS.indexOf(format);
  return format.before + papers.map((texts) => texts[index]).join(format.between) + format.after;
}
