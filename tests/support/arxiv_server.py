"""A local server that answers as arXiv does, from a list of answers, and records the requests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

DATA = Path(__file__).parents[1] / "data" / "sources"
SEARCH, ERROR, OLD_ID = ((DATA / f"arxiv-{name}.xml").read_bytes() for name in ("search", "error", "old-id"))
"""Recorded answers of arXiv: 15 papers on testing, an error, and the paper astro-ph/0601001."""

NOTHING = (
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
    b'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><title>arXiv Query</title>'
    b"<opensearch:totalResults>0</opensearch:totalResults></feed>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of the server; it may also be silent, or close the connection early."""

    body: bytes = NOTHING
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    silent: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request to the server."""

    query: dict[str, str]
    headers: dict[str, str]


class ArxivServer:
    """Serves on a port of its own until the `with` block ends: the answers in order, then the last one again."""

    def __init__(self, *answers: Answer, by_query: Callable[[dict[str, str]], Answer] | None = None) -> None:
        self.asked: list[Request] = []
        self.ended = threading.Event()
        self._answers = list(answers or [Answer()])
        self._by_query = by_query

    @property
    def address(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self._server.server_port}/api/query"

    def answer(self, request: Request) -> Answer:
        """Record a request and return its answer."""
        self.asked.append(request)
        if self._by_query:
            return self._by_query(request.query)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]

    def __enter__(self) -> ArxivServer:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                words = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
                query = {name: values[0] for name, values in words.items()}
                answer = outer.answer(Request(query=query, headers=dict(self.headers)))
                if answer.silent:
                    outer.ended.wait()
                    return
                self.send_response_only(answer.status)
                length = len(answer.body) * (2 if answer.broken else 1)
                for name, value in {"Content-Length": str(length), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(OSError):  # whoever asked may not want to hear it all
                    self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                """Write no log."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
