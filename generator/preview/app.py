"""The WSGI application around MkDocs' own: answers under `/-/`, and adds the panel to the pages of papers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from generator.catalog.model import Catalog, Paper
from generator.editing import apply
from generator.preview import answers
from generator.preview.edit import read_change
from generator.preview.guard import LARGEST, Guard, Refusal
from generator.preview.page import with_panel
from generator.preview.shelf import Shelf

OURS = "/-/"
"""Where the preview answers; no page of the site can stand there."""

_FILES = {"panel.js": "text/javascript; charset=utf-8", "panel.css": "text/css; charset=utf-8"}
_DRAINED = 16 * LARGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: HTTPStatus
    kind: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Answers for the project in `root` and hands everything else to `site`, whose pages stand below `mount`.

    After each save, `saved` is called, so that the site is built at once.
    """

    root: Path
    site: WSGIApplication
    mount: str
    guard: Guard
    saved: Callable[[], None]
    shelf: Shelf
    _lock: Lock = field(default_factory=Lock)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith(OURS):
            return _send(self._answer(environ, path.removeprefix(OURS)), start)
        slug = self._paper_at(path)
        if slug and environ["REQUEST_METHOD"] == "GET" and self.guard.at_home(environ):
            mark = f'<script type="module" src="{OURS}panel.js" data-paper="{escape(slug)}" '
            mark += f'data-mount="{escape(self.mount)}" data-token="{self.guard.token}"></script>'
            return with_panel(self.site, environ, start, mark)
        return self.site(environ, start)

    def _paper_at(self, path: str) -> str:
        """Return the slug of the paper whose page is at a path, if one is there, or ''."""
        folder = f"{self.mount}papers/"
        slug = path.removeprefix(folder).removesuffix("index.html").removesuffix("/")
        return slug if path.startswith(folder) and path.endswith(("/", "/index.html")) else ""

    def _answer(self, environ: WSGIEnvironment, name: str) -> _Answer:
        refusal = self.guard.refuses(environ)
        if refusal:
            return _refused(refusal)
        if environ["REQUEST_METHOD"] == "POST":
            return self._change(environ, name.removeprefix("paper/"))
        if environ["REQUEST_METHOD"] != "GET":
            return _refused(Refusal(status=HTTPStatus.METHOD_NOT_ALLOWED, message="only GET and POST are known here"))
        if name in _FILES:
            body = (self.root / "templates" / "preview" / name).read_bytes()
            return _Answer(status=HTTPStatus.OK, kind=_FILES[name], body=body)
        return self._tell(name)

    def _tell(self, name: str) -> _Answer:
        catalog = self._whole()
        if isinstance(catalog, _Answer):
            return catalog
        if name == "vocabulary.json":
            return _json(answers.vocabulary(catalog.vocabulary))
        if name == "queue.json":
            return _json(answers.queue(catalog, self.shelf.suggestions()))
        slug = name.removeprefix("paper/").removesuffix(".json")
        paper = catalog.papers.get(slug) if name == f"paper/{slug}.json" else None
        if paper is None:
            return _unknown(slug)
        return _json(answers.paper(paper, paper.key, self.shelf.suggestions().get(slug, ())))

    def _change(self, environ: WSGIEnvironment, slug: str) -> _Answer:
        refusal = self.guard.refuses_change(environ)
        if refusal:
            if refusal.status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:  # who still talks would not hear the answer
                environ["wsgi.input"].read(min(int(environ["CONTENT_LENGTH"]), _DRAINED))
            return _refused(refusal)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        with self._lock:  # two saves at once: one after the other
            catalog = self._whole()
            if isinstance(catalog, _Answer):
                return catalog
            paper = catalog.papers.get(slug)
            if paper is None:
                return _unknown(slug)
            return self._save(paper, body)

    def _save(self, paper: Paper, body: bytes) -> _Answer:
        change = read_change(body, paper.key)
        if isinstance(change, Refusal):
            return _refused(change)
        outcome = apply(self.root, [change])
        found = answers.findings(outcome.found)
        if outcome.written:
            self.saved()
        elif outcome.refused:
            message = "the change was refused; nothing was written"
            return _json({"message": message, "found": found}, HTTPStatus.UNPROCESSABLE_ENTITY)
        return _json({"written": outcome.written, "found": found})

    def _whole(self) -> Catalog | _Answer:
        """Return the catalog, or the answer that says why there is none to edit."""
        state = self.shelf.read()
        if state.catalog is None or state.errors:
            message = "the library has errors: mend them first, then edit here"
            return _json({"message": message, "found": answers.findings(state.errors)}, HTTPStatus.CONFLICT)
        return state.catalog


def _unknown(slug: str) -> _Answer:
    return _refused(Refusal(status=HTTPStatus.NOT_FOUND, message=f"there is no paper `{slug}`"))


def _refused(refusal: Refusal) -> _Answer:
    return _json({"message": refusal.message, "hint": refusal.hint, "found": []}, refusal.status)


def _json(value: answers.Json, status: HTTPStatus = HTTPStatus.OK) -> _Answer:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return _Answer(status=status, kind="application/json", body=body)


def _send(answer: _Answer, start: StartResponse) -> list[bytes]:
    headers = [
        ("Content-Type", answer.kind),
        ("Content-Length", str(len(answer.body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    start(f"{answer.status.value} {answer.status.phrase}", headers)
    return [answer.body]
