// Words as the index of the search has them (generator/text/tokens.py takes texts apart by the same rules).

import { fold } from "../lib/text.js";

const WORD = /[\p{L}\p{N}]+(?:\.\p{Nd}+)*/gu;
/** Letters of a plural. */
const SHORTEST = 4;

/** Words that carry no meaning, here and in other languages: a search uses them only if there is nothing else. */
export const STOP = new Set(
  (
    "a about an and are as at be been but by can do does for from had has have how i if in into is it its no " +
    "not of on or our so such than that the their then there these they this to via was we were what when where " +
    "which while who why will with you your au aux das de del den der des die du ein eine el en et fur la las " +
    "le les los mit par para pour un und une von y zur"
  ).split(" "),
);

/** Words that questions have whatever they are about: they count less than their rarity says. */
export const GENERAL = new Set(
  (
    "able already also always another any anything avoid become before begin below best better big cheap " +
    "cheaply come cost deal different difficult each easy enough ever every example fast faster few find first " +
    "fit fix full fully get give go goes going good great hard help huge idea instead itself just keep kind " +
    "know less let like little long look lot made make making many may me mean might more most much must my " +
    "need needed new now off one only other out own paper part people put quick quickly rather really right run " +
    "same save say see several should show similar since slow small someone something start still take tell " +
    "them think too tool try two understand up us use used useful using very want way well whole whose within " +
    "without work would yet"
  ).split(" "),
);

/** Plurals that no ending tells. @type {Record<string, string>} */
export const IRREGULAR = {
  analyses: "analysis",
  appendices: "appendix",
  biases: "bias",
  children: "child",
  hypotheses: "hypothesis",
  indices: "index",
  matrices: "matrix",
  vertices: "vertex",
};

/** Words that look like a plural and are none, also at the end of another word. */
export const INVARIANT =
  /(?:alias|always|atlas|bias|canvas|chaos|gas|lens|news|perhaps|physics|series|species|whereas)$/;

/** Endings of plurals and what stands for them: the first that fits counts. @type {[RegExp, string][]} */
export const PLURALS = [
  [/^([cdginqtx])pus$/, "$1pu"],
  [/^.*(?:ss|us|is)$/, "$&"],
  [/ies$/, "y"],
  [/(ss|sh|ch|x|zz)es$/, "$1"],
  [/s$/, ""],
];

/** British spellings and the American ones: all that fit count. @type {[RegExp, string][]} */
export const BRITISH = [
  [/^((?!ar|comprom|desp|expert|parad|prem|prom)[a-z]+[^acouvw])(?<!pr)is(e|ed|er|ing|able|ation)$/, "$1iz$2"],
  [/^(anal|catal|dial|electrol|paral)ys(e|ed|er|ing)$/, "$1yz$2"],
  [/^(arm|behavi|cand|col|endeav|fav|flav|glam|harb|hon|hum|lab|neighb|od|rig|rum|sav|tum|val|vap|vig)our/, "$1or"],
  [/(calib|cent|fib|lit|lust|met|sab|spect|theat)re$/, "$1er"],
  [/(cent|fib|met)red$/, "$1ered"],
  [/^(re)?(canc|chann|fu|jew|lab|lev|mod|pan|quarr|trav|tunn)ell(ed|ing|er)$/, "$1$2el$3"],
  [/^(di|equ|met|riv|sign|tot)all(ed|ing|er)$/, "$1al$2"],
  [/^(def|lic|off|pret)ence$/, "$1ense"],
  [/^(anal|catal|dial|epil|monol|prol)ogue$/, "$1og"],
  [/^(an|isch|leuk)aem/, "$1em"],
  [/^anaest/, "anest"],
  [/^haem/, "hem"],
  [/^(ortho)?paed/, "$1ped"],
  [/^artefact/, "artifact"],
  [/^(grey)/, "gray"],
  [/^programme$/, "program"],
  [/^(acknowledg|judg)ement$/, "$1ment"],
  [/^(burn|dream|learn|spel)t$/, "$1ed"],
  [/^(enrol|fulfil|instal)$/, "$1l"],
  [/che$/, "ch"],
];

/**
 * Returns the words of a text in order, as they are written: runs of letters and digits, a number with its points.
 * A superscript belongs to its word, typed with `^` or not: `MoE^2` is `moe2`.
 * @param {string} text
 */
export function written(text) {
  return fold(text).replaceAll("^", "").match(WORD) ?? [];
}

/** Returns the words of a text in order, each in the one form that stands for its spellings. @param {string} text */
export function words(text) {
  return written(text).map(token);
}

/** Returns the form that stands for all spellings of a word in lower case: `colours` → `color`. @param {string} word */
export function token(word) {
  if (STOP.has(word) || !/^[a-z]+$/.test(word)) return word;
  return BRITISH.reduce((known, [spelling, american]) => known.replace(spelling, american), singular(word));
}

/** @param {string} word */
function singular(word) {
  if (word.length < SHORTEST || INVARIANT.test(word)) return word;
  const irregular = Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined;
  const [ending, one] = PLURALS.find(([plural]) => plural.test(word)) ?? [/$/, ""];
  return irregular ?? word.replace(ending, one);
}

/**
 * Returns the words of a text with where they stand in it.
 * @param {string} text
 * @returns {{word: string, start: number, end: number}[]}
 */
export function wordsIn(text) {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+(?:\.\p{Nd}+)*/gu), (match) => ({
    word: token(fold(match[0])),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
