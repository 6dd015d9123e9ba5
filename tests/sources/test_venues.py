"""A paper is cited by the year that its venue names, if the venue certainly names one."""

from __future__ import annotations

import pytest

from generator.sources.facts.dates import venue_year
from generator.sources.facts.identifiers import is_arxiv_date
from generator.sources.model import Facts


@pytest.mark.parametrize(
    ("venue", "year"),
    [
        ("ECCV 2024", "2024"),
        ("CVPR2024", "2024"),
        ("2024 IEEE/CVF Conference on Computer Vision", "2024"),
        ("ICLR 2024 Workshop", "2024"),
        ("Proc. of the 2024 Conference on Maps", "2024"),
        ("SIGGRAPH Asia 2022", "2022"),
        ("Findings of EMNLP 2021", "2021"),
        ("J. Mach. Learn. Res. 24 (2023)", "2023"),
        ("Lamps 7 (2025) 1-9", "2025"),
        ("Lamps 35(2023):1985–1999", "2023"),
        ("WACV 2025: WACV 2025 Workshops", "2025"),
        ("Lamps, vol. 2019 (2024)", "2024"),
    ],
)
def test_a_venue_that_names_one_year_has_that_year(venue: str, year: str) -> None:
    assert venue_year(venue) == year


@pytest.mark.parametrize(
    "venue",
    [
        *("", "NeurIPS'23", "Neural Computation 35", "Maps 1899", "Maps 2100", "Maps 12024", "Maps ２０２４"),
        *("Proceedings of 2019-2020", "Horizon 2020 Workshop 2023", "2001: A Journal"),
        *("arXiv preprint arXiv:2003.07474", "Lamps, vol. 2019", "LNCS 1947", "Lamps, pp. 1999", "Lamps, no. 2010"),
    ],
)
def test_several_years_or_numbers_like_one_are_no_year(venue: str) -> None:
    assert venue_year(venue) == ""


@pytest.mark.parametrize(
    ("published", "venue", "date"),
    [
        ("2023-03-13", "WACV 2025", "2025"),
        ("2024-07-18", "ECCV 2024", "2024-07-18"),
        ("2024-01", "ICML 2023", "2023"),
        ("", "ICML 2023", "2023"),
        ("2023-03", "Maps", "2023-03"),
        ("2019-05", "Horizon 2018 Workshop 2019", "2019-05"),
        ("", "", ""),
    ],
)
def test_the_year_of_the_venue_is_the_year_of_the_citation(published: str, venue: str, date: str) -> None:
    facts = Facts(published=published, venue=venue)
    assert facts.date == date
    assert facts.year == date[:4]


@pytest.mark.parametrize(
    ("arxiv", "date"),
    [
        *(("2303.07474", date) for date in ("2023-03-13", "2023-03", "2023", "2023-02-28")),
        *(("hep-th/9901001", date) for date in ("1999-01-02", "1998-12-31")),
    ],
)
def test_a_date_of_the_month_of_its_identifier_is_that_of_arxiv(arxiv: str, date: str) -> None:
    assert is_arxiv_date(arxiv, date)


@pytest.mark.parametrize(
    ("arxiv", "date"),
    [("2303.07474", "2023-04-01"), ("2303.07474", "2025"), ("2303.07474", ""), ("", "2023-03"), ("odd", "2023")],
)
def test_another_date_is_not_that_of_arxiv(arxiv: str, date: str) -> None:
    assert not is_arxiv_date(arxiv, date)
