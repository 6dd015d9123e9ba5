"""Lays out projects: the templates, settings and guide of the real one with a given library."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.cli import main
from tests.support.case import ROOT, TINY
from tests.support.trees import copy_shared

OWN_SETTINGS = {
    "site_name": " Reading List",
    "site_description": " Papers on maps, lamps and gardens.",
    "site_url": ' !ENV [SITE_URL, "http://127.0.0.1:8000/"]',
    "repo_url": ' !ENV [REPO_URL, ""]',
    "copyright": " Titles and abstracts belong to their authors.",
    "extra": "\n  branch: main\n  # cards: false",
}
"""What the owner of a list changes in mkdocs.yml, as the tests have it."""


def settings() -> str:
    """Return the mkdocs.yml of this project, whoever owns it, with the settings that the tests expect."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for key, value in OWN_SETTINGS.items():
        text = re.sub(rf"(?m)^{key}:.*\n(?:[ ]+.*\n)*", "", text) + f"{key}:{value}\n"
    return text


def make_project(root: Path, library: Path = TINY) -> Path:
    """Lay out a project in `root` as a clone of this one with another library; return `root`."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(library, root / "library")
    copy_shared(ROOT / "templates", root / "templates")
    for name in ("guide", "assets"):
        copy_shared(ROOT / "docs" / name, root / "docs" / name)
    (root / "mkdocs.yml").write_text(settings(), encoding="utf-8")
    return root


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a command under test: this package found, the theme's notice off."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", **more}


def run(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `python -m …` in a project and return what it printed."""
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=root, env=env or environment(), capture_output=True, text=True, check=False, encoding="utf-8"
    )


def reading_list(root: Path, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `reading-list …` in a project and return what it printed; it runs in this process, which is faster."""
    given = environment() if env is None else env
    changes = {name: None for name in os.environ if name not in given} | dict(given)
    with contextlib.chdir(root):
        done = CliRunner(env=changes).invoke(main, arguments, prog_name="reading-list", catch_exceptions=False)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def build_by_mkdocs(config: MkDocsConfig, serve_url: str | None = None) -> None:
    """Build a site as `mkdocs build` does: it tells the plugins which command runs, and keeps them for the process."""
    config.plugins.on_startup(command="build", dirty=False)
    build(config, serve_url=serve_url)


def build_here(root: Path) -> Path:
    """Build the site of a project as `build_site` does, but in this process, and return its folder."""
    build_by_mkdocs(load_config(str(root / "mkdocs.yml"), strict=True))
    return root / "site"


def build_site(root: Path) -> Path:
    """Run `mkdocs build --strict` in a project and return the folder of the site."""
    done = run(root, "mkdocs", "build", "--strict", "--quiet")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"
