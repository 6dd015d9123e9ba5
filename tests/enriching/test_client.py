"""A server is asked slowly, honestly and not for ever, and of its answers only plain Atom is read."""

from __future__ import annotations

import gzip
import socket
from pathlib import Path

import arxiv
import pytest

from generator.enriching import client
from generator.enriching.arxiv import ArxivSearch, Query
from generator.enriching.client import PAUSE, TRIES, USER_AGENT, Clock, PoliteSession, RefusedError, UnavailableError
from tests.support.arxiv_server import ERROR, NOTHING, OLD_ID, SEARCH, Answer, ArxivServer

QUERY = Query(words='ti:"testing"')
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&j;</title></entry></feed>'
)


class Passing(Clock):
    """A clock that passes only while somebody sleeps, and remembers for how long."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        super().__init__(now=lambda: sum(self.slept), sleep=self.slept.append)

    __slots__ = ("slept",)


class Asking:
    """A search at a server, with what was told and how long was waited."""

    def __init__(self, root: Path, server: ArxivServer | str, *, refresh: bool = False) -> None:
        self.clock = Passing()
        self.logged: list[str] = []
        self.session = PoliteSession(root, refresh=refresh, log=self.logged.append, clock=self.clock)
        self.search = ArxivSearch(self.session, server if isinstance(server, str) else server.address)


def test_a_recorded_answer_becomes_hits(tmp_path: Path) -> None:
    with ArxivServer(Answer(body=SEARCH)) as server:
        hits = Asking(tmp_path, server).search.hits(QUERY)
    assert len(hits) == 10
    facts = hits[0].facts
    assert (facts.arxiv, facts.published, facts.kind) == ("2202.12139", "2022-02-24", "article")
    assert facts.doi == "10.1109/icstw55395.2022.00035"
    assert facts.venue.startswith("Artificial Intelligence in Software Testing @ 2022")
    assert [author.name for author in facts.authors] == ["Mohit Kumar Ahuja", "Arnaud Gotlieb", "Helge Spieker"]


def test_the_request_says_who_asks_and_what(tmp_path: Path) -> None:
    with ArxivServer(Answer(body=SEARCH), Answer(body=OLD_ID)) as server:
        search = Asking(tmp_path, server).search
        search.hits(QUERY)
        (hit,) = search.hits(Query(identifier="astro-ph/0601001"))
    assert hit.facts.arxiv == "astro-ph/0601001"
    first, second = server.asked
    assert first.headers["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith("reading-list/")
    assert (first.query["search_query"], first.query["max_results"]) == ('ti:"testing"', "10")
    assert (second.query["id_list"], second.query["search_query"]) == ("astro-ph/0601001", "")


def test_three_seconds_pass_between_requests_but_not_before_answers_from_the_cache(tmp_path: Path) -> None:
    with ArxivServer() as server:
        asking = Asking(tmp_path, server)
        for word in "abc":
            asking.search.hits(Query(words=word))
        assert asking.clock.slept == [PAUSE, PAUSE]
        again = Asking(tmp_path, server)
        for word in "abc":
            again.search.hits(Query(words=word))
        assert again.clock.slept == []
        assert (len(server.asked), again.session.requests, again.session.cached) == (3, 0, 3)
        Asking(tmp_path, server, refresh=True).search.hits(Query(words="a"))
        assert len(server.asked) == 4


def test_a_damaged_answer_in_the_cache_is_asked_for_again(tmp_path: Path) -> None:
    with ArxivServer(Answer(body=SEARCH)) as server:
        Asking(tmp_path, server).search.hits(QUERY)
        (kept,) = (tmp_path / ".cache/reading-list/arxiv").iterdir()
        for damage in (SEARCH[:-100], BOMB, b"", b"\0\xff"):
            kept.write_bytes(damage)
            assert len(Asking(tmp_path, server).search.hits(QUERY)) == 10
    assert len(server.asked) == 5


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_failure_in_passing_is_tried_again_later(tmp_path: Path, status: int) -> None:
    with ArxivServer(Answer(status=status), Answer(status=status), Answer(body=SEARCH)) as server:
        asking = Asking(tmp_path, server)
        assert len(asking.search.hits(QUERY)) == 10
    assert asking.clock.slept == [6.0, 15.0]
    assert asking.logged[0] == f"the server answers with HTTP {status}: try 2 of 4 in 6 s"


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"Retry-After": "40"}, 40.0),
        ({"Retry-After": "0"}, PAUSE),  # three seconds pass all the same
        ({"Retry-After": "Wed, 26 Nov 2026 10:02:00 GMT", "Date": "Wed, 26 Nov 2026 10:00:00 GMT"}, 120.0),
        ({"Retry-After": "soon"}, 6.0),
        ({"Retry-After": "-5"}, 6.0),
    ],
)
def test_the_server_says_when_to_come_back(tmp_path: Path, headers: dict[str, str], waited: float) -> None:
    with ArxivServer(Answer(status=503, headers=headers), Answer(body=SEARCH)) as server:
        asking = Asking(tmp_path, server)
        asking.search.hits(QUERY)
    assert sum(asking.clock.slept) == waited


def test_a_server_that_asks_for_a_long_pause_is_not_asked_again(tmp_path: Path) -> None:
    with ArxivServer(Answer(status=429, headers={"Retry-After": "3600"})) as server:
        with pytest.raises(UnavailableError, match="a pause of 3600 s"):
            Asking(tmp_path, server).search.hits(QUERY)
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=503),
        Answer(body=SEARCH[:20_000]),  # cut off, and the length says nothing of it
        Answer(body=SEARCH[:20_000], broken=True),
        Answer(body=b"Busy."),
    ],
    ids=["unavailable", "cut off", "broken off", "no XML"],
)
def test_the_number_of_tries_is_limited(tmp_path: Path, answer: Answer) -> None:
    with ArxivServer(answer) as server:
        with pytest.raises(UnavailableError):
            Asking(tmp_path, server).search.hits(QUERY)
        assert len(server.asked) == TRIES
    assert not (tmp_path / ".cache").exists()


def test_waiting_for_an_answer_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patience = client._TIMEOUT
    monkeypatch.setattr(client, "_TIMEOUT", (patience[0], 0.3))
    with ArxivServer(Answer(silent=True), Answer(body=SEARCH)) as server:
        asking = Asking(tmp_path, server)
        asking.clock.sleep = lambda _: monkeypatch.setattr(
            client, "_TIMEOUT", patience
        )  # the second answer may be late
        assert len(asking.search.hits(QUERY)) == 10
    assert asking.logged == ["the server does not answer in time: try 2 of 4 in 6 s"]


def test_an_answer_that_comes_too_slowly_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_DEADLINE", -1.0)
    with ArxivServer(Answer(body=SEARCH)) as server, pytest.raises(UnavailableError, match="too long"):
        Asking(tmp_path, server).search.hits(QUERY)


def test_nobody_there_is_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]  # which is taken, so that nobody else gets it, but not listened at
        with pytest.raises(UnavailableError, match="cannot be reached"):
            Asking(tmp_path, f"http://127.0.0.1:{port}/api").search.hits(QUERY)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(body=ERROR), "incorrect id format"),
        (Answer(body=ERROR, status=400), "incorrect id format"),
        (Answer(body=BOMB), "document type"),
        (Answer(body=b'<!DOCTYPE feed SYSTEM "file:///etc/passwd">' + SEARCH.partition(b"?>")[2]), "document type"),
        (Answer(body=SEARCH + b" " * 5_000_000), "more than 5 MB"),
        (Answer(body=gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"}), "more than 5 MB"),
        (Answer(body=b"<html><body>Busy<br></body></html>"), "not an Atom feed"),
        (Answer(body=b"\xff\xfd"), "not UTF-8"),
        (Answer(status=404), "HTTP 404"),
        (Answer(body=SEARCH, status=203), "HTTP 203"),
        (Answer(body=SEARCH.replace(b"2022-02-24T15:05:19Z", b"some day")), "cannot be understood"),
    ],
)
def test_an_answer_that_is_not_valid_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer, reason: str
) -> None:
    if reason != "cannot be understood":
        monkeypatch.setattr(arxiv._feed, "parse", _untouched)
    with ArxivServer(answer) as server:
        with pytest.raises(RefusedError, match=reason):
            Asking(tmp_path, server).search.hits(QUERY)
        assert len(server.asked) == 1


def _untouched(_: bytes) -> None:
    raise AssertionError("the other parser saw what ours did not let through")


def test_a_redirection_in_circles_ends(tmp_path: Path) -> None:
    with ArxivServer(by_query=lambda _: Answer(status=302, headers={"Location": "/api/query?x=1"})) as server:
        with pytest.raises(RefusedError, match="TooManyRedirects"):
            Asking(tmp_path, server).search.hits(QUERY)
        assert len(server.asked) == 4


def test_nothing_found_is_an_answer(tmp_path: Path) -> None:
    with ArxivServer(Answer(body=NOTHING)) as server:
        assert Asking(tmp_path, server).search.hits(QUERY) == ()


def test_entries_that_are_no_papers_of_arxiv_are_passed_over(tmp_path: Path) -> None:
    body = SEARCH.replace(b"http://arxiv.org/abs/2202.12139v1", b"urn:something")
    with ArxivServer(Answer(body=body)) as server:
        hits = Asking(tmp_path, server).search.hits(QUERY)
    assert len(hits) == 9
