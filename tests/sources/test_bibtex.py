r"""BibTeX is read as its programs write it, and every entry becomes a row or is reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Severity
from generator.pages.exports.bibtex import bibtex
from generator.sources.model import Author, Link, Record
from generator.text.repairs import plain_line, title_text
from tests.support.case import HERE
from tests.support.corpus import corpus_text
from tests.support.references import FULL, lines, made
from tests.support.sources import accounted, read_as, reported, rows


def _one(text: str) -> Record:
    (record,) = rows(".bib", text)
    return record


def _facts(fields: str, kind: str = "article") -> Record:
    return _one(f"@{kind}{{key, title = {{T}}, {fields}}}")


def test_an_entry_of_the_acl_anthology() -> None:
    record = _one("""
@inproceedings{li-van-der-berg-2020-maps,
    title = "{M}aps of {``}Small{''} Words {--} a Survey",
    author = "Li, Bo  and
      van der Berg, Ad{\\`e}le",
    editor = "Nobody, Ned",
    booktitle = "Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics",
    month = jul,
    year = "2020",
    publisher = "Association for Computational Linguistics",
    url = "https://aclanthology.org/2020.acl-main.1/",
    doi = "10.18653/v1/2020.acl-main.1",
    pages = "1--12",
    abstract = "We map 50{\\%} of words, $n^2$ of them."
}
""")
    assert record.title == "Maps of “Small” Words – a Survey"
    assert record.abstract == "We map 50% of words, $n^2$ of them."
    assert (record.key, record.where.line, record.abstract_where.line) == ("li-van-der-berg-2020-maps", 2, 14)
    assert record.facts.authors == (
        Author(name="Bo Li", family="Li", given="Bo"),
        Author(name="Adèle van der Berg", family="van der Berg", given="Adèle"),
    )
    assert (record.facts.kind, record.facts.published) == ("paper-conference", "2020-07")
    assert record.facts.venue.startswith("Proceedings of the 58th")
    assert record.facts.doi == "10.18653/v1/2020.acl-main.1"
    assert record.facts.links == (Link(rel="paper", url="https://aclanthology.org/2020.acl-main.1/"),)


def test_an_entry_of_openreview() -> None:
    record = _one("""@inproceedings{
anonymous2024maps,
title={Maps of \\textit{Small} Words},
author={Bo Li and Ada Lovelace and others},
booktitle={The Twelfth International Conference on Learning Representations},
year={2024},
url={https://openreview.net/forum?id=a_B-c}
}""")
    assert (record.key, record.title) == ("anonymous2024maps", "Maps of Small Words")
    assert [author.name for author in record.facts.authors] == ["Bo Li", "Ada Lovelace"]
    assert record.facts.links[0].url == "https://openreview.net/forum?id=a_B-c"


def test_a_preprint_of_zotero() -> None:
    record = _one("""
@misc{li_maps_2023,
\ttitle = {Maps of {H}$_{\\textrm{2}}$O {\\textless}1\\% \\& {BERT}},
\tshorttitle = {Maps},
\turl = {http://arxiv.org/abs/2301.00001},
\tdoi = {10.48550/arXiv.2301.00001},
\tabstract = {We map. It costs \\$5.},
\turldate = {2024-05-01},
\tpublisher = {arXiv},
\tauthor = {Li, Bo and {World Health Organization}},
\tmonth = jan,
\tyear = {2023},
\tnote = {arXiv:2301.00001 [cs]},
\tkeywords = {Computer Science - Machine Learning, Maps},
\tfile = {Full Text:files/1/Li.pdf:application/pdf},
}
""")
    assert record.title == "Maps of H2O <1% & BERT"
    assert record.abstract == "We map. It costs $5."
    facts = record.facts
    assert (facts.kind, facts.arxiv, facts.doi, facts.venue) == ("article", "2301.00001", "", "")
    assert facts.links == ()  # the identifier leads there
    assert facts.keywords == ("Computer Science - Machine Learning", "Maps")
    assert facts.authors[1] == Author(name="World Health Organization", family="World Health Organization")


def test_entries_of_mendeley_jabref_and_endnote() -> None:
    text = """% Encoding: UTF-8

@article{Li2020,
abstract = {Fine {\\&} good.},
archivePrefix = {arXiv},
arxivId = {2001.00001},
author = {Li, Bo},
eprint = {2001.00001},
file = {:home/bo/li.pdf:pdf;x},
journal = {Nature},
mendeley-tags = {maps},
keywords = {words,maps},
title = {{Maps of {\\~{}}Small Words}},
year = {2020}
}

@Article{Berg2021,
  author       = {Berg, Ada},
  date         = {2021-03-04/2021-03-06},
  journaltitle = {Annals},
  title        = {Notes},
  subtitle     = {A beginning},
  file         = {:berg.pdf:PDF},
  groups       = {g1},
}

@Comment{jabref-meta: databaseType:biblatex;}

@article{
   author = {Doe, K.},
   title = {End notes},
   journal = {Notes},
   type = {Journal Article}
}
"""
    mendeley, jabref, endnote = rows(".bib", text)  # EndNote gives no key
    assert (mendeley.title, mendeley.abstract) == ("Maps of ~Small Words", "Fine & good.")
    assert (mendeley.facts.arxiv, mendeley.facts.venue) == ("2001.00001", "Nature")
    assert mendeley.facts.keywords == ("words", "maps")
    assert mendeley.facts.kind == "article-journal"
    assert (jabref.title, jabref.facts.published) == ("Notes: A beginning", "2021-03-04")
    assert (endnote.key, endnote.title) == ("", "End notes")


def test_an_entry_of_dblp() -> None:
    record = _facts("journal = {CoRR}, volume = {abs/1706.03762}, biburl = {https://dblp.org/rec/x.bib}")
    assert (record.facts.kind, record.facts.arxiv, record.facts.venue) == ("article", "1706.03762", "")


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ("eprint = {2301.00001v2}, archiveprefix = {arXiv}, primaryclass = {cs.LG}", "2301.00001"),
        ("eprint = {hep-th/9901001}, eprinttype = arxiv", "hep-th/9901001"),
        ("eprint = {2301.00001}", "2301.00001"),
        ("eprint = {2301.00001}, eprinttype = {jstor}", ""),
        ("journal = {arXiv preprint arXiv:2301.00001}", "2301.00001"),
        ("number = {arXiv:2301.00001}", "2301.00001"),
        ("number = {2301.00001}", ""),
        ("howpublished = {\\url{https://arxiv.org/abs/2301.00001}}", "2301.00001"),
        ("note = {arXiv: 2301.00001}", "2301.00001"),
        ("note = {arXiv:2301.00001.}", "2301.00001"),
        ("url = {https://arxiv.org/abs/2301.00001/}", "2301.00001"),
        ("eprint = {math.GT/0309136}, archiveprefix = {arXiv}", "math/0309136"),
        ("note = {Extends the model of Li et al., see the appendix of their preprint on arXiv:2301.00001}", ""),
    ],
)
def test_an_arxiv_identifier_is_found_wherever_it_is_named(fields: str, arxiv: str) -> None:
    facts = _facts(fields, "misc").facts
    assert facts.arxiv == arxiv


@pytest.mark.parametrize(
    ("kind", "fields", "csl"),
    [
        ("article", "journal = {Nature}", "article-journal"),
        ("ARTICLE", "journal = {bioRxiv}", "article"),
        ("article", "journaltitle = {Time}, entrysubtype = {magazine}", "article-magazine"),
        ("inproceedings", "booktitle = {P}, eprint = {2301.00001}", "paper-conference"),
        ("conference", "", "paper-conference"),
        ("mvbook", "", "book"),
        ("inbook", "", "chapter"),
        ("phdthesis", "school = {X}", "thesis"),
        ("thesis", "type = {phdthesis}", "thesis"),
        ("techreport", "institution = {X}", "report"),
        ("online", "url = {https://example.org}", "webpage"),
        ("online", "eprint = {2301.00001}, eprinttype = {arxiv}", "article"),
        ("software", "", "software"),
        ("misc", "", ""),
        ("nonsense", "", ""),
    ],
)
def test_a_type_of_entry_is_a_type_of_csl(kind: str, fields: str, csl: str) -> None:
    assert _facts(fields, kind).facts.kind == csl


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year = 1999", "1999"),
        ('year = "{\\noopsort{1973b}}1973"', "1973"),
        ("year = 1999, month = feb", "1999-02"),
        ("year = 1999, month = {February}", "1999-02"),
        ("year = 1999, month = 2, day = 5", "1999-02-05"),
        ('year = 1999, month = "10~" # jan', "1999-01-10"),
        ('year = 1999, month = jul # "~4"', "1999-07-04"),
        ("year = 1999, month = {Spring}", "1999"),
        ("date = {2012-06/2013-01}", "2012-06"),
        ("date = {2012-21}, year = 1999", "2012"),
        ("date = {2012?}", "2012"),
        ("year = {in press}", ""),
        ("year = {19999}", ""),
    ],
)
def test_a_date_is_as_long_as_it_is_certain(fields: str, published: str) -> None:
    assert _facts(fields).facts.published == published


@pytest.mark.parametrize(
    ("fields", "venue", "urls"),
    [
        ("howpublished = {Pamphlet}", "Pamphlet", ()),
        ("howpublished = {\\url{https://example.org/a_b}}", "", ("https://example.org/a_b",)),
        ("url = {https://doi.org/10.1000/x}, doi = {10.1000/X}", "", ()),
        ("url = {https://example.org/~me/a\\_b.pdf}", "", ("https://example.org/~me/a_b.pdf",)),
        ("url = {not an address}, booktitle = {Proc. of \\emph{X} \\& Y}", "Proc. of X & Y", ()),
        ("url = {javascript:alert(1)}, school = {University}", "University", ()),
    ],
)
def test_venues_and_addresses_are_distinguished(fields: str, venue: str, urls: tuple[str, ...]) -> None:
    facts = _facts(fields, "misc").facts
    assert facts.venue == venue
    assert tuple(link.url for link in facts.links) == urls


@pytest.mark.parametrize("doi", ["10.1000/x_y", "https://doi.org/10.1000/X_y", "10.1000/x\\_y", "doi: 10.1000/x{\\_}y"])
def test_a_doi_is_bare(doi: str) -> None:
    assert _facts(f"doi = {{{doi}}}").facts.doi == "10.1000/x_y"


@pytest.mark.parametrize(
    ("words", "keywords"),
    [
        ("a, b,a", ("a", "b")),
        ("a; b, c; d", ("a", "b, c", "d")),
        ("{One, two}, three", ("One, two", "three")),
        ("{c;d}, x", ("c;d", "x")),
        ("{c;d}", ("c;d",)),
        ("{a {B}, c; d}; x", ("a B, c; d", "x")),
        (r"{a \{b\}; c}, \{d, e\}", ("a {b}; c", "{d", "e}")),
        (r"{a \textbraceleft{} b; c}, x", ("a { b; c", "x")),
        ("maps \\& charts", ("maps & charts",)),
    ],
)
def test_keywords_are_separated_by_commas_or_semicolons(words: str, keywords: tuple[str, ...]) -> None:
    assert _facts(f"keywords = {{{words}}}").facts.keywords == keywords


def test_macros_are_expanded_wherever_they_are_defined() -> None:
    text = """
@misc{a, title = early # { at } # LATE, year = 1999}
@string{early = "Words" # { and }}
@STRING(late = early # "more")
@misc{b, title = unknown # " stays", howpublished = late}
"""
    first, second = rows(".bib", text)
    assert first.title == "Words and at Words and more"
    assert (second.title, second.facts.venue) == ("unknown stays", "Words and more")


def test_a_part_inherits_suitable_fields_from_the_whole() -> None:
    text = """
@inproceedings{part, title = {Part}, author = {Li, Bo}, crossref = {WHOLE}}
@proceedings{whole, title = {Whole}, year = 2001, month = may, doi = {10.1000/whole}, url = {https://example.org},
  keywords = {whole}, abstract = {Of the whole.}}
@article{twin, title = {Twin}, year = 1990, crossref = {journal}}
@article{journal, title = {Issue}, journal = {Annals}, date = {2000-01}, crossref = {twin}}
@xdata{lent, howpublished = {Lent}}
@misc{lender, title = {Lender}, xdata = {lent}}
"""
    reading, found = read_as(".bib", text)
    assert reading is not None
    assert reported(found) == ["7 info not-a-paper"]
    part, _, twin, journal, lender = reading.records
    assert (part.facts.venue, part.facts.published) == ("Whole", "2001-05")
    assert (part.facts.doi, part.facts.links, part.facts.keywords, part.abstract) == ("", (), (), "")
    assert (twin.facts.venue, twin.facts.published) == ("Annals", "1990")
    assert journal.facts.published == "2000-01"  # the two refer to each other
    assert lender.facts.venue == "Lent"


def test_field_names_may_be_in_any_case_and_odd() -> None:
    record = _facts("AUTHOR = {U. Author}, AUTHOR+an:username = {1=x}, Year = 2014, opt-x.y = {z}", "Book")
    assert (record.facts.authors[0].name, record.facts.published) == ("U. Author", "2014")


def test_parentheses_may_hold_an_entry() -> None:
    first, second = rows(".bib", '@article(a, title = "In (round) ones", year = 1999)\n@misc{b, title = {B}}')
    assert (first.title, first.facts.published, second.title) == ("In (round) ones", "1999", "B")


def test_remarks_and_preambles_are_no_entries() -> None:
    text = """Words that stand anywhere, such as me@example.org.
@preamble{"\\def\\x#1{\\hbox{$#1$}} " # "more"}
@comment{@misc is no entry here, {nor} here}
@Comment{jabref-meta: grouping:
0 AllEntriesGroup:;
1 StaticGroup:maps\\;0\\;1\\;;
}
mail: me@example{.org}
@misc{a, title = {A}}
"""
    assert _one(text).where.line == 9


def test_an_entry_that_is_commented_out_is_reported() -> None:
    reading, found = read_as(".bib", "% @misc{a, title = {A}}\n@misc{b,\n% title = {Old},\n title = {B}}\n")
    assert reading is not None
    assert [record.title for record in reading.records] == ["B"]
    assert reported(found) == ["1 info commented-out"]


def test_one_key_may_name_two_entries_and_both_are_read() -> None:
    text = "@misc{a, title = {One}}\n@misc{A, title = {Two}}\n@misc{c, title={C}, crossref = {a}, title={D}}\n"
    reading, found = read_as(".bib", text)
    assert reading is not None
    assert [record.title for record in reading.records] == ["One", "Two", "C"]
    assert sorted(reported(found)) == ["2 info repeated-entry-key", "3 info repeated-field"]


@pytest.mark.parametrize(
    ("entry", "place", "words"),
    [
        ("@misc{a, title = {One, author = {Li, Bo},\n  year = 1999\n}", "3:1", "line 7"),
        ("@misc{a,\n title = {One {Two},\n year = {1999}\n}", "3:1", "line 8"),
        ("@misc{a,\n title = {One}},\n year = {1999}\n}", "5:2", "it ends before `year`"),
        ("@misc{a, title = {One}} two}, year = {1999}}", "3:25", "it ends before this text"),
        ("@misc{a, title = {The W}} path of things}\n}", "3:27", "it ends before this text"),
        ('@misc{a,\n title = "One,\n year = "1999"\n}', "3:1", "line 8"),
        ("@misc{a,\n title = {One}\n year = 1999 }", "5:2", "a comma is missing before `year`"),
        ("@misc{a,\n title =\n {One}\n year = 1999 }", "6:2", "a comma is missing before `year`"),
        ("@misc{a,\n title = {One},\n year = 1999 month = {jan}}", "5:14", "a comma is missing before `month`"),
        ("@misc{a\n title = {One},\n year = 1999\n}", "3:1", "no comma after its key"),
        ("@misc{a title = {One}, year = {1999}}", "3:1", "no comma after its key"),
        ("@misc{a, title = {One, year = 1999, author = {Li, Bo}}", "3:1", "line 5"),
        ("@misc{a, title = {One}, year = {1999},", "3:1", "line 5"),
        ("@misc{a, title = {One}, year, month = {1}}", "3:1", "line 3, there is a name without an equals sign"),
        ("@misc{a, title = {One}, year}", "3:1", "line 3, there is a name without an equals sign"),
        ("@misc{a, title = {One}, {year} = 1999}", "3:1", "line 3"),
        ("@misc{a, title = {One}, ye(ar = 1999}", "3:25", "not the name of a field"),
        ("@misc{a, title = {One} {Two}, year = {1999}}", "3:24", "the value of `title` is broken"),
        ("@misc{a, title = {One} # , year = {1999}}", "3:24", "the value of `title` is broken"),
        ("@misc{a, title = One Two, year = {1999}}", "3:22", "the value of `title` is broken"),
        ('@misc{a, title = "One {Two", year = {1999}}', "3:18", "the value of `title` is broken"),
        ("@mi.sc{a, title = {One}}", "3:1", "`@` and a word"),
        ("misc{a,\n title = {One}}", "3:1", "`@` and a word"),
        ("misc{ a,\n Unique-ID = {One}}", "3:1", "`@` and a word"),
    ],
)
def test_a_broken_entry_is_an_error_and_the_others_are_read(entry: str, place: str, words: str) -> None:
    text = f"@misc{{before, title = {{B}}}}\n\n{entry}\n\n@misc{{after, title = {{C}}}}\n"
    reading, found = read_as(".bib", text)
    assert reading is not None
    assert [record.title for record in reading.records] == ["B", "C"]
    assert reading.entries == 3
    (finding,) = found
    assert (finding.severity, finding.code) == (Severity.ERROR, "broken-entry")
    assert f"{finding.where.line}:{finding.where.column}" == place
    assert words in finding.message
    assert finding.hint


def test_an_entry_that_the_file_breaks_off_is_an_error() -> None:
    reading, found = read_as(".bib", "@misc{a, title = {A}}\n@misc{b, title = {B},\n year = {1999}\n")
    assert reading is not None
    assert [record.title for record in reading.records] == ["A"]
    assert reported(found) == ["2 error broken-entry"]
    assert "it has no end" in found[0].message


@pytest.mark.parametrize("head", ["{title = {One},", "{\n  title={One},", "{,\n  title = {One},", "( title={One},"])
def test_an_entry_without_a_key_is_read(head: str) -> None:
    closing = ")" if head[0] == "(" else "}"
    entry = f"@article{head}\n abstract = {{A}}{closing}"
    first, second = rows(".bib", f"{entry}\n{entry}")
    assert (first.key, first.title) == (second.key, second.title) == ("", "One")
    assert (first.where.line, first.abstract_where.line) == (1, entry.count("\n") + 1)
    assert second.where.line == entry.count("\n") + 2


@pytest.mark.parametrize("head", ["@misc\n{", "@some-type{", "@commentary{", "@Strings{"])
def test_a_head_may_be_odd_or_have_a_line_end(head: str) -> None:
    before, one, after = rows(
        ".bib", f"@misc{{b, title = {{B}}}}\n\n{head}a, title = {{One}}}}\n\n@misc{{c, title = {{C}}}}"
    )
    assert (before.title, one.title, after.title) == ("B", "One", "C")
    assert one.where.line == 3


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("@article{a, title={Sets \\}1, 2\\{}, year=2020}", "Sets }1, 2{"),
        ("@article{a, title={Sets \\{1}, year=2020}", "Sets {1"),
        ("@article{a, title={Sets 1\\}}, year=2020}", "Sets 1}"),
        ("@article{a, title={Sets \\{1}, year=2020, note={and 2\\}}}", "Sets {1"),
        ("@article{a, title={Sets \\{1\\} \ufdd0}, year=2020}", "Sets {1} \ufdd0"),
    ],
)
def test_a_brace_after_a_backslash_does_not_count(entry: str, title: str) -> None:
    first, second = rows(".bib", f"{entry}\n@misc{{b, title={{Two}}}}\n")
    assert (first.title, first.facts.published, second.title) == (title, "2020", "Two")


@pytest.mark.parametrize(
    "entry",
    [
        "@article{a,\n title={One},\n note={See {A} \\\nyear=2020\n}",
        "@article{a,\n title={One {1} \\,\n year=2020\n}",
        "@article{a,\n title={One \\{ {1} \\,\n year=2020\n}",
        "@article{a,\n title={The {Windows} path C:\\},\n year=2020\n}",
        "@article{a, title={One {1} \\\\}, year=2020}",
        '@article{a, title="One {1} \\", year=2020}',
        "@article{a, title={One} # { {1} \\}, year=2020}",
    ],
)
def test_a_value_cannot_end_with_a_backslash(entry: str) -> None:
    reading, found = read_as(".bib", f"{entry}\n@misc{{b, title={{Two}}}}\n")
    assert reading is not None
    assert [record.title for record in reading.records] == ["Two"]
    assert reported(found) == ["1 error broken-entry"]


def test_a_block_may_begin_within_a_broken_one() -> None:
    reading, found = read_as(".bib", '@misc{a, title={A}} @{ @string{foo = "x"} }\n@misc{b, title=foo}\n')
    assert reading is not None
    assert [(record.title, record.where.line) for record in reading.records] == [("A", 1), ("x", 2)]
    assert accounted(reading, found)
    reading, found = read_as(".bib", "x @{@x{a, title={A}}\nx @{@x{a, title={A}}\n")
    assert reading is not None
    assert [record.where.line for record in reading.records] == [1, 2]
    assert accounted(reading, found)
    reading, found = read_as(".bib", "@{@sng{@}}")
    assert reported(found) == ["1 error broken-entry"]
    assert accounted(reading, found)


@pytest.mark.parametrize(
    "entry",
    [
        "@article{a, title={New}, % trailing\n author={Li, Bo}, year=2000}",
        "@article{a, % key of a\n title={New},\n author={Li, Bo}, year=2000\n}",
        "@article{ % a\n a % key\n, title={New} % y\n,\n author={Li, Bo}, year % x\n = % x\n 2000\n}",
        "@article{a,\n title={New},\r\n% title={Old},\r\n% note = 1,\r\n author={Li, Bo}, year=2000 % y\r\n}",
        '@article(a,\n title={N} # % a joint\n "ew", author={Li, Bo}, year=2000 % }\n)',
    ],
)
def test_remarks_within_an_entry_are_left_out(entry: str) -> None:
    first, second = rows(".bib", f"{entry}\n\nSome words between entries.\n@misc{{b, title={{Two}}}}\n")
    assert (first.key, first.title, first.facts.published) == ("a", "New", "2000")
    assert [author.name for author in first.facts.authors] == ["Bo Li"]
    assert (second.title, second.where.line) == ("Two", entry.count("\n") + 4)


def test_a_key_with_parentheses_may_have_a_remark_after_it() -> None:
    assert _one("@misc{10.1002/(SICI)1, % key\n title={New}}").title == "New"


def test_a_percent_sign_within_a_value_begins_no_remark() -> None:
    text = (
        '@misc{a, % one\n title={50 % of\n % all}, journal = "% of,\n% x", abstract={A\n\n% B\n}, % x\n volume=50%\n}'
    )
    record = _one(text)
    assert (record.title, record.facts.venue, record.abstract) == ("50 % of % all", "% of, % x", "A % B")
    assert record.abstract_where.line == 4


@pytest.mark.parametrize("line", ["x @foo{bar}", "@foo.bar", "@foo, bar {x}", "a@b{c, d = {e}}"])
def test_a_value_may_have_an_at_sign(line: str) -> None:
    text = f"@misc{{a, title={{One}}, abstract={{Mail us\n{line}\n\\{{ok}}, year={{2020}}}}\n@misc{{b, title={{Two}}}}"
    first, second = rows(".bib", text)
    assert (first.title, first.facts.published, second.title) == ("One", "2020", "Two")
    assert first.abstract.startswith("Mail us ")
    assert first.abstract.endswith("ok")


@pytest.mark.parametrize(
    "line", ["@foo{bar}", " @foo{bar} \\}, y", "@{x}, y", "@foo {me and you, him}", "@a(b)", "@foo{}\n@foo{}"]
)
def test_a_line_of_a_value_cannot_begin_like_an_entry(line: str) -> None:
    text = f"@misc{{a, title={{One}}, abstract={{Mail us\n{line}\n\\{{ok}}, year={{2020}}}}\n@misc{{b, title={{Two}}}}"
    reading, found = read_as(".bib", text)
    assert reading is not None
    assert [record.title for record in reading.records] == ["Two"]
    assert "1 error broken-entry" in reported(found)
    assert "another one begins on line 2" in found[0].message
    assert accounted(reading, found)


@pytest.mark.parametrize(
    "head", ["@misc{b,", "@misc{title = {B},", "@misc{b\n", "@misc(b ,", "  @string{b =", "@comment{", "@preamble{"]
)
def test_the_head_of_an_entry_ends_one_without_a_brace(head: str) -> None:
    text = f"@misc{{a,\n title={{One}},\n note={{Two\n}}\n{head} title={{B}}}}, year=2020}}\n"
    reading, found = read_as(".bib", f"{text}@misc{{c, title={{C}}}}\n")
    assert reading is not None
    assert reading.records[-1].title == "C"
    assert "1 error broken-entry" in reported(found)
    assert "another one begins on line 5" in found[0].message


@pytest.mark.parametrize(
    "entry",
    [
        "@article{a, title={New}, % trailing\n year=2000% x, y",
        "@article{a, title={New}, % {A}, = 1\n year=2000 % x",
        "@article{a,\n title={New} % y\n year=2000, % x\n}",
        "@article{ % {a\n a, title={New}}",
        '@article{a,\n title={New}, % main title, see "x"\n author={Li, Bo}, % x\n year=2000,\n}',
        "@article{a,\n title={New},\n% note = {\n author={Li, Bo}}",
        "@article{a, title={New}, % a = 1, year = 1999,\n author={Li, Bo}}",
        "@article{a, title={New}, year=2000 % x, note={Old},\n author={Li, Bo}}",
        "@article{a, title={New}, % note={Old\n and older},\n author={Li, Bo}}",
    ],
)
def test_a_remark_that_hides_a_part_of_a_field_is_an_error(entry: str) -> None:
    reading, found = read_as(".bib", f"{entry}\n@misc{{b, title={{Two}}}}\n")
    assert reading is not None
    assert [record.title for record in reading.records] == ["Two"]
    assert {finding.code for finding in found} == {"broken-entry"}
    assert accounted(reading, found)


def test_every_entry_and_macro_that_cannot_be_read_is_reported() -> None:
    text = """@misc{a,
@misc{b}

  @misc{c, title = {}}
@string{broken = "x" y}
@misc{d, title = {D}}
"""
    reading, found = read_as(".bib", text)
    assert reading is not None
    assert [(record.title, record.position) for record in reading.records] == [("D", 3)]
    assert reading.entries == 4
    assert sorted(reported(found)) == [
        "1 error broken-entry",
        "2 warning no-title",
        "4 warning no-title",
        "5 error broken-entry",
    ]
    assert next(finding.where.column for finding in found if finding.where.line == 4) == 3


def test_lines_may_end_as_on_windows() -> None:
    record = _one("@misc{a,\r\n  title = {One\r\n  line},\r\n  abstract = {Two\r\n\r\nparts}\r\n}\r\n")
    assert (record.title, record.abstract, record.abstract_where.line) == ("One line", "Two parts", 4)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-listing"),
        (" \n\n", "empty-listing"),
        ("<!DOCTYPE html><html>a, b</html>", "unknown-shape"),
        ("TY  - JOUR\nTI  - X\nER  - \n", "unknown-shape"),
        ("@comment{nothing}", "unknown-shape"),
        ("100% of \\{nothing\\}", "unknown-shape"),
        ("@misc{k, title = " + "{" * 1000, "deep-nesting"),
        ("@misc{k, title = {" + "{a" * 1000 + "}" * 1001 + "}", "deep-nesting"),
        ("@misc{k" + ",a={}" * 1_300_000, "too-large"),
        ("@a\n" * 100_002, "too-large"),
        ("@" * 4_000_001, "too-large"),
        ("\n" * 2_000_001, "too-large"),
        ("@string{a={" + "x" * 90_000 + "}}\n" + "@misc{k, title=a}\n" * 300, "macro-bomb"),
        ("@string{a={" + "x" * 90_000 + "}}\n@misc{k, title=a # a}", "macro-bomb"),
    ],
    ids=lambda value: value[:20],
)
def test_a_file_that_cannot_be_trusted_is_refused(text: str, code: str) -> None:
    reading, found = read_as(".bib", text)
    assert reading is None
    assert [finding.code for finding in found] == [code]


def test_macros_that_double_each_other_are_refused() -> None:
    doubling = "".join(f"@string{{a{step + 1} = a{step} # a{step}}}\n" for step in range(60))
    reading, found = read_as(".bib", f"@string{{a0 = {{xxxxxxxxxx}}}}\n{doubling}@misc{{k, title = a60}}")
    assert reading is None
    assert reported(found) == ["15 error macro-bomb"]


@pytest.mark.parametrize(
    "inside",
    [
        *("$ " * 50_000, "\\a" * 20_000, "\\(x" * 50_000, "\\'" * 50_000, "<i " * 50_000, "\\frac{a}{b}" * 10_000),
        *("``" * 50_000, "&#1;" * 50_000, "\\url{" + "x" * 50_000 + "}", "~" * 50_000, "--" * 50_000, "\\" * 50_001),
    ],
    ids=lambda inside: inside[:6],
)
def test_a_long_and_hostile_text_is_read(inside: str) -> None:
    reading, _ = read_as(".bib", f"@misc{{a, title = {{{inside}}}, author = {{{inside}}}, abstract = {{{inside}}}}}\n")
    assert reading is not None
    assert reading.entries == 1


@pytest.mark.parametrize(
    "piece", ["x @misc{a, b = {1}} c = {2} ", "\n@\n}@misc{a,b={{", "\n@misc{a, b = {1}}\n c = {2}"]
)
def test_many_odd_entries_are_read_and_accounted_for(piece: str) -> None:
    reading, found = read_as(".bib", piece * 10_000)
    assert accounted(reading, found)


@given(
    st.lists(
        st.sampled_from(["@misc{a,", "title", "=", "{", "}", '"', ",", "\n", "x", "#", "\\", "@", "%", "("]),
        max_size=40,
    )
)
def test_every_entry_of_any_file_is_accounted_for(pieces: list[str]) -> None:
    reading, found = read_as(".bib", "".join(pieces) + "\n@misc{last, title = {Last}}\n")
    if reading is None:
        assert [finding.code for finding in found] == ["unknown-shape"]
    else:
        assert accounted(reading, [finding for finding in found if "macro" not in finding.message])


def test_the_examples_of_bibtex_itself() -> None:
    reading, found = read_as(".bib", (HERE / "data" / "bibtex" / "xampl.bib").read_text(encoding="utf-8"))
    assert reading is not None
    assert reported(found) == ["43 warning no-title", "226 warning no-title", "358 warning no-title"]
    assert reading.entries == 36
    known = {record.key: record for record in reading.records}
    crossed = known["inproceedings-crossref"]
    assert crossed.facts.venue == "Proc. Fifteenth Annual ACM Symposium on the Theory of Computing"
    assert known["article-crossref"].facts.venue == "G-Animal's Journal"
    assert known["phdthesis-full"].facts.authors[0].name == "F. Phidias Phony-Baloney"
    assert known["mastersthesis-full"].facts.authors[0].name == "Édouard Masterly"


def test_in_a_long_file_every_entry_is_accounted_for() -> None:
    copies = 20
    text = (HERE / "data" / "bibtex" / "xampl.bib").read_text(encoding="utf-8")
    reading, found = read_as(".bib", "\n".join([text] * copies))
    assert reading is not None
    assert (reading.entries, len(reading.records)) == (36 * copies, 33 * copies)
    assert accounted(reading, found)
    lines_of_one = text.count("\n") + 1
    assert [record.where.line for record in reading.records[33:66]] == [
        record.where.line + lines_of_one for record in reading.records[:33]
    ]


def test_letters_of_other_alphabets() -> None:
    records = rows(".bib", (HERE / "data" / "bibtex" / "cyrillic.bib").read_text(encoding="utf-8"))
    assert records[1].facts.authors[0].family == "Викторов"
    assert records[4].facts.published == "2006-01"


@pytest.mark.parametrize(
    ("name", "papers", "entries"),
    [
        ("author_splitter", 1, 1),
        ("bibdesk", 3, 3),
        ("crossref", 3, 3),
        ("parbreak", 1, 1),
        ("plus_in_field_name", 209, 283),
        ("preamble_def", 1, 1),
        ("string_macros", 1, 1),
        ("unparsed_authors", 1, 1),
    ],
)
def test_real_files_that_broke_other_readers(corpus: None, name: str, papers: int, entries: int) -> None:
    reading, found = read_as(".bib", corpus_text(f"bibtex/bbt_{name}.bib"))
    assert reading is not None
    assert (len(reading.records), reading.entries) == (papers, entries)
    assert {finding.code for finding in found} <= {"no-title", "commented-out"}
    assert accounted(reading, found)


def _without_money(text: str) -> str:
    return " ".join(text.replace("$", "").split())


@given(lines, lines)
def test_what_is_exported_is_read_back(title: str, abstract: str) -> None:
    title, abstract = f"A {_without_money(title)}".strip(), _without_money(abstract)
    record = _one(bibtex(made(title, abstract)))
    assert (record.title, record.abstract) == (title_text(title), plain_line(abstract))


@given(st.lists(lines.map(lambda text: plain_line(_without_money(text))).filter(bool), max_size=4, unique=True))
def test_keywords_that_are_exported_are_read_back(words: list[str]) -> None:
    assert _one(bibtex(made("T", subjects=tuple(words)))).facts.keywords == tuple(words)


def test_all_that_is_exported_is_read_back() -> None:
    record = _one(bibtex(FULL))
    facts = record.facts
    assert (record.key, record.title, record.abstract) == (FULL.key, FULL.title, FULL.abstract)
    assert facts.authors[:2] == FULL.authors[:2]
    assert [author.name for author in facts.authors] == [author.name for author in FULL.authors]
    assert (facts.published, facts.doi, facts.arxiv) == (FULL.published[:7], FULL.doi, FULL.arxiv)
    assert (facts.venue, facts.kind, facts.keywords) == (FULL.venue, FULL.kind, FULL.subjects)
    assert facts.links == (Link(rel="paper", url=FULL.url),)
