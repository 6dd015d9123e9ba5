"""Changes pages of the site on their way to the browser; the errors of the last build are shown on each page.

While the library has errors, the preview serves the last good site.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from ..diagnostics import Diagnostic, errors_in

Headers = Iterable[tuple[str, str]]


def change_page(
    site: WSGIApplication,
    environ: WSGIEnvironment,
    start: StartResponse,
    change: Callable[[str, bytes], bytes | None],
    headers: Headers = (),
) -> Iterable[bytes]:
    """Answer a request with what the site answers, after a change if that is an HTML page.

    `change` returns the new page, given the status and the page, or None to leave it as it is. A changed page gets
    further `headers`, and no browser may store it.
    """
    responses: list[tuple[str, list[tuple[str, str]]]] = []

    def capture(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Callable[[bytes], object]:
        responses.append((status, headers))
        return _write

    body = site(environ, capture)
    status, given = responses[-1]
    if dict(given).get("Content-Type") != "text/html":
        start(status, given)
        return body
    page = b"".join(body)
    changed = change(status, page)
    if changed is None:
        start(status, given)
        return [page]
    kept = [(name, value) for name, value in given if name.lower() != "content-length"]
    start(status, [*kept, ("Content-Length", str(len(changed))), *headers, ("Cache-Control", "no-store")])
    return [changed]


def _write(data: bytes) -> None:
    raise NotImplementedError("MkDocs returns its pages, and does not write them")


MOST = 50
"""The most errors that a page shows; the terminal shows the others too."""

_STYLE = "templates/preview/errors.css"
_END = b"</body>"


class BuildErrors:
    """The errors of the last build of a preview; none after a good build."""

    def __init__(self) -> None:
        self.errors: tuple[Diagnostic, ...] = ()

    def replace(self, found: Iterable[Diagnostic]) -> None:
        """Replace the errors by those among the findings of a build."""
        self.errors = tuple(errors_in(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPages:
    """A WSGI application that shows the errors of the last build on each HTML page of `site`."""

    site: WSGIApplication
    errors: BuildErrors
    root: Path

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        errors = self.errors.errors
        if not errors or environ["REQUEST_METHOD"] != "GET":
            return self.site(environ, start)
        block = _banner(errors, (self.root / _STYLE).read_text(encoding="utf-8")).encode()

        def with_banner(status: str, page: bytes) -> bytes:
            at = page.rfind(_END)
            return page[:at] + block + page[at:] if at >= 0 else page + block

        return change_page(self.site, environ, start, with_banner)


def _banner(errors: Sequence[Diagnostic], style: str) -> str:
    """Return the HTML block that lists the errors; it can be folded without a script."""
    count = f"{len(errors)} {'error' if len(errors) == 1 else 'errors'}"
    rest = "it is" if len(errors) == 1 else "they are"
    more = f"<li>… and {len(errors) - MOST} more, which the terminal shows.</li>" if len(errors) > MOST else ""
    return (
        f"<style>{style}</style>"
        '<aside class="rlp-errors" aria-labelledby="rlp-errors"><details open>'
        f'<summary><strong id="rlp-errors" role="alert">{count}</strong> '
        f"<span>The last good site is shown until {rest} fixed.</span></summary>"
        f'<ol tabindex="0" aria-labelledby="rlp-errors">{"".join(map(_item, errors[:MOST]))}{more}</ol>'
        "</details></aside>"
    )


def _item(error: Diagnostic) -> str:
    hint = f'<p class="rlp-errors__hint">{_prose(error.hint)}</p>' if error.hint else ""
    where = f"<code>{escape(str(error.where))}</code> <span>{escape(error.code)}</span>"
    return f'<li><p class="rlp-errors__place">{where}</p><p>{_prose(error.message)}</p>{hint}</li>'


def _prose(text: str) -> str:
    """Return text as HTML; what is between backticks is code."""
    parts = escape(text).split("`")
    if len(parts) % 2 == 0:  # a single backtick
        return escape(text)
    return "".join(f"<code>{part}</code>" if index % 2 else part for index, part in enumerate(parts))
