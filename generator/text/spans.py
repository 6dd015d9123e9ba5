r"""Finds links and mathematics in text, and distinguishes `$n$` from amounts of money such as `$5 and $10`.

The same rule applies wherever sources are read and text is shown: a digit may follow the closing dollar only if the
inside is certainly mathematics, as in `$\sim$5`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

_SURE = r"(?![\d.][^$]*\s)(?=[^$]*[\\^_{])"  # words follow a price: `5 of snake_case for CA`
_NO_PRICE_BEHIND = r"(?!(?:\\.|[^$\\])*\$+\d)"

INSIDE = rf"(?=[^\s$])(?:{_SURE}|{_NO_PRICE_BEHIND})"
"""The beginning of a pattern of mathematics, after the first dollar; it looks no further than the next dollar."""


class Kind(Enum):
    """The kind of a span."""

    TEXT = "text"
    LINK = "link"
    MATH = "math"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of text; `target` is the address of a link, or the TeX between the dollars of mathematics."""

    kind: Kind
    text: str
    target: str = ""


_TLDS = "com|org|net|edu|gov|io|ai|co|dev|me|app|info|site|page|tech|uk|de|fr|ch|eu|cn|jp|kr|in|ca|au|nl|it|es|se"
URL = re.compile(
    rf"""https?://[^\s<>"{{}}|\\^`]+"""
    rf"""|(?<![\w@./-])(?:www\.[\w-]+(?:\.[\w-]+)+[^\s<>"{{}}|\\^`]*"""
    rf"""|(?:[a-z0-9-]+\.)+(?:{_TLDS})/[^\s<>"{{}}|\\^`]+)""",
    re.ASCII,
)
"""An address in running text: with a scheme, with `www.`, or with a known top-level domain and a path."""

_GLUED = r"(?<![\\$])(?:(?<!\w)|(?=\$[_^\\]))"  # right behind a word stands a script or a macro: `CO$_2$`, not `US$5`
_MATH = re.compile(rf"{_GLUED}(\${{1,2}}){INSIDE}((?:\\.|[^$\\]){{1,300}}?)(?<=[^\s])\1(?!\$)")
_TEX_MARK = re.compile(r"[\\^_={}<>+*/|]")
_PROSE = re.compile(r"[^\W\d_]{3,}.*[^\W\d_]{3,}|(?:\S+\s+){4}")  # two words, or many short ones
_NUMBER = re.compile(r"\d[\d.,]*%?")


def find_spans(text: str, known: Sequence[tuple[int, Span]] = (), *, links: bool = True) -> tuple[Span, ...]:
    """Return the spans of a text in order; their texts joined are the text. Without `links`, only mathematics.

    `known` are spans that were found before, each with its place.
    """
    if not known and "$" not in text and "/" not in text and "www." not in text:
        return (Span(kind=Kind.TEXT, text=text),)
    found = [*known, *_formulas(text), *(_links(text) if links else ())]
    return tuple(_pieces(text, sorted(found, key=lambda piece: piece[0])))


def _pieces(text: str, found: list[tuple[int, Span]]) -> Iterator[Span]:
    done = 0
    for start, span in found:
        if start < done:
            continue  # a dollar inside an address, or an address inside mathematics
        if start > done:
            yield Span(kind=Kind.TEXT, text=text[done:start])
        yield span
        done = start + len(span.text)
    if done < len(text):
        yield Span(kind=Kind.TEXT, text=text[done:])


def _links(text: str) -> Iterator[tuple[int, Span]]:
    for match in URL.finditer(text):
        shown = trimmed_address(match[0])
        target = shown if shown.startswith("http") else f"https://{shown}"
        if len(target.partition("://")[2]) > 1:
            yield match.start(), Span(kind=Kind.LINK, text=shown, target=target)


def trimmed_address(url: str) -> str:
    """Return an address without the punctuation of the sentence behind it.

    A closing bracket is removed, too, unless the address contains the opening one.
    """
    while url:
        last = url[-1]
        unopened = last in ")]" and url.count(last) > url.count({")": "(", "]": "["}[last])
        if last not in ".,;:!?'*~" and not unopened:
            break
        url = url[:-1]
    return url


def _formulas(text: str) -> Iterator[tuple[int, Span]]:
    for match in _MATH.finditer(text) if "$" in text else ():
        if _is_mathematics(match[2]):
            yield match.start(), Span(kind=Kind.MATH, text=match[0], target=match[2].strip())


def _is_mathematics(inside: str) -> bool:
    """Return whether the text between two dollars is mathematics, rather than a price and the words after it."""
    if _TEX_MARK.search(inside) or _NUMBER.fullmatch(inside):
        return True
    if inside[0].isdigit() or sum(map(inside.count, "([")) != sum(map(inside.count, ")]")):
        return False
    return not _PROSE.search(inside)
