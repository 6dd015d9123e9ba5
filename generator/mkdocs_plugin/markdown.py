"""Renders the Markdown that our templates write, to the bytes of Python-Markdown but in a fraction of its time.

The fast renderer reads a small part of Markdown: headings, paragraphs, lists and HTML elements here, and lines in
`inline`. MkDocs renders a page that contains anything else.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from importlib.metadata import version

from markdown.extensions.toc import slugify, unique

from .inline import (
    ATTRIBUTES,
    OutsideError,
    Resolve,
    block_attributes,
    container_tag,
    is_html,
    render_element,
    render_line,
    split_at,
)

_PYTHON_MARKDOWN = "3.11."
"""The beginning of the versions of Python-Markdown that the fast renderer agrees with."""

_EXTENSIONS = frozenset(
    {
        "admonition",
        "attr_list",
        "fenced_code",
        "md_in_html",
        "tables",
        "toc",
        "pymdownx.highlight",
        "pymdownx.superfences",
    }
)
"""Markdown extensions that do not change our pages, or that our pages need."""

_NEEDED = frozenset({"attr_list", "md_in_html", "toc"})
_SETTINGS = {"toc": {"title"}, "pymdownx.highlight": {"use_pygments"}}
"""Settings of extensions that do not change our pages."""

_TAG = re.compile(r"<[^>]*>")


def unsupported_markdown(extensions: Sequence[str], settings: Mapping[str, Mapping[str, object]]) -> str:
    """Return why Python-Markdown may give other HTML with these extensions and settings, or ''."""
    if not version("markdown").startswith(_PYTHON_MARKDOWN):
        return f"Python-Markdown {version('markdown')} is not known yet"
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
    """The HTML of a page, its headings in order (only they have ids), and its title if it begins with a heading."""

    html: str
    toc: tuple[Heading, ...]
    title: str | None


def body(markdown: str, resolve: Resolve) -> Body | None:
    """Return the body of a page, given as Markdown without front matter; None if it is outside the grammar.

    `resolve` returns the address that MkDocs writes for the target of a link (`../tags/pruning.md#top`), before it is
    escaped as HTML, or None if the address is not known.
    """
    if "  \n" in markdown or "\n \n" in markdown:
        return None  # line breaks, and blank lines that are not empty
    reader = _Reader(resolve)
    try:
        for part in markdown.strip("\n").split("\n\n"):
            if block := part.strip("\n"):
                reader.read(block)
        return reader.finish()
    except OutsideError:
        return None


class _Reader:
    """Reads a page block by block."""

    __slots__ = ("_headings", "_ids", "_list", "_open", "_out", "_resolve")

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._out: list[str] = []
        self._open: list[tuple[str, int]] = []  # open elements with Markdown inside: name, and index in `_out`
        self._list: _List | None = None
        self._headings: list[Heading] = []
        self._ids: set[str] = set()

    def read(self, block: str) -> None:
        """Read a block, which is the text between two blank lines."""
        first = block[0]
        if first == " ":
            if self._list is None:
                raise OutsideError(block)
            self._list.add_to_item(block)
        elif _begins_list(block):
            if self._list is None:
                self._list = _List(block, self._resolve)
            self._list.add(block)
        else:
            self._close_list()
            if first == "#":
                self._out.append(self._heading(block))
            elif first == "<" and is_html(block):
                self._read_html(block)
            else:
                self._out.append(_paragraph(block, self._resolve))

    def _read_html(self, block: str) -> None:
        """Read the tags of elements with Markdown inside, one on each line, or one element without."""
        rows = block.split("\n")
        if not container_tag(rows[0]):
            self._out.append(render_element(block, nested=bool(self._open)))
            return
        for row in rows:
            self._read_tag(row)

    def _read_tag(self, row: str) -> None:
        found = container_tag(row)
        if not found:
            raise OutsideError(row)
        name, html = found
        if not html.startswith("</"):
            self._open.append((name, len(self._out)))
        elif not self._open or self._open[-1][0] != name:
            raise OutsideError(row)
        elif self._open.pop()[1] == len(self._out) - 1:
            self._out[-1] = self._out[-1].rstrip("\n")  # an empty element
        self._out.append(html)

    def finish(self) -> Body:
        """Return the body of the page."""
        self._close_list()
        if self._open:
            raise OutsideError(self._open[-1][0])
        html = "".join(self._out).strip()
        title = self._headings[0].title if html.startswith("<h1") else None
        return Body(html=html, toc=tuple(self._headings), title=title)

    def _close_list(self) -> None:
        if self._list:
            self._out.append(self._list.close())
            self._list = None

    def _heading(self, block: str) -> str:
        level, text, (before, after), given = _parse_heading(block)
        inside = render_line(text, self._resolve)
        name = " ".join((_TAG.sub("", inside) if "<" in inside else inside).split())
        key = given or unique(_slug(name), self._ids)
        if given in self._ids:
            raise OutsideError(block)  # Python-Markdown would change the id of the first heading
        self._ids.add(key)
        self._headings.append(Heading(title=name, id=key, level=level))
        return f'<h{level}{before} id="{key}"{after}>{inside}</h{level}>\n'


@lru_cache(maxsize=4096)
def _slug(name: str) -> str:
    return slugify(unescape(name), "-")


_HEADING = re.compile(rf"(#{{1,6}}) ([^ #](?:[^\n{{]*[^ \n{{#])?)(?: (?:({ATTRIBUTES})|\{{ #([a-z][a-z-]*) \}}))?")
_MARKER = re.compile(r"(?:-|([0-9]+)\.) +(?=[^ ])")
_MARKER_STARTS = frozenset("-0123456789")
_COMMENT = "<!-- -->"


@lru_cache(maxsize=4096)  # a page has its own title, and headings that many pages have
def _parse_heading(block: str) -> tuple[int, str, tuple[str, str], str]:
    """Return the level of a heading, its text, the HTML of its attributes before and after its id, and its id or ''."""
    match = _HEADING.fullmatch(block)
    if not match:
        raise OutsideError(block)
    return len(match[1]), match[2], split_at(match[3] or "", "id"), match[4] or ""


def _paragraph(block: str, resolve: Resolve) -> str:
    """Return a paragraph as HTML; an attribute list may be its last line."""
    if "\n" not in block:
        return f"<p>{render_line(block, resolve)}</p>\n"
    lines = block.split("\n")
    given = block_attributes(lines.pop()) if lines[-1].startswith("{") else ""
    text = "\n".join([render_line(part, resolve) for part in lines])
    return f"<p{given}>{text}</p>\n"


def _begins_list(block: str) -> bool:
    """Return whether a block begins with an item of a list."""
    return block[0] in _MARKER_STARTS and _MARKER.match(block) is not None


class _List:
    """A list that is read block by block.

    The text of an item becomes a paragraph if a blank line and a further block of the list follow.
    """

    __slots__ = ("_below", "_done", "_nested", "_resolve", "_tag", "_text")

    def __init__(self, block: str, resolve: Resolve) -> None:
        """Start an empty list of the kind of the first item of a block."""
        self._tag = "ul" if block[0] == "-" else "ol"
        self._resolve = resolve
        self._done: list[str] = []
        self._text = self._below = ""
        self._nested: _List | None = None

    def add(self, block: str) -> None:
        """Add a block of items. Its first item is a paragraph if there are items already, before a blank line."""
        after_blank = bool(self._text or self._below)
        if after_blank:
            self._make_paragraph()
        for row in block.split("\n"):
            self._end_item()
            self._text = render_line(_content(row), self._resolve)
            if after_blank:
                self._make_paragraph()
                after_blank = False

    def add_to_item(self, block: str) -> None:
        """Add an indented block to the last item: a paragraph, or items of a nested list."""
        rows = block.split("\n")
        if not all(row.startswith("    ") and row[4:5] != " " for row in rows):
            raise OutsideError(block)
        self._make_paragraph()
        inside = "\n".join([row[4:] for row in rows])
        if inside and _begins_list(inside):
            self._nested = self._nested or _List(inside, self._resolve)
            self._nested.add(inside)
            return
        self._end_nested()
        self._below += f"{_COMMENT}\n" if inside == _COMMENT else _paragraph(inside, self._resolve)

    def close(self) -> str:
        """Close the list and return it as HTML."""
        self._end_item()
        return f"<{self._tag}>\n{''.join(self._done)}</{self._tag}>\n"

    def _make_paragraph(self) -> None:
        if self._text:
            self._below = f"<p>{self._text}</p>\n"
            self._text = ""

    def _end_nested(self) -> None:
        if self._nested:
            self._below += self._nested.close()
            self._nested = None

    def _end_item(self) -> None:
        if self._text:
            self._done.append(f"<li>{self._text}</li>\n")
        elif self._below:
            self._end_nested()
            self._done.append(f"<li>\n{self._below}</li>\n")
        self._text = self._below = ""


def _content(row: str) -> str:
    """Return the text of an item, without its marker."""
    if row.startswith("-   ") and row[4:5] != " ":
        return row[4:]
    match = _MARKER.match(row)
    if not match:
        raise OutsideError(row)
    return row[match.end() :]
