"""Checks the requests to the preview: only its own pages, on this machine, may read the library or change it."""

import hmac
import ipaddress
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from wsgiref.types import WSGIEnvironment

from ..diagnostics import Diagnostic
from ..editing import Change

LARGEST = 64 * 1024
"""The most bytes of a change."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)
_HTTP = 80


class RequestError(Exception):
    """Raised where a request is refused: the status, what is wrong, what to do about it, and findings that say more."""

    def __init__(self, status: HTTPStatus, message: str, hint: str = "", found: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.status, self.hint, self.found = status, hint, found


def is_loopback(host: str) -> bool:
    """Return whether a host can only be this machine: `localhost`, 127.0.0.0/8 or `::1`."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Decides whether a request is refused, by the port of the preview and the token of this start."""

    port: int
    token: str

    def is_local(self, environ: WSGIEnvironment) -> bool:
        """Return whether a request names this machine as its host. Another name would be a DNS rebinding attack."""
        match = _HOST.fullmatch(environ.get("HTTP_HOST", ""))
        return match is not None and is_loopback(match[1]) and int(match[2] or _HTTP) == self.port

    def require_own_page(self, environ: WSGIEnvironment) -> None:
        """Refuse a request for anything under `/-/` that does not come from a page of the preview."""
        if not self.is_local(environ):
            raise _forbidden("the preview answers only under a name of this machine", "open it at 127.0.0.1")
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin.lower() != f"http://{environ['HTTP_HOST']}".lower():
            raise _forbidden("another site may not use the preview")
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
            raise _forbidden("only the pages of the preview may use it")

    def require_change(self, environ: WSGIEnvironment) -> None:
        """Refuse a request that may not change the library, before its body is read."""
        given = environ.get("HTTP_X_READING_LIST_TOKEN", "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            hint = "the preview was restarted after this page was loaded: reload the page"
            raise _forbidden("the token of this preview is missing or wrong", hint)
        kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise RequestError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a change is sent as application/json")
        length = environ.get("CONTENT_LENGTH") or ""
        if not (length.isascii() and length.isdigit()):
            raise RequestError(HTTPStatus.BAD_REQUEST, "a change needs its length")
        if int(length) > LARGEST:
            message = f"a change has at most {LARGEST // 1024} KB"
            raise RequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message, "shorten the note")


def _forbidden(message: str, hint: str = "") -> RequestError:
    return RequestError(HTTPStatus.FORBIDDEN, message, hint)


_TAGS = ("add", "remove")
_TEXTS = ("tldr", "note")


def read_change(body: bytes, key: str) -> Change:
    """Return the change of the paper with a key that a JSON object describes; refuse another body.

    `add` and `remove` are lists of tags; `tldr` and `note` are texts, or null to leave them as they are. A `token` in
    the object is ignored: the one in the header decides.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested too deeply
        raise _malformed("a change is sent as JSON") from None
    if not isinstance(asked, dict) or not asked.keys() <= {*_TAGS, *_TEXTS, "token"}:
        raise _malformed("a change is an object with `add`, `remove`, `tldr`, `note`")
    tags = {name: asked.get(name, []) for name in _TAGS}
    if not all(isinstance(value, list) and all(isinstance(tag, str) for tag in value) for value in tags.values()):
        raise _malformed("`add` and `remove` are lists of tags")
    texts = {name: asked.get(name) for name in _TEXTS}
    if not all(value is None or isinstance(value, str) for value in texts.values()):
        raise _malformed("`tldr` and `note` are texts")
    return Change(key=key, add=tuple(tags["add"]), remove=tuple(tags["remove"]), tldr=texts["tldr"], note=texts["note"])


def _malformed(message: str) -> RequestError:
    return RequestError(HTTPStatus.BAD_REQUEST, message)
