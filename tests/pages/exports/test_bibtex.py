"""BibTeX has the facts of the paper, for the parsers of other projects."""

from __future__ import annotations

from dataclasses import replace

import bibtexparser
import pytest
from hypothesis import given
from pybtex.database import parse_string

from generator.pages.exports.bibtex import bibtex, tex, tex_spans
from generator.sources.model import Author
from generator.text.spans import Kind, Span, find_spans
from tests.support.references import BARE, FULL, JUNIOR, MANY_COMMAS, PREPRINTED, decoded, lines, made


def _fields(text: str) -> dict[str, str]:
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    (entry,) = library.entries
    found: dict[str, str] = {field.key: field.value for field in entry.fields}
    people = parse_string(text, "bibtex").entries[entry.key]
    assert {name: " ".join(found[name].split()) for name in people.fields} == {
        name: " ".join(value.split()) for name, value in people.fields.items()
    }
    return found


@given(lines)
def test_tex_reads_as_the_text_it_was_made_of(text: str) -> None:
    assert decoded(tex(text)) == text


def _without_money(text: str) -> str:
    """Return text in which nothing can be taken for mathematics."""
    return " ".join(text.replace("$", "").split())


@given(lines, lines, lines)
def test_two_readers_read_back_title_abstract_and_summary(title: str, abstract: str, summary: str) -> None:
    title = _without_money(title) or "x"
    abstract = _without_money(abstract)
    fields = _fields(bibtex(made(title, abstract, summary=summary)))
    assert decoded(fields["title"]) == title
    assert decoded(fields.get("abstract", "")) == abstract
    assert decoded(fields.get("annote", "")) == summary


def test_mathematics_stays_mathematics_and_money_is_text() -> None:
    spans = find_spans(r"Bounds $\sum_i \alpha_i^2$ for $5 or $100K")
    assert tex_spans(spans) == r"Bounds $\sum_i \alpha_i^2$ for \$5 or \$100K"


@pytest.mark.parametrize("inside", [r"\{x", "x}{", r"\{x}", r"{x\}", "x % y", r"\\%", "a & b", "a # b"])
def test_mathematics_that_bibtex_cannot_contain_is_shown_as_text(inside: str) -> None:
    span = Span(kind=Kind.MATH, text=f"${inside}$", target=inside)
    assert decoded(tex_spans((span,))) == f"${inside}$"


@pytest.mark.parametrize("inside", [r"\{0,1\}", r"5\%", r"\left\{x_{\{1\}}\right\}", r"a\_b\#\&\$", r"x\\y"])
def test_escaped_signs_stay_in_mathematics(inside: str) -> None:
    title = f"A ${inside}$ bound"
    text = bibtex(made(title, abstract=title))
    assert _fields(text)["title"] == f"{{{title}}}"
    assert _fields(text)["abstract"] == title


def test_nothing_is_invented() -> None:
    assert bibtex(BARE) == "@misc{a-key,\n  title = {{A title}},\n}\n"


def test_all_known_facts_are_written() -> None:
    fields = _fields(bibtex(FULL))
    assert bibtex(FULL).startswith("@article{a-key,")
    assert " ".join(fields) == (
        "author editor title journal series volume number pages issn year month doi eprint archiveprefix url "
        "abstract keywords annote"
    )
    assert fields["author"] == "van der Müller, Ada and {Rock and Roll Group} and Bo Li"
    assert fields["editor"] == "de Coe, Cy and {Lamp Group}"
    assert (fields["volume"], fields["number"], fields["pages"]) == ("3", "4–5", "1--9")
    assert (fields["year"], fields["month"], fields["eprint"]) == ("2025", "3", "2503.00001")
    assert fields["keywords"] == r"Maps \& charts, One{,} two, c{;}d"
    assert fields["url"] == FULL.url
    assert fields["annote"] == "Shows it. Code: https://github.com/example/x"


@pytest.mark.parametrize(
    ("kind", "genre", "has", "lacks"),
    [
        ("article-journal", "Review", "series volume number pages issn", "type publisher edition isbn"),
        ("paper-conference", "", "series volume pages publisher isbn", "edition issn"),
        ("chapter", "", "series edition volume publisher isbn", "issn"),
        ("thesis", "PhD thesis", "pages", "type editor publisher number volume"),
        ("report", "white paper", "type number pages", "editor publisher volume"),
        ("software", "", "organization", "pages publisher volume"),
        ("", "", "volume publisher pages isbn", ""),
    ],
)
def test_an_entry_has_the_fields_that_biblatex_knows_of_its_type(kind: str, genre: str, has: str, lacks: str) -> None:
    fields = _fields(bibtex(replace(FULL, kind=kind, genre=genre, number="" if not kind else "2")))
    assert [name for name in has.split() if name not in fields] == []
    assert [name for name in lacks.split() if name in fields] == []


def test_a_name_with_many_commas_keeps_its_parts() -> None:
    people = parse_string(bibtex(MANY_COMMAS), "bibtex").entries["many-commas"].persons["author"]
    found = [(each.first_names, each.prelast_names + each.last_names) for each in people]
    shown = [(decoded(" ".join(given)), decoded(" ".join(family))) for given, family in found]
    assert shown == [(author.given, author.family or author.name) for author in MANY_COMMAS.authors]


def test_the_capitals_of_proceedings_are_kept_as_those_of_a_title() -> None:
    paper = replace(FULL, kind="paper-conference", venue="Proceedings & Maps")
    assert _fields(bibtex(paper))["booktitle"] == r"{Proceedings \& Maps}"


def test_a_small_letter_behind_a_hyphen_begins_no_particle() -> None:
    names = (
        Author(name="Manuel Montes-y-Gómez", family="Montes-y-Gómez", given="Manuel"),
        Author(name="Zheng-jun Zha"),
    )
    assert "author = {{Montes-y-Gómez}, Manuel and {Zheng-jun} Zha}" in bibtex(replace(BARE, authors=names))


def test_a_suffix_is_a_part_of_its_own() -> None:
    assert "  author = {de Berg, Jr., Jan},\n" in bibtex(JUNIOR)
    (person,) = parse_string(bibtex(JUNIOR), "bibtex").entries["a-key"].persons["author"]
    assert (person.prelast_names, person.last_names, person.lineage_names) == (["de"], ["Berg"], ["Jr."])


def test_the_year_of_the_venue_is_the_year_of_the_entry() -> None:
    text = bibtex(PREPRINTED)
    fields = _fields(text)
    assert text.startswith("@inproceedings{")
    assert (fields["year"], decoded(fields["booktitle"])) == ("2025", "WACV 2025")
    assert "month" not in fields
    assert _fields(bibtex(replace(PREPRINTED, published="2025-02")))["month"] == "2"
