"""Papers that one source lists on different days are new on different days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.build.pipeline import build
from generator.catalog.library import LIBRARY, read_library
from generator.editing.new_paper import NewPaper, add_paper
from generator.insights.news import by_day, newest_of
from tests.support.project import make_project

FIRST, SECOND = date(2026, 11, 23), date(2026, 11, 30)


def _project(folder: Path) -> Path:
    root = make_project(folder)
    for title, day in (("Quiet Lamps", FIRST), ("Still Lamps", FIRST), ("Loud Lamps", SECOND)):
        assert add_paper(root, NewPaper(title=title, abstract=f"{title} at home.", listed=day, tags=("maps",))).written
    return root


def test_papers_added_weekly_are_new_at_home_in_feeds_and_digests(tmp_path: Path) -> None:
    root = _project(tmp_path)
    result = build(root)
    assert not result.fails(strict=True), result.found
    docs = root / "docs"
    home = (docs / "index.md").read_text(encoding="utf-8")
    places = [home.index(slug) for slug in ("loud-lamps", "quiet-lamps", "still-lamps")]
    assert places == sorted(places)
    assert "23 November 2026 to 30 November 2026" in home
    for feed in ("papers", "tags/maps", "listings/added"):
        text = (docs / "feeds" / f"{feed}.atom").read_text(encoding="utf-8")
        assert text.index("<title>Loud Lamps</title>") < text.index("<title>Quiet Lamps</title>")
        assert "<published>2026-11-30T00:00:00Z</published>" in text
        assert "<published>2026-11-23T00:00:00Z</published>" in text
    digest = (docs / "digests/added.md").read_text(encoding="utf-8")
    assert digest.index("loud-lamps") < digest.index("quiet-lamps") < digest.index("still-lamps")
    assert "no. 1 of 3, 23 November 2026" in (docs / "papers/quiet-lamps.md").read_text(encoding="utf-8")
    assert "no. 3 of 3, 30 November 2026" in (docs / "papers/loud-lamps.md").read_text(encoding="utf-8")


def test_a_listing_shows_newest_days_first_in_its_own_order(tmp_path: Path) -> None:
    catalog = read_library(_project(tmp_path) / LIBRARY, lambda _: None)
    assert catalog is not None
    added = next(listing for listing in catalog.listings if listing.source == "added")
    assert (added.listed, added.days) == (SECOND, (FIRST, SECOND))
    assert by_day(catalog, added) == {SECOND: ["loud-lamps"], FIRST: ["quiet-lamps", "still-lamps"]}
    assert [paper.slug for paper in newest_of(catalog, added)] == ["loud-lamps", "quiet-lamps", "still-lamps"]
    for listing in catalog.listings:
        if listing is not added:
            assert by_day(catalog, listing) == {listing.listed: [slug for _, slug in listing.papers]}
