"""Converts our Markdown for Hugo, Pelican and Eleventy: titles, links and attributes; the text stays."""

from __future__ import annotations

import os
import posixpath
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_LINK = re.compile(r"\]\(<?([^()<>\s:]+?)\.md(#[^()<>\s]*)?>?\)")
_ATTRIBUTES = re.compile(r"^\{ [^{}\n]*\}\n|\{ [^{}\n]*\}", re.MULTILINE)
_Write = Callable[[str, dict[str, Any], str], str]


def convert(docs: Path, pages: Path, write: _Write, *, index: str = "index.md") -> None:
    """Write every page of `docs` below `pages` in the form of an engine; `index` names the page of a folder."""
    for source in _pages(docs):
        path = source.relative_to(docs).as_posix()
        matter, text = split(source.read_text(encoding="utf-8"))
        folder, _, name = path.rpartition("/")
        target = pages / folder / (index if name == "index.md" else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write(path, matter, addressed(text, path)), encoding="utf-8")


def link_files(docs: Path, files: Path, *, pages: bool = False) -> None:
    """Link the files of `docs` that are not pages below `files`, or with `pages` all files, without a copy."""
    ignore = None if pages else lambda _, names: {name for name in names if name.endswith(".md")}
    shutil.copytree(docs, files, copy_function=os.link, ignore=ignore)


def split(page: str) -> tuple[dict[str, Any], str]:
    """Return the front matter of a page and its text."""
    found = _MATTER.match(page)
    if not found:
        return {}, page
    return yaml.load(found[1], Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), page[found.end() :]


def addressed(text: str, path: str) -> str:
    """Return the text of the page at `path` with links to pages as addresses from the root of the site."""
    folder = posixpath.dirname(path)

    def link(found: re.Match[str]) -> str:
        return f"]({address(posixpath.normpath(posixpath.join(folder, f'{found[1]}.md')))}{found[2] or ''})"

    return _LINK.sub(link, text)


def address(path: str) -> str:
    """Return the address of the page at `path`: `/papers/one/` for `papers/one.md`, `/tags/` for `tags/index.md`."""
    return posixpath.join("/", path.removesuffix("index.md" if path.endswith("index.md") else ".md"), "")


def front_matter(path: str, matter: dict[str, Any], text: str) -> str:
    """Return a page for engines that read YAML and CommonMark, which has no attribute lists."""
    head = yaml.safe_dump(_head(path, matter), allow_unicode=True, width=10**6, sort_keys=False)
    return f"---\n{head}---\n{_ATTRIBUTES.sub('', text)}"


def meta_data(path: str, matter: dict[str, Any], text: str) -> str:
    """Return a page for Pelican: a key and its value on each line, then Python-Markdown."""
    head = _head(path, matter) | {"slug": address(path)[1:] or "./"}
    return "".join(f"{name}: {value}\n" for name, value in head.items()) + text


def _head(path: str, matter: dict[str, Any]) -> dict[str, str]:
    """Return only the title and the description; the rest is for our theme."""
    return {"title": str(matter.get("title", path)), "description": str(matter.get("description", ""))}


def _pages(docs: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(docs):
        yield from (Path(folder, name) for name in names if name.endswith(".md"))
