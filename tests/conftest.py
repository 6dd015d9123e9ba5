"""What all tests share: how Hypothesis searches, and the sites that more than one file looks at."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.case import TINY
from tests.project import REAL_LIBRARY, build_site, make_project

# The machines of the gate are slow and shared: no deadline; the same examples on every run.
settings.register_profile("gate", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("gate")


@pytest.fixture(scope="session")
def built_real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the real library; tests that ask for it belong to the group `site`."""
    return build_site(make_project(tmp_path_factory.mktemp("real"), REAL_LIBRARY))


@pytest.fixture(scope="session")
def built_tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the invented library; tests that ask for it belong to the group `site`."""
    return build_site(make_project(tmp_path_factory.mktemp("tiny"), TINY))
