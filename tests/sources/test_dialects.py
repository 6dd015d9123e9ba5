"""Tables and answers of programs and services are read by the names that they give to their fields."""

from __future__ import annotations

import json

import pytest

from generator.sources.dialects import ANY, COMMON, DIALECTS
from generator.sources.model import Record
from tests.support.sources import read

TABLES = {
    "Scopus": (
        'Authors,Author full names,Title,Year,Source title,Volume,Issue,Page start,Page end,DOI,Author Keywords\n'
        '"Roe A.; Poe B.","Roe, Ann (11); Poe, Bo (22)",T,2021,J,4,2,1,9,10.1000/x,a; b\n'
    ),
    "Scopus of old": (
        "Authors,Title,Year,Source title,Volume,Issue,Page start,Page end,DOI,Abstract,Author Keywords\n"
        '"Roe, A., Poe, B.",T,2021,J,4,2,1,9,10.1000/x,[No abstract available],a; b\n'
    ),
    "IEEE Xplore": (
        "Document Title,Authors,Publication Title,Publication Year,Volume,Issue,Start Page,End Page,DOI,"
        "Author Keywords\nT,A. Roe; B. Poe,J,2021,4,2,1,9,10.1000/x,a;b\n"
    ),
    "Web of Science": (
        "Authors\tAuthor Full Names\tArticle Title\tSource Title\tPublication Year\tVolume\tIssue\tStart Page\t"
        "End Page\tDOI\tAuthor Keywords\nRoe, A; Poe, B\tRoe, Ann; Poe, Bo\tT\tJ\t2021\t4\t2\t1\t9\t10.1000/x\ta; b\n"
    ),
    "tags of the Web of Science": (
        "PT\tAU\tAF\tTI\tSO\tPY\tVL\tIS\tBP\tEP\tDI\tDE\nJ\tRoe, A; Poe, B\tRoe, Ann; Poe, Bo\tT\tJ\t2021\t4\t2\t1\t9\t"
        "10.1000/x\ta; b\n"
    ),
    "Lens": (
        "Lens ID,Title,Publication Year,Source Title,Author/s,Volume,Issue Number,Start Page,End Page,Keywords,DOI\n"
        "1,T,2021,J,Ann Roe; Bo Poe,4,2,1,9,a; b,10.1000/x\n"
    ),
    "Publish or Perish": (
        "Cites,Authors,Title,Year,Source,ArticleURL,DOI,Volume,Issue,StartPage,EndPage,Keywords\n"
        '5,"A Roe, B Poe",T,2021,J,https://example.org/t,10.1000/x,4,2,1,9,a; b\n'
    ),
    "Covidence": (
        "Title,Authors,Published Year,Published Month,Journal,Volume,Issue,Pages,DOI,Covidence #,Tags\n"
        'T,"Roe, Ann; Poe, Bo",2021,5,J,4,2,1-9,10.1000/x,#1,a; b\n'
    ),
    "Zotero": (
        "Key,Item Type,Publication Year,Author,Title,Publication Title,DOI,Abstract Note,Pages,Issue,Volume,"
        "Manual Tags,Automatic Tags\nK,journalArticle,2021,\"Roe, Ann; Poe, Bo\",T,J,10.1000/x,,1-9,2,4,a,b\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_states_authors_place_and_identifier(name: str) -> None:
    suffix = "tsv" if "\t" in TABLES[name] else "csv"
    found = read(f"x.{suffix}", TABLES[name])
    facts = found.row.facts
    assert (found.row.title, found.row.abstract) == ("T", "")
    assert [author.name.split()[-1] for author in facts.authors] == ["Roe", "Poe"]
    assert (facts.published[:4], facts.venue, facts.doi) == ("2021", "J", "10.1000/x")
    assert (facts.volume, facts.number, facts.pages, facts.keywords) == ("4", "2", "1–9", ("a", "b"))


def _answer(value: object) -> Record:
    return read("x.json", json.dumps(value)).row


ANSWERS = {
    "OpenAlex": {"results": [{
        "title": "T", "doi": "https://doi.org/10.1000/x", "publication_date": "2021-05-07", "type": "article",
        "authorships": [{"author": {"display_name": "Ann Roe"}}],
        "primary_location": {"source": {"display_name": "J"}}, "biblio": {"volume": "4", "first_page": "1"},
        "abstract_inverted_index": {"We": [0, 2], "map": [1]}, "keywords": [{"display_name": "a"}],
    }]},
    "Semantic Scholar": {"data": [{
        "title": "T", "externalIds": {"DOI": "10.1000/x"}, "publicationDate": "2021-05-07", "venue": "J",
        "authors": [{"authorId": "1", "name": "Ann Roe"}], "journal": {"volume": "4", "pages": "1"},
        "abstract": "We map We", "fieldsOfStudy": ["a"], "publicationTypes": ["JournalArticle"],
    }]},
    "Crossref": {"status": "ok", "message": {"items": [{
        "title": ["T"], "DOI": "10.1000/X", "container-title": ["J"], "type": "journal-article", "volume": "4",
        "author": [{"given": "Ann", "family": "Roe"}], "issued": {"date-parts": [[2021, 5, 7]]}, "page": "1",
        "abstract": "<jats:p>We map We</jats:p>", "subject": ["a"],
    }]}},
    "Zotero": [{"key": "K", "data": {
        "itemType": "journalArticle", "title": "T", "DOI": "10.1000/x", "publicationTitle": "J", "volume": "4",
        "creators": [{"creatorType": "author", "firstName": "Ann", "lastName": "Roe"},
                     {"creatorType": "editor", "firstName": "Cy", "lastName": "Coe"}],
        "date": "2021-05-07", "pages": "1", "abstractNote": "We map We", "tags": [{"tag": "a"}],
    }}],
    "DataCite": {"included": [{"id": "1"}], "data": {"attributes": {
        "titles": [{"title": "T"}], "doi": "10.1000/x", "container": {"title": "J", "volume": "4", "firstPage": "1"},
        "creators": [{"name": "Roe, Ann", "givenName": "Ann", "familyName": "Roe"}], "publicationYear": 2021,
        "descriptions": [{"description": "We map We"}], "subjects": [{"subject": "a"}],
        "types": {"citeproc": "article-journal"},
    }}},
    "DBLP": {"result": {"hits": {"@total": "1", "hit": [{"@id": "1", "info": {
        "title": "T", "authors": {"author": [{"@pid": "1", "text": "Ann Roe 0001"}]}, "venue": "J", "volume": "4",
        "pages": "1", "year": "2021", "type": "Journal Articles", "doi": "10.1000/x", "abstract": "We map We",
        "keywords": ["a"],
    }}]}}},
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_a_service_states_the_same(name: str) -> None:
    record = _answer(ANSWERS[name])
    facts = record.facts
    assert (record.title, record.abstract, facts.kind) == ("T", "We map We", "article-journal")
    assert [author.name for author in facts.authors] == ["Ann Roe"]
    assert facts.published in {"2021-05-07", "2021"}
    assert (facts.venue, facts.doi, facts.volume, facts.pages) == ("J", "10.1000/x", "4", "1")
    assert facts.keywords == ("a",)


def test_openreview_has_values_in_mappings_and_a_page_for_each_paper() -> None:
    note = {"id": "n", "forum": "f", "pdate": 1620345600000, "content": {
        "title": {"value": "T"}, "authors": {"value": ["Ann Roe"]}, "venue": {"value": "ICLR 2021"},
    }}  # fmt: skip
    record = _answer({"notes": [note]})
    assert (record.title, record.facts.venue, record.facts.published) == ("T", "ICLR 2021", "2021-05-07")
    assert [link.url for link in record.facts.links] == ["https://openreview.net/forum?id=f"]


def test_papers_with_code_name_their_addresses_themselves() -> None:
    paper = {
        "paper_url": "https://paperswithcode.com/paper/t",
        "arxiv_id": "2301.00001",
        "title": "T",
        "url_abs": "https://arxiv.org/abs/2301.00001v1",
        "url_pdf": "https://example.org/t.pdf",
        "authors": ["Ann Roe"],
        "tasks": ["a"],
    }
    facts = _answer([paper]).facts
    assert (facts.arxiv, facts.keywords) == ("2301.00001", ("a",))
    assert {(link.rel, link.url) for link in facts.links} == {
        ("paper", "https://paperswithcode.com/paper/t"),
        ("pdf", "https://example.org/t.pdf"),
    }


def test_google_scholar_marks_its_finds_before_the_title() -> None:
    table = 'Authors,Title,Year,Source,ArticleURL\n"A Roe, B Poe…",[HTML][HTML] Lamps,2021,J,https://example.org/t\n'
    record = read("x.csv", table).row
    assert (record.title, [author.name for author in record.facts.authors]) == ("Lamps", ["A Roe", "B Poe"])


def test_bookmarks_are_papers_too() -> None:
    raindrop = (
        "id,title,note,excerpt,url,folder,tags,created,cover\n"
        '1,[2301.00009] T,,,https://arxiv.org/abs/2301.00009,F,"a, b",2023-01-03T10:00:00Z,\n'
    )
    found = read("x.csv", raindrop).row
    assert (found.title, found.facts.arxiv, str(found.listed)) == ("T", "2301.00009", "2023-01-03")
    pinboard = {"href": "https://arxiv.org/abs/2301.00009", "description": "T", "tags": "a b", "time": "2023-01-03"}
    found = _answer([pinboard])
    assert (found.title, found.facts.arxiv, found.facts.keywords) == ("T", "2301.00009", ("a", "b"))


def test_notion_calls_a_title_a_name() -> None:
    found = read("x.csv", "Name,Author,URL\nT,Ann Roe,https://arxiv.org/abs/2301.00009\n").row
    assert (found.title, found.facts.arxiv) == ("T", "2301.00009")


def test_goodreads_has_one_author_apart_from_the_others() -> None:
    table = (
        "Book Id,Title,Author,Author l-f,Additional Authors,Publisher,Year Published,Exclusive Shelf\n"
        '1,T,Ann Roe,"Roe, Ann","Bo Poe, Cy Coe",P,2021,read\n'
    )
    facts = read("x.csv", table).row.facts
    assert [author.name for author in facts.authors] == ["Ann Roe", "Bo Poe", "Cy Coe"]
    assert (facts.kind, facts.published, facts.publisher) == ("book", "2021", "P")


def test_attachments_and_notes_of_zotero_are_no_papers() -> None:
    items = [{"data": {"itemType": "note", "title": "N"}}, {"data": {"itemType": "book", "title": "T"}}]
    found = read("x.json", json.dumps(items))
    assert found.row.title == "T"
    assert [finding.code for finding in found.found] == ["not-a-paper"]


@pytest.mark.parametrize("text", ["[No abstract available]", "No abstract available.", "N/A", "Abstract not available"])
def test_a_note_in_place_of_an_abstract_is_none(text: str) -> None:
    assert _answer([{"title": "T", "abstract": text}]).abstract == ""


def test_each_dialect_names_only_facts_that_are_known() -> None:
    for dialect in (*DIALECTS, ANY):
        assert dialect.names.keys() <= COMMON.keys(), dialect.name
