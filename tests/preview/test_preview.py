"""The preview answers the panel and saves its changes, and refuses other sites."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.preview.guard import is_loopback
from tests.preview.conftest import MAP, PAGE, PAPER, PORT, TOKEN, Visitor
from tests.support.project import make_project

CHANGE = json.dumps({"add": ["theory"]}).encode()
FOREIGN: dict[str, dict[str, str | None]] = {
    "another origin": {"HTTP_ORIGIN": "https://evil.example"},
    "another port of this machine": {"HTTP_ORIGIN": f"http://127.0.0.1:{PORT + 1}"},
    "another name of this machine": {"HTTP_ORIGIN": f"http://localhost:{PORT}"},
    "a page without origin": {"HTTP_ORIGIN": "null"},
    "the same host over TLS": {"HTTP_ORIGIN": f"https://127.0.0.1:{PORT}"},
    "a name that was rebound": {"HTTP_HOST": f"evil.example:{PORT}", "HTTP_ORIGIN": f"http://evil.example:{PORT}"},
    "a name that begins like ours": {"HTTP_HOST": f"127.0.0.1.evil.example:{PORT}", "HTTP_ORIGIN": None},
    "a name with a user": {"HTTP_HOST": f"127.0.0.1@evil.example:{PORT}", "HTTP_ORIGIN": None},
    "another port": {"HTTP_HOST": f"127.0.0.1:{PORT + 1}", "HTTP_ORIGIN": None},
    "no port": {"HTTP_HOST": "127.0.0.1", "HTTP_ORIGIN": None},
    "no host": {"HTTP_HOST": None, "HTTP_ORIGIN": None},
    "another site by its own word": {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": None},
    "a sister site": {"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_ORIGIN": None},
    "a link typed or followed": {"HTTP_SEC_FETCH_SITE": "none", "HTTP_ORIGIN": None},
}
OURS = ("panel.js", "dialog.js", "panel.css", "vocabulary.json", "queue.json", f"paper/{MAP}.json")
NO_CHANGES = (
    *(b"", b"{", b"\xff", b"[]", b'"x"', b"[" * 60_000, b'{"x": 1}'),
    *(b'{"add": "x"}', b'{"add": [1]}', b'{"remove": {}}', b'{"tldr": 1}'),
)
NOTHING = (
    *("/-/", "/-/nothing", "/-/paper/", "/-/paper/no-such-paper.json", "/-/paper/secret-paper.json"),
    *("/-/../library/curation.yml", "/-/panel.js/../../../library/tags.yml"),
)


@pytest.mark.parametrize("who", FOREIGN)
def test_others_are_refused_and_nothing_is_written(visitor: Visitor, who: str) -> None:
    before = visitor.curation
    answer = visitor.ask(f"/-/paper/{MAP}", method="POST", body=CHANGE, headers=FOREIGN[who])
    assert answer.status == 403
    assert answer.json["message"]
    assert visitor.curation == before
    assert visitor.saves == 0


@pytest.mark.parametrize("who", FOREIGN)
@pytest.mark.parametrize("name", OURS)
def test_others_read_nothing_either(visitor: Visitor, name: str, who: str) -> None:
    answer = visitor.ask(f"/-/{name}", headers=FOREIGN[who])
    assert answer.status == 403
    assert set(answer.json) == {"message", "hint", "found"}


@pytest.mark.parametrize("token", [None, "", TOKEN[:-1], TOKEN + "x", "ü", "x" * len(TOKEN)])
def test_without_the_token_of_this_start_nothing_is_saved(visitor: Visitor, token: str | None) -> None:
    body = json.dumps({"add": ["theory"], "token": TOKEN}).encode()
    answer = visitor.ask(f"/-/paper/{MAP}", method="POST", body=body, headers={"HTTP_X_READING_LIST_TOKEN": token})
    assert answer.status == 403
    assert "reload the page" in answer.json["hint"]
    assert "theory" not in visitor.curation.partition("gardens")[0]


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_content_types_of_forms_are_refused(visitor: Visitor, kind: str | None) -> None:
    answer = visitor.ask(f"/-/paper/{MAP}", method="POST", body=CHANGE, headers={"CONTENT_TYPE": kind})
    assert answer.status == 415


def test_a_change_that_is_too_large_is_refused(visitor: Visitor) -> None:
    answer = visitor.change(note="x" * 64 * 1024)
    assert answer.status == 413
    assert answer.json["message"] == "a change has at most 64 KB"


@pytest.mark.parametrize("length", [None, "", "-1", "many", "²"])
def test_a_change_without_its_length_is_refused(visitor: Visitor, length: str | None) -> None:
    answer = visitor.ask(f"/-/paper/{MAP}", method="POST", body=CHANGE, headers={"CONTENT_LENGTH": length})
    assert answer.status == 400


@pytest.mark.parametrize("body", NO_CHANGES)
def test_a_malformed_change_is_refused(visitor: Visitor, body: bytes) -> None:
    answer = visitor.change(body=body)
    assert answer.status == 400
    assert "change" in answer.json["message"] or "`" in answer.json["message"]
    assert visitor.saves == 0


def test_other_methods_are_refused(visitor: Visitor) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "PATCH", "HEAD"):
        assert visitor.ask(f"/-/paper/{MAP}", method=method).status == 405


def test_no_answer_lets_other_sites_read_it(visitor: Visitor) -> None:
    for name in OURS:
        answer = visitor.ask(f"/-/{name}")
        assert answer.status == 200
        assert not [header for header in answer.headers if header.lower().startswith("access-control")]
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", NOTHING)
def test_other_addresses_are_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.ask(path).status == 404


def test_a_saved_change_is_in_the_library_and_starts_one_build(visitor: Visitor) -> None:
    answer = visitor.change(add=["theory"], remove=["survey"], tldr="Draws.", note=None)
    assert (answer.status, answer.json["written"]) == (200, True)
    assert visitor.saves == 1
    assert visitor.ask(f"/-/paper/{MAP}.json").json == {
        "slug": MAP,
        "key": MAP,
        "title": "A Map That Draws Itself",
        "tagged": True,
        "tags": ["maps", "theory"],
        "tldr": "Draws.",
        "note": "",
        "suggestions": [],
    }


def test_a_paper_under_another_address_is_changed_under_its_key(visitor: Visitor) -> None:
    assert visitor.ask("/-/paper/talking-lamps.json").json["key"] == "talking-lamps-a-dialogue-model-for-furniture"
    assert visitor.change("talking-lamps", add=["theory"]).status == 200
    assert visitor.ask("/-/paper/talking-lamps.json").json["tags"] == ["dialogue", "theory"]


def test_a_paper_without_an_entry_gets_one_and_leaves_the_queue(visitor: Visitor, waiting: list[str]) -> None:
    assert visitor.change(waiting[0], add=["theory"]).json["written"] is True
    assert visitor.ask("/-/queue.json").json["papers"] == waiting[1:]


def test_a_tag_that_is_unknown_is_refused_with_its_hint(visitor: Visitor) -> None:
    before = visitor.curation
    answer = visitor.change(add=["survy"])
    assert answer.status == 422
    assert [(finding["code"], finding["message"]) for finding in answer.json["found"]] == [
        ("unknown-tag", "there is no tag `survy`")
    ]
    assert "`survey`" in answer.json["found"][0]["hint"]
    assert visitor.curation == before
    assert visitor.saves == 0


def test_a_change_without_effect_starts_no_build(visitor: Visitor) -> None:
    before = visitor.curation
    answer = visitor.change(add=["maps"])
    assert (answer.status, answer.json["written"]) == (200, False)
    assert visitor.curation == before
    assert visitor.saves == 0


def test_an_unknown_paper_and_a_hidden_one_are_refused(visitor: Visitor) -> None:
    assert visitor.change("no-such-paper", add=["theory"]).status == 404
    assert visitor.change("secret-paper", add=["theory"]).status == 404


def test_a_library_with_errors_cannot_be_edited(visitor: Visitor) -> None:
    path = visitor.root / "library/curation.yml"
    path.write_text(visitor.curation.replace("[theory]", "[theory"), encoding="utf-8")
    answer = visitor.change(add=["theory"])
    assert answer.status == 409
    assert answer.json["found"][0]["code"] == "yaml-syntax"
    assert answer.json["found"][0]["where"].startswith("library/curation.yml:")
    assert visitor.ask(f"/-/paper/{MAP}.json").status == 409


def test_the_vocabulary_has_facets_aliases_and_former_names(visitor: Visitor) -> None:
    tags = {tag["slug"]: tag for tag in visitor.ask("/-/vocabulary.json").json["tags"]}
    assert list(tags) == ["theory", "survey", "models", "small-models", "dialogue", "maps"]
    assert tags["theory"] == {
        "slug": "theory",
        "name": "Theory",
        "description": "Proofs and bounds.",
        "facet": "Kind of paper",
        "colour": 1,
        "aliases": ["proofs"],
    }
    assert tags["models"]["aliases"] == ["networks"]


def test_suggestions_are_of_the_last_build_and_queue_follows_desk(visitor: Visitor, waiting: list[str]) -> None:
    suggested = [{"tag": "theory", "score": 0.5, "because": ["bounds", "proof"], "shown": True}]
    table = {"papers": [{"slug": waiting[-1], "suggested_tags": suggested}, {"slug": waiting[0], "suggested_tags": []}]}
    path = visitor.root / "docs/api/v1/papers.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(table), encoding="utf-8")
    assert visitor.ask("/-/queue.json").json["papers"][0] == waiting[-1]
    assert visitor.ask(f"/-/paper/{waiting[-1]}.json").json["suggestions"] == [
        {"tag": "theory", "score": 0.5, "because": "bounds, proof", "shown": True}
    ]
    path.write_text("{", encoding="utf-8")
    assert visitor.ask(f"/-/paper/{waiting[-1]}.json").json["suggestions"] == []


def test_only_pages_of_papers_get_the_panel(visitor: Visitor) -> None:
    page = visitor.ask(f"/papers/{MAP}/").body.decode()
    assert f'<script type="module" src="/-/panel.js" data-paper="{MAP}"' in page
    assert f'data-token="{TOKEN}"></script></main>' in page
    for path in (
        "/",
        "/tags/theory/",
        "/papers/",
        "/papers/no-such-paper/",
        f"/papers/{MAP}/cite.bib",
        f"/papers/{MAP}",
    ):
        assert visitor.ask(path).body == PAGE


def test_a_page_with_the_panel_is_neither_framed_nor_cached(visitor: Visitor) -> None:
    headers = visitor.ask(f"/papers/{MAP}/").headers
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Cache-Control"] == "no-store"


def test_under_a_foreign_host_name_a_page_has_no_token(visitor: Visitor) -> None:
    assert visitor.ask(f"/papers/{MAP}/", headers={"HTTP_HOST": f"evil.example:{PORT}"}).body == PAPER


def test_a_site_in_a_folder_has_its_papers_there(tmp_path: Path) -> None:
    visitor = Visitor(make_project(tmp_path), mount="/list/")
    assert b'data-mount="/list/"' in visitor.ask(f"/list/papers/{MAP}/").body
    assert visitor.ask(f"/papers/{MAP}/").body == PAPER


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_names_of_this_machine_are_recognized(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.2", "example.org", "localhost.example.org", "", "127.1"])
def test_names_of_other_machines_are_recognized(host: str) -> None:
    assert not is_loopback(host)
