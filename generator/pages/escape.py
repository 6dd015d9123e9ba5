"""Puts text that others wrote into Markdown, links and front matter so that it stays text.

There is one escape for each of the three; every template value that is not `Markdown` already goes through
`escape`, so forgetting it is not possible.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

import yaml

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPECIAL = re.compile(r"[^\w ]|_")
# Reserved and unreserved characters of RFC 3986 that mean nothing to Markdown or HTML inside `<…>`.
_HERE, _HERE_IN_JSON = "\x02", "\\u0002"
_FOR_SCRIPTS = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_IN_LINKS = ":/?#@!$&+,=%.~-_"

_Value = str | int | bool | list[str] | Mapping[str, bool | int | list[str]]
FrontMatter = Mapping[str, _Value]


class Markdown(str):
    """Text that is Markdown already: built by this module or from its results, never from a file."""

    __slots__ = ()


class Json(str):
    """JSON that cannot end the script element it stands in; `<site>` in it is the address of the site."""

    __slots__ = ()


class Address(str):
    """The path of a page from the address of the site, in a value that becomes `Json`."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Return text without control characters, its white space collapsed to single spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text  # nine texts of ten, and five times as fast
    return re.sub(r"\s+", " ", _CONTROLS.sub("", text))


def escape(text: object) -> Markdown:
    """Return text as Markdown that renders to exactly that text, whatever extensions are on.

    Every character but letters, digits, the space and plain punctuation becomes a numeric character reference;
    white space is collapsed and control characters are dropped.
    """
    if isinstance(text, Markdown):
        return text
    return Markdown(_SPECIAL.sub(_reference, one_line(str(text))))


def _reference(match: re.Match[str]) -> str:
    char = match[0]
    if char in "-,;." and _is_punctuation(char, match.string, match.start()):
        return char
    return f"&#{ord(char)};"


def _is_punctuation(char: str, text: str, at: int) -> bool:
    """Tell whether no Markdown dialect makes anything of a character where it stands, so that it can stay.

    That is a hyphen between letters or digits, a comma or semicolon behind one and before a space, and the full
    stop of a word that is not the first (`A. text` would begin a list).
    """
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if char == "-":
        return before.isalnum() and behind.isalnum()
    if behind != " " or not before.isalnum():
        return False
    start = text.rfind(" ", 0, at) + 1
    return char != "." or (start > 0 and at - start > 1 and text[start:at].isalpha())


@lru_cache(maxsize=4096)  # a tag stands on a hundred pages
def link(text: str, target: str, classes: str = "") -> Markdown:
    """Return a Markdown link; `target` is an address or the path of a page, `classes` as in attribute lists."""
    return Markdown(f"[{escape(text)}](<{quote(one_line(target), safe=_IN_LINKS)}>){classes}")


def front_matter(meta: FrontMatter) -> Markdown:
    """Return front matter for a page. Text in it is HTML-escaped, because the theme prints it as it is."""
    safe = {name: _as_html(value) for name, value in meta.items()}
    text = yaml.dump(safe, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=2**20)
    return Markdown(f"---\n{text}---")


def in_script(value: object) -> Json:
    """Return a value as JSON for a script element: no text in it can end the element or begin a comment.

    Texts become one line, and what is empty is left out. An `Address` begins with `<site>`, for the theme to replace:
    no text can forge that, because there is no `<` left in any.
    """
    text = json.dumps(_clean(value), ensure_ascii=False, separators=(",", ":"))
    return Json(text.translate(_FOR_SCRIPTS).replace(f'"{_HERE_IN_JSON}', '"<site>'))


def _clean(value: object) -> object:
    if isinstance(value, Address):
        return _HERE + quote(value, safe=_IN_LINKS)
    if isinstance(value, str):
        return one_line(value).strip()
    if isinstance(value, Mapping):
        found = {one_line(name): _clean(part) for name, part in value.items()}
        return {name: part for name, part in found.items() if part not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [part for part in map(_clean, value) if part not in ("", [], {})]
    return value


def _as_html(value: _Value) -> _Value:
    if isinstance(value, Json):
        return str(value)
    if isinstance(value, str):
        return html.escape(one_line(value))
    if isinstance(value, list):
        return [html.escape(one_line(item)) for item in value]
    if isinstance(value, Mapping):
        return {name: _within(part) for name, part in value.items()}
    return value


def _within(part: bool | int | list[str]) -> bool | int | list[str]:
    return [html.escape(one_line(item)) for item in part] if isinstance(part, list) else part
