"""The files of `docs/` as MkDocs sees them.

MkDocs lists the files that people wrote. It finds a generated file when it asks for its path, but never builds it:
a listing of all generated files would cost MkDocs much time.
"""

import os
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePath

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions

from ..pages.page import as_published
from ..storage.files import files_in
from .assets import Assets
from .csp import POLICY, headers

README = "README.md"
"""A page that MkDocs leaves out if its folder has an index: MkDocs builds all pages of a site that has such a page."""


class DocsFiles(Files):
    """The files that people wrote in `docs/`; a generated file is found by its path, but is not in the list."""

    def __init__(self, files: list[File], generated: Collection[str], config: MkDocsConfig) -> None:
        super().__init__(files)
        self._generated = generated
        self._docs, self._site = config.docs_dir, config.site_dir  # while it is built, a site lies in a staging folder
        self._directory_urls = config.use_directory_urls
        self._found: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path under `docs/`, written or generated."""
        uri = PurePath(path).as_posix()
        return self._src_uris.get(uri) or self._found.get(uri) or self._generated_file(uri)

    def add_files_from_theme(self, env: jinja2.Environment, config: MkDocsConfig) -> None:
        """Add the files of the theme, without looking at its thousands of icons: these are in a hidden folder."""
        names = {name: "" for folder in config.theme.dirs for name in files_in(Path(folder))}
        super().add_files_from_theme(env.overlay(loader=jinja2.DictLoader(names)), config)

    def _generated_file(self, uri: str) -> File | None:
        if uri not in self._generated:
            return None
        target = as_published(uri) if as_published(uri) != uri else None
        where = self._docs, self._site, self._directory_urls
        self._found[uri] = File(uri, *where, dest_uri=target, inclusion=InclusionLevel.NOT_IN_NAV)
        return self._found[uri]


def docs_files(config: MkDocsConfig, generated: Collection[str]) -> DocsFiles:
    """Return the files of a project; `generated` are the paths of generated ones under `docs/`."""
    docs = config.docs_dir
    files = [File(path, docs, config.site_dir, config.use_directory_urls) for path in _by_hand(docs, generated)]
    set_exclusions(files, config)
    return DocsFiles(files, generated, config)


def _by_hand(docs: str, generated: Collection[str]) -> Iterator[str]:
    """Yield the paths of files that people wrote, in the order of MkDocs: index first, then by name, then folders."""
    folders = [""]
    while folders:
        folder = folders.pop()
        below: list[str] = []
        files: list[str] = []
        with os.scandir(f"{docs}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir():
                    below.append(entry.name)
                elif folder + entry.name not in generated:
                    files.append(entry.name)
        yield from (folder + name for name in sorted(files, key=_index_first))
        folders += [f"{folder}{name}/" for name in sorted(below, reverse=True)]


def _index_first(name: str) -> tuple[bool, str]:
    return not name.startswith(("index", "README")) or PurePath(name).stem not in {"index", "README"}, name


def sort_key(path: str) -> tuple[tuple[bool, bool, str], ...]:
    """Return the key of a path under `docs/` that sorts files in the order of MkDocs."""
    *folders, name = path.split("/")
    return (*((True, True, folder) for folder in folders), (False, *_index_first(name)))


def adjust_published(files: Files, config: MkDocsConfig, assets: Assets) -> None:
    """Put the scripts and styles where pages ask for them, and leave out what no browser reads.

    That are the style sheets and source maps of the theme, and the scripts of its search unless that is used. A file
    `x.md.txt` beside the page of a paper is published as `x.md`.
    """
    unread = ["*.map", *(f"assets/stylesheets/{name}" for name in ("main.*.css", "palette.*.css"))]
    unread += [] if "search" in assets.features else ["assets/javascripts/lunr/*", "assets/javascripts/workers/*"]
    for file in list(files):
        if assets.is_part(file.src_uri) or any(fnmatch(file.src_uri, pattern) for pattern in unread):
            files.remove(file)
    if config.extra[POLICY]:
        files.append(File.generated(config, "_headers", content=headers(config.extra[POLICY])))
    for path, text in assets.published.items():
        files.append(File.generated(config, assets.folder + path, content=text))
    for file in [file for file in files if as_published(file.src_uri) != file.src_uri]:
        files.remove(file)
        target = as_published(file.src_uri)
        where = file.src_dir, file.dest_dir, file.use_directory_urls
        files.append(File(file.src_uri, *where, dest_uri=target, inclusion=file.inclusion))
