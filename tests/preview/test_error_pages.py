"""Pages of a preview show the errors of the last build; without errors they are those of the site."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from generator.diagnostics import Diagnostic, Location, error, info, warning
from generator.preview.error_pages import MOST, BuildErrors, ErrorPages
from tests.support.case import ROOT

PAGE = b"<html><body><main>A page.</main></body></html>"
EVIL = "<script>alert(1)</script>"


def _found(*messages: str) -> BuildErrors:
    found: list[Diagnostic] = []
    for line, message in enumerate(messages, 1):
        error(found.append, "unknown-tag", Location(file="library/a.yml", line=line, column=7), message, "mend `it`")
    errors = BuildErrors()
    errors.replace(found)
    return errors


def _ask(errors: BuildErrors, *, kind: str = "text/html", status: str = "200 OK", method: str = "GET") -> Any:
    """Return status, headers and body of an answer of a site whose only page is `PAGE`."""

    def site(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        start(status, [("Content-Type", kind), ("Content-Length", str(len(PAGE)))])
        return [PAGE]

    heard: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], trouble: Any = None, /) -> Any:
        heard.append((status, dict(headers)))

    app = ErrorPages(site=site, errors=errors, root=ROOT)
    body = b"".join(app({"REQUEST_METHOD": method}, start))
    assert heard[-1][1]["Content-Length"] == str(len(body))
    return (*heard[-1], body.decode())


def test_every_error_is_on_the_page_with_place_message_and_hint() -> None:
    status, headers, page = _ask(_found("there is no tag `x`", "there is no tag `y`"))
    assert (status, headers["Cache-Control"]) == ("200 OK", "no-store")
    assert page.startswith("<html><body><main>A page.</main>")
    assert page.endswith("</body></html>")
    for said in ("2 errors", "library/a.yml:1:7", "library/a.yml:2:7", "no tag <code>x</code>", "mend <code>it</code>"):
        assert said in page


@pytest.mark.parametrize("message", [EVIL, f"there is no tag `{EVIL}`", f"a ` alone {EVIL}"])
def test_messages_are_escaped(message: str) -> None:
    page = _ask(_found(message))[2]
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_page_for_a_missing_address_shows_the_errors_too() -> None:
    status, _, page = _ask(_found("x"), status="404 Not Found")
    assert status == "404 Not Found"
    assert "1 error<" in page


def test_many_errors_are_counted_and_the_first_ones_shown() -> None:
    page = _ask(_found(*map(str, range(MOST + 7))))[2]
    assert f"{MOST + 7} errors" in page
    assert page.count("rlp-errors__place") == MOST + _ask(_found("x"))[2].count("rlp-errors__place") - 1
    assert "… and 7 more" in page


@pytest.mark.parametrize("answer", [{"kind": "text/css"}, {"kind": "application/json"}, {"method": "HEAD"}])
def test_answers_that_are_not_pages_are_not_changed(answer: dict[str, str]) -> None:
    assert _ask(_found("x"), **answer)[2] == PAGE.decode()


def test_a_build_without_errors_clears_the_page() -> None:
    errors = _found("x")
    found: list[Diagnostic] = []
    warning(found.append, "unused-tag", Location(file="library/tags.yml"), "nobody has it")
    info(found.append, "counts", Location(file="library"), "5 papers")
    errors.replace(found)
    assert _ask(errors)[2] == PAGE.decode()
