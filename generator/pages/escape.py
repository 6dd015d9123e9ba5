"""Escapes text for Markdown, links, front matter, scripts and HTML elements.

The templates pass every value that is not `Markdown` already through `escape`, so that none can be forgotten.
"""

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import quote

import yaml

from .page import compact_json

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_UNUSUAL = re.compile(r"[^ -~\xa0-\u2027\u202a-\ud7ff]")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_TEXT = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# A pattern that begins with a set of characters is fast; the lookbehinds then exclude what is harmless in its place.
_KEPT = "(?<!(?<={0})[,;](?= ))(?<!(?<={0})-(?={0}))"
_SPECIAL = re.compile(r"[\W_](?<! )" + _KEPT.format(r"[^\W_]"))
_SPECIAL_ASCII = re.compile("[^A-Za-z0-9 ]" + _KEPT.format("[A-Za-z0-9]"))
_HERE, _HERE_IN_JSON = "\x02", "\\u0002"
_FOR_SCRIPTS = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_IN_LINKS = ":/?#@!$&+,=%.~-_"
_PLAIN_LINK = re.compile(rf"[A-Za-z0-9{re.escape(_IN_LINKS)}]*")

_Value: TypeAlias = str | int | bool | list[str] | Mapping[str, "_Value"]
FrontMatter = Mapping[str, _Value]


class Markdown(str):
    """Text that is Markdown already: made by this module or from its results, never read from a file."""

    __slots__ = ()


class Json(str):
    """JSON for a script element, which it cannot end. The theme replaces `<site>` in it by the address of the site."""

    __slots__ = ()


class Address(str):
    """The path of a page, relative to the address of the site, in a value that becomes `Json`."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Return text without control characters, its white space collapsed to single spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text  # nine of ten texts, and five times as fast
    return re.sub(r"\s+", " ", _CONTROLS.sub("", text))


def escape(text: object) -> Markdown:
    """Return text as Markdown that renders to exactly that text, whatever extensions are on.

    Every character but letters, digits, the space and plain punctuation becomes a numeric character reference;
    white space is collapsed and control characters are dropped. Punctuation stays where no Markdown dialect makes
    anything of it: a hyphen between letters or digits, a comma or semicolon behind one and before a space, and the
    full stop of a word that is not the first.
    """
    if isinstance(text, Markdown):
        return text
    line = one_line(str(text))
    return Markdown((_SPECIAL_ASCII if line.isascii() else _SPECIAL).sub(_reference, line))


def _reference(match: re.Match[str]) -> str:
    char = match[0]
    return char if char == "." and _ends_word(match.string, match.start()) else f"&#{ord(char)};"


def _ends_word(text: str, at: int) -> bool:
    """Return whether a full stop ends a word that is not the first: `A. text` would begin a list."""
    if text[at + 1 : at + 2] != " ":
        return False
    start = text.rfind(" ", 0, at) + 1
    return start > 0 and at - start > 1 and text[start:at].isalpha()


@lru_cache(maxsize=4096)  # a tag stands on a hundred pages
def link(text: str, target: str, classes: str = "") -> Markdown:
    """Return a Markdown link; `target` is an address or the path of a page, `classes` as in attribute lists."""
    return Markdown(f"[{escape(text)}](<{quoted(target)}>){classes}")


def quoted(target: str) -> str:
    """Return an address with all characters percent-encoded that are not allowed in it, or could end it in a text.

    What stays are the characters of RFC 3986 that have no meaning in Markdown, HTML, TeX or a list of fields.
    """
    return target if _PLAIN_LINK.fullmatch(target) else quote(one_line(target), safe=_IN_LINKS)


def front_matter(meta: FrontMatter) -> Markdown:
    """Return front matter for a page. Text in it is HTML-escaped, because the theme prints it unescaped."""
    return Markdown(f"---\n{''.join(_entry(name, _as_html(value)) for name, value in meta.items())}---")


def _entry(name: str, value: _Value) -> str:
    """Return a value under its name as YAML. Plain values are written here, ten times as fast as by PyYAML."""
    if type(value) is int:
        return f"{name}: {value}\n"
    items = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    written = [_scalar(item) for item in items]
    if not written or None in written:
        return str(yaml.dump({name: value}, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=2**20))
    return (
        f"{name}: {written[0]}\n" if isinstance(value, str) else f"{name}:\n- " + "\n- ".join(map(str, written)) + "\n"
    )


def _scalar(text: str) -> str | None:
    """Return text as a YAML scalar, plain or quoted, in the simple cases; None in all others."""
    if _DAY.fullmatch(text):
        return f"'{text}'"
    if not ((text[:1].isascii() and text[:1].isalpha()) or text.startswith("{")) or _UNUSUAL.search(text):
        return None
    if text.startswith("{") or ": " in text:
        return "'" + text.replace("'", "''") + "'"
    return None if "#" in text or text.endswith((":", " ")) or text.lower() in _NO_TEXT else text


def in_script(value: object) -> Json:
    """Return a value as JSON for a script element: no text in it can end the element or begin a comment.

    Texts become one line, and empty values are left out. An `Address` begins with `<site>`, which the theme replaces;
    no text can contain that, because every `<` in texts is escaped.
    """
    text = compact_json(_clean(value))
    for char, written in _FOR_SCRIPTS.items():
        text = text.replace(char, written)
    return Json(text.replace(f'"{_HERE_IN_JSON}', '"<site>'))


def _clean(value: object) -> object:
    if isinstance(value, str):
        return _HERE + quoted(value) if isinstance(value, Address) else one_line(value).strip()
    if isinstance(value, dict):
        cleaned = {one_line(name): _clean(part) for name, part in value.items()}
        return {name: part for name, part in cleaned.items() if part or part not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [part for part in map(_clean, value) if part or part not in ("", [], {})]
    return value


def _as_html(value: _Value) -> _Value:
    if isinstance(value, Json):
        return str(value)
    if isinstance(value, str):
        return html.escape(one_line(value))
    if isinstance(value, list):
        return [html.escape(one_line(item)) for item in value]
    if isinstance(value, Mapping):
        return {name: _as_html(part) for name, part in value.items()}
    return value


def element(name: str, *inside: str, **attributes: str | float) -> Markdown:
    """Return an element. Its content is escaped, unless it is an element already.

    In the names of attributes, `_` stands for `-` (`aria_label`), and `class_` for `class`.
    """
    written = "".join(f' {_name(key)}="{_attribute(value)}"' for key, value in attributes.items())
    return Markdown(f"<{name}{written}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Markdown:
    """Return elements and escaped texts, joined."""
    return Markdown("".join(part if isinstance(part, Markdown) else html.escape(one_line(part)) for part in parts))


def _name(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")


def _attribute(value: str | float) -> str:
    return html.escape(one_line(value)) if isinstance(value, str) else f"{value:g}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Markdown:
    """Return a table with a row of headings. The first cell of each row is its heading."""
    top = element("tr", *(element("th", cell, scope="col") for cell in head))
    body = (
        element("tr", *(element("td", cell) if at else element("th", cell, scope="row") for at, cell in enumerate(row)))
        for row in rows
    )
    return element("table", element("thead", top), element("tbody", *body))
