"""Escapes text for pages, front matter, scripts and HTML elements, and writes elements and links.

The templates pass every value that is not `Markup` already through `escape`, so that none can be forgotten.
"""

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import quote

import yaml
from markdown.extensions.toc import slugify, unique
from markupsafe import Markup

from ..storage.cache import compact_json
from .page import relative

_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# Controls, white space other than the space, changes of direction, surrogates: what `strip` or `split` might remove.
_INVISIBLE = (
    "\\x00-\\x1f\\x7f-\\xa0\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000"
    "\\ud800-\\udfff\\ufdd0-\\ufdef\\ufeff\\ufff0-\\uffff"
)
_ALWAYS = rf"""\\`*{{\[<>&|$\#@"'{_INVISIBLE}"""
SPECIAL = re.compile(  # a pattern that begins with a set of characters is fast
    rf"""[{_ALWAYS}_~^.=+:/(-](?:
        (?<=[{_ALWAYS}])
      | (?<=-)(?=-) | (?<=\.)(?=\.) | (?<==)(?=[=/]) | (?<=\+)(?=[+/])  # -- ... == ++ =/= +/-
      | (?<=:)(?=[\w+-]|//) | (?<=[wW]{{3}}\.)                          # :smile: https:// www.
      | (?<=_)(?!(?<=[A-Za-z0-9]_)[A-Za-z0-9])                         # but snake_case
      | (?<=~)(?=\S*~) | (?<=\^)(?=\S*\^)                              # H~2~O ~~deleted~~
      | (?<=\d/)(?=\d) | (?<=\bc/)(?=o\b) | (?<=\()(?=(?:c|r|tm)\))   # 1/2 c/o (c)
    )""",
    re.VERBOSE,
)
"""A character that Python-Markdown or one of its extensions may interpret in running text."""
BEGINS = re.compile(r" ?(?:[-.=+!?/:,;)%]|(?:\d+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+)[.)](?= |\Z))")
"""The start of a text whose last character may make a list or another block of a paragraph."""
_NAMED = {
    "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos", ":": "colon", "[": "lsqb", "{": "lcub", "*": "ast",
    "_": "lowbar", "`": "grave", "\\": "bsol", "|": "vert", "$": "dollar", "@": "commat", "#": "num", "+": "plus",
    "=": "equals", "^": "Hat", ".": "period", "/": "sol", "(": "lpar", "!": "excl",
}  # fmt: skip
"""Names of references, which are easier to read than numbers."""
_HERE = "\ufdd0"  # a character that `one_line` removes
_FOR_SCRIPTS = {**{char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}, _HERE: "<site>"}
_EMPTY: tuple[object, ...] = ("", [], {})
_IN_LINKS = ":/?#@!$&+,=%.~-_"
_PLAIN_LINK = re.compile(rf"[A-Za-z0-9{re.escape(_IN_LINKS)}]*")

_Value: TypeAlias = str | int | bool | list[str] | Mapping[str, "_Value"]
FrontMatter = Mapping[str, _Value]


class Json(str):
    """JSON for a script element, which it cannot end. The theme replaces `<site>` in it by the address of the site."""

    __slots__ = ()


class Address(str):
    """The path of a page, relative to the address of the site, in a value that becomes `Json`."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Return text without control characters, its white space collapsed to single spaces."""
    if text.isprintable() and "  " not in text:
        return text  # nearly every text, and five times as fast
    return re.sub(r"\s+", " ", _CONTROLS.sub("", text))


def escape(text: object) -> Markup:
    """Return text as it is written into a page, so that it is shown as exactly that text, whatever extensions are on.

    Every character that Markdown, one of its extensions or HTML may interpret becomes a character reference; all
    others stay. White space is collapsed and control characters are dropped. The result is valid in a paragraph, in a
    heading and in HTML, and does not depend on what stands around it.
    """
    if isinstance(text, Markup):
        return text
    plain = str(text)
    return _remembered(plain) if len(plain) <= _LONGEST else _escaped(plain)


def _escaped(text: str) -> Markup:
    line = one_line(text)
    begins = BEGINS.match(line)
    if not begins:
        return escape_inside(line)
    at = begins.end() - 1
    return Markup(f"{line[:at]}{_reference(line[at])}{escape_inside(line[at + 1 :])}")


_remembered = lru_cache(maxsize=32768)(_escaped)
_LONGEST = 300
"""The length of texts that stand on many pages, such as the summary of a paper; abstracts are longer."""


def escape_inside(line: str) -> Markup:
    """Return a part of a line that does not begin it, escaped as by `escape`."""
    return Markup(SPECIAL.sub(lambda match: _reference(match[0]), line))


def _reference(char: str) -> str:
    return f"&{_NAMED.get(char) or f'#{ord(char)}'};"


def link(text: str, target: str, **attributes: str) -> Markup:
    """Return a link; `target` is an address. Names of attributes are those of `element`."""
    return Markup(f'<a href="{_in_attribute(target)}"{_written(attributes)}>{escape(text)}</a>')


def _in_attribute(target: str) -> str:
    """Return an address for an attribute, in which no extension takes a part for a formula or a key."""
    return quoted(target).replace("&", "&amp;").replace("$", "&#36;").replace("++", "&#43;&#43;")


def page_link(page: str, target: str, text: str, **attributes: str) -> Markup:
    """Return a link on a page to another file; both are given by their paths under `docs/`."""
    return _remembered_link(text, relative(page, target), **attributes)


_remembered_link = lru_cache(maxsize=4096)(link)  # a tag stands on a hundred pages


class HeadingIds:
    """The ids of the headings of a page that are written as HTML: those that Python-Markdown would give them."""

    def __init__(self, title: str) -> None:
        self._ids: set[str] = set()
        self.id_of(Markup(title))

    def id_of(self, heading: str) -> str:
        """Return the id of the next heading of the page, which is a text or HTML."""
        return unique(_slug(heading), self._ids)


@lru_cache(maxsize=4096, typed=True)  # every page of a kind has the same headings
def _slug(heading: str) -> str:
    if isinstance(heading, Markup) and ("<" in heading or "&" in heading):
        heading = heading.striptags()
    return slugify(heading, "-")


def quoted(target: str) -> str:
    """Return an address with all characters percent-encoded that are not allowed in it, or could end it in a text.

    What stays are the characters of RFC 3986 that have no meaning in Markdown, HTML, TeX or a list of fields.
    """
    return target if _PLAIN_LINK.fullmatch(target) else quote(one_line(target), safe=_IN_LINKS)


def front_matter(meta: FrontMatter) -> Markup:
    """Return front matter for a page. Text in it is HTML-escaped, because the theme prints it unescaped."""
    text = yaml.dump(_as_html(meta), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=2**20)
    return Markup(f"---\n{text}---")


def in_script(value: object) -> Json:
    """Return a value as JSON for a script element: no text in it can end the element or begin a comment.

    Texts become one line, and empty values are left out. An `Address` begins with `<site>`, which the theme replaces;
    no text can contain that, because every `<` in texts is escaped.
    """
    text = compact_json(_filled(value))
    for char, written in _FOR_SCRIPTS.items():
        text = text.replace(char, written)
    return Json(text)


def _filled(value: object) -> object:
    """Return a value for JSON with its texts in one line, without those that are empty."""
    if isinstance(value, Address):
        return f"{_HERE}{quoted(value)}"
    if isinstance(value, str):
        return one_line(value).strip()
    if isinstance(value, dict):
        parts = ((one_line(name), _filled(part)) for name, part in value.items())
        return {name: part for name, part in parts if part not in _EMPTY}
    if isinstance(value, list | tuple):
        return [part for part in map(_filled, value) if part not in _EMPTY]
    return value


def _as_html(value: object) -> object:
    """Return front matter for PyYAML, with all texts but JSON HTML-escaped."""
    if isinstance(value, Json):
        return str(value)
    if isinstance(value, str):
        return html.escape(one_line(value))
    if isinstance(value, list):
        return list(map(_as_html, value))
    return {name: _as_html(part) for name, part in value.items()} if isinstance(value, Mapping) else value


def element(name: str, *inside: str, **attributes: str | float) -> Markup:
    """Return an element of HTML or XML. Its content is escaped, unless it is `Markup` already.

    In the names of attributes, `_` stands for `-` (`aria_label`), and `class_` for `class`.
    """
    return Markup(f"<{name}{_written(attributes)}>{joined(inside)}</{name}>")


def _written(attributes: Mapping[str, str | float]) -> str:
    return "".join([f' {_name(key)}="{_attribute(value)}"' for key, value in attributes.items()])


def joined(parts: Iterable[str]) -> Markup:
    """Return elements and escaped texts, joined."""
    return Markup("".join(map(_as_html_text, parts)))


def _as_html_text(text: str) -> str:
    return text if isinstance(text, Markup) else html.escape(one_line(text))


def _name(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")


def _attribute(value: str | float) -> str:
    return _as_html_text(value) if isinstance(value, str) else f"{value:g}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    """Return a table with a row of headings. The first cell of each row is its heading."""
    top = element("tr", *(element("th", cell, scope="col") for cell in head))
    body = (
        element("tr", *(element("td", cell) if at else element("th", cell, scope="row") for at, cell in enumerate(row)))
        for row in rows
    )
    return element("table", element("thead", top), element("tbody", *body))
