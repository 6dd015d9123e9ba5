"""Keeps other sites out of the preview: only its own pages, on this machine, may ask it for anything."""

from __future__ import annotations

import hmac
import ipaddress
import re
from dataclasses import dataclass
from http import HTTPStatus
from wsgiref.types import WSGIEnvironment

LARGEST = 64 * 1024
"""Bytes that a change may have."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)
_HTTP = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is not answered: the status, what is wrong, and what to do about it."""

    status: HTTPStatus
    message: str
    hint: str = ""


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine and nothing else: `localhost`, 127.0.0.0/8 or `::1`."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Knows the port of the preview and the token of this start, and what a request must show."""

    port: int
    token: str

    def at_home(self, environ: WSGIEnvironment) -> bool:
        """Tell whether a request came by a name of this machine: a foreign name that leads here has been rebound."""
        match = _HOST.fullmatch(environ.get("HTTP_HOST", ""))
        return match is not None and is_loopback(match[1]) and int(match[2] or _HTTP) == self.port

    def refuses(self, environ: WSGIEnvironment) -> Refusal | None:
        """Return why a request for anything under `/-/` is refused, or None."""
        if not self.at_home(environ):
            return _forbidden("the preview answers only under a name of this machine", "open it at 127.0.0.1")
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin.lower() != f"http://{environ['HTTP_HOST']}".lower():
            return _forbidden("another site may not use the preview")
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
            return _forbidden("only the pages of the preview may use it")
        return None

    def refuses_change(self, environ: WSGIEnvironment) -> Refusal | None:
        """Return why a request that would change the library is refused before its body is read, or None."""
        given = environ.get("HTTP_X_READING_LIST_TOKEN", "")
        if not hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode()):
            hint = "the preview was started anew since this page was loaded: reload the page"
            return _forbidden("the token of this preview is missing or wrong", hint)
        kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            return Refusal(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, message="a change is sent as application/json")
        length = environ.get("CONTENT_LENGTH") or ""
        if not (length.isascii() and length.isdigit()):
            return Refusal(status=HTTPStatus.BAD_REQUEST, message="a change says its length")
        if int(length) > LARGEST:
            message = f"a change has at most {LARGEST // 1024} KB"
            return Refusal(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message=message, hint="shorten the note")
        return None


def _forbidden(message: str, hint: str = "") -> Refusal:
    return Refusal(status=HTTPStatus.FORBIDDEN, message=message, hint=hint)
