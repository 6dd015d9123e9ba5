"""The settings are read from `mkdocs.yml`, and nothing in the file is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from generator.settings import Settings, read_settings
from tests.support.project import make_project


def _read(root: Path, text: str, environment: dict[str, str] | None = None) -> tuple[Settings | None, list[Diagnostic]]:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    found: list[Diagnostic] = []
    return read_settings(root, found.append, environment or {}), found


def test_the_settings_of_this_project_are_those_that_mkdocs_reads(tmp_path: Path) -> None:
    known = read_settings(make_project(tmp_path), lambda finding: None, {"SITE_URL": "https://papers.example.org/list"})
    assert known is not None
    assert (known.name, known.identity) == ("Reading List", "Reading List")
    assert known.address == "https://papers.example.org/list/"
    assert known.description.startswith("Papers on maps")


@pytest.mark.parametrize(
    ("written", "environment", "address"),
    [
        ("https://example.org", {}, "https://example.org/"),
        ("https://example.org/a//", {}, "https://example.org/a/"),
        ("!ENV SITE_URL", {"SITE_URL": "https://example.org/"}, "https://example.org/"),
        ("!ENV SITE_URL", {}, ""),
        ("!ENV [SITE_URL, 'https://example.org/d/']", {}, "https://example.org/d/"),
        ("!ENV [ONE, TWO, 'https://example.org/d/']", {"TWO": "https://example.org/two"}, "https://example.org/two/"),
        ("!ENV [SITE_URL, '']", {}, ""),
        ("''", {}, ""),
        ("", {}, ""),
    ],
)
def test_the_address_is_found_as_mkdocs_finds_it(
    tmp_path: Path, written: str, environment: dict[str, str], address: str
) -> None:
    known, found = _read(tmp_path, f"site_name: A list\nsite_url: {written}\n", environment)
    assert known is not None
    assert known.address == address
    assert found == []


@pytest.mark.parametrize("url", ["javascript:alert(1)", "papers.example.org", "'https://exa mple.org/'"])
def test_an_address_that_is_none_is_an_error_at_its_place(tmp_path: Path, url: str) -> None:
    known, found = _read(tmp_path, f"site_name: A list\nsite_url: {url}\n")
    assert known is None
    assert [(f"{finding.where}", finding.code) for finding in found] == [("mkdocs.yml:2:11", "bad-link")]


def test_addresses_that_do_not_end_in_a_slash_are_an_error(tmp_path: Path) -> None:
    known, found = _read(tmp_path, "site_name: A list\nuse_directory_urls: false\n")
    assert known is None
    assert [(f"{finding.where}", finding.code) for finding in found] == [("mkdocs.yml:2:21", "flat-addresses")]


def test_broken_yaml_is_an_error_at_its_place(tmp_path: Path) -> None:
    known, found = _read(tmp_path, "site_name: A list\nextra: [1\n")
    assert known is None
    assert [(finding.where.file, finding.code) for finding in found] == [("mkdocs.yml", "yaml-syntax")]


def test_a_tag_that_would_run_something_runs_nothing(tmp_path: Path) -> None:
    text = "site_name: A list\nplugins: !!python/object/apply:os.system ['touch ran']\n"
    known, found = _read(tmp_path, text)
    assert known is not None
    assert found == []
    assert not Path("ran").exists()


def test_without_settings_there_are_the_usual_ones(tmp_path: Path) -> None:
    assert read_settings(tmp_path, lambda finding: None) == Settings()


def test_an_identity_outlives_the_name(tmp_path: Path) -> None:
    known, _ = _read(tmp_path, "site_name: New name\nextra:\n  identity: Old name\n")
    assert known is not None
    assert (known.name, known.identity) == ("New name", "Old name")


@pytest.mark.parametrize(("written", "wanted"), [("false", False), ("No", False), ("true", True), ("", True)])
def test_cards_are_drawn_unless_the_settings_say_no(tmp_path: Path, written: str, wanted: bool) -> None:
    known, _ = _read(tmp_path, f"site_name: A list\nextra:\n  cards: {written}\n")
    assert known is not None
    assert known.cards is wanted
