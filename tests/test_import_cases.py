"""Files as people have them become the right papers; the cases are foreign, and skipped where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.import_cases import FOLDER, Built, failures, import_cases

CASES = import_cases()
NOT_YET = {
    "formula-glued-abstract",
    "chem-titles",
    "csv-scopus",
    "csv-scopus-old",
    "csv-ieee",
    "csv-pubmed",
    "csv-covidence",
    "csv-notion",
    "csv-authors-lost",
    "json-openalex",
    "json-s2",
    "json-zotero-api",
    "json-crossref",
    "json-crossref-items",
    "csv-pinboard",
    "cjk-order",
    "comma-authors",
    "semicolon-authors",
    "others-comma",
    "name-variants-merge-key",
    "editor-only",
    "sici",
    "doi-forms",
    "ris-doi-n1",
    "arxiv-forms",
    "csl-note",
    "alfolio-links",
    "urls-bib",
    "wos-bib",
    "dates-bib",
    "ris-year-only-date",
    "enc-utf16",
    "export-thesis",
    "export-cite-data",
    "booksubtitle",
    "csv-raindrop",
}
"""Cases that are not right yet. One of them that becomes right fails the test, until it is removed from here."""


def _params() -> list[object]:
    wrong = pytest.mark.xfail(strict=True, reason="not right yet")
    return [pytest.param(name, marks=wrong if name in NOT_YET else ()) for name in CASES]


@pytest.mark.skipif(not CASES, reason=f"no import cases in {FOLDER}; READING_LIST_IMPORTS names their folder")
@pytest.mark.parametrize("name", _params())
def test_files_as_people_have_them_become_the_right_papers(corpus: None, name: str, tmp_path: Path) -> None:
    built = Built(CASES[name], tmp_path)
    assert not failures(CASES[name], built), built.told
