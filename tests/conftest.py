"""Configures all tests: Hypothesis, slow tests, and the site of the invented library."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generator.catalog.model import Catalog
from generator.insights import compute
from tests.support.project import build_site, make_project
from tests.support.waiting import once

pytest_plugins = ["tests.support.slow", "tests.support.windows"]

# The tests already run on all cores, so each build keeps to one.
os.environ["READING_LIST_JOBS"] = "1"
os.environ["NO_MKDOCS_2_WARNING"] = "1"
# A machine on which lists are published says where; the tests say it themselves.
for name in ("SITE_URL", "REPO_URL"):
    os.environ.pop(name, None)

# The machines of the gate are slow and shared: no deadline, however slow; the same examples on every run.
SLOW = [HealthCheck.too_slow]
settings.register_profile("gate", deadline=None, suppress_health_check=SLOW, derandomize=True, max_examples=150)
settings.register_profile("quick", settings.get_profile("gate"), max_examples=10)


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis try fewer examples with `--quick`."""
    settings.load_profile("quick" if config.getoption("--quick") else "gate")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Collect garbage seldom, and never among modules and tests, which stay to the end: that would take long."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session", autouse=True)
def _each_map_is_drawn_once() -> Iterator[None]:
    """Draw the map of the same papers once in a process: it takes longer than the rest of a small library's build."""
    drawn: dict[str, bytes] = {}
    makers = compute._makers

    def draw(catalog: Catalog, terms: bytes) -> bytes:
        (key,) = (task.key for task in compute.insight_tasks(catalog) if task.name == "map")
        if key not in drawn:
            drawn[key] = makers()["map"](catalog, terms)
        return drawn[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compute, "_makers", lambda: {**makers(), "map": draw})
        yield


@pytest.fixture(scope="session")
def built_tiny(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built site of the invented library: to be read, never changed."""
    return once(tmp_path_factory, "tiny-project", lambda root: build_site(make_project(root))) / "site"
