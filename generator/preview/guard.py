"""Checks the requests to the preview: only its own pages, on this machine, may read the library or change it."""

import hmac
import ipaddress
import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from wsgiref.types import WSGIEnvironment

from ..editing import Change

LARGEST = 64 * 1024
"""The most bytes of a change."""

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)
_HTTP = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is not answered: the status, what is wrong, and what to do about it."""

    status: HTTPStatus
    message: str
    hint: str = ""


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

    def refusal(self, environ: WSGIEnvironment) -> Refusal | None:
        """Return why a request for anything under `/-/` is refused, or None."""
        if not self.is_local(environ):
            return _forbidden("the preview answers only under a name of this machine", "open it at 127.0.0.1")
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and origin.lower() != f"http://{environ['HTTP_HOST']}".lower():
            return _forbidden("another site may not use the preview")
        if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
            return _forbidden("only the pages of the preview may use it")
        return None

    def change_refusal(self, environ: WSGIEnvironment) -> Refusal | None:
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


_TAGS = ("add", "remove")
_TEXTS = ("tldr", "note")


def read_change(body: bytes, key: str) -> Change | Refusal:
    """Return the change of the paper with a key that a JSON object describes, or why it is refused.

    `add` and `remove` are lists of tags; `tldr` and `note` are texts, or null to leave them as they are. A `token` in
    the object is ignored: the one in the header decides.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, or nested too deeply
        return _malformed("a change is sent as JSON")
    if not isinstance(asked, dict) or not asked.keys() <= {*_TAGS, *_TEXTS, "token"}:
        return _malformed("a change is an object with `add`, `remove`, `tldr`, `note`")
    tags = {name: asked.get(name, []) for name in _TAGS}
    if not all(isinstance(value, list) and all(isinstance(tag, str) for tag in value) for value in tags.values()):
        return _malformed("`add` and `remove` are lists of tags")
    texts = {name: asked.get(name) for name in _TEXTS}
    if not all(value is None or isinstance(value, str) for value in texts.values()):
        return _malformed("`tldr` and `note` are texts")
    return Change(key=key, add=tuple(tags["add"]), remove=tuple(tags["remove"]), tldr=texts["tldr"], note=texts["note"])


def _malformed(message: str) -> Refusal:
    return Refusal(status=HTTPStatus.BAD_REQUEST, message=message)
