"""Renders the pages that our templates write, to the bytes of Python-Markdown but in a fraction of its time.

A generated page consists of blocks with an empty line between them: a heading, a paragraph of one line, or an element
of HTML. A heading and a paragraph may end in a list of attributes. MkDocs renders a page that contains anything else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from markdown.extensions.toc import slugify, unique
from markdown.util import BLOCK_LEVEL_ELEMENTS

from ..pages.escape import BEGINS, SPECIAL

_EXTENSIONS = {
    *("admonition", "attr_list", "fenced_code", "md_in_html", "tables", "toc"),
    *("pymdownx.highlight", "pymdownx.superfences"),
}
"""Markdown extensions that do not change our pages, or that our pages need."""

_NEEDED = frozenset({"attr_list", "toc"})
_SETTINGS = {"toc": {"title"}, "tables": {"use_align_attribute"}, "pymdownx.highlight": {"use_pygments"}}
"""Settings of extensions that do not change our pages."""

_CONTROL = r"\x00-\x09\x0b-\x1f"
"""Tabs and other controls, which Python-Markdown changes wherever they stand."""
_NAME = "[a-z][a-z0-9]*+"
_ATTRIBUTES = rf'(?: (?!markdown\b)[a-zA-Z][a-zA-Z0-9-]*+(?:="[^"<>{_CONTROL}]*+")?+)*+'
_TAG = re.compile(rf"<(?:/{_NAME}|{_NAME}{_ATTRIBUTES} ?/?)>")
_BEGINS = re.compile(rf"</?({_NAME})")
_ENTITY = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[a-zA-Z][a-zA-Z0-9]*);")
_TAG_OR_ENTITY = re.compile(f"{_TAG.pattern}|{_ENTITY.pattern}")
_BEFORE_TAGS = re.compile(r"[\[\]\\`{}$]|\+\+")
"""Text that an extension interprets before Python-Markdown finds the tags in a line."""

_RAW = r"(?:iframe|noembed|noframes|plaintext|script|style|xmp)\b"
"""Elements in which the HTML parser sees no tags."""
_TAGS_AND_TEXT = re.compile(rf"(?:<(?:/{_NAME}|(?!{_RAW}){_NAME}{_ATTRIBUTES} ?/?)>[^<{_CONTROL}]*+)++")
_TAG_PARTS = re.compile(rf"<(?P<end>/?)(?P<name>{_NAME})[^>]*?(?P<empty>/?)>")
_VOID = {"br", "col", "hr", "img", "input", "wbr"}
"""Elements without an end, of those that our pages have."""
_SPACES = re.compile(r"\n +\n")
"""A line of spaces, which Python-Markdown empties."""
_LIST = r"\{((?: #[a-z][a-z-]*| \.[a-zA-Z][a-zA-Z0-9_-]*| data-[a-z-]+)+) \}"
_HEADING = re.compile(rf"(#{{1,3}}) ([^\n]+?)(?: {_LIST})?")
_PARAGRAPH = re.compile(rf"([^\n]+)(?:\n{_LIST})?")
_BLOCK_LEVEL = frozenset(BLOCK_LEVEL_ELEMENTS)


def unsupported_markdown(extensions: Sequence[str], settings: Mapping[str, Mapping[str, object]]) -> str:
    """Return why Python-Markdown may give other HTML with these extensions and settings, or ''."""
    if strange := sorted(set(extensions) - _EXTENSIONS):
        return f"the Markdown extension {strange[0]} is on"
    if missing := sorted(_NEEDED - set(extensions)):
        return f"the Markdown extension {missing[0]} is off"
    for name, given in settings.items():
        if other := sorted(set(given or {}) - _SETTINGS.get(name, set())):
            return f"{other[0]} of the Markdown extension {name} is set"
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading in the table of contents: its text as HTML without elements, its id and its level."""

    title: str
    id: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The HTML of a page, its headings in order, except those in HTML, and its title if it begins with a heading."""

    html: str
    toc: tuple[Heading, ...]
    title: str | None


class OutsideError(Exception):
    """A page has a block that is not in one of the known forms; the message is its first line."""

    def __init__(self, block: str) -> None:
        super().__init__(block.split("\n", maxsplit=1)[0])


def body(markdown: str) -> Body:
    """Return the body of a page, given as Markdown without front matter. Raises `OutsideError`."""
    headings: list[Heading] = []
    out: list[str] = []
    for part in markdown.strip("\n").split("\n\n"):
        block = part.strip("\n")
        if block.startswith("#"):
            out.append(_heading(block, headings))
        elif (tag := _BEGINS.match(block)) and tag[1] in _BLOCK_LEVEL:
            out.append(_element(block))
        elif block:
            out.append(_paragraph(block))
    html = "".join(out).strip()
    title = headings[0].title if html.startswith("<h1") else None
    return Body(html=html, toc=tuple(headings), title=title)


def _heading(block: str, headings: list[Heading]) -> str:
    """Return a heading as HTML, and add it to the headings of its page."""
    match = _HEADING.fullmatch(block)
    if not match:
        raise OutsideError(block)
    level, text = len(match[1]), _line(match[2])
    attributes = _attributes(match[3] or "")
    title = " ".join(_TAG.sub("", text).split())
    ids = {heading.id for heading in headings}
    key = attributes.setdefault("id", "") or unique(_slug(title), set(ids))
    if key in ids:
        raise OutsideError(block)  # Python-Markdown would change the id of the first heading
    headings.append(Heading(title=title, id=key, level=level))
    return f"<h{level}{_written({**attributes, 'id': key})}>{text}</h{level}>\n"


@lru_cache(maxsize=4096)
def _slug(title: str) -> str:
    return slugify(unescape(title), "-")


def _paragraph(block: str) -> str:
    match = _PARAGRAPH.fullmatch(block)
    if not match:
        raise OutsideError(block)
    return f"<p{_written(_attributes(match[2] or ''))}>{_line(match[1])}</p>\n"


def _attributes(text: str) -> dict[str, str]:
    """Return the names and values of a list of attributes."""
    found: dict[str, str] = {}
    for word in text.split():
        if word.startswith("#"):
            found["id"] = word[1:]
        elif word.startswith("."):
            found["class"] = f"{found.get('class', '')} {word[1:]}".lstrip()
        else:
            found[word] = ""
    return found


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{value}"' if value else f" {name}" for name, value in sorted(attributes.items()))


def _line(text: str) -> str:
    """Return the text of a heading or a paragraph, which is HTML as it is, if nothing in it may be interpreted."""
    at = 0
    if BEGINS.match(text) or text[0] == " " or text[-1] == " ":
        raise OutsideError(text)
    for match in _TAG_OR_ENTITY.finditer(text):
        if SPECIAL.search(text, at, match.start()) or _BEFORE_TAGS.search(match[0]):
            raise OutsideError(text)
        at = match.end()
    if SPECIAL.search(text, at):
        raise OutsideError(text)
    return text


def _element(block: str) -> str:
    """Return a block that is one element. Python-Markdown leaves it as it is."""
    known = _TAGS_AND_TEXT.fullmatch(block) and not _SPACES.search(block)
    if not (known and block.count("&") == len(_ENTITY.findall(block)) and _is_one_element(block)):
        raise OutsideError(block)
    return f"{block}\n\n"


def _is_one_element(block: str) -> bool:
    """Return whether a block is one element, in which each element ends inside the one where it begins."""
    names: list[str] = []
    for tag in _TAG_PARTS.finditer(block):
        if tag["end"]:
            if not names or names.pop() != tag["name"]:
                return False
        elif not tag["empty"] and tag["name"] not in _VOID:
            names.append(tag["name"])
        if not names:
            return bool(tag["end"]) and tag.end() == len(block)
    return False
