"""Lays out projects of each size: a copy of this one with an invented library, and its Markdown for stock MkDocs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from .foreign import link_files

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("guide", "assets")
"""The folders of `docs/` that are written by hand."""
CACHE = ".cache"
BEFORE = "curation-before-edit.yml"
_SLUG = re.compile(r"^([^\s#:]+):$", re.MULTILINE)
_TAGS = re.compile(r"^  tags: \[(.+)\]$", re.MULTILINE)


def lay_out(project: Path, library: Path) -> None:
    """Copy this project with another library into a folder."""
    for name in ("templates", "generator"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in KEPT:
        shutil.copytree(ROOT / "docs" / name, project / "docs" / name)
    shutil.copytree(library, project / "library")
    shutil.copy(ROOT / "mkdocs.yml", project)


def lay_out_stock(project: Path, ours: Path, *, nav: bool) -> None:
    """Put the Markdown of ours into a folder with a configuration that has nothing of ours but the navigation.

    Without `nav` every page is in the navigation, as MkDocs does by default.
    """
    link_files(ours / "docs", project / "docs", pages=True)
    text = (ours / "mkdocs.yml").read_text(encoding="utf-8")
    config: dict[str, Any] = yaml.load(text.replace("!ENV", ""), Loader=yaml.BaseLoader)
    names = ("site_name", "nav", "not_in_nav", "markdown_extensions") if nav else ("site_name", "markdown_extensions")
    theme = {"name": "material", "features": config["theme"]["features"], "font": False}
    kept = {name: config[name] for name in names}
    kept |= {"site_url": "http://127.0.0.1:8000/", "theme": theme, "plugins": ["search"]}
    (project / "mkdocs.yml").write_text(yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")


def forget_pages(project: Path) -> None:
    """Remove everything generated under `docs/`."""
    for path in (project / "docs").iterdir():
        if path.is_dir() and path.name not in KEPT:
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()


def forget_site(project: Path) -> None:
    """Remove the site, and the caches of Hugo, Zensical and Eleventy."""
    for name in ("site", "output", "cp", "resources"):
        shutil.rmtree(project / name, ignore_errors=True)


def forget_cache(project: Path) -> None:
    """Remove the cache of earlier builds."""
    shutil.rmtree(project / CACHE, ignore_errors=True)


def edit_a_tag(project: Path) -> None:
    """Take a tag from the first paper with two or more, or put it back if it was taken, as an editor saves a file."""
    path, before = project / "library" / "curation.yml", project / BEFORE
    if before.exists():
        before.replace(path)
        return
    text = path.read_text(encoding="utf-8")
    shutil.copy(path, before)
    found = _first_tagged(text)
    now = found[1].rpartition(",")[0]
    beside = path.with_suffix(".new")
    beside.write_text(text[: found.start(1)] + now + text[found.end(1) :], encoding="utf-8")
    beside.replace(path)


def edited_paper(project: Path) -> str:
    """Return the slug of the paper that `edit_a_tag` edits."""
    before = project / BEFORE
    text = (before if before.exists() else project / "library" / "curation.yml").read_text(encoding="utf-8")
    return str(_SLUG.findall(text[: _first_tagged(text).start()])[-1])


def _first_tagged(text: str) -> re.Match[str]:
    return next(found for found in _TAGS.finditer(text) if "," in found[1])
