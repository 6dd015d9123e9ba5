"""What the pictures show is counted right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.catalog.library import read_library
from generator.catalog.model import Catalog
from generator.insights.usage import tag_pairs, tags_by_day, usage
from tests.support.case import TINY


def _catalog() -> Catalog:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return catalog


def test_pairs_count_in_both_orders_and_tags_are_grouped_by_facet() -> None:
    catalog = _catalog()
    together = tag_pairs(catalog, usage(catalog), 24)
    assert [tag.slug for tag in together.tags] == ["survey", "theory", "dialogue", "maps", "models", "small-models"]
    assert together.papers == {
        ("maps", "survey"): 1,
        ("survey", "maps"): 1,
        ("models", "small-models"): 1,
        ("small-models", "models"): 1,
    }


def test_only_the_most_used_tags_are_shown() -> None:
    catalog = _catalog()
    together = tag_pairs(catalog, usage(catalog), 2)
    assert [tag.slug for tag in together.tags] == ["dialogue", "maps"]
    assert together.papers == {}


def test_the_share_of_a_day_counts_only_curated_papers() -> None:
    catalog = _catalog()
    days = tags_by_day(catalog, usage(catalog), 12)
    assert days.days == (date(2025, 3, 14), date(2025, 9, 10))
    assert days.tagged == (4, 2)  # in autumn one paper waits for a curator, and one is hidden
    papers = {share.tag.slug: share.papers for share in days.shares}
    assert papers["dialogue"] == (1, 1)
    assert papers["maps"] == (1, 0)


def test_listings_of_one_day_count_once_and_undated_ones_never() -> None:
    catalog = _catalog()
    spring, autumn = sorted(catalog.listings, key=lambda listing: listing.listed or date.min)
    same = replace(catalog, listings=(spring, replace(autumn, listed=spring.listed)))
    assert tags_by_day(same, usage(same), 12).tagged == (4,)
    dayless = replace(catalog, listings=(spring, replace(autumn, listed=None)))
    assert tags_by_day(dayless, usage(dayless), 12).days == (date(2025, 3, 14),)
