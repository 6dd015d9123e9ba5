"""Makes an abstract readable without changing what it says: each repair is a rule with a name and a test.

Flattened mathematics ("3.5times") stays as it is: what it was can only be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from generator.catalog import tex
from generator.catalog.spans import URL, Kind, Span, find_spans
from generator.catalog.tex import plain_math

Hosts = tuple[tuple[str, str], ...]

_DOUBLED = re.compile(rf"({URL.pattern})\{{(?:\1|this https? URL)\}}", re.ASCII)
_WRAPPED = re.compile(rf"(?:\\?[a-z]+)?\{{({URL.pattern})\}}(?:\{{\1\}})?", re.ASCII)
_TIED = re.compile(r"(\S?)~(?=http)")
_GLUED = re.compile(r"(?<=[^\W\d_][:;,])(?=https?://)")
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
    """Return text with `URL{URL}`, `URL{this https URL}` and `word{URL}` as the one address they mean."""
    if "{http" not in text and "{www" not in text and "{this http" not in text:
        return text
    return _WRAPPED.sub(r"\1", _DOUBLED.sub(r"\1", text))


def parted_urls(text: str) -> str:
    """Return text with a space before an address that is glued to the word before: `Github:https://…`."""
    return _GLUED.sub(" ", _TIED.sub(lambda tie: tie[1] and f"{tie[1]} ", text))


@lru_cache(maxsize=1 << 16)  # a preview reads the same texts at each edit
def readable(text: str, hosts: Hosts = ()) -> tuple[Span, ...]:
    """Return an abstract with all repairs made, as spans of text, links and mathematics.

    Text rules leave addresses and mathematics alone; the white space of a line is collapsed.
    """
    spans = find_spans(" ".join(text.split()), links=False)
    parts = (_outside(span, (lambda text: true_hosts(text, hosts), single_urls, parted_urls)) for span in spans)
    return find_spans("".join(_outside(span, _TEXT_RULES) for span in find_spans("".join(parts))))


_TEXT_RULES: tuple[Callable[[str], str], ...] = (tex.accents, tex.quotes, tex.ties, tex.escapes)


def _outside(span: Span, rules: tuple[Callable[[str], str], ...]) -> str:
    text = span.text
    if span.kind is Kind.TEXT:
        for rule in rules:
            text = rule(text)
    return text


@lru_cache(maxsize=1 << 16)  # a preview reads the same titles at each edit
def plain_title(title: str) -> str:
    """Return a title without TeX: accents composed, mathematics as Unicode, white space collapsed."""
    spans = find_spans(" ".join(title.split()))
    parts = (plain_math(span.target) if span.kind is Kind.MATH else _outside(span, _TEXT_RULES) for span in spans)
    return " ".join("".join(parts).split())


def heading(title: str) -> tuple[Span, ...]:
    """Return a title as spans for a heading: mathematics only where Unicode cannot say it."""
    return tuple(_plain_if_possible(span) for span in readable(title))


def _plain_if_possible(span: Span) -> Span:
    if span.kind is Kind.MATH and not tex.has_marks(plain := plain_math(span.target)):
        return Span(kind=Kind.TEXT, text=plain)
    return span if span.kind is Kind.MATH else Span(kind=Kind.TEXT, text=span.text)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, or all of it if no sentence ends inside."""
    match = _SENTENCE.match(text)
    return match[1] if match else text
