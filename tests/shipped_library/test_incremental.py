"""After edits of the real library a build gives what a build from nothing gives."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

from generator.build.pipeline import build
from generator.catalog.model import Catalog
from generator.editing import Change, apply
from tests.support.project import make_project
from tests.support.trees import contents


def test_edits_end_in_the_pages_of_a_build_from_nothing(real_project: Path, catalog: Catalog, tmp_path: Path) -> None:
    root, chance = tmp_path / "edited", Random(4)
    shutil.copytree(real_project, root, ignore=shutil.ignore_patterns("site"))
    tags = sorted(catalog.vocabulary.tags)
    for paper in chance.sample(sorted(catalog.papers.values(), key=lambda paper: paper.slug), 3):
        new = [tag for tag in chance.sample(tags, 4) if tag not in paper.tags][:1]
        change = Change(key=paper.key, add=tuple(new), remove=paper.tags[:1], tldr=f"Edited: {chance.choice(tags)}.")
        assert apply(root, [change]).written
        built = build(root)
        assert built.changes is not None, built.found
        assert 0 < built.changes.written < built.changes.unchanged
    nothing = make_project(tmp_path / "nothing", root / "library")
    assert build(nothing).changes is not None
    assert contents(root / "docs") == contents(nothing / "docs")
