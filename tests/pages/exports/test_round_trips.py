"""Whole files of real papers are read back by the parsers of other projects, equal in every field.

On some papers of each library, and with `READING_LIST_SCALE=1` on the whole real one and on 5,000 of full facts.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from pybtex.database import parse_string

from generator.catalog.model import Catalog
from generator.pages.escape import one_line
from generator.pages.exports import bibtex
from generator.pages.exports.formats import FORMATS, typed
from generator.pages.exports.reference import Reference, reference
from generator.sources.model import Author
from generator.text.spans import Kind, Span
from tests.pages.exports.test_table import read
from tests.support.facts import catalog_of, known_catalog, real_papers
from tests.support.references import HARD, decoded

SCALE = bool(os.environ.get("READING_LIST_SCALE"))
MOST = 5_000 if SCALE else 60
VENUES = ("journal", "booktitle", "school", "institution", "series", "organization", "howpublished")


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Papers with the file of each format, by its suffix."""

    papers: tuple[Reference, ...]
    texts: dict[str, str]

    def write(self, folder: Path, suffix: str) -> Path:
        """Put the file of one format into a folder; return its path."""
        path = folder / f"papers.{suffix}"
        path.write_bytes(self.texts[suffix].encode())
        return path


def _full() -> Catalog:
    return catalog_of(list(real_papers(MOST)))


LIBRARIES = {"papers of full facts": _full, "the invented library": known_catalog}
HARD_ONES = "papers that some program stumbled over"


@pytest.fixture(scope="module", params=[*LIBRARIES, HARD_ONES])
def files(request: pytest.FixtureRequest, corpus: None) -> Files:
    """Return papers of a library in every format."""
    return files_of(HARD if request.param == HARD_ONES else some(LIBRARIES[request.param]()))


def files_of(papers: tuple[Reference, ...]) -> Files:
    """Return papers in every format."""
    texts = {each.suffix: each.joined(map(each.write, papers)).decode() for each in FORMATS}
    return Files(papers=papers, texts=texts)


def some(catalog: Catalog) -> tuple[Reference, ...]:
    """Return some papers of a library, or all of them where that is asked for."""
    papers = tuple(reference(paper, catalog.vocabulary.tags) for paper in catalog.papers.values())
    return papers[:: 1 if SCALE else max(1, len(papers) // MOST)]


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _written(spans: Iterable[Span]) -> str:
    """Return a text with its mathematics in dollars, as BibTeX has it."""
    shown = (f"${each.target}$" if each.kind is Kind.MATH and each.text[0] != "$" else each.text for each in spans)
    return one_line("".join(shown)).strip()


def _in_bibtex(paper: Reference) -> Reference:
    """Return a paper with the facts that biblatex knows of its type."""
    known = bibtex._FIELDS.get(bibtex._type(paper)[0], bibtex._SOME)
    lost: dict[str, Any] = dict.fromkeys(bibtex._SOME.difference(known, ("editor", "type")), "")
    return replace(paper, editors=paper.editors if "editor" in known else (), **lost)


def test_bibtexparser_reads_every_field(files: Files) -> None:
    library = bibtexparser.parse_string(files.texts["bib"])
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [paper.key for paper in files.papers]
    for entry, paper in zip(library.entries, map(_in_bibtex, files.papers), strict=True):
        fields = {field.key: field.value for field in entry.fields}
        venue = next((fields.pop(name) for name in VENUES if name in fields and paper.venue), "")
        fields.pop("author", "")
        fields.pop("editor", "")
        raw = {name: fields.pop(name, "") for name in ("ids", "month", "doi", "eprint", "url", "pages")}
        assert raw == {
            "ids": paper.slug if paper.slug != paper.key else "",
            "month": paper.date[5:7].lstrip("0"),
            "pages": paper.pages.replace("–", "--"),
            "doi": paper.doi,
            "eprint": paper.arxiv,
            "url": paper.url,
        }
        assert decoded(venue) == paper.venue
        assert {name: decoded(value) for name, value in fields.items()} == _without_empty(
            {
                "title": _written(paper.heading),
                "year": paper.year,
                "volume": paper.volume,
                "number": paper.number,
                "publisher": paper.publisher,
                "edition": paper.edition,
                "series": "" if venue and bibtex._type(paper)[1] == "series" else paper.series,
                "isbn": paper.isbn,
                "issn": paper.issn,
                "archiveprefix": "arXiv" if paper.arxiv else "",
                "abstract": _written(paper.body),
                "keywords": ", ".join(paper.subjects),
                "annote": " ".join(paper.remarks),
            }
        )


def test_pybtex_splits_names_as_the_sources_do(files: Files) -> None:
    entries = parse_string(files.texts["bib"], "bibtex").entries
    assert list(entries) == [paper.key for paper in files.papers]
    for entry, paper in zip(entries.values(), files.papers, strict=True):
        persons = entry.persons.get("author", [])
        found = [(_words(person.first_names + person.middle_names), _words(person.prelast_names + person.last_names))
                 for person in persons]  # fmt: skip
        assert [" ".join(filter(None, pair)) for pair in found] == [author.name for author in paper.authors]
        assert [pair for pair, author in zip(found, paper.authors, strict=True) if author.family] == [
            (author.given, author.family) for author in paper.authors if author.family
        ]


def _words(parts: Iterable[str]) -> str:
    return decoded(" ".join(parts))


def test_rispy_reads_every_field(files: Files) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        records = rispy.loads(files.texts["ris"])
    assert len(records) == len(files.papers)
    for record, paper in zip(records, files.papers, strict=True):
        record.pop("type_of_reference")
        in_publisher = paper.type in {"thesis", "report"} and not paper.publisher
        editors = [_inverted(editor) for editor in paper.editors]
        assert (record.pop("secondary_authors", []) or record.pop("unknown_tag", {}).get("ED", [])) == editors
        notes = ((f"arXiv: {paper.arxiv}",) if paper.arxiv else ()) + paper.remarks
        assert record == _without_empty(
            {
                "id": paper.key,
                "title": typed(paper.title.strip()),
                "authors": [_inverted(author) for author in paper.authors],
                "secondary_title": "" if in_publisher else paper.venue,
                "publisher": paper.venue if in_publisher else paper.publisher,
                "volume": paper.volume,
                "note": paper.number if paper.type in {"thesis", "report"} else "",
                "number": "" if paper.type in {"thesis", "report"} else paper.number,
                "start_page": paper.page_range[0],
                "end_page": paper.page_range[1],
                "edition": paper.edition,
                "tertiary_title": paper.series,
                "issn": paper.isbn or paper.issn,
                "type_of_work": paper.genre,
                "year": paper.year,
                "date": paper.date.replace("-", "/") if "-" in paper.date else "",
                "doi": paper.doi,
                "urls": [paper.url] if paper.url else [],
                "abstract": paper.abstract.strip(),
                "keywords": list(paper.subjects),
                "notes": list(notes),
            }
        )


def _inverted(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.given else author.name


def test_csv_has_every_field(files: Files) -> None:
    rows = read(files.texts["csv"].encode())
    assert rows == [
        {
            "slug": paper.slug,
            "title": paper.title,
            "authors": "; ".join(author.name for author in paper.authors),
            "year": paper.year,
            "published": paper.published,
            "venue": paper.venue,
            "doi": paper.doi,
            "arxiv": paper.arxiv,
            "url": paper.url,
            "tags": "; ".join(paper.tags),
            "keywords": "; ".join(keyword.replace(";", ",") for keyword in paper.keywords),
            "summary": paper.summary,
            "abstract": paper.abstract,
            "first_listed": paper.listed,
            "type": paper.type,
            "editors": "; ".join(editor.name for editor in paper.editors),
            "volume": paper.volume,
            "number": paper.number,
            "pages": paper.pages,
            "publisher": paper.publisher,
            "edition": paper.edition,
            "key": paper.key,
            "series": paper.series,
            "isbn": paper.isbn,
            "issn": paper.issn,
        }
        for paper in files.papers
    ]


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"no {name} on PATH")
    return path


def _run(command: Sequence[str | Path], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, (done.stdout + done.stderr)[-2_000:]
    return done.stdout + done.stderr


def test_bibtex_makes_a_list_of_them_without_a_warning(files: Files, processes: None, tmp_path: Path) -> None:
    bibtex = _tool("bibtex")
    files.write(tmp_path, "bib")
    aux = "\\citation{*}\n\\bibstyle{unsrt}\n\\bibdata{papers}\n"
    (tmp_path / "papers.aux").write_text(aux, encoding="utf-8")
    said = _run([bibtex, "-min-crossrefs=9", "papers"], tmp_path)
    style = r".*can't use both volume and number.*|.*empty publisher.*|.*entry type for .* isn't style-file defined.*"
    warnings_of = [line for line in said.split("\n") if "Warning" in line and not re.fullmatch(style, line)]
    assert warnings_of == []
    made = (tmp_path / "papers.bbl").read_text(encoding="utf-8")
    assert made.count("\\bibitem") == len(files.papers)


def test_biber_finds_nothing_to_complain_of(files: Files, processes: None, tmp_path: Path) -> None:
    biber = _tool("biber")
    path = files.write(tmp_path, "bib")
    said = _run([biber, "--tool", "--validate-datamodel", "--nolog", path], tmp_path)
    said = re.sub(r"WARN.*Missing mandatory field.*|INFO - WARNINGS.*", "", said)  # not all facts are known
    assert not re.search("WARN|ERROR", said), said[-2_000:]


@pytest.mark.parametrize(("suffix", "reader"), [("bib", "bibtex"), ("ris", "ris"), ("csl.json", "csljson")])
def test_pandoc_reads_them(files: Files, processes: None, tmp_path: Path, suffix: str, reader: str) -> None:
    pandoc = _tool("pandoc")
    if reader not in _run([pandoc, "--list-input-formats"], tmp_path).split():
        pytest.skip(f"this pandoc is too old to read {reader}")
    path = files.write(tmp_path, suffix)
    said = _run([pandoc, "--from", reader, "--to", "csljson", "--output", "read.json", path], tmp_path)
    assert said == ""
    items = {item["id"]: item for item in json.loads((tmp_path / "read.json").read_text(encoding="utf-8"))}
    assert set(items) == {paper.key for paper in files.papers}
    for paper in files.papers:
        _assert_same(items[paper.key], _in_bibtex(paper) if suffix == "bib" else paper)


CITATION_JS = """
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
const { Cite } = createRequire(process.argv[2])("@citation-js/core");
for (const name of ["bibtex", "ris", "csl"]) createRequire(process.argv[2])(`@citation-js/plugin-${name}`);
const text = await readFile(process.argv[3], "utf8");
console.log(JSON.stringify(new Cite(text, { generateGraph: false }).data));
"""


@pytest.mark.parametrize("suffix", ["bib", "ris", "csl.json"])
def test_citation_js_reads_them(files: Files, processes: None, tmp_path: Path, suffix: str) -> None:
    home = os.environ.get("CITATION_JS")
    if home is None:
        pytest.skip("CITATION_JS names no folder with citation-js in its node_modules")
    (tmp_path / "read.mjs").write_text(CITATION_JS, encoding="utf-8")
    path = files.write(tmp_path, suffix)
    items = json.loads(_run([_tool("node"), "read.mjs", Path(home) / "x.js", path], tmp_path))
    assert len(items) == len(files.papers)
    for item, paper in zip(items, files.papers, strict=True):
        _assert_same((_passed_over(paper) if suffix == "ris" else {}) | item, paper)


def _passed_over(paper: Reference) -> dict[str, Any]:
    """Return what citation-js reads in no line of RIS: of a general type, an article, proceedings or an edited book."""
    editors = [{"literal": editor.name} for editor in paper.editors]
    lost: dict[str, dict[str, Any]] = {
        "": {"abstract": paper.abstract, "editor": editors},
        "article-journal": {"publisher": paper.publisher, "editor": editors},
        "paper-conference": {"issue": paper.number},
        "book": {"editor": editors},
    }
    return lost.get(paper.type, {})


def _assert_same(item: dict[str, Any], paper: Reference) -> None:
    """Compare what every format holds, but for how programs write names, quotes and mathematics."""
    assert _letters(item["title"]) == _letters(paper.title)
    assert str(item.get("issued", {}).get("date-parts", [[""]])[0][0]) == paper.year
    assert item.get("DOI", "") == paper.doi
    assert item.get("URL", "") == paper.url
    authors = [_person(name) for name in item.get("author", [])]
    assert authors == [_words_of(author.name) for author in paper.authors]
    by_itself = paper.type in {"thesis", "report"}
    found = item.get("publisher", "") if by_itself else item.get("container-title", "") or paper.venue
    assert _letters(found) == _letters(paper.venue)
    if not by_itself and (item.get("container-title") or not paper.venue):  # else the venue is taken for a publisher
        assert _letters(item.get("publisher", "")) == _letters(paper.publisher)
    if paper.type:
        assert _letters(str(item.get("volume", ""))) == _letters(paper.volume)
        assert _letters(str(item.get("page", ""))) == _letters(paper.pages)
        if paper.type in {"article-journal", "paper-conference"}:
            assert _letters(_number(item)) == _letters(paper.number)
    assert [_person(name) for name in item.get("editor", [])] == [_words_of(editor.name) for editor in paper.editors]
    assert _letters(item.get("abstract", "")) == _letters(paper.abstract)


def _number(item: dict[str, Any]) -> str:
    """Return the number of an issue or, as programs call that of proceedings, of a series."""
    numbers = (str(item.get(name, "")) for name in ("issue", "collection-number", "number"))
    return next((number for number in numbers if number and not number.startswith("arXiv")), "")


def _person(name: dict[str, str]) -> list[str]:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    return _words_of(" ".join(name.get(part, "") for part in parts))


def _words_of(name: str) -> list[str]:
    """Return the words of a name, sorted: a program may take a suffix from behind the given name, or part initials."""
    return sorted(filter(None, map(_letters, re.split(r"[\s.]+", name))))


def _letters(text: str) -> str:
    plain = re.sub(r"</?(?:span|sup|sub|i|b)\b[^>]*>", "", text)
    return "".join(char for char in unicodedata.normalize("NFKC", plain) if char.isalnum())
