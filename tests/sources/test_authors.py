"""A name keeps the parts that its source gave it."""

from __future__ import annotations

import pytest

from generator.sources.facts.authors import bibtex_names, ris_name
from generator.sources.model import Author


def _parts(field: str) -> list[tuple[str, str, str]]:
    return [(author.name, author.family, author.given) for author in bibtex_names(field)]


@pytest.mark.parametrize(
    ("field", "name", "family", "given"),
    [
        ("Donald E. Knuth", "Donald E. Knuth", "Knuth", "Donald E."),
        ("Knuth, Donald E.", "Donald E. Knuth", "Knuth", "Donald E."),
        ("Ludwig van Beethoven", "Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        (r"van der M{\"u}ller, Ada", "Ada van der Müller", "van der Müller", "Ada"),
        ("Jean de La Fontaine", "Jean de La Fontaine", "de La Fontaine", "Jean"),
        ("de Last, Jr., First Middle", "First Middle de Last Jr.", "de Last Jr.", "First Middle"),
        (r"{\'E}tienne d'Alembert", "Étienne d'Alembert", "d'Alembert", "Étienne"),
        ("Raboso, {Lee-ann}", "Lee-ann Raboso", "Raboso", "Lee-ann"),
        ("Jos{\\'e}~Luis {Garc{\\'i}a M{\\'a}rquez}", "José Luis García Márquez", "García Márquez", "José Luis"),
        ("{OpenAI}", "OpenAI", "OpenAI", ""),
        ("{Rock and Roll Group}", "Rock and Roll Group", "Rock and Roll Group", ""),
        ("{Barnes \\& Noble, Inc.}", "Barnes & Noble, Inc.", "Barnes & Noble, Inc.", ""),
        ("M&uuml;ller, {\\relax Ch}", "Ch Müller", "Müller", "Ch"),
        ("Plato", "Plato", "Plato", ""),
        ("Last,", "Last", "Last", ""),
        ("family=Harman, given=Hans, prefix=von, given-i=H", "Hans von Harman", "von Harman", "Hans"),
        ("A, B, C, D", "A, B, C, D", "", ""),
        ("Викторов, Михаил Маркович", "Михаил Маркович Викторов", "Викторов", "Михаил Маркович"),
    ],
)
def test_a_name_of_bibtex_is_split_as_bibtex_splits_it(field: str, name: str, family: str, given: str) -> None:
    assert _parts(field) == [(name, family, given)]


@pytest.mark.parametrize(
    ("field", "name", "family", "given"),
    [
        (r"Niels J\o rgensen", "Niels Jørgensen", "Jørgensen", "Niels"),
        (r"Paul Erd\H os", "Paul Erdős", "Erdős", "Paul"),
        (r"Fran\c cois Viete", "François Viete", "Viete", "François"),
        (r"Karl Wei\ss", "Karl Weiß", "Weiß", "Karl"),
        (r"Karl Wei\ss  Berg", "Karl WeißBerg", "WeißBerg", "Karl"),
        ("Lech Wa\\l\n esa", "Lech Wałesa", "Wałesa", "Lech"),
        (r"Jan \v Cern\'y", "Jan Černý", "Černý", "Jan"),
        (r"Ludwig van J\o rgensen", "Ludwig van Jørgensen", "van Jørgensen", "Ludwig"),
        (r"Pat O\textquoteright Brien", "Pat O’Brien", "O’Brien", "Pat"),
        (r"Bj\o{} Berg", "Bjø Berg", "Berg", "Bjø"),
        (r"{\O} Berg", "Ø Berg", "Berg", "Ø"),
        (r"Bj\o~Berg", "Bjø Berg", "Berg", "Bjø"),
        (r"Ada\quad Berg", "Ada Berg", "Berg", "Ada"),
        (r"Mu\~noz~Ada Berg", "Muñoz Ada Berg", "Berg", "Muñoz Ada"),
        (r"Erd{\H o}s, P.", "P. Erdős", "Erdős", "P."),
    ],
)
def test_the_space_after_a_command_separates_no_names(field: str, name: str, family: str, given: str) -> None:
    assert _parts(field) == [(name, family, given)]


def test_a_name_may_end_with_a_command_before_the_word_and() -> None:
    assert [name for name, _, _ in _parts(r"Karl Wei\ss and Niels B\o and Bo Li")] == ["Karl Weiß", "Niels Bø", "Bo Li"]


def test_names_are_separated_by_the_word_and() -> None:
    field = "Ada Lovelace and\n      Bo Li  AND Alexander Sand and {Food and Drug Administration} and others"
    assert [name for name, _, _ in _parts(field)] == [
        "Ada Lovelace",
        "Bo Li",
        "Alexander Sand",
        "Food and Drug Administration",
    ]


@pytest.mark.parametrize("field", ["", "  ", "and", "others", "and and and", ",", "{}"])
def test_a_field_of_names_may_be_broken(field: str) -> None:
    assert all(author.name for author in bibtex_names(field))


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Marx, Karl", Author(name="Karl Marx", family="Marx", given="Karl")),
        ("Shannon,Claude E.", Author(name="Claude E. Shannon", family="Shannon", given="Claude E.")),
        (
            "King, Martin Luther, Jr.",
            Author(name="Martin Luther King Jr.", family="King Jr.", given="Martin Luther", suffix="Jr."),
        ),
        ("Fanning E.", Author(name="Fanning E.")),
        ("OpenAI", Author(name="OpenAI", family="OpenAI")),
        ("World Health Organization", Author(name="World Health Organization")),
        (
            "World Health Organization,",
            Author(name="World Health Organization", family="World Health Organization"),
        ),
        (" , ", None),
        ("et al.", None),
        ("Et al.,", None),
        ("others", None),
    ],
)
def test_a_name_of_ris_has_a_comma_after_the_family_name(line: str, author: Author | None) -> None:
    assert ris_name(line) == author


def test_names_may_be_deep_and_many() -> None:
    assert len(bibtex_names(" and ".join(["Li, Bo"] * 5000))) == 5000
    assert bibtex_names("{" * 50_000 + "x")


@pytest.mark.parametrize("field", ["Berg, Jr., Jan", "family=Berg, given=Jan, suffix=Jr."])
def test_a_suffix_ends_the_family_name_and_is_known_by_itself(field: str) -> None:
    (author,) = bibtex_names(field)
    assert author == Author(name="Jan Berg Jr.", family="Berg Jr.", given="Jan", suffix="Jr.")
    assert author.surname == "Berg"


def test_a_suffix_alone_is_no_suffix() -> None:
    assert bibtex_names("{}, Jr., Jan") == (Author(name="Jan Jr.", family="Jr.", given="Jan"),)
