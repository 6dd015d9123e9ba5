"""After a change of the curation a preview is built in haste, to the same pages as at leisure, and then the rest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.build import read_library
from generator.editing import Change, apply
from generator.hooks.quick import InTurn, Memory, build_in_haste
from tests.project import make_project

MAP = "a-map-that-draws-itself"
SITE = "http://127.0.0.1:8000/"


def _config(root: Path, site: Path) -> MkDocsConfig:
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    config.site_url = SITE
    return config


def _whole(root: Path, site: Path) -> MkDocsConfig:
    config = _config(root, site)
    build(config, serve_url=SITE)
    return config


def _bytes(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file() and path.suffix != ".gz")
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MkDocsConfig:
    """Return the settings of a tiny site that was just built."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return _whole(make_project(tmp_path / "project"), tmp_path / "site")


CHANGES = {
    "all fields": Change(key=MAP, add=("theory",), remove=("survey",), tldr="Draws.", note="Two\n\nparagraphs."),
    "a new entry": Change(key="script-alert-1-script-bold-claims-c-eos", add=("dialogue",), tldr="Bold."),
    "the last tag": Change(key="talking-lamps-a-dialogue-model-for-furniture", remove=("dialogue",)),
}
LATER = re.compile(r"^(?:api|data|feeds|map|digests|pictures)/|\.(?:bib|ris|csv|json|txt|xml|md|png)$")
"""What a curator does not look at first, and what is learned from all papers."""


@pytest.mark.parametrize("known", [True, False], ids=["after another", "the first"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_build_in_haste_shows_a_change_on_the_pages(
    config: MkDocsConfig, tmp_path: Path, change: Change, *, known: bool
) -> None:
    root = Path(config.config_file_path).parent
    before = _bytes(tmp_path / "site")
    memory = Memory(read_library(root / "library", lambda _: None) if known else None)
    assert apply(root, [change]).written
    build_in_haste(config, memory)
    quick = _bytes(tmp_path / "site")
    _whole(root, tmp_path / "whole")
    assert _settled(quick) == _settled(_bytes(tmp_path / "whole"))
    assert _settled(quick) != _settled(before)


def test_the_rest_is_built_in_peace(config: MkDocsConfig, tmp_path: Path) -> None:
    root = Path(config.config_file_path).parent
    builder = InTurn(lambda: None, config)
    assert apply(root, [CHANGES["all fields"]]).written
    builder()
    assert builder.rest is not None
    builder.rest.cancel()
    builder.build_rest()
    whole = tmp_path / "whole"
    _whole(make_project(tmp_path / "other", root / "library"), whole)
    assert _bytes(tmp_path / "site") == _bytes(whole)


def _settled(site: dict[str, bytes]) -> dict[str, bytes]:
    """Return the pages without the numbers of lines."""
    return {name: re.sub(rb"\bline \d+|#L\d+", b"line", data) for name, data in site.items() if not LATER.search(name)}


def _builds(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> tuple[InTurn, list[str]]:
    done: list[str] = []
    monkeypatch.setattr("generator.hooks.quick.build_in_haste", lambda config, memory: done.append("quick"))
    monkeypatch.setattr("generator.hooks.quick.PEACE", 3600)
    return InTurn(lambda: done.append("whole"), config), done


def _curate(config: MkDocsConfig) -> None:
    (Path(config.config_file_path).parent / "library/curation.yml").touch()


def test_only_a_change_of_the_curation_is_built_in_haste(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    builder, done = _builds(config, monkeypatch)
    root = Path(config.config_file_path).parent
    for name in ("templates/theme/main.html", "library/tags.yml", "docs/assets/reading-list.css", "mkdocs.yml"):
        (root / name).touch()
        _curate(config)
        builder()
        _curate(config)
        builder()
    assert done == ["whole", "quick"] * 4


def test_after_a_build_that_failed_there_is_no_haste(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    builder, done = _builds(config, monkeypatch)

    def fail(config: MkDocsConfig, memory: Memory) -> None:
        raise SystemExit(1)

    monkeypatch.setattr("generator.hooks.quick.build_in_haste", fail)
    with pytest.raises(SystemExit):
        builder()
    builder()
    assert done == ["whole"]


def test_the_first_build_in_haste_knows_what_there_was_before(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[Memory] = []
    monkeypatch.setattr("generator.hooks.quick.build_in_haste", lambda config, memory: known.append(memory))
    monkeypatch.setattr("generator.hooks.quick.PEACE", 3600)
    builder = InTurn(lambda: None, config)
    builder.remember()
    builder()
    assert known[0].catalog is not None
    assert MAP in known[0].catalog.papers


def test_a_strict_preview_is_never_in_haste(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    config.strict = True
    builder, done = _builds(config, monkeypatch)
    builder()
    assert done == ["whole"]
