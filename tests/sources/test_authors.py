"""A name keeps the parts that its source gave it."""

from __future__ import annotations

import pytest

from generator.sources.facts.authors import people, ris_name
from generator.sources.facts.bibtex_names import bibtex_names
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


def _names(field: str) -> list[str]:
    return [author.name for author in bibtex_names(field)]


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Ana Lopez, Bo Chen, Cy Dunn, and Di Eve", ["Ana Lopez", "Bo Chen", "Cy Dunn", "Di Eve"]),
        ("Ana Lopez, Bo Chen, and Di Eve", ["Ana Lopez", "Bo Chen", "Di Eve"]),
        ("Ana Lopez, Bo Chen, Cy Dunn", ["Ana Lopez", "Bo Chen", "Cy Dunn"]),
        ("Gata, G.N., Seq, F.A., Lee, B.", ["G.N. Gata", "F.A. Seq", "B. Lee"]),
        ("Lopez, Ana; Chen, Bo; Dunn, Cy", ["Ana Lopez", "Bo Chen", "Cy Dunn"]),
        ("Lopez, Ana; Chen, Bo and M&uuml;ller, Cy", ["Ana Lopez", "Bo Chen", "Cy Müller"]),
        ("Garcia Lopez, Ana Maria and Chen, Bo", ["Ana Maria Garcia Lopez", "Bo Chen"]),
        ("Garcia Lopez, Jr., Ana Maria", ["Ana Maria Garcia Lopez Jr."]),
        ("A, B, C, D", ["A, B, C, D"]),
        (r"Ann Roe \& Bo Poe", ["Ann Roe", "Bo Poe"]),
        (r"{Simon \& Schuster} and {Ann Roe \& Bo Poe}", ["Simon & Schuster", "Ann Roe & Bo Poe"]),
    ],
)
def test_names_are_parted_by_semicolons_and_by_commas_that_are_certain(field: str, names: list[str]) -> None:
    assert _names(field) == names


@pytest.mark.parametrize(
    "field", ["Test, Some and others, ", "Test, Some and others", "Test, Some et al.", "Test, Some and {others}"]
)
def test_others_are_nobody(field: str) -> None:
    assert _names(field) == ["Some Test"]


def test_marks_of_footnotes_and_affiliations_are_no_part_of_a_name() -> None:
    field = r"Roe*, Ann and Poe$^\dagger$, Bo and Coe\textsuperscript{1}, Cy and Fam{\textdagger}, Di and Ed Oe$^{1,2}$"
    assert _names(field) == ["Ann Roe", "Bo Poe", "Cy Coe", "Di Fam", "Ed Oe"]
    assert [author.name for author in people("Ann Roe1,2, Bo Poe3 and Cy Coe*")] == ["Ann Roe", "Bo Poe", "Cy Coe"]
    assert _names("M$^c$Donald, Al and {Web3} and {Team 42}") == ["Al M$^c$Donald", "Web3", "Team 42"]


def test_the_family_name_is_first_in_chinese_japanese_and_korean() -> None:
    assert _parts("欧阳, 明 and 李 小红 and 김, 철수 and 山田, エリ and 王小明") == [
        ("欧阳明", "欧阳", "明"),
        ("李小红", "李", "小红"),
        ("김철수", "김", "철수"),
        ("山田エリ", "山田", "エリ"),
        ("王小明", "王小明", ""),
    ]
    assert ris_name("欧阳, 明") == Author(name="欧阳明", family="欧阳", given="明")
    (author,) = people([{"family": "李", "given": "小红"}])
    assert author.name == "李小红"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Roe, A., Poe, B.C.", ["A. Roe", "B.C. Poe"]),
        ("Roe, A., Poe, B. C., & Coe, D.", ["A. Roe", "B. C. Poe", "D. Coe"]),
        ("Roe A, Poe BC", ["A Roe", "BC Poe"]),
        ("Roe A.; Poe B.C.", ["A. Roe", "B.C. Poe"]),
        ("Roe, Ann; Poe, Bo; et al.", ["Ann Roe", "Bo Poe"]),
        ("Ann Roe, Bo Poe, et al.", ["Ann Roe", "Bo Poe"]),
        ("Roe, A.", ["A. Roe"]),
        ("Malcolm X", ["Malcolm X"]),
        ("Plato, Aristotle, Hume, Kant", []),
    ],
)
def test_names_in_one_text_may_stand_with_their_initials(text: str, names: list[str]) -> None:
    assert [author.name for author in people(text)] == names
