"""After an edit, what the edit does not touch is read from the cache, and the insights are those made from nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalog.library import read_library
from generator.catalog.model import Catalog, Facet, Paper
from generator.insights import compute
from generator.insights.compute import compute_insights
from generator.insights.make import MAKERS
from generator.storage.cache import FOLDER
from generator.text.repairs import readable
from tests.support.case import TINY

WORDS = """
lamp garden pruning map charts attention proof bound survey model dialogue walks talking small deep maps
""".split()  # noqa: SIM905 (a list of words reads best as words)
TAGS = ("theory", "survey", "models", "small-models", "dialogue", "maps")
PAPERS = 24

Edit = Callable[[Catalog], Catalog]


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of all that is made from here on; each map is made anew."""
    names: list[str] = []

    def noted(name: str, make: Callable[..., Any]) -> Callable[..., Any]:
        def make_noted(*values: Any) -> Any:
            names.append(name)
            return make(*values)

        return make_noted

    makers = {name: noted(name, make) for name, make in MAKERS.items()}
    monkeypatch.setattr(compute, "_makers", lambda: makers)
    return names


def _catalog() -> Catalog:
    """Return the invented library with more papers, on few subjects, most of them tagged."""
    tiny = read_library(TINY, lambda finding: None)
    assert tiny is not None
    some = next(iter(tiny.papers.values()))
    papers = [_written(replace(some, slug=f"p{number:02}"), number) for number in range(PAPERS)]
    tagged = [replace(one, tags=(TAGS[at % 6],) if at % 9 else ()) for at, one in enumerate(papers)]
    return _with_papers(tiny, {one.slug: one for one in tagged})


def _with_papers(catalog: Catalog, papers: Mapping[str, Paper]) -> Catalog:
    return replace(catalog, papers=dict(sorted(papers.items())), listings=(), paths=())


def _written(paper: Paper, seed: int) -> Paper:
    """Return a paper with another title, another abstract and perhaps a keyword."""
    chance = Random(seed)
    title, abstract = (" ".join(chance.choices(WORDS[seed % 6 :], k=length)) for length in (4, 12))
    facts = replace(paper.facts, keywords=tuple(chance.choices(WORDS, k=seed % 2)))
    return replace(paper, title=title, title_plain=title, abstract=readable(f"{abstract}."), facts=facts)


def _tagging(number: int, tags: tuple[str, ...]) -> Edit:
    return lambda catalog: _changed(catalog, number, lambda paper: replace(paper, tags=tags))


def _writing(number: int, seed: int) -> Edit:
    return lambda catalog: _changed(catalog, number, lambda paper: _written(paper, seed))


def _changed(catalog: Catalog, number: int, change: Callable[[Paper], Paper]) -> Catalog:
    slug = list(catalog.papers)[number % len(catalog.papers)]
    return _with_papers(catalog, {**catalog.papers, slug: change(catalog.papers[slug])})


def _adding(seed: int) -> Edit:
    def add(catalog: Catalog) -> Catalog:
        paper = _written(replace(next(iter(catalog.papers.values())), slug=f"a{seed}"), seed)
        return _with_papers(catalog, {**catalog.papers, paper.slug: paper})

    return add


def _removing(number: int) -> Edit:
    def remove(catalog: Catalog) -> Catalog:
        gone = list(catalog.papers)[number % len(catalog.papers)]
        return _with_papers(catalog, {slug: paper for slug, paper in catalog.papers.items() if slug != gone})

    return remove


def _describing(slug: str, phrase: str) -> Edit:
    """Return the edit that gives a tag another name and a phrase that suggests it."""

    def describe(catalog: Catalog) -> Catalog:
        vocabulary = catalog.vocabulary
        tags = {**vocabulary.tags, slug: replace(vocabulary.tags[slug], name=phrase.title(), match=(phrase,))}
        facets = tuple(
            Facet(slug=one.slug, title=one.title, tags=tuple(tags[tag.slug] for tag in one.tags))
            for one in vocabulary.facets
        )
        return replace(catalog, vocabulary=replace(vocabulary, tags=tags, facets=facets))

    return describe


NUMBER = st.integers(0, PAPERS - 1)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(_tagging, NUMBER, st.lists(st.sampled_from(TAGS), unique=True, max_size=3).map(tuple)),
    st.builds(_writing, NUMBER, st.integers(0, 99)),
    st.builds(_adding, st.integers(0, 99)),
    st.builds(_removing, NUMBER),
    st.builds(_describing, st.sampled_from(TAGS), st.sampled_from(WORDS)),
)


def _stored(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / FOLDER).iterdir())}


def _compare(catalog: Catalog, root: Path) -> None:
    """Compare the insights of a project with those made from nothing, and what both store."""
    with TemporaryDirectory() as other:
        expected = compute_insights(catalog, Path(other), write=True)
        assert compute_insights(catalog, root, write=True) == expected
        assert _stored(root) == _stored(Path(other))


@settings(max_examples=settings().max_examples // 10)
@given(st.lists(EDITS, min_size=1, max_size=5))
def test_after_any_edits_the_insights_are_those_from_nothing(edits: list[Edit]) -> None:
    catalog = _catalog()
    with TemporaryDirectory() as root:
        compute_insights(catalog, Path(root), write=True)
        for edit in edits:
            catalog = edit(catalog)
            _compare(catalog, Path(root))


def _damaged(root: Path, earlier: Mapping[str, bytes]) -> Iterator[tuple[Path, bytes]]:
    """Yield what may become of each file of the cache: cut off, changed, of another file, of an earlier state."""
    for path in sorted((root / FOLDER).iterdir()):
        data = path.read_bytes()
        yield from ((path, data[: len(data) // 2]), (path, data[:-1] + b"x"), (path, b""))
        yield from ((path, (root / FOLDER / "terms.bin").read_bytes()), (path, earlier[path.name]))


def test_a_cache_that_is_damaged_foreign_or_older_changes_nothing(tmp_path: Path) -> None:
    catalog = _catalog()
    compute_insights(catalog, tmp_path, write=True)
    earlier = _stored(tmp_path)
    catalog = _writing(3, 77)(_tagging(0, ("maps",))(_describing("maps", "lamp")(catalog)))
    compute_insights(catalog, tmp_path, write=True)
    states = []
    for one in (_tagging(1, ("theory",))(catalog), catalog):
        states.append((one, compute_insights(one, tmp_path, write=True), _stored(tmp_path)))
    for (path, data), (one, expected, good) in zip(_damaged(tmp_path, earlier), cycle(states), strict=False):
        path.write_bytes(data)
        assert compute_insights(one, tmp_path, write=True) == expected
        assert _stored(tmp_path) == good


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (_tagging(1, ("theory", "maps")), {"suggestions", "map"}),
        (_tagging(0, ("theory",)), {"inverse", "suggestions", "map"}),
        (_describing("maps", "lamp"), {"phrases", "suggestions", "map"}),
        (_writing(1, 50), set(MAKERS)),
        (lambda catalog: catalog, set()),
    ],
)
def test_an_edit_makes_only_what_depends_on_it(edit: Edit, expected: set[str], made: list[str], tmp_path: Path) -> None:
    catalog = _catalog()
    compute_insights(catalog, tmp_path, write=True)
    assert sorted(made) == sorted(MAKERS)
    made.clear()
    compute_insights(edit(catalog), tmp_path, write=True)
    assert set(made) == expected
