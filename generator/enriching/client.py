"""Sends requests within the rules of arXiv, and checks and caches the answers.

A request names this program and waits until three seconds have passed since the last one, as the terms of use of arXiv
demand. A request that fails for a passing reason is repeated, each time after a longer wait, or when the server says.
An answer is read up to a size and handed on only if `sources.atom`, which refuses document types and so
every entity, can read it: no other parser gets anything but plain, well-formed Atom. Good answers are cached.

Source: https://info.arxiv.org/help/api/tou.html.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

import requests

from .. import __version__
from ..diagnostics import Diagnostic, errors_in
from ..sources.atom import read
from ..storage.cache import fingerprint, read_cached, write_cached
from ..storage.text import read_text

PAUSE = 3.0
"""Seconds between two requests, at least."""

TRIES = 4
WAITS = (6.0, 15.0, 45.0)
"""Seconds before the second, third and fourth try, where the server does not say when to come back."""

_LONGEST_WAIT = 300.0
"""Seconds; if a server asks for more, the search ends."""

LARGEST = 5_000_000
"""Bytes of an answer; ten papers need about 30,000."""

USER_AGENT = f"reading-list/{__version__} (asks arXiv for the papers of a curated list; python-requests)"
_TIMEOUT = (10.0, 30.0)  # seconds to connect, and without data
_DEADLINE = 90.0  # seconds for a whole answer
_FOLDER = "arxiv"
_OK = 200
_PASSING = frozenset({429, 500, 502, 503, 504})


class UnavailableError(Exception):
    """Raised if the server does not answer now, so that it makes no sense to ask for other papers."""


class RefusedError(Exception):
    """Raised with the reason why the answer to one query cannot be used."""


class _PassingError(Exception):
    """Raised if a try failed and the next may not; `wait` is the number of seconds that the server asks for, if any."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


@dataclass(slots=True, kw_only=True)
class Clock:
    """The clock for pauses between requests; tests replace it."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class PoliteSession(requests.Session):
    """A session whose `get` follows the rules above; `requests` and `cached` count requests and cached answers."""

    def __init__(self, root: Path, *, refresh: bool, log: Callable[[str], None], clock: Clock) -> None:
        super().__init__()
        self.max_redirects = 3
        self.requests = 0
        self.cached = 0
        self._root = root
        self._refresh = refresh
        self._log = log
        self._clock = clock
        self._last: float | None = None

    def get(self, url: str | bytes, *_: object, **__: object) -> requests.Response:
        """Return the answer to a query, cached or new; its body is well-formed Atom without declarations.

        Raises UnavailableError or RefusedError. Other arguments (such as a user agent) are ignored.
        """
        address = url if isinstance(url, str) else url.decode()
        name = f"{_FOLDER}/{fingerprint([address])[:32]}"
        kept = None if self._refresh else read_cached(self._root, name)
        if kept is not None and _fault(kept) is None:
            self.cached += 1
            return _response(address, kept)
        body = self._tried(address)
        write_cached(self._root, name, body)
        return _response(address, body)

    def _tried(self, address: str) -> bytes:
        """Return a good answer, with a limited number of tries."""
        for number in range(TRIES):
            try:
                return self._once(address)
            except _PassingError as reason:
                wait = WAITS[min(number, len(WAITS) - 1)] if reason.wait is None else reason.wait
                if number + 1 == TRIES or wait > _LONGEST_WAIT:
                    later = f"; it asks for a pause of {wait:.0f} s" if wait > _LONGEST_WAIT else ""
                    raise UnavailableError(f"{reason}{later}") from reason
                self._log(f"{reason}: try {number + 2} of {TRIES} in {max(wait, PAUSE):.0f} s")
                self._clock.sleep(wait)
        raise AssertionError("the last try returns or raises")  # pragma: no cover

    def _once(self, address: str) -> bytes:
        self._pause()
        self.requests += 1
        headers = {"User-Agent": USER_AGENT, "Accept": "application/atom+xml", "Accept-Encoding": "identity"}
        try:
            with super().get(address, headers=headers, timeout=_TIMEOUT, stream=True) as answer:
                body = self._body(answer)
                status, wait = answer.status_code, _wait(answer)
        except requests.Timeout as reason:
            raise _PassingError("the server does not answer in time") from reason
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as reason:
            raise _PassingError("the server cannot be reached, or the connection was lost") from reason
        except requests.RequestException as reason:
            raise RefusedError(f"the request cannot be made: {type(reason).__name__}") from reason
        finally:
            self._last = self._clock.now()
        if status in _PASSING:
            raise _PassingError(f"the server answers with HTTP {status}", wait)
        return _checked(status, body)

    def _pause(self) -> None:
        if self._last is not None:
            left = self._last + PAUSE - self._clock.now()
            if left > 0:
                self._clock.sleep(left)

    def _body(self, answer: requests.Response) -> bytes:
        """Return the body, which is limited in size and time."""
        begun = self._clock.now()
        body = bytearray()
        for piece in answer.iter_content(16_384):
            body += piece
            if len(body) > LARGEST:
                raise RefusedError(f"the answer has more than {LARGEST // 1_000_000} MB")
            if self._clock.now() - begun > _DEADLINE:
                raise _PassingError("the answer takes too long")
        return bytes(body)


def _checked(status: int, body: bytes) -> bytes:
    """Return a body that is a good answer; one that was cut off may be complete next time."""
    fault = _fault(body)
    if fault is not None and fault.code == "xml-syntax" and status == _OK:
        raise _PassingError(f"the answer is {fault.message}")
    if fault is not None and (status == _OK or fault.code == "arxiv-error"):
        raise RefusedError(fault.message)
    if status != _OK:
        raise RefusedError(f"the server answers with HTTP {status}")
    return body


def _fault(body: bytes) -> Diagnostic | None:
    """Return the reason why an answer cannot be used; an answer without hits can."""
    found: list[Diagnostic] = []
    text = read_text(body, "the answer", found.append)
    if text is not None:
        read(text, "the answer", found.append)
    return next((one for one in errors_in(found) if one.code != "empty-listing"), None)


def _wait(answer: requests.Response) -> float | None:
    """Return the seconds that `Retry-After` asks for: a number, or a time by the clock of the server."""
    value = answer.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until, now = parsedate_to_datetime(value), parsedate_to_datetime(answer.headers.get("Date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _response(address: str, body: bytes) -> requests.Response:
    """Return an answer in the form of the package `requests`."""
    answer = requests.Response()
    answer.status_code = _OK
    answer.url = address
    answer._content = body
    return answer
