"""What tests of pages share: the files of the real library, made once."""

from __future__ import annotations

import pytest

from tests.pages.facts import rendered
from tests.project import REAL_LIBRARY


@pytest.fixture(scope="session")
def real_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of the real library by their paths."""
    return rendered(tmp_path_factory.mktemp("real") / "project", REAL_LIBRARY)
