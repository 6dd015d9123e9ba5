"""After a save in the preview a site is built in haste, to the same pages as at leisure."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.editing import Change, apply
from generator.hooks.quick import build_in_haste, quick_after
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


@pytest.mark.parametrize(
    "change",
    [
        Change(key=MAP, add=("theory",), remove=("survey",), tldr="Draws.", note="Two\n\nparagraphs."),
        Change(key="script-alert-1-script-bold-claims-c-eos", add=("dialogue",), tldr="Bold."),
        Change(key="talking-lamps-a-dialogue-model-for-furniture", remove=("dialogue",)),
    ],
    ids=["all fields", "a new entry", "the last tag"],
)
def test_a_quick_build_gives_the_same_site(config: MkDocsConfig, tmp_path: Path, change: Change) -> None:
    root = Path(config.config_file_path).parent
    before = _bytes(tmp_path / "site")
    assert apply(root, [change]).written
    build_in_haste(config)
    quick = _bytes(tmp_path / "site")
    _whole(root, tmp_path / "whole")
    assert _settled(quick) == _settled(_bytes(tmp_path / "whole"))
    assert quick != before


def _settled(site: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what a quick build leaves to the next whole one: line numbers, days of the sitemap, suggestions and the
    map made anew.
    """
    suggested = rb'"suggested_tags":\[(?:\{[^{}]*\},?)*\]'
    lines = rb"\bline \d+|#L\d+|\"build\":\"\w+\""
    later = {
        "sitemap.xml",
        "data/map.json",
        "map/index.html",
        "api/v1/index.json",
    }  # the index has hashes of what has suggestions
    days = re.sub(rb"<lastmod>[^<]*</lastmod>", b"", site["sitemap.xml"])
    return {"sitemap.xml": days} | {
        name: re.sub(lines, b"line", re.sub(suggested, b"", data) if name.startswith("api/v1/papers.") else data)
        for name, data in site.items()
        if name not in later
    }


def _builds(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Callable[[], None], list[str]]:
    done: list[str] = []
    monkeypatch.setattr("generator.hooks.quick.build_in_haste", lambda config: done.append("quick"))
    saved = Event()
    return saved, quick_after(saved, lambda: done.append("whole"), config), done


def test_only_a_save_is_built_quickly(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    saved, builder, done = _builds(config, monkeypatch)
    builder()
    saved.set()
    builder()
    builder()
    assert done == ["whole", "quick", "whole"]


def test_a_save_together_with_another_edit_builds_everything(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved, builder, done = _builds(config, monkeypatch)
    root = Path(config.config_file_path).parent
    for name in ("templates/theme/main.html", "library/tags.yml", "docs/assets/reading-list.css", "mkdocs.yml"):
        (root / name).touch()
        saved.set()
        builder()
        saved.set()
        builder()
    assert done == ["whole", "quick"] * 4


def test_after_a_build_that_failed_everything_is_built(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    saved, builder, done = _builds(config, monkeypatch)

    def fail(config: MkDocsConfig) -> None:
        raise SystemExit(1)

    monkeypatch.setattr("generator.hooks.quick.build_in_haste", fail)
    saved.set()
    with pytest.raises(SystemExit):
        builder()
    saved.set()
    builder()
    assert done == ["whole"]
