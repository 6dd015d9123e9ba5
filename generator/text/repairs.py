r"""Repairs titles and abstracts: TeX and the markup of other programs become plain Unicode text.

Only certain cases are replaced, such as accents, escapes (`\%`), paired quotes and ties between words. Everything else
stays as it is written.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from .inline_tex import has_marks, plain_math, scripts, unstyled
from .markup import plain_markup
from .spans import URL, Kind, Span, find_spans
from .tex import ACCENTS, LETTERS, is_tie

_ACCENT = re.compile(
    r"""\\(?:(?P<mark>['`^"~=.])\s*(?:\{\\?(?P<braced>[^\W\d_])\}|\\?(?P<bare>[^\W\d_]))"""
    r"""|(?P<letter>[cvuHkrdb])(?:\{\\?(?P<held>[^\W\d_])\}|\s+(?P<spaced>[^\W\d_])(?![^\W\d_])))"""
)
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L)(?:\{\}|(?![A-Za-z]) ?)")
_ESCAPE = re.compile(r"\\([%&#_$])")
_TIE = re.compile(r"(?<=[^\s~/])~(?=[^\s~])")


def accents(text: str) -> str:
    r"""Return text with TeX accents and letters composed: `M\'elange` → `Mélange`, `\ss` → `ß`."""
    if "\\" not in text:
        return text
    return _LETTER.sub(lambda match: LETTERS[match[1]], _ACCENT.sub(_compose, text))


def _compose(match: re.Match[str]) -> str:
    letter = match["braced"] or match["bare"] or match["held"] or match["spaced"]
    composed = unicodedata.normalize("NFC", letter + ACCENTS[match["mark"] or match["letter"]])
    return composed if len(composed) == 1 else match[0]


def escapes(text: str) -> str:
    r"""Return text with `\%`, `\&`, `\#`, `\_` and `\$` as plain characters."""
    return _ESCAPE.sub(r"\1", text)


def quotes(text: str) -> str:
    """Return text with ``paired'' TeX quotes as typographic ones; a single quote stays."""
    return _QUOTES.sub(r"“\1”", text)


def ties(text: str) -> str:
    """Return text with `~` between words as a space; `~33%`, `2~4` and `/~user` keep theirs."""
    return _TIE.sub(lambda match: _tie(match, text), text) if "~" in text else text


def _tie(match: re.Match[str], text: str) -> str:
    return " " if is_tie(text[match.start() - 1], text[match.end()]) else "~"


Hosts = tuple[tuple[str, str], ...]
"""Pairs of a look-alike host and the true one."""

_DOUBLED = re.compile(rf"({URL.pattern})\{{(?:\1|this https? URL)\}}", re.ASCII)
_WRAPPED = re.compile(rf"(?:\\?[a-z]+)?\{{({URL.pattern})\}}(?:\{{\1\}})?", re.ASCII)
_TIED = re.compile(r"(\S?)~(?=http)")
_GLUED = re.compile(r"http(?<=[^\W\d_][:;,]http)(?=s?://)")
_SENTENCE = re.compile(
    r"(.+?(?<!\be\.g)(?<!\bi\.e)(?<!\bal)(?<!\bvs)(?<!\bcf)(?<!\bFig)(?<!\bw\.r\.t)[.!?][”\")]?)(?=\s+[^\sa-z])"
)


def true_hosts(text: str, hosts: Hosts) -> str:
    """Return text with the addresses of look-alike hosts mapped back to the true ones."""
    for lookalike, true in hosts:
        if lookalike in text:
            text = re.sub(rf"(?<=://){re.escape(lookalike)}(?![\w-]|\.\w)", true, text)
    return text


def single_urls(text: str) -> str:
    """Return text with `URL{URL}`, `URL{this https URL}` and `word{URL}` replaced by the address."""
    if "{http" not in text and "{www" not in text and "{this http" not in text:
        return text
    return _WRAPPED.sub(r"\1", _DOUBLED.sub(r"\1", text))


def separated_urls(text: str) -> str:
    """Return text with a space between a word and the address right after it: `Github:https://…`."""
    if "~http" in text:
        text = _TIED.sub(lambda tie: tie[1] and f"{tie[1]} ", text)
    return _GLUED.sub(" http", text)


MARKS = ("$", "/", "\\", "~", "``", "www.", "^", "_", "{")
"""Each link, formula and text to repair contains one of these; most texts have none."""


def _is_plain(text: str) -> bool:
    return not any(mark in text for mark in MARKS)


@lru_cache(maxsize=1 << 16)  # a preview reads the same texts at each edit
def readable(text: str, hosts: Hosts = ()) -> tuple[Span, ...]:
    """Return an abstract on one line with all repairs, as spans of text, links and mathematics.

    The repairs of TeX do not change addresses and mathematics.
    """
    line = " ".join(text.split())
    if _is_plain(line):
        return (Span(kind=Kind.TEXT, text=line),)
    rules = (lambda text: true_hosts(text, hosts), single_urls, separated_urls)
    line = unstyled("".join(_outside(span, rules) for span in find_spans(line, links=False)))
    repaired, formulas = "", []
    for span in find_spans(line):
        for piece in scripts(span.text) if span.kind is Kind.TEXT else (span,):
            if piece.kind is Kind.MATH:
                formulas.append((len(repaired), piece))
            repaired += _outside(piece, TEXT_RULES)
    return find_spans(repaired, formulas)


TEXT_RULES: tuple[Callable[[str], str], ...] = (accents, quotes, ties, escapes)


def _outside(span: Span, rules: tuple[Callable[[str], str], ...]) -> str:
    text = span.text
    if span.kind is Kind.TEXT:
        for rule in rules:
            text = rule(text)
    return text


def plain_title(title: str) -> str:
    """Return a title on one line without TeX: accents composed, mathematics as Unicode."""
    return " ".join("".join(map(_plain, readable(title))).split())


def _plain(span: Span) -> str:
    return plain_math(span.target) if span.text.startswith("$") and span.kind is Kind.MATH else span.text


@lru_cache(maxsize=1 << 16)  # a preview reads the same titles at each edit
def title_of_address(title: str) -> str:
    """Return a title as the address of its paper is made of it, without TeX in dollars.

    It may differ from what is shown: addresses stay, so this does not change when more TeX becomes plain.
    """
    line = " ".join(title.split())
    if _is_plain(line):
        return line
    spans = find_spans(line)
    parts = (plain_math(span.target) if span.kind is Kind.MATH else _outside(span, TEXT_RULES) for span in spans)
    return " ".join("".join(parts).split())


def heading(title: str) -> tuple[Span, ...]:
    """Return a title as spans for a heading; mathematics that Unicode can express is text."""
    return tuple(_plain_if_possible(span) for span in readable(title))


def plain_formulas(spans: tuple[Span, ...]) -> str:
    """Return spans as one text, with mathematics that Unicode can express as characters."""
    return "".join(_plain_if_possible(span).text for span in spans)


def _plain_if_possible(span: Span) -> Span:
    is_math = span.kind is Kind.MATH
    text = plain_math(span.target) if is_math else span.text
    return span if is_math and has_marks(text) else Span(kind=Kind.TEXT, text=text)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, or all of it if no sentence ends before its end."""
    match = _SENTENCE.match(text)
    return match[1] if match else text


_HEADING = re.compile(
    r"\s*(?i:abstract|summary)\s*(?:[:.—–]|-\s)\s*(?=\S)|\s*ABSTRACT\s+(?=\S)"
    r"|\s*Abstract\s+(?=(?:We|The|This|These|In|An?|It|Our|Background|Objectives?|Purpose|Aims?|Introduction)\b)"
)
_RIGHTS = re.compile(
    r"\s*(?:©|\(c\)\s*(?:copyright\b|\d{4}|the\b)|copyright\s*(?:©|\(c\)|\d{4})|all rights reserved\b"
    r"|published by\b.{0,80}\.|this is an open[- ]access article\b)",
    re.IGNORECASE,
)


def lent_summary(abstract: str) -> str:
    """Return the first sentence of an abstract, without the heading `Abstract` and without a copyright notice."""
    text = abstract
    while found := _HEADING.match(text) or _RIGHTS.match(text):
        text = text[found.end() if found.re is _HEADING else len(_first(text)) :].lstrip()
    return first_sentence(text)


def _first(text: str) -> str:
    """Return the first sentence of a copyright notice, which may end with an abbreviation such as `Ltd`."""
    end = re.search(r"\.(?:\s|$)", text)
    return text[: end.end()] if end else text


_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")  # white space is kept
_DASHES = re.compile(r"(?<![-<])-{2,3}(?![->])")
_QUOTES = re.compile(r"``([^`\"]{1,300}?)(?:''|\")")


def visible_line(text: str) -> str:
    """Return text on one line, without control characters and others that are invisible."""
    return " ".join(_INVISIBLE.sub("", text).split())


def plain_line(text: str) -> str:
    """Return text on one line, without markup and invisible characters."""
    return visible_line(plain_markup(text))


def title_text(text: str) -> str:
    """Return a title on one line, without markup, and with typographic dashes and ``quotes''.

    One paper so has one title, whichever format it comes from.
    """
    plain = plain_line(text)
    if "--" in plain:
        plain = _DASHES.sub(_dash, plain)
    return quotes(plain)


def with_subtitle(title: str, subtitle: str) -> str:
    """Return a title with its subtitle after a colon, unless the title ends with a sign of its own."""
    between = " " if title.endswith((":", "?", "!", ".")) else ": "
    return between.join(filter(None, (title, subtitle)))


def _dash(found: re.Match[str]) -> str:
    """Return the dash for hyphens in a row; they stay at the ends of a title, and in `--option`."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if not before or not after or (before == " " and after != " "):
        return found[0]
    return "—" if len(found[0]) == len("---") else "–"
