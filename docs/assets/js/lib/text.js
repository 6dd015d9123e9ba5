// Texts as they are compared, and numbers as they are said.

/** Letters that Unicode does not decompose, as people without them on their keyboard type them. @type {Record<string, string>} */
export const SINGLE_LETTERS = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  ı: "i",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
};

const UNUSUAL = new RegExp(`[${Object.keys(SINGLE_LETTERS).join("")}]`, "gu");
const MARK = /\p{M}/gu;

/** Returns a text without accents and in lower case. @param {string} text */
export function fold(text) {
  const plain = text.normalize("NFKD").replace(MARK, "").toLowerCase();
  return plain.replace(UNUSUAL, (letter) => SINGLE_LETTERS[letter] ?? letter);
}

/** Returns a name as names are compared: folded, with one space between its words. @param {string} text */
export const foldedName = (text) =>
  fold(text)
    .trim()
    .replace(/[\s_-]+/g, " ");

/** Returns a number with its noun: `1 paper`, `1,200 papers`. @param {number} number @param {string} [noun] */
export const counted = (number, noun = "paper") => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
