"""The shipped library is valid by its schemas, which stay small."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.test_schemas import test_a_library_fits_its_schemas

__all__ = ["test_a_library_fits_its_schemas"]


@pytest.fixture
def tiny(real_project: Path) -> Path:
    """Return the shipped library for tests that are those of the invented one."""
    return real_project


def test_the_schemas_stay_small(real_project: Path) -> None:
    assert sum(path.stat().st_size for path in (real_project / "docs/api/v1/library").iterdir()) < 400_000
