"""Splits text into words as the search compares them: without case, accents, plural endings and British spelling.

The browser splits a query by the same rules (`docs/assets/js/search/words.js`); a test compares the tables of both.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence, Set
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
"""A run of letters and digits; a number keeps its points (`3.1`)."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_LETTERS = re.compile(r"[a-z]+")

STOP = frozenset(
    """
    a about an and are as at be been but by can do does for from had has have how i if in into is it its no not of on
    or our so such than that the their then there these they this to via was we were what when where which while who
    why will with you your
    au aux das de del den der des die du ein eine el en et fur la las le les los mit par para pour un und une von y zur
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
"""Words without meaning of their own, in several languages: a search uses them only if there are no others."""

GENERAL = frozenset(
    """
    able above accelerating achieve across advance advanced advancing against aim allow along already also although
    always amount another any anything apply approach around aspect automatically avoid based become before begin below
    best better big both bring build case certain challenge challenging cheap cheaply close closer come common compare
    compared comparison complete comprehensive consider contribution cost crafting current deal demonstrate designing
    despite detail develop different difficult directly discuss due during each easy effective effectively efficient
    efficiently either emerge emerged emerging employ enable enabling enhance enhanced enhancing enough especially
    evaluate even ever every example exhibit existing exploit exploiting explore exploring extensive far fast faster
    few finally find first fit fix framework frontier full fully further furthermore gain gaining generally get give
    given go goes going good great hard help high higher highly however huge idea important improve improved
    improvement improving include including increase increasing insight instead introduce introducing investigate issue
    itself just keep kind know large largely larger last later latest lead leading least less let leverage leveraging
    like limit limitation limited little long look lot low lower made main mainly major make making manner many may me
    mean method might modern more moreover most much multiple must my namely nearly necessary need needed new next nor
    notable notably novel now number obtain off often one only optimally other out outperform overall overview own
    paper part particular particularly people perform performance possible potential practical present previous
    previously prior procedure promising propose proposed prove provide purpose pushing put quick quickly range rapid
    rapidly rather reach really recent recently reduce reducing regarding relate related relative relatively relevant
    remain report require research result rethinking revisit revisiting right role run same save say second see set
    setting several should show significant significantly similar simple simply simultaneously since single slow small
    solution someone something specific specifically start still strong study studying success successful successfully
    suggest suitable systematic systematically take technique tell them therefore think third thorough through thus
    together too tool toward traditional try two type typical typically under understand unified unify unlike up us use
    used useful using utilize utilizing variety various vast very vs want way well whole whose wide widely within
    without work would year yet
    """.split()  # noqa: SIM905 (a list of words reads best as words)
)
"""Words that tell little of what a text or a question is about, in the common form of their spellings."""

SINGLE_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
"""Letters that Unicode does not decompose, as people type them on other keyboards."""

IRREGULAR = {
    "analyses": "analysis", "appendices": "appendix", "biases": "bias", "children": "child", "hypotheses": "hypothesis",
    "indices": "index", "matrices": "matrix", "vertices": "vertex",
}  # fmt: skip
"""Irregular plurals."""

INVARIANT = (
    "alias", "always", "atlas", "bias", "canvas", "chaos", "gas", "lens", "news", "perhaps", "physics", "series",
    "species", "whereas",
)  # fmt: skip
"""Words that look like a plural, also as the end of another word."""

PLURALS = (
    (r"^([cdginqtx])pus$", r"\1pu"),
    (r"^.*(?:ss|us|is)$", r"\g<0>"),
    (r"ies$", "y"),
    (r"(ss|sh|ch|x|zz)es$", r"\1"),
    (r"s$", ""),
)
"""Endings of plurals and of the singular: the first that matches counts."""

BRITISH = (
    (r"^((?!ar|comprom|desp|expert|parad|prem|prom)[a-z]+[^acouvw])(?<!pr)is(e|ed|er|ing|able|ation)$", r"\1iz\2"),
    (r"^(anal|catal|dial|electrol|paral)ys(e|ed|er|ing)$", r"\1yz\2"),
    (r"^(arm|behavi|cand|col|endeav|fav|flav|glam|harb|hon|hum|lab|neighb|od|rig|rum|sav|tum|val|vap|vig)our", r"\1or"),
    (r"(calib|cent|fib|lit|lust|met|sab|spect|theat)re$", r"\1er"),
    (r"(cent|fib|met)red$", r"\1ered"),
    (r"^(re)?(canc|chann|fu|jew|lab|lev|mod|pan|quarr|trav|tunn)ell(ed|ing|er)$", r"\1\2el\3"),
    (r"^(di|equ|met|riv|sign|tot)all(ed|ing|er)$", r"\1al\2"),
    (r"^(def|lic|off|pret)ence$", r"\1ense"),
    (r"^(anal|catal|dial|epil|monol|prol)ogue$", r"\1og"),
    (r"^(an|isch|leuk)aem", r"\1em"),
    (r"^anaest", "anest"),
    (r"^haem", "hem"),
    (r"^(ortho)?paed", r"\1ped"),
    (r"^artefact", "artifact"),
    (r"^(grey)", "gray"),
    (r"^programme$", "program"),
    (r"^(acknowledg|judg)ement$", r"\1ment"),
    (r"^(burn|dream|learn|spel)t$", r"\1ed"),
    (r"^(enrol|fulfil|instal)$", r"\1l"),
    (r"che$", "ch"),
)  # fmt: skip
"""British spellings and the American ones; and `cache`, whose plural ends like that of `patch`. All are applied."""

_PLURALS = tuple((re.compile(ending), singular) for ending, singular in PLURALS)
_BRITISH = tuple((re.compile(spelling), american) for spelling, american in BRITISH)
_ANY_BRITISH = re.compile("|".join(re.sub(r"\((?!\?)", "(?:", spelling) for spelling, _ in BRITISH))
_SHORTEST = 4  # letters of a plural


def written(text: str) -> list[str]:
    """Return the words of a text in order: runs of letters and digits, in lower case, without accents.

    A number keeps its points (`3.1`). A superscript belongs to its word, typed with `^` or not: `MoE^2` is `moe2`.
    """
    return WORD.findall(plain(text).replace("^", "").lower())


def words(text: str) -> list[str]:
    """Return the words of a text in order, each in the common form of all its spellings."""
    return list(map(token, written(text)))


def plain(text: str) -> str:
    """Return a text in its compatibility form (NFKD) without marks, such as accents."""
    if text.isascii():
        return text
    return _BEYOND_ASCII.sub(_unless_mark, unicodedata.normalize("NFKD", text))


def _unless_mark(match: re.Match[str]) -> str:
    letter = match[0]
    if unicodedata.category(letter).startswith("M"):
        return ""
    return SINGLE_LETTERS.get(letter.lower(), letter)


@lru_cache(maxsize=262144)
def token(word: str) -> str:
    """Return the common form of all spellings of a word in lower case: `colours` → `color`."""
    if word in STOP or not _LETTERS.fullmatch(word):
        return word
    word = _singular(word)
    if _ANY_BRITISH.search(word):
        for spelling, american in _BRITISH:
            word = spelling.sub(american, word)
    return word


def _singular(word: str) -> str:
    if word in IRREGULAR or word.endswith(INVARIANT) or len(word) < _SHORTEST:
        return IRREGULAR.get(word, word)
    for ending, singular in _PLURALS:
        found, number = ending.subn(singular, word)
        if number:
            return found
    return word


def beginnings(sequences: Iterable[Sequence[str]]) -> frozenset[str]:
    """Return the joined first words of some sequences of words, as `occurrences` needs them."""
    return frozenset("".join(one[:end]) for one in sequences for end in range(1, len(one)))


def occurrences(read: Sequence[str], known: Container[str], begun: Set[str]) -> Iterator[Sequence[str]]:
    """Yield each run of two or more words that is known in its joined form: `kvcache`.

    `begun` are the `beginnings` of the known sequences. The time does not grow with their number.
    """
    for at, word in enumerate(read):
        joined, end = word, at + 1
        while joined in begun and end < len(read):
            joined, end = joined + read[end], end + 1
            if joined in known:
                yield read[at:end]
