"""The reading time of a path."""

from __future__ import annotations

from dataclasses import replace

from generator.catalog.library import read_library
from generator.pages.kinds.listings import reading_time
from tests.support.case import TINY


def test_a_path_takes_as_long_as_its_titles_abstracts_and_notes() -> None:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    path = catalog.paths[0]
    assert reading_time(path, catalog) == "about 1 minute"
    long = replace(path, steps=(replace(path.steps[0], note="word " * 2300), *path.steps[1:]))
    assert reading_time(long, catalog) == "about 11 minutes"
