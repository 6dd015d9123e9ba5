"""Makes the pages that changed: on the short path where it gives the bytes of MkDocs, else by MkDocs itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
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

from generator.short_path.files import Shelf
from generator.short_path.markdown import Body, Entry, body
from generator.short_path.shell import Meta, Shell, make_shell, shape, words
from generator.site.publish import write_on_stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
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
    """What became of pages: notes on those that are made, and those that MkDocs must make.

    `differs` names a page that the short path made otherwise than MkDocs.
    """

    made: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    differs: str = ""


def note_of(meta: Meta) -> str:
    """Return what the sitemap wants to know of a page: its newest day, and a `!` if robots are to leave it alone."""
    return f"{meta.get('day', '') if meta.get('kind') else ''}{'!' if meta.get('noindex') else ''}"


Shells = dict[object, Shell | None]
"""The shell of each shape of pages, or None where the theme does more than fill in."""


def make(press: Press, paths: Iterable[str], known: Shells) -> Done:
    """Make pages, and stop at the first that differs from what MkDocs makes of it.

    Compared is the first page of each shape, so that every shell is seen to be right once; those that are `known` were,
    and new ones are added to them.
    """
    assert isinstance(press.files, Shelf)
    done, shells, links = Done(), _Shells(press, known), _Links(press.files)
    for path in paths:
        file = press.file(path)
        text, meta = get_data(file.content_string)
        made = body(text, partial(links.resolved, file))
        if made is None:
            done.left.append(path)
            continue
        page = shells.page(path, meta, made)
        if not page:
            return Done(differs=path)
        write_on_stage(Path(file.abs_dest_path), page.encode("utf-8", "xmlcharrefreplace"))
        done.made[path] = note_of(meta)
    return done


class _Shells:
    """The shells of pages by their shape, each compared with MkDocs' own page when it is made."""

    def __init__(self, press: Press, known: Shells) -> None:
        self._press = press
        self._known = known

    def page(self, path: str, meta: Meta, made: Body) -> str:
        """Return a page, or nothing if it differs from what MkDocs makes of it."""
        form = shape(path, meta)
        new = form is None or form not in self._known
        shell = self._known.get(form)
        if form and new and made.toc:
            shell = make_shell(path, meta, self._theme)
        filled = shell and shell.filled(words(path, meta, made.html, made.toc[0].id if made.toc else ""))
        page = filled or self._press.themed(path, meta, made)
        compared = new and (form is not None or self._press.careful)
        if compared and page != self._stock(path):
            return ""
        if form:
            self._known[form] = shell
        return page

    def _stock(self, path: str) -> str:
        self._press.stock(path)
        return Path(self._press.file(path).abs_dest_path).read_text(encoding="utf-8")

    def _theme(self, path: str, meta: Meta, html: str, first_id: str) -> str:
        return self._press.themed(path, meta, Body(html=html, toc=(Entry(title="", id=first_id, level=1),), title=None))


def _nested(entries: Iterable[Entry]) -> list[AnchorLink]:
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
    """Says where links lead, as MkDocs does; what is linked from many pages of a folder is looked up once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._known: dict[tuple[tuple[str, bool], str], str | None] = {}

    def resolved(self, file: File, target: str) -> str | None:
        """Return the address to write for a target, or None where MkDocs would have a word to say."""
        if file.name in target:  # to itself, or to a file of its own
            return self._looked_up(file, target)
        here = (file.src_uri.rpartition("/")[0], file.name == "index")  # an index has an address of another depth
        if (here, target) not in self._known:
            self._known[here, target] = self._looked_up(file, target)
        return self._known[here, target]

    def _looked_up(self, file: File, target: str) -> str | None:
        scheme, host, path, query, anchor = urlsplit(target)
        if scheme or host or not path:
            return target
        if path.startswith(("/", "\\")):
            return None
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), unquote(path)))
        address = self._shelf.address(uri)
        return urlunsplit(("", "", get_relative_url(address, file.url), query, anchor)) if address else None
