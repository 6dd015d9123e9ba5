"""The smallest library, which the guide shows in full, can be built."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.case import ROOT
from tests.support.project import make_project, reading_list

_FILE = re.compile(r'^```\w+ title="(library/[^"]+)"\n(.*?)^```$', re.DOTALL | re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = make_project(tmp_path)
    shutil.rmtree(root / "library")
    (root / "library/sources").mkdir(parents=True)
    guide = (ROOT / "docs/guide/curating.md").read_text(encoding="utf-8")
    for name, text in _FILE.findall(guide.partition("{ #files }")[2].partition("\n## ")[0]):
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_the_library_of_the_guide_passes_the_check(project: Path) -> None:
    done = reading_list(project, "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 papers from 2 rows in 1 listing ")


def test_the_library_of_the_guide_becomes_pages(project: Path) -> None:
    assert reading_list(project, "build", "--strict").returncode == 0
    papers = (project / "docs/papers").glob("*.md")
    assert {path.stem for path in papers} == {
        "gardens-of-small-models-pruning-what-nobody-waters",
        "talking-lamps-a-dialogue-model-for-furniture",
    }
