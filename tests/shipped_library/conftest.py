"""The library that comes with the program, read and built once; where `library/` is another one, its tests skip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build.manifest import generated_files
from generator.catalog.library import read_library
from generator.catalog.model import Catalog
from tests.support.project import build_site, make_project
from tests.support.waiting import once
from tests.support.windows import served


@pytest.fixture(scope="session")
def catalog(shipped_library: Path) -> Catalog:
    """Return the catalog."""
    found = read_library(shipped_library, lambda finding: None)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def real_project(shipped_library: Path, processes: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project, built: `docs/` and `site/` are to be read, never changed."""
    return once(tmp_path_factory, "real-project", lambda root: build_site(make_project(root, shipped_library)))


@pytest.fixture(scope="session")
def built_real(real_project: Path) -> Path:
    """Return the folder of the built site."""
    return real_project / "site"


@pytest.fixture(scope="session")
def real_files(real_project: Path) -> dict[str, bytes]:
    """Return the generated files by their paths."""
    docs = real_project / "docs"
    return {path: (docs / path).read_bytes() for path in generated_files(docs)}


@pytest.fixture(scope="session")
def real(built_real: Path) -> Iterator[str]:
    """Return the address at which the site is served."""
    with served(built_real) as address:
        yield address
