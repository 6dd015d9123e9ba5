"""RIS is read as its programs write it, and every record becomes a row or is reported."""

from __future__ import annotations

import re

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.exports.formats import ris
from generator.sources.model import Author, Link, Record
from generator.text.repairs import plain_line, title_text
from tests.support.case import HERE
from tests.support.references import FULL, lines, made
from tests.support.sources import accounted, read_as, reported, rows

FILES = sorted((HERE / "data" / "ris").glob("*.ris"))


def _one(text: str) -> Record:
    (record,) = rows(".ris", text)
    return record


def _record(*fields: str, kind: str = "JOUR") -> Record:
    return _one("\n".join([f"TY  - {kind}", "TI  - T", *fields, "ER  - "]))


def test_a_record_of_zotero() -> None:
    record = _one(
        "TY  - CONF\r\n"
        "TI  - Maps of H<sub>2</sub>O &amp; <i>“Small”</i> Words\r\n"
        "AU  - Li, Bo\r\n"
        "AU  - World Health Organization\r\n"
        "T2  - The Conference\r\n"
        "AB  - We map.\r\n"
        "\r\n"
        "It works.\r\n"
        "C3  - Proceedings of the Conference\r\n"
        "DA  - 2023/07/10/\r\n"
        "PY  - 2023\r\n"
        "DO  - 10.18653/v1/2023.X-1\r\n"
        "DP  - ACLWeb\r\n"
        "UR  - https://aclanthology.org/2023.x-1\r\n"
        "Y2  - 2024/05/01/10:00:00\r\n"
        "L1  - https://aclanthology.org/2023.x-1.pdf\r\n"
        "N1  - <p>A note.</p>\r\n"
        "KW  - Maps\r\n"
        "KW  - Words; more\r\n"
        "ER  - \r\n\r\n"
    )
    assert record.title == "Maps of H2O & “Small” Words"
    assert record.abstract == "We map. It works."
    assert (record.where.line, record.abstract_where.line) == (1, 6)
    facts = record.facts
    assert facts.authors == (Author(name="Bo Li", family="Li", given="Bo"), Author(name="World Health Organization"))
    assert (facts.kind, facts.venue) == ("paper-conference", "Proceedings of the Conference")
    assert (facts.published, facts.doi) == ("2023-07-10", "10.18653/v1/2023.x-1")
    assert facts.keywords == ("Maps", "Words; more")
    assert facts.links == (
        Link(rel="paper", url="https://aclanthology.org/2023.x-1"),
        Link(rel="pdf", url="https://aclanthology.org/2023.x-1.pdf"),
    )


def test_records_of_endnote_mendeley_and_scopus() -> None:
    text = """TY  - JOUR
AU  - Doe, Karl
AU  - World Health Organization,
A2  - Editor, Ed
DA  - May 7
PY  - 2019
TI  - End notes
T2  - Journal of Notes
JA  - J. Notes
ID  - 12
L1  - internal-pdf://1/x.pdf
ER  -

TY  - JOUR
T1  - Mendeley's way
A1  - Doe, Karl
Y1  - 2018/03//
N2  - An abstract.
JF  - Full Journal
JO  - J
UR  - http://example.org/a;http://example.org/b
M3  - 10.1000/m
ER  -

TY  - CONF
TI  - Scopus's way
AU  - Doe, K.
T2  - Lecture Notes
C3  - Proceedings
PY  - 2017
DO  - https://doi.org/10.1000/S
AB  - Text. © 2017
KW  - One
Two
N1  - Export Date: 1 May 2020
M3  - Conference paper
DB  - Scopus
ER  -
"""
    endnote, mendeley, scopus = rows(".ris", text)
    assert endnote.facts.authors == (
        Author(name="Karl Doe", family="Doe", given="Karl"),
        Author(name="World Health Organization", family="World Health Organization"),
    )
    assert (endnote.facts.published, endnote.facts.venue) == ("2019-05-07", "Journal of Notes")
    assert (endnote.key, endnote.facts.links) == ("12", ())
    assert (mendeley.title, mendeley.abstract) == ("Mendeley's way", "An abstract.")
    assert (mendeley.facts.published, mendeley.facts.doi) == ("2018-03", "10.1000/m")
    assert (mendeley.facts.venue, mendeley.facts.links[0].url) == ("Full Journal", "http://example.org/a")
    assert (scopus.facts.doi, scopus.facts.venue) == ("10.1000/s", "Proceedings")
    assert scopus.facts.keywords == ("One", "Two")


def test_an_address_with_an_encoded_doi_is_the_doi_and_no_link() -> None:
    facts = _record("UR  - https://doi.org/10.1002/(SICI)1097-4571(199806)49:8%3C693::AID-ASI4%3E3.0.CO;2-O").facts
    assert (facts.doi, facts.links) == ("10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o", ())


def test_records_of_the_web_of_science() -> None:
    text = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Smith, J
   Doe, K
AF Smith, Jane
   Doe, Karl
CA Group of Maps
TI A title that
   goes on
SO JOURNAL OF TESTS
DT Article
DE one; two words
ID KEYWORDS; PLUS
AB An abstract
   goes on.
PD MAY 7
PY 2020
DI 10.1000/XYZ
UT WOS:0001
ER

PT C
AU Li, B
TI Talk
SO PROCEEDINGS
DT Proceedings Paper
PY 2021
ER

EF"""
    first, second = rows(".ris", text)
    assert (first.title, first.abstract, first.key) == ("A title that goes on", "An abstract goes on.", "WOS:0001")
    assert [author.name for author in first.facts.authors] == ["Jane Smith", "Karl Doe", "Group of Maps"]
    assert (first.facts.kind, first.facts.venue) == ("article-journal", "JOURNAL OF TESTS")
    assert (first.facts.published, first.facts.doi) == ("2020-05-07", "10.1000/xyz")
    assert first.facts.keywords == ("one", "two words")
    assert (second.facts.kind, second.where.line) == ("paper-conference", 23)


@pytest.mark.parametrize(
    ("kind", "fields", "csl", "venue"),
    [
        ("JOUR", ("JO  - J. Notes",), "article-journal", "J. Notes"),
        ("JOUR", ("JF  - arXiv preprint arXiv:2301.00001",), "article", ""),
        ("GEN", ("UR  - https://arxiv.org/abs/2301.00001",), "article", ""),
        ("GEN", (), "", ""),
        ("CPAPER", ("BT  - Proceedings",), "paper-conference", "Proceedings"),
        ("BOOK", ("T2  - A series",), "book", ""),
        ("CHAP", ("BT  - The whole",), "chapter", "The whole"),
        ("THES", ("PB  - University",), "thesis", "University"),
        ("Journal Article", (), "article-journal", ""),
        ("NONSENSE", (), "", ""),
    ],
)
def test_a_type_of_ris_is_a_type_of_csl(kind: str, fields: tuple[str, ...], csl: str, venue: str) -> None:
    facts = _record(*fields, kind=kind).facts
    assert (facts.kind, facts.venue) == (csl, venue)


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        (("PY  - 1948/07//",), "1948-07"),
        (("Y1  - 2020//",), "2020"),
        (("PY  - 2020", "DA  - 2020/05/07/"), "2020-05-07"),
        (("PY  - 2020", "DA  - 2019/12/31"), "2020"),
        (("PY  - 2020", "DA  - DEC"), "2020-12"),
        (("DA  - 7 May 2020",), "2020-05-07"),
        (("PY  - in press",), ""),
    ],
)
def test_a_date_is_as_long_as_it_is_certain(fields: tuple[str, ...], published: str) -> None:
    assert _record(*fields).facts.published == published


@pytest.mark.parametrize(
    "field",
    [
        *("DO  - 10.48550/arXiv.2301.00001", "UR  - http://arxiv.org/abs/2301.00001v2", "N1  - arXiv: 2301.00001"),
        *("AN  - arXiv:2301.00001", "M1  - arXiv:2301.00001", "JO  - CoRR\nVL  - abs/2301.00001"),
    ],
)
def test_an_arxiv_identifier_is_found_wherever_it_is_named(field: str) -> None:
    facts = _record(field).facts
    assert (facts.arxiv, facts.doi, facts.links) == ("2301.00001", "", ())


def test_authors_keep_the_order_of_the_file_whatever_their_tags() -> None:
    authors = _record("A1  - First, F", "AU  - Second, S", "A1  - Third, T", "AU  - First, F").facts.authors
    assert [author.family for author in authors] == ["First", "Second", "Third"]


def test_editors_are_no_authors_and_notes_no_abstract() -> None:
    record = _record("A2  - Editor, Ed", "A3  - Series, Sue", "N1  - A note.", "XX  - unknown", "SP  -", "AB  - ")
    assert (record.facts.authors, record.abstract) == ((), "")


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ("T1  - First\nST  - F", "First"),
        ("CT  - Third", "Third"),
        ("TI  - \nT1  - Second", "Second"),
        ("ST  - Short", "Short"),
        ("TI  - One\n    line\nER then", "One line ER then"),
        ("TI  - Methods\nAI - based and others", "Methods AI - based and others"),
    ],
)
def test_a_title_has_several_tags_and_lines(fields: str, title: str) -> None:
    assert _one(f"TY  - JOUR\n{fields}\nER  - \n").title == title


def test_one_space_before_the_dash_suffices_throughout_a_file() -> None:
    assert _one("TY - JOUR\nTI - One\nER -\n").title == "One"


def test_byte_order_marks_and_numbers_between_records_change_nothing() -> None:
    text = "1.\nTY  - JOUR\nTI  - One\nER  - \n\n2.\n\ufeffTY  - JOUR\nTI  - Two\nER  - \n"
    assert [record.where.line for record in rows(".ris", text)] == [2, 7]


def test_a_record_without_its_end_or_beginning_is_read() -> None:
    text = "TY  - JOUR\nTI  - One\n\nTY  - JOUR\nTI  - Two\nER  - \nTI  - Three\nER  - \nTY  - JOUR\nTI  - Four"
    reading, found = read_as(".ris", text)
    assert reading is not None
    assert [record.title for record in reading.records] == ["One", "Two", "Three", "Four"]
    assert reported(found) == ["1 info mended-entry", "7 info mended-entry", "9 info mended-entry"]


def test_a_record_without_a_title_is_reported_at_its_line() -> None:
    reading, found = read_as(".ris", "TY  - JOUR\nTI  - One\nER  - \nTY  - JOUR\nID  - x\nTI  - <i></i>\nER  - \n")
    assert reading is not None
    assert (len(reading.records), reading.entries) == (1, 2)
    assert reported(found) == ["4 warning no-title"]
    assert "`x`" in found[0].message


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("", "empty-listing", "empty"),
        ("<html></html>", "unknown-shape", "not RIS"),
        ("PMID- 123\nTI  - X\n", "unknown-shape", "PubMed"),
        ("%0 Journal Article\n%T X\n", "unknown-shape", "EndNote"),
        ("@article{x, title = {X}}", "unknown-shape", "BibTeX"),
        ("TY  - JOUR\n" * 100_002, "too-large", "100,000"),
        ("\n" * 2_000_001, "too-large", "2,000,000"),
    ],
    ids=lambda value: value[:10],
)
def test_a_file_that_is_no_ris_is_refused(text: str, code: str, word: str) -> None:
    reading, found = read_as(".ris", text)
    assert reading is None
    assert reported(found) == [f"1 error {code}"]
    assert word in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        *("\n" * 1_900_000, "x" * 2_000_000, "TI  - x\n" * 50_000, "x\n" * 100_000, "KW  - y\n" + "z\n" * 100_000),
        *("AB  - y\n" + "z\n" * 100_000, "TI  - " + "<i " * 100_000, "AU  - " + "," * 300_000),
    ],
    ids=lambda text: text[:8],
)
def test_a_long_and_hostile_text_is_read(text: str) -> None:
    reading, _ = read_as(".ris", f"TY  - JOUR\nTI  - T\n{text}\nER  - \n")
    assert reading is not None
    assert reading.entries == 1


_PIECES = (
    "TY  - JOUR\n",
    "ER  - \n",
    "TI  - A\n",
    "TI  -\n",
    "AU  - ,\n",
    "\n",
    "x\n",
    "TY\n",
    "KW  - \n",
    "  z\n",
    "ER\n",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_every_record_of_any_file_is_accounted_for(pieces: list[str]) -> None:
    text = "".join(pieces)
    reading, found = read_as(".ris", text)
    if reading is None:
        assert {finding.code for finding in found} <= {"unknown-shape", "empty-listing"}
    else:
        assert accounted(reading, found)
        assert reading.entries >= len(re.findall(r"(?m)^TY  - ", text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_another_reader_counts_the_same_records_and_reads_the_same_titles(path: object) -> None:
    assert FILES
    text = path.read_text(encoding="utf-8-sig")  # type: ignore[attr-defined]
    others = rispy.loads(text)
    reading, found = read_as(".ris", text)
    assert reading is not None
    assert accounted(reading, found)
    assert reading.entries == len(others)
    titles = [other.get("title") or other.get("primary_title") or other.get("short_title") for other in others]
    assert [record.title for record in reading.records] == [title for title in titles if title]


@given(lines, lines)
def test_what_is_exported_is_read_back(title: str, abstract: str) -> None:
    title = f"A {title}".strip()
    record = _one(ris(made(title, abstract)))
    assert (record.title, record.abstract) == (title_text(title), plain_line(abstract))


def test_all_that_is_exported_is_read_back() -> None:
    record = _one(ris(FULL))
    facts = record.facts
    assert (record.key, record.title, record.abstract) == (FULL.key, FULL.title, FULL.abstract)
    assert [author.name for author in facts.authors] == [author.name for author in FULL.authors]
    assert (facts.published, facts.doi, facts.arxiv) == (FULL.published, FULL.doi, FULL.arxiv)
    assert (facts.venue, facts.kind, facts.keywords) == (FULL.venue, FULL.kind, FULL.subjects)
    assert facts.links == (Link(rel="paper", url=FULL.url),)
