"""Checks that each link from a generated page to another file of the site leads to one, since MkDocs does not.

A broken link is an error of a template or of the code that gave it an address. To name the line of the template, the
page is rendered once more, piece by piece.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Set
from html import unescape
from itertools import accumulate
from pathlib import Path
from typing import Any, Self, cast

import jinja2

from ..diagnostics import Location, Report, error
from .page import Page, address_of

_HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:|//")
_BODY = "\n---\n"


def link_targets(path: str, data: bytes) -> Iterator[str]:
    """Yield the addresses in the site to which a page links, such as `/tags/pruning/`, as often as it does."""
    if path.endswith(".md"):
        text = data.decode()
        for match in _HREF.finditer(text, text.find(_BODY)):
            if target := _target(path, match[1]):
                yield target


def _target(path: str, href: str) -> str:
    """Return the address to which a link on the page at a path leads, or '' for one to another site or to itself."""
    href = unescape(href).partition("#")[0].partition("?")[0]
    if not href or _ELSEWHERE.match(href):
        return ""
    folder = address_of(path)
    while href.startswith("../"):
        folder, href = folder[: folder.rstrip("/").rfind("/") + 1], href[3:]
    return href if href.startswith("/") else folder + href.removeprefix("./")


def broken_links(targets: Collection[str], paths: Collection[str], docs: Path) -> set[str]:
    """Return the targets of links where nothing is, neither a page with one of the paths nor a file in `docs/`."""
    return {target for target in set(targets) - set(map(address_of, paths)) if not _is_written(target, docs)}


def _is_written(target: str, docs: Path) -> bool:
    path = target.strip("/")
    names = (f"{path}.md", f"{path}/index.md", f"{path}/index.html") if target.endswith("/") else (path,)
    return any((docs / name).is_file() for name in names)


def report_broken_links(
    broken: Set[str],
    report: Report,
    environment: jinja2.Environment,
    template: str,
    values: Mapping[str, object],
    page: Page,
) -> None:
    """Report each broken link of a page, which a template made of values, at the line of the template that wrote it."""
    if broken.isdisjoint(link_targets(page.path, page.data)):
        return
    traced = environment.overlay()
    traced.template_class = _TracedTemplate
    pieces = cast("list[_Piece]", list(traced.get_template(template).generate(**values)))
    starts = [0, *accumulate(map(len, pieces))]
    for match in _HREF.finditer("".join(pieces)):
        if _target(page.path, match[1]) in broken:
            at = bisect_right(starts, match.start(1)) - 1
            name, first = pieces[at].place
            below = pieces[at][: match.start(1) - starts[at]].count("\n")
            line = _line_with(match[1], name, traced, first) or first + below
            message = f"`{unescape(match[1])}`, the address of a link on {page.path}, leads nowhere"
            hint = "mend the address; urls.txt names all pages"
            error(report, "dead-link", Location(file=f"templates/pages/{name}", line=line), message, hint)


def _line_with(href: str, name: str, environment: jinja2.Environment, first: int) -> int:
    """Return the line of a template, from the `first`, that contains an address as it is; 0 if there is none."""
    # A compiled template may name the file of another project from which the same text was compiled.
    source, _, _ = cast("jinja2.BaseLoader", environment.loader).get_source(environment, name)
    return next((at for at, line in enumerate(source.split("\n"), 1) if at >= first and f'href="{href}"' in line), 0)


class _TracedTemplate(jinja2.Template):
    """A template that is rendered in pieces, each with the template and the line that wrote it."""

    @property
    def root_render_func(self) -> Any:
        """The function that renders the template; Jinja calls it for a template that another one includes, too."""
        return self._traced

    @root_render_func.setter
    def root_render_func(self, function: Any) -> None:
        self._function = function

    def _traced(self, *arguments: Any) -> Iterator[str]:
        pieces = self._function(*arguments)
        for piece in pieces:
            line = self.get_corresponding_lineno(pieces.gi_frame.f_lineno)
            yield piece if isinstance(piece, _Piece) else _Piece(piece, (self.name or "", line))


class _Piece(str):
    """A piece of a page, with the template and the line that wrote it."""

    place: tuple[str, int]

    def __new__(cls, text: str, place: tuple[str, int]) -> Self:
        piece = super().__new__(cls, text)
        piece.place = place
        return piece
