"""What all tests share: how Hypothesis searches, and the sites that more than one file looks at."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.case import TINY
from tests.project import REAL_LIBRARY, build_site, make_project
from tests.waiting import once

# The machines of the gate are slow and shared: no deadline, however slow; the same examples on every run.
SLOW = [HealthCheck.too_slow]
settings.register_profile("gate", deadline=None, suppress_health_check=SLOW, derandomize=True, max_examples=150)
settings.load_profile("gate")


@pytest.fixture(scope="session")
def real_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project of the real library, built: `docs/` and `site/` are to be read, never changed."""
    return once(tmp_path_factory, "real-project", lambda root: build_site(make_project(root, REAL_LIBRARY)))


@pytest.fixture(scope="session")
def built_real(real_project: Path) -> Path:
    """Return the built site of the real library."""
    return real_project / "site"


@pytest.fixture(scope="session")
def built_tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the invented library: to be read, never changed."""
    return once(tmp_path_factory, "tiny-project", lambda root: build_site(make_project(root, TINY))) / "site"
