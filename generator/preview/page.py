"""Adds the panel's script to a page on its way to the browser; the file on disk stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

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
