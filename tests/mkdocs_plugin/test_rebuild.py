"""After a change of the library a preview makes the pages that show it, and then the rest in the background."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from generator.editing import Change, apply
from generator.mkdocs_plugin.rebuild import BackgroundBuild, PreviewBuilder, snapshot
from generator.mkdocs_plugin.serve import serve
from generator.preview.error_pages import BuildErrors
from tests.support.project import build_by_mkdocs, make_project
from tests.support.waiting import wait_until

MAP = "a-map-that-draws-itself"
SITE = "http://127.0.0.1:8000/"


def _config(root: Path, site: Path) -> MkDocsConfig:
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    config.site_url = SITE
    return config


def _whole(root: Path, site: Path) -> MkDocsConfig:
    config = _config(root, site)
    build_by_mkdocs(config, serve_url=SITE)
    return config


def _bytes(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file() and path.suffix != ".gz")
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def config(mkdocs: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MkDocsConfig:
    """Return the settings of a tiny site that was just built."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return _whole(make_project(tmp_path / "project"), tmp_path / "site")


CHANGES = (
    Change(key=MAP, add=("theory",), remove=("survey",), tldr="Draws.", note="Two\n\nparagraphs."),
    Change(key="script-alert-1-script-bold-claims-c-eos", add=("dialogue",), tldr="Bold."),  # a new entry
    Change(key="talking-lamps-a-dialogue-model-for-furniture", remove=("dialogue",)),  # the last tag
    Change(key=MAP, tldr="Draws again."),
)
LATER = re.compile(r"^(?:about|api|data|feeds|map|digests|pictures)/|\.(?:bib|ris|csv|json|txt|xml|md|png)$")
"""Files that no curator looks at first, and files that depend on all papers."""


@pytest.fixture
def builder(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> Iterator[Builder]:
    """Return a builder of that site. It builds in the background only when a test says so."""
    monkeypatch.setattr("generator.mkdocs_plugin.rebuild.DEBOUNCE", 3600)
    builder = Builder(config)
    yield builder
    if builder.background:
        builder.background.stop()


class Builder(PreviewBuilder):
    """A builder that counts the builds of MkDocs."""

    def __init__(self, config: MkDocsConfig) -> None:
        super().__init__(self._count, config)
        self.root = Path(config.config_file_path).parent
        self.site = Path(config.site_dir)
        self.whole = 0
        self.meanwhile: Callable[[], None] = lambda: None

    def _count(self) -> None:
        self.whole += 1
        self.meanwhile()

    def edit(self, old: str, new: str, name: str = "library/curation.yml") -> None:
        """Replace text in a file and make it a second newer, as clocks may be coarse."""
        path = self.root / name
        text, before = path.read_text(encoding="utf-8"), path.stat()
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))

    @property
    def waiting(self) -> BackgroundBuild:
        """The background build that waits."""
        assert self.background is not None
        return self.background

    def map(self) -> str:
        """Return the page of a paper."""
        return (self.site / "papers" / MAP / "index.html").read_text(encoding="utf-8")


def test_incremental_builds_give_the_pages_of_a_whole_build(builder: Builder, tmp_path: Path) -> None:
    shown = [_settled(_bytes(builder.site))]
    for change in CHANGES:
        assert apply(builder.root, [change]).written
        builder()
        shown.append(_settled(_bytes(builder.site)))
    _whole(builder.root, tmp_path / "whole")
    assert builder.whole == 0
    assert all(before != after for before, after in pairwise(shown))
    assert shown[-1] == _settled(_bytes(tmp_path / "whole"))


def test_the_background_build_completes_the_site(processes: None, builder: Builder, tmp_path: Path) -> None:
    assert apply(builder.root, [CHANGES[0]]).written
    builder.edit("  formerly: maps-by-themselves\n", "")
    builder()
    assert (builder.site / "papers/maps-by-themselves/index.html").exists()
    builder.waiting.run()
    _whole(make_project(tmp_path / "other", builder.root / "library"), tmp_path / "whole")
    assert _bytes(builder.site) == _bytes(tmp_path / "whole")


def test_a_change_that_is_undone_leaves_no_trace(builder: Builder, tmp_path: Path) -> None:
    before = _bytes(builder.site)
    for old, new in (("[maps, survey]", "[maps]"), ("[maps]", "[maps, survey]")):
        builder.edit(old, new)
        builder()
    assert builder.whole == 0
    assert _bytes(builder.site) == before
    builder.publish_background(builder.waiting, succeeded=True)
    assert _bytes(builder.site) == before


def test_a_background_build_that_failed_is_not_repeated_after_a_new_save(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build_once_more(*_: object) -> None:
        raise AssertionError

    builder.edit("[maps, survey]", "[maps]")
    builder()
    builder.edit("[maps]", "[maps")
    monkeypatch.setattr("generator.mkdocs_plugin.rebuild._build_site", build_once_more)
    builder.publish_background(builder.waiting, succeeded=False)


@pytest.mark.skipif(os.name != "posix", reason="runs a script of the shell")
def test_a_cancelled_background_build_changes_nothing(
    processes: None, builder: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = tmp_path / "endless"  # so that it is ended and never done, whoever is slower
    endless.write_text(f'#!/bin/sh\n"{sys.executable}" "$@"\nexec sleep 86400\n', encoding="utf-8")
    endless.chmod(0o755)
    monkeypatch.setattr("generator.mkdocs_plugin.rebuild.sys.executable", str(endless))
    builder.edit("[maps, survey]", "[maps]")
    builder()
    quick, rest = _bytes(builder.site), builder.waiting
    building = Thread(target=rest.run)
    building.start()
    wait_until(lambda: rest.process is not None)
    rest.stop()
    building.join()
    rest.run()
    assert rest.process is not None
    assert rest.process.returncode != 0
    assert _bytes(builder.site) == quick


def test_an_error_changes_nothing_and_its_correction_is_built_incrementally(
    builder: Builder, caplog: pytest.LogCaptureFixture
) -> None:
    before = _bytes(builder.site)
    builder.edit("[maps, survey]", "[maps, nonsense]")
    with pytest.raises(Abort):
        builder()
    assert "there is no tag `nonsense`" in caplog.text
    assert _bytes(builder.site) == before
    builder.edit("[maps, nonsense]", "[maps]")
    builder()
    assert builder.whole == 0
    assert "Survey</a>" not in builder.map()


def test_a_paper_that_is_hidden_leaves_the_lists(builder: Builder) -> None:
    listed = builder.site / "tags/maps/index.html"
    assert MAP in listed.read_text(encoding="utf-8")
    builder.edit("  tags: [maps, survey]", "  hidden: true\n  tags: [maps, survey]")
    builder()
    assert builder.whole == 0
    assert MAP not in listed.read_text(encoding="utf-8")


def test_findings_are_reported_once(builder: Builder, caplog: pytest.LogCaptureFixture) -> None:
    builder.edit("Bounds attention.", "Bounds. " * 20)
    builder()
    builder.publish_background(builder.waiting, succeeded=False)
    assert caplog.text.count("warning[tldr-long]") == 1


def _settled(site: dict[str, bytes]) -> dict[str, bytes]:
    """Return the pages without the numbers of lines, and without the version of the data, which come later."""
    changes = re.compile(rb"\bline \d+|#L\d+|(?:data-build=\"|\?v=)[0-9a-f]{12}")
    return {name: changes.sub(b"", data) for name, data in site.items() if not LATER.search(name)}


def test_a_change_of_settings_theme_or_assets_is_built_by_mkdocs(builder: Builder) -> None:
    for name in ("library/tags.yml", "templates/pages/tag.md.j2"):
        builder.edit("a", "a", name)
        builder()
        assert builder.whole == 0
    for number, name in enumerate(("templates/theme/main.html", "docs/assets/reading-list.css", "mkdocs.yml"), 1):
        builder.edit("a", "a", name)
        builder.edit("Bounds", "Bounds")
        builder()
        assert builder.whole == number


def test_a_save_that_is_noticed_twice_is_one_build(builder: Builder) -> None:
    builder.edit("site_name:", "site_name: ", "mkdocs.yml")
    for _ in range(2):
        builder()
    assert builder.whole == 1


def test_browsers_load_pages_again_only_after_a_build(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=8000, root=config.site_dir)
    for path in (config.docs_dir, config.config_file_path):
        server.watch(path)
    serve(server, config)
    changes = []
    for text in ("site_name: One", "site_name: One", "site_name: Another"):
        Path(config.config_file_path).write_text(text, encoding="utf-8")
        os.utime(config.config_file_path, (len(text), len(text)))
        server._wanted_epoch = server._visible_epoch + 1  # as MkDocs does before it calls the builder
        server.builder()
        changes.append(server._wanted_epoch > server._visible_epoch)
    server.server_close()
    assert changes == [True, False, True]


def test_an_error_stays_on_the_pages_if_its_save_is_noticed_twice(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> None:
        raise Abort("nothing fits")

    errors = BuildErrors()
    monkeypatch.setattr("generator.mkdocs_plugin.serve.ERRORS", errors)
    server = LiveReloadServer(builder=stop, host="127.0.0.1", port=8000, root=config.site_dir)
    for path in (config.docs_dir, config.config_file_path):
        server.watch(path)
    serve(server, config)
    Path(config.config_file_path).write_text("site_name: One", encoding="utf-8")
    for _ in range(2):
        server.builder()
        assert [error.code for error in errors.errors] == ["cannot-build"]
    server.server_close()


def test_a_hidden_temporary_file_is_no_change(builder: Builder) -> None:
    (builder.root / "library/.curation.yml.new").write_text("half a fi", encoding="utf-8")
    builder()
    assert (builder.whole, builder.background) == (0, None)


def test_after_a_build_that_failed_the_next_is_a_whole_build(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SystemExit(1)

    monkeypatch.setattr("generator.mkdocs_plugin.rebuild.build", fail)
    builder.edit("[maps, survey]", "[maps]")
    with pytest.raises(SystemExit):
        builder()
    builder.edit("[maps]", "[maps, survey]")
    builder()
    assert builder.whole == 1


def test_a_save_during_a_build_leads_to_another_build(builder: Builder) -> None:
    builder.edit("site_name:", "site_name: ", "mkdocs.yml")
    builder.meanwhile = lambda: builder.edit("[maps, survey]", "[maps]")
    builder()
    builder.meanwhile = lambda: None
    assert "Survey</a>" in builder.map()
    builder()
    assert "Survey</a>" not in builder.map()


def test_a_strict_preview_builds_the_whole_site(config: MkDocsConfig) -> None:
    config.strict = True
    builder = Builder(config)
    builder.edit("[maps, survey]", "[maps]")
    builder()
    assert builder.whole == 1


@pytest.mark.usefixtures("mkdocs")
def test_a_link_in_a_circle_does_not_end_the_preview(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "tags.yml").touch()
    (tmp_path / "library" / "loop").symlink_to("loop")
    config = MkDocsConfig(config_file_path=str(tmp_path / "mkdocs.yml"))
    assert list(snapshot(config)) == ["library/tags.yml"]
