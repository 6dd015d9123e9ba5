"""The WSGI application of the preview: what the panel for editing tags asks for and saves, under `/-/`.

The library is read as it is on disk now: the pages of the site were built before the last save.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from html import escape
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from ..build.inputs import Stat, files_below
from ..catalog.library import LIBRARY, read_library
from ..catalog.model import Catalog, Paper, Vocabulary
from ..diagnostics import Diagnostic, errors_in
from ..editing import apply
from ..insights.compute import desk_queue
from ..insights.model import Suggestion, Suggestions
from ..pages.context import COLOURS
from ..storage.cache import compact_json
from .error_pages import change_page
from .guard import LARGEST, Guard, RequestError, read_change

_TABLE = Path("docs", "api", "v1", "papers.json")
"""A file of the last build that contains suggestions."""


@dataclass(slots=True, kw_only=True)
class CurrentLibrary:
    """The library of the project in `root`, read again whenever a file of it has changed."""

    root: Path
    _lock: Lock = field(default_factory=Lock)
    _files: dict[str, Stat] | None = None
    _state: tuple[Catalog | None, tuple[Diagnostic, ...]] = (None, ())

    def read(self) -> tuple[Catalog | None, tuple[Diagnostic, ...]]:
        """Return the catalog, if one can be read, and the errors of the library; with errors, it must not be edited."""
        with self._lock:
            files = dict(files_below(str(self.root / LIBRARY), LIBRARY))
            if files != self._files:
                found: list[Diagnostic] = []
                catalog = read_library(self.root / LIBRARY, found.append)
                self._files, self._state = files, (catalog, tuple(errors_in(found)))
            return self._state

    def suggestions(self) -> Suggestions:
        """Return the suggestions of the last build for each paper, best first; empty if there are none."""
        try:
            rows = json.loads((self.root / _TABLE).read_bytes())["papers"]
            return {row["slug"]: tuple(map(_suggestion, row.get("suggested_tags", ()))) for row in rows}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # no build yet, or one of another version
            return {}


def _suggestion(row: dict[str, Any]) -> Suggestion:
    return Suggestion(tag=str(row["tag"]), score=float(row["score"]), because=tuple(map(str, row["because"])))


OURS = "/-/"
"""The addresses that the preview answers itself; no page of the site can have them."""

_SCRIPTS = ("panel.js", "dialog.js", "elements.js", "preview.js", "queue.js", "tag-list.js", "tags.js")
_FILES = {**dict.fromkeys(_SCRIPTS, "text/javascript; charset=utf-8"), "panel.css": "text/css; charset=utf-8"}
_MOST_READ = 16 * LARGEST  # bytes of a request that is too large
_OF_PAPER = b'class="rl rl-paper"'
"""Text that the theme writes only into the page of a paper."""
_END = b"</main>"  # the end of the part that the theme exchanges when it shows another page without loading it

_Json = dict[str, object]


_Answer = tuple[HTTPStatus, str, bytes]
"""The status of an answer, the media type of its body, and the body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Answers requests under `/-/` for the project in `root`, and adds the panel to the pages of papers.

    `site` answers all other requests; its pages are below the address `mount`. After each save, `saved` is called to
    build the site.
    """

    root: Path
    site: WSGIApplication
    mount: str
    guard: Guard
    saved: Callable[[], None]
    library: CurrentLibrary
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith(OURS):
            return _send(self._answer(environ, path.removeprefix(OURS)), start)
        slug = self._paper_at(path)
        if not slug or environ["REQUEST_METHOD"] != "GET" or not self.guard.is_local(environ):
            return self.site(environ, start)
        script = f'<script type="module" src="{OURS}panel.js" data-paper="{escape(slug)}" '
        script += f'data-mount="{escape(self.mount)}" data-token="{self.guard.token}"></script>'

        def with_panel(status: str, page: bytes) -> bytes | None:
            if not status.startswith("200") or _OF_PAPER not in page:
                return None
            at = page.rfind(_END)
            return page[:at] + script.encode() + page[at:] if at >= 0 else page

        return change_page(self.site, environ, start, with_panel, headers=[("X-Frame-Options", "SAMEORIGIN")])

    def _paper_at(self, path: str) -> str:
        """Return the slug of the paper whose page is at a path, or ''."""
        folder = f"{self.mount}papers/"
        slug = path.removeprefix(folder).removesuffix("index.html").removesuffix("/")
        return slug if path.startswith(folder) and path.endswith(("/", "/index.html")) else ""

    def _answer(self, environ: WSGIEnvironment, name: str) -> _Answer:
        try:
            self.guard.require_own_page(environ)
            if environ["REQUEST_METHOD"] == "POST":
                return _json(self._change(environ, name.removeprefix("paper/")))
            if environ["REQUEST_METHOD"] != "GET":
                raise RequestError(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and POST are known here")
            if name in _FILES:
                return HTTPStatus.OK, _FILES[name], (self.root / "templates" / "preview" / name).read_bytes()
            return _json(self._read(name))
        except RequestError as reason:
            found = _findings(reason.found)
            return _json({"message": str(reason), "hint": reason.hint, "found": found}, reason.status)

    def _read(self, name: str) -> _Json:
        catalog = self._catalog()
        if name == "vocabulary.json":
            return _vocabulary(catalog.vocabulary)
        if name == "queue.json":  # the papers that no curator has tagged, in the order of the desk
            return {"papers": [paper.slug for paper in desk_queue(catalog, self.library.suggestions())]}
        slug = name.removeprefix("paper/").removesuffix(".json")
        paper = _paper_of(catalog, slug if name == f"paper/{slug}.json" else name)
        return _paper(paper, self.library.suggestions().get(slug, ()))

    def _change(self, environ: WSGIEnvironment, slug: str) -> _Json:
        try:
            self.guard.require_change(environ)
        except RequestError as reason:
            if reason.status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # a browser reads no answer while it still sends
                environ["wsgi.input"].read(min(int(environ["CONTENT_LENGTH"]), _MOST_READ))
            raise
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        with self._lock:  # one save after the other
            paper = _paper_of(self._catalog(), slug)
            outcome = apply(self.root, [read_change(body, paper.key)])
            if outcome.written:
                self.saved()
            elif outcome.refused:
                message = "the change was refused; nothing was written"
                raise RequestError(HTTPStatus.UNPROCESSABLE_ENTITY, message, found=outcome.found)
            return {"written": outcome.written, "found": _findings(outcome.found)}

    def _catalog(self) -> Catalog:
        """Return the catalog; errors of the library forbid to edit it."""
        catalog, errors = self.library.read()
        if catalog is None or errors:
            message = "the library has errors: fix them first, then edit here"
            raise RequestError(HTTPStatus.CONFLICT, message, found=errors)
        return catalog


def _paper_of(catalog: Catalog, slug: str) -> Paper:
    if slug not in catalog.papers:
        raise RequestError(HTTPStatus.NOT_FOUND, f"there is no paper `{slug}`")
    return catalog.papers[slug]


def _json(value: _Json, status: HTTPStatus = HTTPStatus.OK) -> _Answer:
    return status, "application/json", compact_json(value).encode()


def _send(answer: _Answer, start: StartResponse) -> list[bytes]:
    status, kind, body = answer
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    start(f"{status.value} {status.phrase}", headers)
    return [body]


def _paper(paper: Paper, suggestions: Iterable[Suggestion]) -> _Json:
    """Return what the panel shows of a paper; `tldr` is null if the summary was taken from the abstract."""
    return {
        "slug": paper.slug,
        "key": paper.key,
        "title": paper.title_plain,
        "tagged": paper.tagged,
        "tags": paper.tags,
        "tldr": paper.summary if paper.summarized else None,
        "note": paper.note,
        "suggestions": [
            {"tag": found.tag, "score": found.score, "because": ", ".join(found.because), "shown": found.shown}
            for found in suggestions
            if found.tag not in paper.tags
        ],
    }


def _vocabulary(vocabulary: Vocabulary) -> _Json:
    """Return all tags in the order of the file, each with the title and the colour of its facet."""
    return {
        "tags": [
            {
                "slug": tag.slug,
                "name": tag.name,
                "description": tag.description,
                "facet": facet.title,
                "colour": index % COLOURS + 1,
                "aliases": (*tag.aliases, *tag.formerly),
            }
            for index, facet in enumerate(vocabulary.facets)
            for tag in facet.tags
        ]
    }


def _findings(found: Iterable[Diagnostic]) -> list[_Json]:
    """Return findings as objects, each with its severity and place in words."""
    return [{**asdict(one), "severity": one.severity.word, "where": str(one.where)} for one in found]
