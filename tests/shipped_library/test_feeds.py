"""Feeds of many papers are few, short and valid."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.pages.feeds import feed_files
from tests.pages.feeds.test_files import test_every_feed_keeps_the_rules_of_its_format
from tests.support.feeds import NS, entry_ids, text

__all__ = ["test_every_feed_keeps_the_rules_of_its_format"]


@pytest.fixture
def tiny(real_project: Path) -> Path:
    """Return the feeds of the shipped library for a test that is that of the invented one."""
    return real_project / "docs/feeds"


def test_the_newest_come_first_and_the_number_of_papers_is_limited(real_project: Path) -> None:
    whole = ET.fromstring((real_project / "docs/feeds" / "papers.atom").read_bytes())
    days = [text(entry, "updated") for entry in whole.findall(f"{NS}entry")]
    assert len(days) == feed_files.LATEST
    assert days == sorted(days, reverse=True)
    assert text(whole, "updated") == days[0] == "2025-09-10T00:00:00Z"
    for path in (real_project / "docs/feeds").rglob("*/*.atom"):
        assert len(entry_ids(path.read_bytes())) <= feed_files.LATEST_OF_ONE


def test_feeds_of_many_papers_are_light(real_project: Path) -> None:
    sizes = [path.stat().st_size for path in (real_project / "docs/feeds").rglob("*") if path.is_file()]
    assert sum(sizes) <= 8_000_000  # they are limited, so they would be little more with forty times the papers
    assert max(sizes) <= 400_000
