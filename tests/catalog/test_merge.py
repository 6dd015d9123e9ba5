"""The facts of a paper are merged in the order of trust, and those of a publication come from one record."""

from __future__ import annotations

import pytest

from generator.catalog.merge import facts_of
from generator.catalog.publication import is_preprint, merged_facts, with_first_version
from generator.sources.model import Author, Facts, Link, Preprint
from tests.support.rows import papers, row

_PREPRINT = Facts(kind="article", published="2017", arxiv="1706.09999", keywords=("lamps",))
_PUBLISHED = Facts(kind="paper-conference", published="2018", venue="NeurLamp 31", pages="1-9", doi="10.1145/1.2")


def _merged(*records: Facts) -> Facts:
    return with_first_version(merged_facts(records), records)


def test_what_was_found_fills_gaps_and_adds_its_links() -> None:
    own, code = Link(rel="link", url="https://example.org/"), Link(rel="code", url="https://example.org/code")
    known = Facts(kind="article-journal", venue="Maps", links=(own,))
    found = Facts(kind="paper-conference", published="2023-03", links=(code, own))
    assert merged_facts([known, found]) == Facts(
        kind="article-journal", venue="Maps", published="2023-03", links=(own, code)
    )


def test_the_publication_is_cited_and_the_preprint_is_its_first_version() -> None:
    for records in ((_PREPRINT, _PUBLISHED), (_PUBLISHED, _PREPRINT)):
        facts = _merged(*records)
        assert (facts.kind, facts.venue, facts.year, facts.pages) == ("paper-conference", "NeurLamp 31", "2018", "1-9")
        assert (facts.doi, facts.arxiv, facts.keywords) == ("10.1145/1.2", "1706.09999", ("lamps",))
        assert facts.preprint == Preprint(server="arXiv", identifier="1706.09999", published="2017-06")


def test_a_preprint_is_cited_where_nothing_else_is_known() -> None:
    facts = _merged(_PREPRINT, Facts(authors=(Author(name="Bo Li"),)))
    assert (facts.kind, facts.year, facts.venue) == ("article", "2017", "")
    assert facts.authors == (Author(name="Bo Li"),)


def test_the_day_of_the_first_version_is_the_most_exact_that_fits() -> None:
    stated = Facts(venue="ECCV 2024", published="2024-07-18", arxiv="2407.13863")
    assert _merged(stated).preprint == Preprint(server="arXiv", identifier="2407.13863", published="2024-07-18")
    assert _merged(stated).year == "2024"
    revised = Facts(kind="article", published="2019-12-01", arxiv="1706.09999")
    assert _merged(revised).preprint == Preprint(server="arXiv", identifier="1706.09999", published="2017-06")


def test_two_publications_are_never_mixed() -> None:
    conference = Facts(venue="WACV 2025", published="2025")
    journal = Facts(venue="Journal of Lamps", published="2026", volume="3", pages="1-9", doi="10.1000/a")
    facts = _merged(conference, journal)
    assert (facts.venue, facts.year, facts.volume, facts.pages, facts.doi) == ("WACV 2025", "2025", "", "", "")


def test_records_with_one_doi_complete_each_other() -> None:
    facts = _merged(Facts(published="2020", doi="10.1000/a"), Facts(venue="J", volume="3", doi="10.1000/a"))
    assert (facts.published, facts.venue, facts.volume) == ("2020", "J", "3")


def test_a_preprint_of_another_server_is_named_by_its_doi() -> None:
    deposited = Facts(kind="article-journal", venue="bioRxiv", published="2019", doi="10.1101/2019.12.12.123456")
    published = Facts(kind="article-journal", venue="J. Lamps", published="2020", doi="10.1000/lamps")
    facts = _merged(deposited, published)
    assert (facts.venue, facts.year, facts.doi) == ("J. Lamps", "2020", "10.1000/lamps")
    assert facts.preprint == Preprint(server="bioRxiv", identifier="10.1101/2019.12.12.123456", published="2019")


def test_a_first_version_that_a_source_states_stays() -> None:
    stated = Preprint(server="HAL", identifier="hal-1", published="2019")
    assert _merged(Facts(venue="J", published="2020", preprint=stated)).preprint == stated


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(kind="article", arxiv="1706.09999"), True),
        (Facts(arxiv="1706.09999"), True),
        (Facts(doi="10.31234/abc", venue="PsyArXiv"), True),
        (Facts(kind="paper-conference", arxiv="1706.09999"), False),
        (Facts(kind="dataset", doi="10.5281/zenodo.1", publisher="Zenodo"), False),
        (Facts(venue="J", arxiv="1706.09999"), False),
        (Facts(doi="10.2307/1", venue="J"), False),
        (Facts(), False),
    ],
)
def test_a_record_of_a_preprint_names_a_server_and_no_publication(facts: Facts, expected: bool) -> None:
    assert is_preprint(facts) is expected


def test_the_curator_states_publication_and_first_version() -> None:
    stated = (
        "talking-lamps:\n  kind: article-journal\n  venue: Journal of Lamps\n  published: 2020\n  volume: 3\n"
        "  number: 4\n  pages: 1-9\n  publisher: Lamp Press\n  editors: [Bo Li]\n  edition: 2\n"
        "  preprint: {server: bioRxiv, id: 10.1101/2019.12.12.123456, published: 2019-12-12}\n"
    )
    named, found = papers([row("Talking Lamps", arxiv="2301.00001", venue="Lamps Today")], stated)
    facts = facts_of(named["talking-lamps"], Facts())
    assert found == []
    assert (facts.kind, facts.venue, facts.year) == ("article-journal", "Journal of Lamps", "2020")
    assert (facts.volume, facts.number, facts.pages, facts.edition) == ("3", "4", "1-9", "2")
    assert (facts.publisher, facts.editors) == ("Lamp Press", (Author(name="Bo Li"),))
    assert facts.preprint == Preprint(server="bioRxiv", identifier="10.1101/2019.12.12.123456", published="2019-12-12")


def test_the_curator_states_that_there_is_no_first_version() -> None:
    named, _ = papers([row("Talking Lamps", arxiv="2301.00001")], "talking-lamps: {preprint: ''}")
    assert facts_of(named["talking-lamps"], Facts()).preprint is None
