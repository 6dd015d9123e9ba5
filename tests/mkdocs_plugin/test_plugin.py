"""The fast renderer gives the site of MkDocs or is not used, and publishing touches only files that changed."""

from __future__ import annotations

import fcntl
import logging
import re
import shutil
import socket
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator.build.publish import make_staging, staging_folder
from generator.mkdocs_plugin import render
from generator.mkdocs_plugin.environment import KNOWN, SWITCH
from generator.mkdocs_plugin.markdown import Body, body
from generator.storage.lock import PLACE as LOCK
from tests.support.facts import known_catalog, write_pages
from tests.support.project import build_by_mkdocs, make_project, run
from tests.support.trees import contents

PAPER = "papers/a-map-that-draws-itself/index.html"


@pytest.fixture
def tiny(mkdocs: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose site is not built yet."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.delenv(SWITCH, raising=False)
    return make_project(tmp_path / "project")


@pytest.fixture(autouse=True)
def _logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.INFO):
        yield


def _build(root: Path, *, strict: bool = False) -> dict[str, bytes]:
    build_by_mkdocs(load_config(str(root / "mkdocs.yml"), strict=strict))
    return contents(root / "site")


def _mkdocs_site(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return the site as MkDocs builds it all by itself."""
    shutil.rmtree(root / "site", ignore_errors=True)
    with monkeypatch.context() as here:
        here.setenv(SWITCH, "0")
        return _build(root)


def _add(root: Path, name: str, text: str) -> None:
    path = root / name
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _replace(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _made_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that fills with the pages that MkDocs makes of those that were generated."""
    made: list[str] = []
    by_mkdocs = render.Renderer.render_by_mkdocs

    def noted(renderer: render.Renderer, path: str) -> Mapping[str, object]:
        made.append(path)
        return by_mkdocs(renderer, path)

    monkeypatch.setattr(render.Renderer, "render_by_mkdocs", noted)
    return made


def test_the_site_is_the_one_that_mkdocs_builds(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_mkdocs = _made_by(monkeypatch)
    site = _build(tiny)
    papers = {path for path in contents(tiny / "docs") if path.startswith("papers/") and path.endswith(".md")}
    assert papers - set(by_mkdocs), "the fast renderer is used"
    assert site == _mkdocs_site(tiny, monkeypatch)


def test_the_page_of_a_paper_does_not_depend_on_other_pages(tiny: Path) -> None:
    few = _build(tiny)[PAPER]
    listing = "".join(f"Zyx{number}: Wvut{number}\n\nSrqp{number}. Onml{number}.\n\n" for number in range(120))
    (tiny / "library" / "sources" / "winter.txt").write_text(f"Dec 20\n\n{listing}", encoding="utf-8")
    _replace(tiny, "library/sources.yml", "hosts:", "  winter.txt: {title: Winter, listed: 2025-12-20}\nhosts:")
    site = _build(tiny)
    assert sum(path.startswith("papers/") and path.endswith("/index.html") for path in site) > 120
    assert site[PAPER] == few


def test_pages_with_all_facts_are_the_same_as_those_of_mkdocs(
    mkdocs: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_pages(tmp_path / "project", known_catalog())
    short, stock = (
        {path: data for path, data in site.items() if ".md" not in path}
        for site in (_build(root), _mkdocs_site(root, monkeypatch))
    )
    assert short == stock


def test_a_site_with_a_repository_and_a_domain_is_that_of_mkdocs(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://papers.example.org/list/")
    monkeypatch.setenv("REPO_URL", "https://github.com/somebody/papers")
    assert _build(tiny) == _mkdocs_site(tiny, monkeypatch)


def test_a_theme_that_changes_texts_gives_the_pages_of_mkdocs(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "{% if page %}{{ page.meta.title | upper }}{% if 'Map' in page.meta.title %}!{% endif %}{% endif %}</footer>"
    _replace(tiny, "templates/theme/partials/footer.html", "</footer>", odd)
    assert _build(tiny) == _mkdocs_site(tiny, monkeypatch)


def test_addresses_that_do_not_end_in_a_slash_stop_a_build(tiny: Path) -> None:
    with pytest.raises(Abort, match="flat-addresses"):
        build_by_mkdocs(load_config(str(tiny / "mkdocs.yml"), use_directory_urls=False))
    assert not (tiny / "site").exists()


def test_a_template_in_another_form_is_built_right_and_named(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    _add(tiny, "templates/pages/about.md.j2", "\n* one\n* *two*\n")
    site = _build(tiny)
    assert (
        "MkDocs builds about.md, which is slower: “* one” is not a heading, a paragraph of one line or an element"
        in caplog.text
    )
    assert b"<li>one</li>\n<li><em>two</em></li>" in site["about/index.html"]
    assert site == _mkdocs_site(tiny, monkeypatch)


def test_mkdocs_builds_all_pages_if_one_differs(
    tiny: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong(markdown: str) -> Body:
        made = body(markdown)
        return replace(made, html=made.html.replace("<p>", "<p> ", 1))

    with monkeypatch.context() as here:
        here.setattr(render, "body", wrong)
        site = _build(tiny)
    assert "MkDocs builds all pages itself: it renders" in caplog.text
    assert site == _mkdocs_site(tiny, monkeypatch)


def test_pages_of_a_second_project_are_compared_with_mkdocs_too(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong(markdown: str) -> Body:
        made = body(markdown)
        return replace(made, html=made.html.replace("rl-abstract", "rl-text"))

    _build(make_project(tmp_path / "first"))
    monkeypatch.setattr(render, "body", wrong)
    _build(tiny)
    assert "it renders papers/" in caplog.text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("plugins: [reading-list, search]", "a plugin or hook handles each page (on_page_context)"),
        ("plugins: [{reading-list: {short_path: false}}]", "short_path is false in mkdocs.yml"),
        ("markdown_extensions: [attr_list, md_in_html, toc, footnotes]", "the Markdown extension footnotes is on"),
    ],
)
def test_mkdocs_builds_all_pages_if_a_setting_needs_it(
    tiny: Path, change: str, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    text = (tiny / "mkdocs.yml").read_text(encoding="utf-8")
    key = change.partition(":")[0]
    (tiny / "mkdocs.yml").write_text(re.sub(rf"(?m)^{key}:\n(?:  .*\n)*", "", text) + f"\n{change}\n", encoding="utf-8")
    site = _build(tiny)
    assert f"MkDocs builds all pages itself: {reason}." in caplog.text
    assert any(path.startswith("papers/") for path in site)


@pytest.mark.parametrize("package", ["mkdocs-material", "markdown"])
def test_mkdocs_builds_all_pages_with_an_unknown_version(
    tiny: Path, package: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("generator.mkdocs_plugin.environment.KNOWN", {**KNOWN, package: "99."})
    _build(tiny)
    assert f"MkDocs builds all pages itself: {package} " in caplog.text


def test_only_files_that_changed_are_touched(tiny: Path) -> None:
    before = _build(tiny)
    times = _times(tiny / "site")
    _replace(tiny, "library/curation.yml", "Draws maps without a hand", "It draws")
    after = _build(tiny)
    assert {path for path, data in after.items() if data != before.get(path)} == {
        path for path, time in _times(tiny / "site").items() if time != times.get(path)
    }
    assert before[PAPER] != after[PAPER]


def _times(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def test_an_incremental_build_gives_the_site_of_a_whole_one(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _build(tiny)
    _replace(tiny, "library/tags.yml", "Maps", "Charts")
    _replace(tiny, "templates/theme/partials/footer.html", "Made with", "Built with")
    _add(tiny, "docs/guide/visiting.md", "\nOne more word.\n")
    assert _build(tiny) == _mkdocs_site(tiny, monkeypatch)


def test_changed_missing_and_foreign_files_of_the_site_are_corrected(tiny: Path) -> None:
    before = _build(tiny)
    site = tiny / "site"
    (site / PAPER).write_text("changed", encoding="utf-8")
    (site / "tags/index.html").unlink()
    (site / "papers/gone").mkdir()
    (site / "papers/gone/index.html").write_text("stale", encoding="utf-8")
    shutil.rmtree(site / "feeds")
    (site / "feeds").write_text("a file where a folder must be", encoding="utf-8")
    (site / ".somebody").write_text("theirs", encoding="utf-8")
    assert _build(tiny) == {**before, ".somebody": b"theirs"}
    assert not (site / "papers/gone").exists()


def test_a_build_that_fails_leaves_the_site_unchanged(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _build(tiny)
    _replace(tiny, "library/tags.yml", "Maps", "Charts")

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("generator.mkdocs_plugin.render.stage_changed", fail)
    with pytest.raises(Abort, match=r"error.cannot-write.: the system refuses to read or write this: no space left"):
        _build(tiny)
    assert contents(tiny / "site") == before
    assert not staging_folder(tiny / "site").exists()


def test_a_site_that_is_a_link_is_refused_and_not_changed(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").write_text("mine", encoding="utf-8")
    (tiny / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Abort, match="set `site_dir`"):
        _build(tiny)
    assert (tiny / "site").is_symlink()
    assert contents(tmp_path / "elsewhere") == {"mine": b"mine"}
    assert not (tiny / "docs" / "index.md").exists(), "nothing is built before that is known"


@pytest.mark.parametrize("short", ["1", "0"])
@pytest.mark.parametrize(
    "place", [".site.next", "docs/mine.md", "docs/assets/mine", "library/sources/mine.txt", ".cache"]
)
def test_building_a_site_follows_no_link_out_of_the_project(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, short: str
) -> None:
    monkeypatch.setenv(SWITCH, short)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine.md").write_text("mine", encoding="utf-8")
    (tiny / place).symlink_to(
        outside if "." not in Path(place).name[1:] or place.startswith(".") else outside / "mine.md"
    )
    with pytest.raises(Abort, match=f"{re.escape(place)}:1:1: error"):
        _build(tiny)
    assert contents(outside) == {"mine.md": b"mine"}
    assert not (tiny / "site").exists()


def test_a_site_is_not_built_while_another_process_builds(tiny: Path, tmp_path: Path) -> None:
    (tiny / LOCK).parent.mkdir(parents=True)
    make_staging(tiny / "site")
    with (tiny / LOCK).open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # as another process would hold it
        file.write("4711\n")
        file.flush()
        with pytest.raises(Abort, match=r"another build is running \(process 4711\)"):
            _build(tiny)
    assert not (tiny / "site").exists()
    assert staging_folder(tiny / "site").exists(), "it belongs to the other process"


@pytest.mark.usefixtures("processes")
def test_a_preview_reports_a_port_in_use_before_it_builds(tiny: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(tiny, "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}")
    assert done.returncode == 1
    assert f"cannot use port {port}" in done.stdout + done.stderr
    assert f"make serve PORT={port + 1}" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not (tiny / "docs" / "index.md").exists()


def test_a_strict_build_with_a_warning_publishes_nothing(tiny: Path) -> None:
    before = _build(tiny, strict=True)
    _add(tiny, "docs/guide/visiting.md", "\n[nowhere](nowhere.md)\n")
    with pytest.raises(Abort):
        _build(tiny, strict=True)
    assert contents(tiny / "site") == before


def test_an_interrupted_publication_is_completed_by_the_next_build(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _build(tiny)
    _replace(tiny, "library/tags.yml", "Maps", "Charts")
    moves: list[Path] = []
    move = Path.replace

    def cut_off(here: Path, there: Path) -> Path:
        if staging_folder(tiny / "site") in here.parents:
            moves.append(there)
        if len(moves) == 4:
            raise KeyboardInterrupt
        return move(here, there)

    with monkeypatch.context() as here:
        here.setattr(Path, "replace", cut_off)
        with pytest.raises(KeyboardInterrupt):
            _build(tiny)
    assert _build(tiny) == _mkdocs_site(tiny, monkeypatch)
