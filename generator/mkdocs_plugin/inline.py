"""What stands inside a line of our Markdown: text, references, links with their attributes, known elements.

Nothing here is a guess: a character that any step of Python-Markdown might make something of is not in the grammar, so
the order of those steps does not matter. Whatever is outside raises `OutsideError`, and the page goes the long way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Resolve = Callable[[str], str | None]
"""Turns the target of a link as written into the address that MkDocs puts in its place; None if it cannot say."""

Pairs = tuple[tuple[str, str | None], ...]

INLINE_TAGS = (
    "a|abbr|b|bdi|br|button|circle|cite|code|em|i|input|kbd|label|mark|path|rect|s|small|span|strong|sub|sup|svg"
    "|template|time|u|wbr"
)
_MATH_TAGS = (
    "math|mfrac|mi|mn|mo|mover|mpadded|mphantom|mroot|mrow|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr"
    "|munder|munderover"
)
# Controls, white space other than the space, directions, surrogates: nothing that `strip` or `split` might touch.
CONTROLS = (
    "\\x00-\\x1f\\x7f-\\xa0\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000"
    "\\ud800-\\udfff\\ufdd0-\\ufdef\\ufeff\\ufff0-\\uffff"
)
TEXT = rf"[^!#&*<>\[\\\]^_`{{|}}~{CONTROLS}]++"
ENTITY = r"&(?:#[0-9]++|#x[0-9a-f]++|[a-zA-Z][a-zA-Z0-9]*+);"
# No attribute that makes an anchor, and no character in a value that means something before elements are set aside.
ATTRIBUTE = rf' (?!(?:id|name|markdown)\b(?!-))[a-zA-Z][a-zA-Z-]*+(?:="[^"<>\[\\\]`{{}}~{CONTROLS}]*+")?+'
_TAG = rf"<(?:{INLINE_TAGS}|{_MATH_TAGS})(?:{ATTRIBUTE})*+ ?/?>|</(?:{INLINE_TAGS}|{_MATH_TAGS})>"
# To the parser of HTML a target is an element: none may be one whose content it reads otherwise, or a block.
_ELEMENTS = (
    "address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|group|h[1-6]|head|header|hgroup|hr|html|iframe|legend|li|link|main|map|math|menu|nav|noembed|noframes|noscript"
    "|object|ol|option|output|p|plaintext|pre|progress|script|section|style|summary|table|tbody|td|template|textarea|tfoot"
    "|th|thead|title|tr|ul|video|xmp"
)
_TARGET = rf"(?!(?i:{_ELEMENTS})[/>])[a-zA-Z0-9.#](?:[a-zA-Z0-9:/?#@!$+,=%.~_-]|&(?!#))*+"
_PAIR = r'(?:\.[a-zA-Z][a-zA-Z0-9_-]*|[a-z][a-z-]*=(?:"[a-zA-Z0-9 .,:/+_-]+"|[a-zA-Z0-9-]+)|data-[a-z-]+)'
ATTRIBUTES = rf"\{{ {_PAIR}(?: {_PAIR})*+ \}}"
_LINK = rf"\[(?! )(?:{TEXT}|{ENTITY}|{_TAG})++\]\(<{_TARGET}>\)(?:{ATTRIBUTES})?+"

# Nor may a line begin a block of another kind.
_START = r"(?!\d+\.(?: |$))(?=[^\W_]|&|\[|<(?!/?math\b))"
_LINE = re.compile(rf"{_START}(?:{TEXT}|{ENTITY}|{_TAG}|{_LINK})++")
_LINKS = re.compile(r"\[([^\]]++)\]\(<([^>]++)>\)(?:\{([^}]++)\})?+")
_PAIRS = re.compile(_PAIR)
_RESERVED = {"class", "data-toc-label", "href", "id", "markdown", "name", "src"}


class OutsideError(Exception):
    """The page says something that this dialect does not know."""


def line(text: str, resolve: Resolve) -> str:
    """Return a line of a paragraph, of a list or of a heading as HTML."""
    if not _LINE.fullmatch(text):
        raise OutsideError(text)
    if "](<" not in text:
        return text

    def linked(match: re.Match[str]) -> str:
        words, target, attributes = match.groups()
        address = resolve(target)
        if address is None or not address.isprintable() or '"' in address or "<" in address or ">" in address:
            raise OutsideError(target)
        if "&" in address:
            if ";" in address:
                raise OutsideError(target)  # perhaps a reference, which is not escaped again
            address = address.replace("&", "&amp;")
        if not attributes:
            return f'<a href="{address}">{words}</a>'
        before, behind = around(attributes, "href")
        return f'<a{before} href="{address}"{behind}>{words}</a>'

    return _LINKS.sub(linked, text)


@lru_cache(maxsize=4096)
def around(attributes: str, name: str) -> tuple[str, str]:
    """Return what stands before and behind an attribute in HTML if an attribute list gives more: sorted by name."""
    pairs = parsed(attributes)
    before = tuple(pair for pair in pairs if pair[0] < name)
    return written(before), written(pairs[len(before) :])


def parsed(attributes: str) -> Pairs:
    """Return what an attribute list says, without its braces: names and values, sorted by name."""
    classes: list[str] = []
    found: dict[str, str | None] = {}
    for pair in _PAIRS.findall(attributes):
        name, equal, value = pair.partition("=")
        if name.startswith("."):
            classes.append(name[1:])
        elif name in _RESERVED or name in found:
            raise OutsideError(attributes)
        else:
            found[name] = value.strip('"') if equal else None
    if classes:
        found["class"] = " ".join(classes)
    return tuple(sorted(found.items()))


def written(pairs: Pairs) -> str:
    """Return attributes as HTML; one without a value is its name alone."""
    return "".join(f" {name}" if value is None else f' {name}="{value}"' for name, value in pairs)
