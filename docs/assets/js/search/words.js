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

/** Words that tell little of what a text or a question is about: they count less than their rarity says. */
export const GENERAL = new Set(
  (
    "able above accelerating achieve across advance advanced advancing against aim allow along already also " +
    "although always amount another any anything apply approach around aspect automatically avoid based become " +
    "before begin below best better big both bring build case certain challenge challenging cheap cheaply close " +
    "closer come common compare compared comparison complete comprehensive consider contribution cost crafting " +
    "current deal demonstrate designing despite detail develop different difficult directly discuss due during " +
    "each easy effective effectively efficient efficiently either emerge emerged emerging employ enable " +
    "enabling enhance enhanced enhancing enough especially evaluate even ever every example exhibit existing " +
    "exploit exploiting explore exploring extensive far fast faster few finally find first fit fix framework " +
    "frontier full fully further furthermore gain gaining generally get give given go goes going good great " +
    "hard help high higher highly however huge idea important improve improved improvement improving include " +
    "including increase increasing insight instead introduce introducing investigate issue itself just keep " +
    "kind know large largely larger last later latest lead leading least less let leverage leveraging like " +
    "limit limitation limited little long look lot low lower made main mainly major make making manner many may " +
    "me mean method might modern more moreover most much multiple must my namely nearly necessary need needed " +
    "new next nor notable notably novel now number obtain off often one only optimally other out outperform " +
    "overall overview own paper part particular particularly people perform performance possible potential " +
    "practical present previous previously prior procedure promising propose proposed prove provide purpose " +
    "pushing put quick quickly range rapid rapidly rather reach really recent recently reduce reducing " +
    "regarding relate related relative relatively relevant remain report require research result rethinking " +
    "revisit revisiting right role run same save say second see set setting several should show significant " +
    "significantly similar simple simply simultaneously since single slow small solution someone something " +
    "specific specifically start still strong study studying success successful successfully suggest suitable " +
    "systematic systematically take technique tell them therefore think third thorough through thus together " +
    "too tool toward traditional try two type typical typically under understand unified unify unlike up us use " +
    "used useful using utilize utilizing variety various vast very vs want way well whole whose wide widely " +
    "within without work would year yet"
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
