"""`reading-list enrich` asks, proposes and keeps; only what a person accepted reaches a page."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.build.pipeline import build
from generator.cli import main
from generator.enriching import client
from generator.sources.atom import read
from tests.support.arxiv_server import ERROR, NOTHING, SEARCH, Answer, ArxivServer
from tests.support.project import make_project
from tests.support.trees import snapshot

READING = read(SEARCH.decode(), "", lambda _: None)
assert READING is not None
ROWS = READING.records
FIRST = "testing-deep-learning-models-a-first-comparative-study-of-multiple"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A library of three papers that arXiv has, and one (of tests/data/tiny) that it has not."""
    root = make_project(tmp_path / "project")
    rows = [
        {"id": str(number), "type": "article", "title": row.title, "abstract": row.abstract}
        for number, row in enumerate(ROWS[:3])
    ]
    rows[2]["abstract"] = ""
    (root / "library/sources/known.json").write_text(json.dumps(rows), encoding="utf-8")
    register = root / "library/sources.yml"
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("sources:\n", "sources:\n  known.json: {title: Known}\n", 1), encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PAUSE", 0.0)
    monkeypatch.setattr(client, "WAITS", (0.0,))


@pytest.fixture
def server() -> Iterator[ArxivServer]:
    """A server that finds the testing papers by their first word, and nothing else."""
    with ArxivServer(by_query=lambda query: Answer(body=SEARCH if "est" in query["search_query"] else NOTHING)) as one:
        yield one


def enrich(root: Path, server: ArxivServer | None, *more: str) -> Result:
    address = ("--address", server.address) if server else ()
    return CliRunner().invoke(main, ["enrich", "--from", "arxiv", "--root", str(root), *address, *more])


def paper(root: Path, slug: str = FIRST) -> dict[str, Any]:
    papers = json.loads((root / "docs/api/v1/papers.json").read_text(encoding="utf-8"))["papers"]
    return next(one for one in papers if one["slug"] == slug)


def proposed(root: Path) -> str:
    path = root / "library/enrichment.yml"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_good_matches_are_proposed_and_others_only_reported(project: Path, server: ArxivServer) -> None:
    done = enrich(project, server)
    assert done.exit_code == 0, done.output
    assert proposed(project).count("  accept:\n") == 3
    assert f'{FIRST}:\n  accept:\n  found: "{ROWS[0].title}"\n  score: 1.00\n' in proposed(project)
    assert "talking-lamps-a-dialogue-model-for-furniture: not found" in done.output
    assert "talking-lamps" not in proposed(project)
    assert "3 proposed" in done.stderr


def test_a_wrong_match_is_never_proposed(project: Path) -> None:
    with ArxivServer(Answer(body=SEARCH)) as server:  # whatever is asked
        done = enrich(project, server, "--paper", "talking-lamps", "--paper", "a-map-that-draws-itself")
    assert done.exit_code == 0
    assert done.stderr.count(": uncertain 0.") == 2
    assert "Nothing to propose." in done.stdout
    assert not (project / "library/enrichment.yml").exists()


def test_nothing_is_used_before_it_is_accepted(project: Path, server: ArxivServer) -> None:
    build(project)
    before = snapshot(project / "docs")
    enrich(project, server)
    build(project)
    after = snapshot(project / "docs")
    assert {name for name in after if before.get(name) != after[name]} <= _pages_with_findings(after)
    assert paper(project)["arxiv"] is None
    _decide(project, FIRST, "false")
    build(project)
    assert paper(project)["arxiv"] is None
    _decide(project, FIRST, "true")
    result = build(project)
    assert not result.fails(strict=True)
    found = paper(project)
    assert (found["arxiv"], found["year"], found["doi"]) == ("2202.12139", 2022, "10.1109/icstw55395.2022.00035")
    assert found["authors"] == ["Mohit Kumar Ahuja", "Arnaud Gotlieb", "Helge Spieker"]
    assert "Ahuja" in (project / f"docs/papers/{FIRST}/cite.bib").read_text(encoding="utf-8")


def _pages_with_findings(docs: dict[str, Any]) -> set[str]:
    """Return the pages of the curator's desk, which tell that something waits for a decision, and our manifest."""
    return {name for name in docs if "desk" in name or name.endswith(".reading-list.json")}


def _decide(root: Path, key: str, accept: str) -> None:
    path = root / "library/enrichment.yml"
    head, key_line, rest = path.read_text(encoding="utf-8").partition(f"{key}:\n  accept:")
    path.write_text(f"{head}{key_line} {accept}\n{rest.partition(chr(10))[2]}", encoding="utf-8")


def test_sources_and_curator_are_believed_first(project: Path, server: ArxivServer) -> None:
    enrich(project, server)
    _decide(project, FIRST, "true")
    with (project / "library/curation.yml").open("a", encoding="utf-8") as file:
        file.write(f"{FIRST}:\n  tags: [survey]\n  published: 1999\n  venue: ''\n")
    known = project / "library/sources/known.json"
    rows = json.loads(known.read_text(encoding="utf-8"))
    rows[0]["author"] = [{"literal": "Somebody"}]
    known.write_text(json.dumps(rows), encoding="utf-8")
    assert not build(project).fails(strict=True)
    found = paper(project)
    assert (found["authors"], found["year"], found["venue"]) == (["Somebody"], 1999, None)
    assert found["arxiv"] == "2202.12139"


def test_entries_of_a_person_stay_and_are_not_asked_for_again(project: Path, server: ArxivServer) -> None:
    enrich(project, server, "--paper", FIRST)
    path = project / "library/enrichment.yml"
    path.write_text(proposed(project).replace("  accept:", "  accept: false  # another team"), encoding="utf-8")
    server.asked.clear()
    done = enrich(project, server, "--paper", FIRST, "--refresh")
    assert "not asked for, it has an entry: library/enrichment.yml:5:1" in done.output
    assert server.asked == []
    enrich(project, server, "--refresh")
    assert "  accept: false  # another team\n" in proposed(project)
    assert proposed(project).count("  accept:") == 3


def test_a_paper_that_by_curation_is_not_on_arxiv_is_left_out(project: Path, server: ArxivServer) -> None:
    with (project / "library/curation.yml").open("a", encoding="utf-8") as file:
        file.write(f'{FIRST}:\n  tags: [survey]\n  arxiv: ""\n')
    done = enrich(project, server, "--paper", FIRST)
    assert "curation.yml says that it is not on arXiv" in done.output
    assert server.asked == []


def test_a_dry_run_writes_no_file_of_the_library(project: Path, server: ArxivServer) -> None:
    before = snapshot(project / "library")
    done = enrich(project, server, "--dry-run")
    assert f"+{FIRST}:" in done.stdout
    assert "Would change library/enrichment.yml" in done.stdout
    assert snapshot(project / "library") == before


def test_a_limit_counts_papers_and_the_next_run_goes_on(project: Path, server: ArxivServer) -> None:
    done = enrich(project, server, "--limit", "2")
    assert "2 of 2 papers" in done.stderr
    asked = len(server.asked)
    enrich(project, server)
    assert proposed(project).count("  accept:") == 3
    again = [request.query["search_query"] for request in server.asked]
    assert len(set(again)) == len(again) > asked  # nothing is asked twice


def test_ctrl_c_keeps_what_is_done(project: Path) -> None:
    asked: list[str] = []

    def answer(query: dict[str, str]) -> Answer:
        asked.append(query["search_query"])
        return Answer(body=SEARCH)

    slugs = [part for row in (FIRST, "talking-lamps") for part in ("--paper", row)]
    with ArxivServer(by_query=answer) as server, pytest.MonkeyPatch.context() as patch:
        one = client.PoliteSession.get

        def get(self: client.PoliteSession, url: str | bytes, *args: object, **named: object) -> object:
            if self.requests:
                raise KeyboardInterrupt
            return one(self, url, *args, **named)

        patch.setattr(client.PoliteSession, "get", get)
        done = enrich(project, server, *slugs)
    assert done.exit_code == 130
    assert "ended by you" in done.stderr
    assert "1 of 2 papers" in done.stderr
    assert proposed(project).count("  accept:\n") == 1
    assert not list((project / "library").glob(".*.new"))


def test_a_server_that_is_down_ends_the_run_and_keeps_the_answers(project: Path) -> None:
    with ArxivServer(Answer(body=SEARCH), Answer(status=503)) as server:
        done = enrich(project, server, "--paper", FIRST, "--paper", "talking-lamps")
    assert done.exit_code == 1
    assert "not completed: the server answers with HTTP 503. Try again later" in done.stderr
    assert proposed(project).count("  accept:\n") == 1


def test_unusable_answers_are_reported_and_five_in_a_row_end_the_run(project: Path) -> None:
    with ArxivServer(Answer(body=ERROR, status=400)) as server:
        done = enrich(project, server)
        assert len(server.asked) == 5
    assert done.exit_code == 1
    assert "not answered: this is not a list of papers, but an error of arXiv: incorrect id format" in done.stderr
    assert proposed(project) == ""


def test_one_paper_of_arxiv_is_not_proposed_for_two(project: Path) -> None:
    known = project / "library/sources/known.json"
    rows = json.loads(known.read_text(encoding="utf-8"))
    title = rows[0]["title"].replace("Multiple", "Several")
    rows.append({**rows[0], "title": title, "abstract": rows[0]["abstract"][:-1]})
    known.write_text(json.dumps(rows), encoding="utf-8")
    with ArxivServer(Answer(body=SEARCH)) as server:
        done = enrich(project, server)
    assert "already there" in done.stderr
    assert "`same_as`" in done.stderr
    assert proposed(project).count('arxiv: "2202.12139"') == 1


def test_a_library_with_errors_asks_nobody(project: Path, server: ArxivServer) -> None:
    (project / "library/enrichment.yml").write_text("a: {accept: perhaps}\n", encoding="utf-8")
    done = enrich(project, server)
    assert done.exit_code == 1
    assert "wrong-shape" in done.output
    assert server.asked == []


def test_wrong_usage_is_told(project: Path, server: ArxivServer) -> None:
    assert enrich(project, server, "--paper", "talking-lamp").exit_code == 2
    assert "did you mean `talking-lamps`" in enrich(project, server, "--paper", "talking-lamp").output
    assert enrich(project, None, "--address", "file:///etc/passwd").exit_code == 2
    assert CliRunner().invoke(main, ["enrich", "--root", str(project)]).exit_code == 2


def test_without_the_package_its_installation_is_explained(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "generator.enriching.arxiv", raising=False)
    monkeypatch.setitem(sys.modules, "arxiv", None)
    done = enrich(project, None)
    assert done.exit_code == 1
    assert 'pip install -e ".[enrich]"' in done.output


def test_no_build_asks_the_network(project: Path, server: ArxivServer, monkeypatch: pytest.MonkeyPatch) -> None:
    enrich(project, server)
    _decide(project, FIRST, "true")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a build asks the network")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    assert not build(project).fails(strict=True)
    assert paper(project)["arxiv"] == "2202.12139"
    assert CliRunner().invoke(main, ["build", "--root", str(project), "--strict"]).exit_code == 0
