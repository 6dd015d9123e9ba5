"""A preview without a server, which is given requests as WSGI environments."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from generator.preview.app import CurrentLibrary, Preview
from generator.preview.guard import Guard
from tests.support.project import make_project

PORT = 8000
TOKEN = "the-token-of-this-start"
MAP = "a-map-that-draws-itself"
PAGE = b"<html><body><main>A page.</main></body></html>"
PAPER = b'<html><body><main><div class="rl rl-paper">A paper.</div></main></body></html>'

Headers = Mapping[str, str | None]
"""Headers by their names in a WSGI environment."""


def site(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """Answer requests for a paper with its page, and every other with another one, as MkDocs would."""
    page = PAPER if environ["PATH_INFO"].endswith((f"/papers/{MAP}/", f"/papers/{MAP}/index.html")) else PAGE
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(page)))])
    return [page]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class Visitor:
    """Sends requests to a preview of the tiny library, and counts the builds after saves."""

    root: Path
    mount: str = "/"
    saves: int = 0
    preview: Preview = field(init=False)

    def __post_init__(self) -> None:
        self.preview = Preview(
            root=self.root,
            site=site,
            mount=self.mount,
            guard=Guard(port=PORT, token=TOKEN),
            saved=self._saved,
            library=CurrentLibrary(root=self.root),
        )

    def _saved(self) -> None:
        self.saves += 1

    def ask(self, path: str, *, method: str = "GET", body: bytes = b"", headers: Headers | None = None) -> Answer:
        """Ask for a path as a page of the preview would; `headers` replace some of what it sends, None drops one."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "HTTP_HOST": f"127.0.0.1:{PORT}",
            "HTTP_SEC_FETCH_SITE": "same-origin",
            "wsgi.input": io.BytesIO(body),
        }
        if method == "POST":
            environ |= {
                "HTTP_ORIGIN": f"http://127.0.0.1:{PORT}",
                "HTTP_X_READING_LIST_TOKEN": TOKEN,
                "CONTENT_TYPE": "application/json",
                "CONTENT_LENGTH": str(len(body)),
            }
        environ = {name: value for name, value in (environ | dict(headers or {})).items() if value is not None}
        heard: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, fields: list[tuple[str, str]], trouble: Any = None, /) -> Any:
            heard.append((status, fields))

        data = b"".join(self.preview(environ, start))
        status, fields = heard[-1]
        assert dict(fields)["Content-Length"] == str(len(data))
        return Answer(int(status[:3]), dict(fields), data)

    def change(self, slug: str = MAP, *, body: bytes | None = None, **change: object) -> Answer:
        """Send a change of a paper."""
        data = json.dumps(change).encode() if body is None else body
        return self.ask(f"/-/paper/{slug}", method="POST", body=data)

    @property
    def curation(self) -> str:
        """The content of curation.yml."""
        return (self.root / "library/curation.yml").read_text(encoding="utf-8")


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    """Return a visitor of the preview of the tiny library."""
    return Visitor(make_project(tmp_path))


@pytest.fixture
def waiting(visitor: Visitor) -> list[str]:
    """Return the queue after one more paper lost its entry in curation.yml."""
    entry = "on-the-g-ray-of-attention:\n  tags: [theory]\n  tldr: Bounds attention.\n"
    assert entry in visitor.curation
    (visitor.root / "library/curation.yml").write_text(visitor.curation.replace(entry, ""), encoding="utf-8")
    queue: list[str] = visitor.ask("/-/queue.json").json["papers"]
    assert len(queue) == 2
    return queue
