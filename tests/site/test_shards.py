"""Shards of a site, joined, are the site that one machine builds; where they do not fit, each reason is told."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from generator.build import build, join, known_library
from generator.diagnostics import Severity
from generator.pages.page import Page
from generator.pages.rendering import rendering
from generator.shard import WHOLE, Shard, read_shard
from generator.site.drafts import hash_of
from generator.site.passport import PASSPORT, manifest_hash
from generator.site.sync import MANIFEST, read_manifest
from generator.standing import is_current
from tests.project import make_project
from tests.trees import contents, snapshot


def _folders(root: Path) -> list[Path]:
    return sorted((root / "shards").iterdir())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that one machine built."""
    root = make_project(tmp_path_factory.mktemp("whole") / "project")
    for folder in ("docs/assets", "templates/theme"):
        shutil.rmtree(root / folder)
    build(root)
    return root


@pytest.fixture(scope="module")
def parted(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same project, built in two shards that nobody has joined."""
    root = tmp_path_factory.mktemp("parted") / "project"
    shutil.copytree(whole, root, ignore=shutil.ignore_patterns("docs"))
    shutil.copytree(whole / "docs/guide", root / "docs/guide")
    for number in (1, 2):
        build(root, shard=Shard(number=number, of=2))
    return root


@pytest.fixture
def project(parted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(parted, tmp_path / "project"))


def _codes(root: Path, folders: Sequence[Path]) -> list[tuple[str, str]]:
    """Join folders that do not fit, and return the code and place of each error; see that nothing was written."""
    before = snapshot(root)
    result = join(root, folders)
    assert result.fails(strict=False)
    assert result.changes is None
    assert snapshot(root) == before
    return [(one.code, one.where.file) for one in result.found if one.severity is Severity.ERROR]


def test_joined_shards_are_the_whole_build_to_the_byte(project: Path, whole: Path) -> None:
    assert join(project, _folders(project)).changes is not None
    assert contents(project / "docs") == contents(whole / "docs")


def test_two_shards_of_the_real_library_are_its_whole_build_to_the_byte(real_project: Path) -> None:
    known = known_library(real_project, write=False)
    assert known.catalog is not None
    assert known.known is not None
    made: dict[str, str] = {}
    for shard in (Shard(number=1, of=2), Shard(number=2, of=2)):
        plan = rendering(known.catalog, known.known, known.found, real_project, lambda _: None, shard)
        assert plan
        pages = [page for part in plan.parts for page in part()]
        pages += [plan.closing(page.path for page in pages)] if plan.closing else []
        marks = {page.path: _mark(page) for page in pages}
        assert len(marks) > 1000
        assert not made.keys() & marks.keys()
        made |= marks
    whole = read_manifest(real_project / "docs" / MANIFEST)
    assert made == {path: mark.rpartition(":")[2] for path, (mark,) in whole.items()}


def _mark(page: Page) -> str:
    """Return the hash of a page's bytes, or of a drawing the key that they follow from."""
    return page.drawing.key if page.drawing else hashlib.sha256(page.data).hexdigest()[:32]


def test_the_order_in_which_shards_are_named_does_not_matter(project: Path, whole: Path) -> None:
    join(project, _folders(project)[::-1])
    assert contents(project / "docs") == contents(whole / "docs")


def test_more_shards_than_papers_are_the_whole_build_as_well(project: Path, whole: Path) -> None:
    shutil.rmtree(project / "shards")
    shards = [Shard(number=number, of=9) for number in range(1, 10)]
    written = [result.changes.written for shard in shards if (result := build(project, shard=shard)).changes]
    assert 0 in written[1:]
    join(project, _folders(project))
    assert contents(project / "docs") == contents(whole / "docs")


def test_after_joining_there_is_nothing_to_build(project: Path, whole: Path) -> None:
    join(project, _folders(project))
    assert is_current(project)
    result, last = build(project), build(whole)
    assert (result.found, result.totals, result.changes) == (last.found, last.totals, last.changes)


def test_joining_again_writes_nothing(project: Path) -> None:
    join(project, _folders(project))
    before = snapshot(project / "docs")
    join(project, _folders(project))
    assert snapshot(project / "docs") == before


def test_a_shard_leaves_docs_alone(parted: Path) -> None:
    assert [path.name for path in (parted / "docs").iterdir()] == ["guide"]


def test_each_shard_has_papers_of_its_own_and_the_first_all_else(parted: Path) -> None:
    first, second = (set(contents(folder / "docs")) - {MANIFEST} for folder in _folders(parted))
    assert not first & second
    assert any(path.startswith("papers/") for path in first)
    assert second
    assert all(path.startswith("papers/") for path in second)


def test_joining_removes_what_the_last_build_left(project: Path, whole: Path) -> None:
    shutil.copytree(whole / "docs", project / "docs", dirs_exist_ok=True)
    stale = project / "docs/papers/stale.md"
    stale.write_text("stale", encoding="utf-8")
    _know(project / "docs", "papers/stale.md")
    join(project, _folders(project))
    assert not stale.exists()


def test_joining_never_overwrites_what_a_person_wrote(project: Path) -> None:
    path = project / "docs/index.md"
    path.write_text("by hand", encoding="utf-8")
    assert _codes(project, _folders(project)) == [("file-in-the-way", "docs/index.md")]


def _know(docs: Path, path: str) -> None:
    """Enter a file into the manifest as if it had been built."""
    manifest = docs / MANIFEST
    files = json.loads(manifest.read_text(encoding="utf-8"))
    files["files"][path] = [hash_of(docs / path)]
    manifest.write_text(json.dumps(files), encoding="utf-8")


def test_a_missing_shard_is_named_with_the_command_that_builds_it(project: Path) -> None:
    found = join(project, _folders(project)[:1]).found
    assert [(one.code, one.where.file) for one in found] == [("shard-missing", "shards")]
    assert "2/2" in found[0].message
    assert found[0].hint == "build it: reading-list build --shard 2/2"


def test_a_shard_that_is_there_twice_is_named(project: Path) -> None:
    shutil.copytree(project / "shards/2-of-2", project / "shards/again")
    assert _codes(project, _folders(project)) == [("shard-twice", "shards/again")]


def test_a_shard_of_another_number_is_named(project: Path) -> None:
    build(project, shard=Shard(number=2, of=3))
    assert _codes(project, _folders(project)) == [("other-shards", "shards/2-of-3")]


def test_a_shard_of_another_library_is_named(project: Path) -> None:
    path = project / "library/curation.yml"
    path.write_text(path.read_text("utf-8").replace("[maps, survey]", "[survey, maps]"), "utf-8")
    build(project, shard=Shard(number=1, of=2))
    assert _codes(project, _folders(project)) == [("other-build", "shards/2-of-2")]


def test_shards_of_another_site_are_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://papers.example/")
    found = _codes(project, _folders(project))
    assert found == [("other-build", "shards/1-of-2"), ("other-build", "shards/2-of-2")]


def test_shards_of_machines_that_round_differently_are_named(project: Path) -> None:
    _edit(project / "shards/2-of-2" / PASSPORT, '"learned": "', '"learned": "0')
    assert _codes(project, _folders(project)) == [("other-insights", "shards/2-of-2")]


def test_a_folder_that_is_no_shard_is_named(project: Path) -> None:
    assert _codes(project, [*_folders(project), project / "library"]) == [("no-shard", "library")]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1, "number": "1", "of": 2}', '{"version": 2}'])
def test_what_no_shard_can_say_of_itself_is_no_shard(project: Path, text: str) -> None:
    (project / "shards/1-of-2" / PASSPORT).write_text(text, encoding="utf-8")
    assert _codes(project, _folders(project)) == [("no-shard", "shards/1-of-2")]


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _a_paper(folder: Path) -> Path:
    return next(iter(sorted((folder / "docs/papers").glob("*.md"))))


def _lose(folder: Path) -> None:
    _a_paper(folder).unlink()


def _alter(folder: Path) -> None:
    _a_paper(folder).write_text("altered", encoding="utf-8")


def _lose_hidden(folder: Path) -> None:
    (folder / "docs" / MANIFEST).unlink()


@pytest.mark.parametrize("damage", [_lose, _alter, _lose_hidden])
def test_a_shard_that_came_damaged_is_named(project: Path, damage: Callable[[Path], None]) -> None:
    damage(project / "shards/2-of-2")
    assert _codes(project, _folders(project)) == [("shard-damaged", "shards/2-of-2")]


@pytest.mark.parametrize("path", ["papers/../../x.md", "index.md", "guide/index.md"])
def test_a_shard_brings_no_file_that_is_not_its_own(project: Path, path: str) -> None:
    folder = project / "shards/2-of-2"
    target = folder / "docs" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("text", encoding="utf-8")
    _know(folder / "docs", path)
    passport = json.loads((folder / PASSPORT).read_text(encoding="utf-8"))
    (folder / PASSPORT).write_text(json.dumps(passport | {"manifest": manifest_hash(folder)}), encoding="utf-8")
    assert _codes(project, _folders(project)) == [("shard-damaged", "shards/2-of-2")]


def test_a_shard_that_is_not_finished_does_not_pass_for_a_whole_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = project / "library/curation.yml"
    path.write_text(path.read_text("utf-8").replace("[maps, survey]", "[survey, maps]"), "utf-8")
    monkeypatch.setattr("generator.build.issue_passport", _cut_off)
    with pytest.raises(KeyboardInterrupt):
        build(project, shard=Shard(number=1, of=2))
    path.write_text(path.read_text("utf-8").replace("[survey, maps]", "[maps, survey]"), "utf-8")
    assert ("shard-damaged", "shards/1-of-2") in _codes(project, _folders(project))


def _cut_off(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("text", ["", "x", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "1.0/2", "\u0661/2", "1/20000"])
def test_what_is_no_shard_is_not_read_as_one(text: str) -> None:
    assert read_shard(text) is None


def test_a_shard_is_written_as_it_is_read() -> None:
    assert str(read_shard("2/12")) == "2/12"


def test_every_file_has_one_shard_and_those_of_a_paper_have_the_same() -> None:
    shards = [Shard(number=number, of=7) for number in range(1, 8)]
    kinds = (
        "papers/{}.md",
        "papers/{}.md.txt",
        "papers/{}/cite.csl.json",
        "papers/{}/card.png",
        "papers/{}/index.html",
    )
    for slug in ("a", "talking-lamps", "lamps-2"):
        owners = [[shard for shard in shards if shard.owns(kind.format(slug))] for kind in kinds]
        assert all(found == owners[0] for found in owners)
        assert len(owners[0]) == 1
    for path in ("index.md", "tags/maps.md", "data/papers/0.json", "papers.html"):
        assert [shard.number for shard in shards if shard.owns(path)] == [1]
        assert WHOLE.owns(path)


def test_papers_are_dealt_out_evenly() -> None:
    counts = _dealt(f"paper-{number}" for number in range(1000))
    assert max(counts) - min(counts) < 60


def _dealt(slugs: Iterable[str]) -> list[int]:
    slugs = list(slugs)
    return [sum(Shard(number=number, of=4).has_paper(slug) for slug in slugs) for number in range(1, 5)]
