"""Loads the templates of the generated pages, and reports what is wrong in one.

A link that leads nowhere is an error of a template or of the code that gave it an address. To name the line of the
template, the page is rendered once more, piece by piece.
"""

import traceback
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Set
from html import unescape
from itertools import accumulate
from pathlib import Path
from types import CodeType
from typing import Any, Self, cast

import jinja2

from ..diagnostics import Diagnostic, Location, Report, error
from .escape import escape
from .page import HREF, Page, link_target, link_targets


class _CompiledTemplates(jinja2.BytecodeCache):
    """Compiled templates in memory, by name and checksum of their text: a preview builds many times."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the template, whatever its folder."""
        return name

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket of a template, if it was compiled before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep the code in the bucket of a template."""
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledTemplates()


def page_templates(root: Path) -> jinja2.Environment:
    """Return the templates of the project in the folder `root`.

    In a template, every value is escaped unless it is `Markup` already; an unknown name is an error.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "templates" / "pages", encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # a template does not change while a site is made
        bytecode_cache=_COMPILED,
    )


class UnrenderableError(Exception):
    """An error in a template; `finding` has the place and the reason."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def template_fault(reason: jinja2.TemplateError, root: Path, folder: str, hint: str) -> Diagnostic:
    """Return the finding for an error in a template of a folder: at its innermost line that is ours, if one is."""
    if isinstance(reason, jinja2.TemplateNotFound):
        places = [(f"{root}/templates/{folder}/{reason.name}", 1)]
    elif isinstance(reason, jinja2.TemplateSyntaxError):
        places = [(reason.filename or "", reason.lineno)]
    else:
        places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(reason.__traceback__)]
    ours = [(Path(name), line) for name, line in places if Path(name).is_relative_to(root / "templates")]
    path, line = ours[-1] if ours else (root / "templates" / folder, 1)
    where = Location(file=path.relative_to(root).as_posix(), line=line)
    found: list[Diagnostic] = []
    error(found.append, "template-error", where, reason.message or type(reason).__name__, hint)
    return found[0]


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
    for match in HREF.finditer("".join(pieces)):
        if link_target(page.path, match[1]) in broken:
            at = bisect_right(starts, match.start(1)) - 1
            name, first = pieces[at].place
            below = pieces[at][: match.start(1) - starts[at]].count("\n")
            line = _line_with(match[1], name, traced, first) or first + below
            message = f"`{unescape(match[1])}`, the address of a link on {page.path}, leads nowhere"
            hint = "fix the address; urls.txt names all pages"
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
