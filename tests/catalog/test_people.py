"""Authors are compared as people."""

from __future__ import annotations

import pytest

from generator.catalog.identity.people import Shared, shared_authors
from generator.sources.facts.authors import people
from generator.sources.model import Author


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Roe", "Roe, Ann"),
        ("Ann Roe", "A. Roe"),
        ("Ann Roe", "Roe A"),
        ("Bo Cy Poe", "Poe, B.C."),
        ("Bo Cy Poe", "Poe BC"),
        ("Jörg Müller", "J. Mueller"),
        ("Łukasz Øster", "Lukasz Oster"),
        ("Piet van der Berg", "Berg, P."),
        ("Conor O’Hara", "O'Hara, C."),
        ("Jean-Paul Roux", "J.-P. Roux"),
        ("Xiaohong Li", "Li Xiao-Hong"),
        ("Alex Smith", "Alexander Smith"),
        ("Ann Roe", "Ann B. Roe"),
        ("李小红", "小红 李"),
    ],
)
def test_one_person_is_known_in_each_spelling(one: str, other: str) -> None:
    assert shared_authors(people([one]), people([other])) is Shared.MOST


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ann Roe", "Bo Poe"), ("Ann Roe", "Bo Roe"), ("Wei Wang", "Wei Zhang"), ("A. Roe", "B. Roe"), ("Roe", "Poe")],
)
def test_two_people_are_not_one(one: str, other: str) -> None:
    assert shared_authors(people([one]), people([other])) is Shared.NONE


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Ann Roe; Bo Poe; Cy Coe", "Poe, B.; Coe, C.; Roe, A.", Shared.MOST),
        ("Ann Roe; Bo Poe; Cy Coe", "Ann Roe", Shared.MOST),
        ("Ann Roe; Bo Poe", "Ann Roe; Di Doe", Shared.SOME),
        ("Ann Roe; Bo Poe; Cy Coe; Eve Lee", "Ann Roe; Di Doe; Flo Moe; Gus Joe", Shared.NONE),
        ("Ann Roe", "", Shared.UNKNOWN),
        ("Ann Roe", "李小红", Shared.UNKNOWN),
    ],
)
def test_lists_of_authors_share_most_some_or_none(one: str, other: str, shared: Shared) -> None:
    assert shared_authors(people([*one.split("; ")]), people([*filter(None, other.split("; "))])) is shared


def test_an_institution_may_be_any_of_the_authors() -> None:
    institution = (Author(name="The Lamp Group", family="The Lamp Group"),)
    assert shared_authors(institution, people(["Ann Roe"])) is Shared.UNKNOWN
    assert shared_authors(institution, (Author(name="OpenAI", family="OpenAI"),)) is Shared.NONE
