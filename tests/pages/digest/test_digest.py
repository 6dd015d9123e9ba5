"""A digest has each new paper once, under its first tag, in a message that any mail program shows."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import given

from generator.catalog.library import read_library
from generator.catalog.model import Catalog, Listing
from generator.insights.news import first_seen, new_in
from generator.pages.digest import (
    FORMATS,
    WIDTH,
    Digest,
    DigestItem,
    Section,
    digest_of_listing,
    digest_since,
    mail,
    note,
    plain,
)
from generator.pages.escape import one_line
from generator.settings import Settings
from tests.support.case import TINY
from tests.support.facts import known_catalog
from tests.support.references import texts

SITE = Settings(address="https://papers.example.org/")


@cache
def _catalog() -> Catalog:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return catalog


@pytest.fixture
def catalog() -> Catalog:
    return _catalog()


def _listing(slug: str) -> Listing:
    return next(listing for listing in _catalog().listings if listing.slug == slug)


def _titles(digest: Digest) -> list[str]:
    return [item.title for section in digest.sections for _, items in section.groups for item in items]


class _Elements(HTMLParser):
    """Takes a document apart; every element but those without content must be closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")
        if tag not in {"meta", "br"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _elements(document: str) -> _Elements:
    found = _Elements()
    found.feed(document)
    found.close()
    return found


def test_each_paper_is_new_in_one_listing(catalog: Catalog) -> None:
    new = [paper.slug for listing in catalog.listings for paper in new_in(catalog, listing)]
    assert len(new) == len(set(new)) == len(catalog.papers)
    for listing in catalog.listings:
        assert all(first_seen(paper).listed == listing.listed for paper in new_in(catalog, listing))


def test_a_paper_is_listed_under_its_first_tag_and_untagged_ones_last() -> None:
    digest = digest_since(_catalog(), date(2025, 1, 1), SITE)
    assert [(section.title, [name for name, _ in section.groups]) for section in digest.sections] == [
        ("Kind of paper", ["Theory"]),
        ("Subject", ["Small models", "Dialogue", "Maps & charts"]),
        ("Without tags", [""]),
    ]
    assert sorted(_titles(digest)) == sorted(paper.title_plain for paper in _catalog().papers.values())


def test_a_digest_of_the_whole_library_has_every_paper(catalog: Catalog) -> None:
    titles = _titles(digest_since(catalog, date(2025, 1, 1), SITE))
    assert len(titles) == len(catalog.papers)


@pytest.mark.parametrize(("since", "number"), [(date(2025, 3, 14), 5), (date(2025, 3, 15), 1), (date(2025, 9, 11), 0)])
def test_since_a_day_means_on_that_day_or_later(since: date, number: int) -> None:
    assert digest_since(_catalog(), since, SITE).papers == number


def test_the_digest_of_a_listing_has_what_was_in_no_listing_before() -> None:
    digest = digest_of_listing(_catalog(), _listing("autumn"), SITE)
    assert digest.title == "New in Autumn listing"
    assert set(_titles(digest)) == {paper.title_plain for paper in new_in(_catalog(), _listing("autumn"))}
    assert digest.more == "https://papers.example.org/digests/autumn/"


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_names_every_paper_with_its_address_and_summary(style: str) -> None:
    written = FORMATS[style](digest_since(_catalog(), date(2025, 1, 1), SITE))
    for paper in _catalog().papers.values():
        assert f"https://papers.example.org/papers/{paper.slug}/" in written
    assert "Cuts what nobody waters and keeps the fruit." in written
    assert "\r" not in written
    assert written.endswith("\n")


def test_the_mail_is_complete_in_itself_and_runs_nothing(catalog: Catalog) -> None:
    document = mail(digest_since(catalog, date(2025, 1, 1), SITE))
    found = _elements(document)
    assert found.names <= {
        *("html", "head", "meta", "title", "style", "body"),
        *("h1", "h2", "h3", "p", "a", "br", "strong", "small"),
    }
    assert set(found.attributes) <= {"lang", "charset", "name", "content", "style", "href"}
    assert all(href.startswith("https://papers.example.org/") for href in found.attributes["href"])
    assert not re.search(r"url\(|@import|<script", document)
    assert "light dark" in document


def test_a_mail_that_fits_is_not_shortened() -> None:
    document = mail(digest_since(_catalog(), date(2025, 1, 1), SITE))
    assert "too long" not in document


def test_lines_of_the_plain_text_are_short_but_for_addresses(catalog: Catalog) -> None:
    for line in plain(digest_since(catalog, date(2025, 1, 1), SITE)).splitlines():
        assert len(line) <= WIDTH or line.startswith("  https://"), line


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_names_the_known_authors_and_venue(style: str) -> None:
    catalog = known_catalog()
    written = FORMATS[style](digest_of_listing(catalog, catalog.listings[0], SITE))
    assert "Eve Berg · 2021" in written


def test_without_an_address_of_the_site_there_are_no_links() -> None:
    for write in FORMATS.values():
        assert "://" not in write(digest_of_listing(_catalog(), _listing("autumn"), Settings()))
    assert "href" not in mail(digest_since(_catalog(), date(2025, 1, 1), Settings()))


@given(texts)
def test_hostile_text_stays_text(text: str) -> None:
    shown = one_line(text).strip()
    item = DigestItem(title=shown or "x", address="https://example.org/", summary=shown, byline=shown)
    digest = Digest(title=shown or "x", site="A list", lead="One.", sections=(
        Section(title=shown or "x", groups=((shown or "x", (item,)),)),))  # fmt: skip
    found = _elements(mail(digest))
    assert found.names <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "a", "br", "small"}
    assert found.text.count(shown) >= 6
    assert len(note(digest).splitlines()) == len(note(digest).split("\n")) - 1
