"""Shows the errors that stop a build on the pages that the preview still serves, those of the last good site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from ..diagnostics import Diagnostic, Severity

MOST = 50
"""Errors that are shown; the terminal has the others."""

STYLE = "templates/preview/mistakes.css"
_END = b"</body>"


class Mistakes:
    """The errors of the last build of a preview; there are none if it went well."""

    def __init__(self) -> None:
        self.errors: tuple[Diagnostic, ...] = ()

    def remember(self, found: Iterable[Diagnostic]) -> None:
        """Remember the errors among what a build found."""
        self.errors = tuple(finding for finding in found if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithMistakes:
    """The WSGI application `site`, with the errors in the text of each HTML page that it answers with."""

    site: WSGIApplication
    mistakes: Mistakes
    root: Path

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request; what is no page, and every page while there is no error, passes as it is."""
        errors = self.mistakes.errors
        if not errors or environ["REQUEST_METHOD"] != "GET":
            return self.site(environ, start)
        heard: list[tuple[str, list[tuple[str, str]]]] = []

        def listen(status: str, headers: list[tuple[str, str]], trouble: Any = None, /) -> Callable[[bytes], object]:
            heard.append((status, headers))
            return _written_directly

        body = self.site(environ, listen)
        status, headers = heard[-1]
        if dict(headers).get("Content-Type") != "text/html":
            start(status, headers)
            return body
        page = _with(b"".join(body), banner(errors, (self.root / STYLE).read_text(encoding="utf-8")))
        kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start(status, [*kept, ("Content-Length", str(len(page))), ("Cache-Control", "no-store")])
        return [page]


def banner(errors: Sequence[Diagnostic], style: str) -> str:
    """Return the block of HTML that names the errors; it can be folded, and needs no script."""
    count = f"{len(errors)} {'error' if len(errors) == 1 else 'errors'}"
    rest = "it is" if len(errors) == 1 else "they are"
    more = f"<li>… and {len(errors) - MOST} more, which the terminal shows.</li>" if len(errors) > MOST else ""
    return (
        f"<style>{style}</style>"
        '<aside class="rlp-mistakes" aria-labelledby="rlp-mistakes"><details open>'
        f'<summary><strong id="rlp-mistakes" role="alert">{count}</strong> '
        f"<span>The last good site is shown until {rest} mended.</span></summary>"
        f'<ol tabindex="0" aria-labelledby="rlp-mistakes">{"".join(map(_item, errors[:MOST]))}{more}</ol>'
        "</details></aside>"
    )


def _item(error: Diagnostic) -> str:
    hint = f'<p class="rlp-mistakes__hint">{_prose(error.hint)}</p>' if error.hint else ""
    where = f"<code>{escape(str(error.where))}</code> <span>{escape(error.code)}</span>"
    return f'<li><p class="rlp-mistakes__place">{where}</p><p>{_prose(error.message)}</p>{hint}</li>'


def _prose(text: str) -> str:
    """Return a text escaped, with what stands between backticks as code."""
    parts = escape(text).split("`")
    if len(parts) % 2 == 0:  # a backtick of its own
        return escape(text)
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))


def _with(page: bytes, block: str) -> bytes:
    at = page.rfind(_END)
    return page[:at] + block.encode() + page[at:] if at >= 0 else page + block.encode()


def _written_directly(data: bytes) -> None:
    raise NotImplementedError("MkDocs returns its pages, it does not write them")
