"""Renders the Markdown of a page with MkDocs itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.meta import get_data

from generator.mkdocs_plugin.markdown import Body, Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """MkDocs with the settings of a project and the files of its `docs/`."""

    config: MkDocsConfig
    files: Files

    def file(self, path: str) -> File:
        """Return a file of `docs/`."""
        found = self.files.get_file_from_path(path)
        assert found is not None, path
        return found

    def markdown(self, path: str) -> str:
        """Return the Markdown of a page without its front matter."""
        return get_data(self.file(path).content_string)[0]

    def body(self, path: str, markdown: str) -> Body:
        """Return the HTML that MkDocs makes of Markdown on a page."""
        page = Page(None, self.file(path), self.config)
        page.markdown, page.meta = markdown, {}
        page.render(self.config, self.files)
        assert page.content is not None
        return Body(html=page.content, toc=tuple(_entries(page.toc)), title=page._title_from_render)


def stock_of(root: Path) -> Stock:
    """Return MkDocs for a project whose pages are there, without hooks and plugins, which have no part in Markdown."""
    config = load_config(str(root / "mkdocs.yml"), hooks=[], plugins=[])
    return Stock(config=config, files=get_files(config))


def _entries(links: Iterable[AnchorLink]) -> Iterator[Heading]:
    for link in links:
        yield Heading(title=link.title, id=link.id, level=link.level)
        yield from _entries(link.children)
