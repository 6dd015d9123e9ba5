"""Nothing outside a project is written, removed or published: each link out of it is one message."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.manifest import MANIFEST, generated_files
from generator.build.pipeline import build
from generator.build.publish import (
    check_docs,
    check_site,
    make_staging,
    publish,
    remove_staging,
    staging_folder,
)
from generator.catalog.library import read_library
from generator.diagnostics import Diagnostic
from generator.storage.errors import PlaceError
from generator.storage.lock import PLACE as LOCK
from generator.storage.lock import build_lock
from tests.support.case import lay_out
from tests.support.trees import snapshot


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the invented library that was built: to be copied, never changed."""
    root = tmp_path_factory.mktemp("built") / "project"
    lay_out(root, {})
    assert not build(root).fails(strict=True)
    return root


@pytest.fixture
def root(tmp_path: Path, project: Path) -> Path:
    """Return the root of a project with the invented library that was built; `outside` lies beside it."""
    shutil.copytree(project, tmp_path / "project")
    outside = tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    (outside / "mine.md").write_text("mine\n")
    (outside / "folder" / "mine.txt").write_text("Jan 1\n\nA Secret Title\n\nA secret abstract.\n")
    return tmp_path / "project"


def _state(root: Path) -> object:
    """Return what lies outside of a project, and that it is no less and no more."""
    outside = root.parent / "outside"
    return snapshot(outside), sorted(path.name for path in outside.rglob("*")), sorted(root.parent.iterdir())


def _link(place: str, target: str) -> Callable[[Path], None]:
    """Return what puts a link into a project, in the place of what is there."""

    def put(root: Path) -> None:
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        path.symlink_to(target.format(outside=root.parent / "outside"))

    return put


def _moved(place: str) -> Callable[[Path], None]:
    """Return what moves a folder of a project outside, and puts a link into its place."""

    def move(root: Path) -> None:
        (root / place).mkdir(parents=True, exist_ok=True)
        shutil.move(root / place, root.parent / "outside" / "moved")
        (root / place).symlink_to(root.parent / "outside" / "moved")

    return move


def _manifest(*names: str) -> Callable[[Path], None]:
    """Return what plants a manifest in which files are ours that are not."""

    def plant(root: Path) -> None:
        docs = root / "docs"
        docs.mkdir(exist_ok=True)
        mark = "16e93a8a82ef3a0aad6a0c62b47b9f2c"
        listed = json.loads((docs / MANIFEST).read_text())["files"] if (docs / MANIFEST).exists() else {}
        named = {name.format(outside=root.parent / "outside"): [mark] for name in names}
        (docs / MANIFEST).write_text(json.dumps({"files": listed | named}))

    return plant


PAPER = "docs/papers/a-map-that-draws-itself"
WAYS = {
    "a relative name in the manifest": (_manifest("../../outside/mine.md"), f"docs/{MANIFEST}"),
    "an absolute name in the manifest": (_manifest("{outside}/mine.md"), f"docs/{MANIFEST}"),
    "steps up behind a folder in the manifest": (_manifest("papers/../../../outside/mine.md"), f"docs/{MANIFEST}"),
    "a name in the manifest with backslashes": (_manifest("..\\..\\outside\\mine.md"), f"docs/{MANIFEST}"),
    "a name in the manifest with a NUL": (_manifest("a\0b"), f"docs/{MANIFEST}"),
    "two names in the manifest": (_manifest("../a", "../b"), f"docs/{MANIFEST}"),
    "docs": (_moved("docs"), "docs"),
    "docs that do not exist yet": (_link("docs", "{outside}/new"), "docs"),
    "a folder of generated pages": (_link("docs/papers", "{outside}/folder"), "docs/papers"),
    "a folder of generated pages that was moved": (_moved("docs/papers"), "docs/papers"),
    "a folder of a paper": (_link(PAPER, "{outside}/folder"), PAPER),
    "the folder of the data for programs": (_link("docs/api", "{outside}/folder"), "docs/api"),
    "a generated page": (_link("docs/index.md", "{outside}/mine.md"), "docs/index.md"),
    "a page of a person": (_link("docs/about-us.md", "{outside}/mine.md"), "docs/about-us.md"),
    "a hidden file in docs": (_link("docs/.hidden", "{outside}/mine.md"), "docs/.hidden"),
    "a file of the project beside docs": (_link("docs/settings.yml", "../mkdocs.yml"), "docs/settings.yml"),
    "an asset": (_link("docs/assets/mine.css", "{outside}/mine.md"), "docs/assets/mine.css"),
    "a folder of assets": (_link("docs/assets/mine", "{outside}/folder"), "docs/assets/mine"),
    "a page of the guide": (_link("docs/guide/mine.md", "{outside}/mine.md"), "docs/guide/mine.md"),
    "a link by way of another": (_link("docs/assets/far/a.md", "../../../../outside/mine.md"), "docs/assets/far/a.md"),
    "a link that leads nowhere": (_link("docs/lost.md", "nowhere.md"), "docs/lost.md"),
    "a link that leads to itself": (_link("docs/loop", "loop"), "docs/loop"),
    "a link to a folder that it lies in": (_link("docs/assets/again", ".."), "docs/assets/again"),
    "a listing": (_link("library/sources/mine.txt", "{outside}/folder/mine.txt"), "library/sources/mine.txt"),
    "a listing that is no listing": (_link("library/sources/passwd.txt", "/etc/passwd"), "library/sources/passwd.txt"),
    "the folder of listings": (_moved("library/sources"), "library/sources"),
    "the library": (_moved("library"), "library"),
    "a file of the theme": (_link("templates/theme/mine.css", "{outside}/mine.md"), "templates/theme/mine.css"),
    "the cache": (_link(".cache", "{outside}/folder"), ".cache"),
    "the folder of the cache": (_link(".cache/reading-list", "{outside}/folder"), ".cache/reading-list"),
    "a folder in the cache": (_link(".cache/reading-list/arxiv", "{outside}/folder"), ".cache/reading-list/arxiv"),
    "the lock": (_link(".cache/reading-list/lock", "{outside}/mine.md"), ".cache/reading-list/lock"),
}  # fmt: skip


@pytest.mark.parametrize("built", [False, True], ids=["before the first build", "after a build"])
@pytest.mark.parametrize("way", WAYS)
def test_a_link_out_of_the_project_is_reported_and_not_followed(root: Path, way: str, built: bool) -> None:
    leave, place = WAYS[way]
    if not built:
        shutil.rmtree(root / "docs")
        shutil.rmtree(root / ".cache")
        (root / "docs").mkdir()
    leave(root)
    before = _state(root)
    result = build(root)
    assert [finding.where.file for finding in result.found] == [place], result.found
    assert result.fails(strict=False)
    assert result.found[0].hint
    assert result.changes is None
    assert _state(root) == before


def test_strange_names_in_a_manifest_are_reported_and_not_used(root: Path) -> None:
    before = generated_files(root / "docs")
    _manifest("../a", "/etc/passwd", "b//c", "d/./e", "C:f")(root)
    assert generated_files(root / "docs") == before


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("docs/again.md", "guide/mine.md"),
        ("docs/shared", "guide"),
        ("library/sources/other.txt", "spring.txt"),
    ],
)
def test_a_link_inside_its_folder_is_not_reported(root: Path, place: str, target: str) -> None:
    (root / "docs" / "guide").mkdir(parents=True, exist_ok=True)
    (root / "docs" / "guide" / "mine.md").write_text("mine\n")
    _link(place, target)(root)
    codes = {finding.code for finding in build(root).found}
    assert not codes & {"link-outside", "broken-link"}


def test_a_curation_file_may_be_a_link(root: Path) -> None:
    shutil.move(root / "library" / "curation.yml", root.parent / "outside" / "curation.yml")
    (root / "library" / "curation.yml").symlink_to(root.parent / "outside" / "curation.yml")
    assert not build(root).fails(strict=True)
    assert (root / "library" / "curation.yml").is_symlink()


def test_reading_the_library_alone_follows_no_link_to_a_listing_outside(root: Path) -> None:
    _link("library/sources/mine.txt", "{outside}/folder/mine.txt")(root)
    found: list[Diagnostic] = []
    catalog = read_library(root / "library", found.append)
    assert [finding.code for finding in found if finding.where.file == "library/sources/mine.txt"] == ["link-outside"]
    assert catalog is not None
    assert not any("secret" in slug for slug in catalog.papers)


def test_after_a_bad_link_is_removed_the_next_build_succeeds(root: Path) -> None:
    before = snapshot(root / "docs")
    _link("docs/papers/x", "{outside}/folder")(root)
    assert build(root).fails(strict=False)
    (root / "docs" / "papers" / "x").unlink()
    assert not build(root).fails(strict=True)
    assert snapshot(root / "docs") == before


@pytest.mark.parametrize(
    "site_dir", [".", "..", "docs", "docs/site", "library", "library/sources", "templates/x", ".cache", ".git/x"]
)
def test_a_site_in_the_place_of_sources_is_refused(root: Path, site_dir: str) -> None:
    for name in ("docs", ".cache", ".git"):
        (root / name).mkdir(exist_ok=True)
    with pytest.raises(PlaceError) as reason:
        check_site(Path(os.path.normpath(root / site_dir)), root)
    assert "site_dir" in reason.value.hint


@pytest.mark.parametrize("site_dir", ["site", "public/site", "../elsewhere/site"])
def test_a_folder_for_the_site_alone_is_accepted(root: Path, site_dir: str) -> None:
    check_site(Path(os.path.normpath(root / site_dir)), root)


def test_a_linked_site_is_refused_and_the_setting_is_named(root: Path) -> None:
    (root / "site").symlink_to(root.parent / "outside")
    with pytest.raises(PlaceError, match="symbolic link") as reason:
        check_site(root / "site", root)
    assert "set `site_dir`" in reason.value.hint


def test_a_site_below_a_link_that_leads_out_is_refused(root: Path) -> None:
    (root / "public").symlink_to(root.parent / "outside")
    with pytest.raises(PlaceError, match="leads out"):
        check_site(root / "public" / "site", root)


@pytest.mark.parametrize("kind", ["folder", "link", "dangling link", "file"])
def test_a_foreign_file_in_place_of_the_staging_folder_stays(root: Path, kind: str) -> None:
    stage = staging_folder(root / "site")
    if kind == "folder":
        stage.mkdir()
        (stage / "mine").write_text("mine")
    elif kind == "file":
        stage.write_text("mine")
    else:
        stage.symlink_to(root.parent / "outside" / ("folder" if kind == "link" else "none"))
    before = _state(root), snapshot(root)
    with pytest.raises(PlaceError, match="did not make"):
        make_staging(root / "site")
    remove_staging(root / "site")
    assert (_state(root), snapshot(root)) == before
    assert os.path.lexists(stage)


def test_the_staging_folder_of_a_killed_build_is_emptied(root: Path) -> None:
    make_staging(root / "site")
    (staging_folder(root / "site") / "old.html").write_text("old")
    make_staging(root / "site")
    assert not (staging_folder(root / "site") / "old.html").exists()


@pytest.mark.parametrize("place", ["papers", "papers/x.html"])
def test_a_link_in_the_site_is_replaced_and_not_followed(root: Path, place: str) -> None:
    site = root / "site"
    for text in ("one", "two"):
        make_staging(site)
        (staging_folder(site) / "papers").mkdir()
        (staging_folder(site) / "papers" / "x.html").write_text("<p>" + text)
        (staging_folder(site) / "index.html").write_text("home")
        if text == "two":
            (root.parent / "outside" / "folder" / "x.html").write_text("<p>two")
            target = "folder" if place == "papers" else "folder/x.html"
            _link(f"site/{place}", f"{{outside}}/{target}")(root)
            before = _state(root)
        publish(site, {"papers/x.html"})
    assert _state(root) == before
    assert not (site / place).is_symlink()
    assert (site / "papers" / "x.html").read_text() == "<p>two"
    assert sorted(path.name for path in site.iterdir()) == ["index.html", "papers"]


def test_a_folder_with_files_of_no_site_is_refused(root: Path) -> None:
    before = _state(root)
    with pytest.raises(PlaceError, match="not those of a site"):
        check_site(root.parent / "outside", root)
    assert _state(root) == before


def test_a_folder_with_a_site_or_hidden_files_accepts_a_site(root: Path) -> None:
    site = root / "site"
    site.mkdir()
    (site / ".nojekyll").touch()
    check_site(site, root)
    (site / "old.html").touch()
    (site / "sitemap.xml.gz").touch()
    check_site(site, root)


@pytest.mark.parametrize("docs", ["../outside", "library", "mydocs"])
def test_mkdocs_may_read_no_other_folder_than_the_generated_one(root: Path, docs: str) -> None:
    check_docs(root / "library" / ".." / "docs", root)
    with pytest.raises(PlaceError, match="docs_dir"):
        check_docs(root / docs, root)


def test_a_lock_with_a_second_name_is_not_written_to(root: Path) -> None:
    (root / LOCK).unlink()
    os.link(root.parent / "outside" / "mine.md", root / LOCK)
    before = _state(root)
    with pytest.raises(PlaceError, match="only the program uses"), build_lock(root):
        pass
    assert _state(root) == before


def test_stale_folders_are_removed_with_their_files(root: Path) -> None:
    site = root / "site"
    for paths in (("index.html", "a/x.html", "a/b/c/y.html"), ("index.html",)):
        make_staging(site)
        for path in paths:
            (staging_folder(site) / path).parent.mkdir(parents=True, exist_ok=True)
            (staging_folder(site) / path).write_text("page")
        publish(site, set())
    assert [path.name for path in site.iterdir()] == ["index.html"]
