"""Files as people have them become the right papers; the cases are foreign, and skipped where they are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.import_cases import FOLDER, Built, failures, import_cases

CASES = import_cases()
NOT_YET: set[str] = set()
"""Cases that are not right yet. One of them that becomes right fails the test, until it is removed from here."""


def _params() -> list[object]:
    wrong = pytest.mark.xfail(strict=True, reason="not right yet")
    return [pytest.param(name, marks=wrong if name in NOT_YET else ()) for name in CASES]


@pytest.mark.skipif(not CASES, reason=f"no import cases in {FOLDER}; READING_LIST_IMPORTS names their folder")
@pytest.mark.parametrize("name", _params())
def test_files_as_people_have_them_become_the_right_papers(corpus: None, name: str, tmp_path: Path) -> None:
    built = Built(CASES[name], tmp_path)
    assert not failures(CASES[name], built), built.reported
