"""Adds the panel's script to a page on its way to the browser; the file on disk stays as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from ..catalog.model import Catalog, Paper
from ..editing import Change, apply
from . import answers
from .answers import CurrentLibrary
from .guard import LARGEST, Guard, Refusal

_OF_PAPER = b'class="rl rl-paper"'
"""What the theme writes into the page of a paper, and into no other."""
_END = b"</main>"  # inside what the theme exchanges when it goes from page to page without loading one


def with_panel(site: WSGIApplication, environ: WSGIEnvironment, start: StartResponse, mark: str) -> Iterable[bytes]:
    """Return the page that the site answers with, the mark added at the end of its main part.

    Anything but the page of a paper passes as it is. No other site may show the page in a frame.
    """
    heard: list[tuple[str, list[tuple[str, str]]]] = []

    def listen(status: str, headers: list[tuple[str, str]], trouble: Any = None, /) -> Callable[[bytes], object]:
        heard.append((status, headers))
        return _written_directly

    body = site(environ, listen)
    status, headers = heard[-1]
    if not status.startswith("200") or dict(headers).get("Content-Type") != "text/html":
        start(status, headers)
        return body
    page = b"".join(body)
    if _OF_PAPER not in page:
        start(status, headers)
        return [page]
    at = page.rfind(_END)
    page = page[:at] + mark.encode() + page[at:] if at >= 0 else page
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    ours = [("Content-Length", str(len(page))), ("X-Frame-Options", "SAMEORIGIN"), ("Cache-Control", "no-store")]
    start(status, [*kept, *ours])
    return [page]


def _written_directly(data: bytes) -> None:
    raise NotImplementedError("MkDocs returns its pages, it does not write them")


_WORDS = ("add", "remove")
_TEXTS = ("tldr", "note")


def read_change(body: bytes, key: str) -> Change | Refusal:
    """Return the change of the paper with a key that a JSON object asks for, or why it cannot be understood.

    `add` and `remove` are lists of tags; `tldr` and `note` are texts, or null where they stay as they are. The
    token may stand in it too; the one in the header decides.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or brackets without end
        return _malformed("a change is sent as JSON")
    if not isinstance(asked, dict) or not asked.keys() <= {*_WORDS, *_TEXTS, "token"}:
        return _malformed("a change is an object with `add`, `remove`, `tldr`, `note`")
    words = {name: asked.get(name, []) for name in _WORDS}
    if not all(isinstance(value, list) and all(isinstance(word, str) for word in value) for value in words.values()):
        return _malformed("`add` and `remove` are lists of tags")
    texts = {name: asked.get(name) for name in _TEXTS}
    if not all(value is None or isinstance(value, str) for value in texts.values()):
        return _malformed("`tldr` and `note` are texts")
    return Change(
        key=key, add=tuple(words["add"]), remove=tuple(words["remove"]), tldr=texts["tldr"], note=texts["note"]
    )


def _malformed(message: str) -> Refusal:
    return Refusal(status=HTTPStatus.BAD_REQUEST, message=message)


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
    shelf: CurrentLibrary
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
