"""Reads front matter as YAML would: what our pages say is plain, and takes a third of the time so."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

import jinja2
from mkdocs.commands.build import _build_page, _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from ..build.publish import write_on_stage
from .files import DocsFiles
from .markdown import Body, Heading, body
from .shell import Meta, Shell, make_shell, shape, words

_BEGIN, _END = "---\n", "\n---\n"
_TEXT = "[^ #:\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\uffff]"
"""What is in a text that needs no quotes, beside blanks, `#` and `:` where they mean nothing."""
_BEGINS = "(?=[A-Za-z\\xa1-\\u2027\\u202a-\\ud7ff]|[0-9][^ ]* [a-z]{2})"
_PLAIN = rf"(?!(?i:true|false|null|yes|no|on|off|[yn])$){_BEGINS}(?:{_TEXT}++| (?=[^ #])|(?<! )#|:(?=[^ ]))++"
_QUOTED = "'((?:[^'\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ud800-\\uffff]++|'')*+)'"
_ROW = re.compile(rf"(?:([a-z_]+):|-)(?: (?:({_PLAIN})|{_QUOTED}|(0|[1-9][0-9]{{0,8}})))?")
_KEY, _AS_IT_IS, _IN_QUOTES, _NUMBER = 1, 2, 3, 4


def page_data(text: str) -> tuple[str, dict[str, Any]]:
    """Return the Markdown of a page and its front matter, as MkDocs reads them."""
    end = text.find(_END) if text.startswith(_BEGIN) else -1
    meta = _values(text[len(_BEGIN) : end]) if end > 0 else None
    return get_data(text) if meta is None else (text[end + len(_END) :].lstrip("\n"), meta)


def _values(head: str) -> dict[str, Any] | None:
    """Return what front matter says: keys, each with a text, a number or items; None if there is more to it."""
    values: dict[str, Any] = {}
    items: list[str | int] | None = None
    for line in head.split("\n"):
        row = _ROW.fullmatch(line)
        if not row:
            return None
        kind, key = row.lastindex, row[_KEY]
        value: str | int | None = None
        if kind == _AS_IT_IS:
            value = row[_AS_IT_IS]
        elif kind == _IN_QUOTES:
            value = row[_IN_QUOTES].replace("''", "'")
        elif kind == _NUMBER:
            value = int(row[_NUMBER])
        if key:
            if items == [] or key in values:
                return None  # nothing below the key before, or one twice
            items = [] if value is None else None
            values[key] = items if value is None else value
        elif items is None or value is None:
            return None
        else:
            items.append(value)
    return None if items == [] else values


_Here = tuple[str, bool]
"""The folder of a page, and whether it is the index there: the same links lead to the same addresses."""

_PLAIN_PAGE = re.compile(r"[a-z0-9-]+\.md")
_PLAIN_FILE = re.compile(r"(?!index\.html|.*\.md)[a-z0-9-]+(?:\.[a-z]+)+")
_PLAIN_FOLDER = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
"""Names that are in an address what they are in `docs/`."""
_NOBODY = "~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """What it takes to make a page once MkDocs has read its files and set up the theme.

    In a preview one is not `careful`: pages that are the only ones of their shape are not compared with MkDocs'.
    """

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment
    careful: bool = True

    def file(self, path: str) -> File:
        """Return the file of a page that is in `docs/`."""
        found = self.files.get_file_from_path(path)
        assert found is not None, path
        return found

    def stock(self, path: str) -> Meta:
        """Let MkDocs make a page, and return its front matter."""
        file = self.file(path)
        page = file.page or Page(None, file, self.config)
        _populate_page(page, self.config, self.files)
        _build_page(page, self.config, (), self.nav, self.env)
        return page.meta

    def themed(self, path: str, meta: Meta, made: Body) -> str:
        """Return what the theme makes of a page whose body is made already."""
        file = self.files.get_file_from_path(path) or self._imagined(path)
        page = file.page or Page(None, file, self.config)
        page.markdown, page.meta, page.content = "", dict(meta), made.html
        page.toc = TableOfContents(_nested(made.toc))
        page.active = True
        context = get_context(self.nav, (), self.config, page)
        text = self.env.get_template(meta.get("template", "main.html")).render(context)
        page.active = False
        return text

    def _imagined(self, path: str) -> File:
        return File(path, self.config.docs_dir, self.config.site_dir, self.config.use_directory_urls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of pages: notes on those that are made, those that MkDocs must make, and one of each new shape.

    Pages that share their shape with none are `alone`.
    """

    made: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    shapes: dict[object, str] = field(default_factory=dict)
    alone: list[str] = field(default_factory=list)


def note_of(meta: Meta) -> str:
    """Return what the sitemap wants to know of a page: its newest day, and a `!` if robots are to leave it alone."""
    return f"{meta.get('day', '') if meta.get('kind') else ''}{'!' if meta.get('noindex') else ''}"


Shells = dict[object, Shell | None]
"""The shell of each shape of pages, or None where the theme does more than fill in."""


def make(press: Renderer, paths: Iterable[str], known: Shells) -> Done:
    """Make pages, and put them on the stage. What shells it takes is added to those that are `known`."""
    assert isinstance(press.files, DocsFiles)
    done, shells, links = Done(), _Shells(press, known), _Links(press.files)
    for path in paths:
        file = press.file(path)
        text, meta = page_data(file.content_string)
        made = body(text, partial(links.resolved, file))
        if made is None:
            done.left.append(path)
            continue
        form = shape(path, meta)
        if form is None:
            done.alone.append(path)
        elif form not in known:
            done.shapes[form] = path
        page = shells.page(form, path, meta, made)
        write_on_stage(Path(file.abs_dest_path), page.encode("utf-8", "xmlcharrefreplace"))
        done.made[path] = note_of(meta)
    return done


def differing(press: Renderer, paths: Iterable[str]) -> str:
    """Have MkDocs make pages that are on the stage once more; returns the first that changes by it, or nothing."""
    for path in paths:
        place = Path(press.file(path).abs_dest_path)
        made = place.read_bytes()
        press.stock(path)
        if made != place.read_bytes():
            return path
    return ""


class _Shells:
    """The shells of pages by their shape."""

    def __init__(self, press: Renderer, known: Shells) -> None:
        self._press = press
        self._known = known

    def page(self, form: object | None, path: str, meta: Meta, made: Body) -> str:
        """Return a page of a shape, or of none."""
        if form and form not in self._known:
            self._known[form] = make_shell(path, meta, self._theme) if made.toc else None
        shell = self._known[form] if form else None
        filled = shell and shell.filled(words(path, meta, made.html, made.toc[0].id if made.toc else ""))
        return filled or self._press.themed(path, meta, made)

    def _theme(self, path: str, meta: Meta, html: str, first_id: str) -> str:
        return self._press.themed(
            path, meta, Body(html=html, toc=(Heading(title="", id=first_id, level=1),), title=None)
        )


def _nested(entries: Iterable[Heading]) -> list[AnchorLink]:
    """Return headings below those of a higher level, as in a table of contents."""
    top: list[AnchorLink] = []
    above: list[AnchorLink] = []
    for entry in entries:
        while above and above[-1].level >= entry.level:
            above.pop()
        found = AnchorLink(entry.title, entry.id, entry.level)
        (above[-1].children if above else top).append(found)
        above.append(found)
    return top


class _Links:
    """Says where links lead, as MkDocs does.

    What is linked from many pages of a folder is looked up once, and so is the way from there to another folder.
    """

    def __init__(self, shelf: DocsFiles) -> None:
        self._shelf = shelf
        self._known: dict[tuple[_Here, str], str | None] = {}
        self._ways: dict[tuple[_Here, str], tuple[str, str] | None] = {}

    def resolved(self, file: File, target: str) -> str | None:
        """Return the address to write for a target, or None where MkDocs would have a word to say."""
        if target.startswith("https://"):
            return target
        name = file.name
        if name in target:  # to itself, or to a file of its own
            own = target[len(name) + 1 :]
            beside = target == f"{name}/{own}" and _PLAIN_FILE.fullmatch(own)
            return own if beside and self._shelf.generated(file.url + own) else self._looked_up(file, target)
        here = (file.src_uri.rpartition("/")[0], name == "index")  # an index has an address of another depth
        if (here, target) not in self._known:
            self._known[here, target] = self._beyond(here, file, target) or self._looked_up(file, target)
        return self._known[here, target]

    def _beyond(self, here: _Here, file: File, target: str) -> str | None:
        """Return the address of a generated page whose folder is known already, or None."""
        folder, _, name = target.rpartition("/")
        if not _PLAIN_PAGE.fullmatch(name) or name == "index.md":
            return None
        if (here, folder) not in self._ways:
            self._ways[here, folder] = self._way(file, folder)
        way = self._ways[here, folder]
        return f"{way[1]}{name[:-3]}/" if way and self._shelf.generated(f"{way[0]}{name}") else None

    def _way(self, file: File, folder: str) -> tuple[str, str] | None:
        """Return a folder of `docs/` as a path there, and as an address seen from a page, or None if that depends.

        A page in a folder of a folder may lie below the page that it links to, which shortens the address.
        """
        above = posixpath.dirname(file.src_uri)
        path = posixpath.normpath(posixpath.join(above, folder))
        near = "/" in above and path.split("/")[0] == above.split("/")[0]
        if near or not _PLAIN_FOLDER.fullmatch(path):
            return None
        seen = get_relative_url(f"{path}/{_NOBODY}/", file.url)
        return f"{path}/", seen.removesuffix(f"{_NOBODY}/")

    def _looked_up(self, file: File, target: str) -> str | None:
        scheme, host, path, query, anchor = urlsplit(target)
        if scheme or host or not path:
            return target
        if path.startswith(("/", "\\")):
            return None
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), unquote(path)))
        address = self._shelf.address(uri)
        return urlunsplit(("", "", get_relative_url(address, file.url), query, anchor)) if address else None
