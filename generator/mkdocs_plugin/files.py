"""The files of `docs/` as MkDocs sees them: what people wrote is listed, what was generated is there when asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePath
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions

from ..pages.page import address_of, as_published

README = "README.md"
"""A name that MkDocs gives up for an index in the same folder: a site with such a page is left to it."""

_BLOCK = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_EMPTY = re.compile(r"\n{2,}")


class DocsFiles(Files):
    """What people wrote in `docs/`; a generated file is found by its path, but is not among those to build or copy."""

    def __init__(self, files: list[File], generated: Collection[str], config: MkDocsConfig) -> None:
        super().__init__(files)
        self._generated = generated
        self._config = config
        self._asked: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path under `docs/`, whoever wrote it."""
        uri = PurePath(path).as_posix()
        return self._src_uris.get(uri) or self._asked.get(uri) or self._found(uri)

    def address(self, uri: str) -> str | None:
        """Return where the site has the file at a path under `docs/`, as MkDocs writes it; None if there is none."""
        if uri in self._generated:
            return quote(address_of(uri)[1:]) or "./"
        found = self._src_uris.get(uri)
        return found.url if found else None

    def generated(self, uri: str) -> bool:
        """Tell whether the file at a path under `docs/` was generated."""
        return uri in self._generated

    def _found(self, uri: str) -> File | None:
        if uri not in self._generated:
            return None
        published = as_published(uri)
        file = File(
            uri,
            self._config.docs_dir,
            self._config.site_dir,
            self._config.use_directory_urls,
            dest_uri=published if published != uri else None,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self._asked[uri] = file
        return file


def shelve(config: MkDocsConfig, generated: Collection[str]) -> DocsFiles:
    """Return the files of a project of which `generated` are ours, as paths under `docs/`."""
    docs = config.docs_dir
    files = [File(path, docs, config.site_dir, config.use_directory_urls) for path in by_hand(Path(docs), generated)]
    set_exclusions(files, config)
    return DocsFiles(files, generated, config)


def by_hand(docs: Path, generated: Collection[str]) -> Iterator[str]:
    """Yield the paths of files under a folder in the order of MkDocs: index first, then by name, then folders.

    Those of `generated` are left out.
    """
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{docs}/{folder}") as found:
            entries = list(found)
        below = sorted((entry.name for entry in entries if entry.is_dir()), reverse=True)
        files = (entry.name for entry in entries if folder + entry.name not in generated and not entry.is_dir())
        yield from (folder + name for name in sorted(files, key=_index_first))
        folders += [f"{folder}{name}/" for name in below]


def _index_first(name: str) -> tuple[bool, str]:
    return not name.startswith(("index", "README")) or PurePath(name).stem not in {"index", "README"}, name


def in_order(path: str) -> tuple[tuple[bool, bool, str], ...]:
    """Return the place of a file among all, from its path under `docs/`, as MkDocs walks through them."""
    *folders, name = path.split("/")
    return (*((True, True, folder) for folder in folders), (False, *_index_first(name)))


def adjust_published(files: Files) -> None:
    """Leave at home what no visitor opens: the theme's source maps, and the comments of our scripts.

    Markdown that is no page gets the name it is stored without.
    """
    for file in [file for file in files if file.src_uri.endswith(".map")]:
        files.remove(file)
    for file in files:
        if fnmatch(file.src_uri, "assets/js/*.js") or file.src_uri == "assets/reading-list.js":
            file.content_string = without_comments(file.content_string)
    for file in [file for file in files if as_published(file.src_uri) != file.src_uri]:
        files.remove(file)
        files.append(_renamed(file))


def _renamed(file: File) -> File:
    """Return a file whose name in the site is not that in `docs/`; MkDocs takes what it is from the latter."""
    return File(
        file.src_uri,
        file.src_dir,
        file.dest_dir,
        file.use_directory_urls,
        dest_uri=as_published(file.src_uri),
        inclusion=file.inclusion,
    )


def without_comments(code: str) -> str:
    """Return the code of a module without the comments that have lines to themselves, and without empty lines.

    It is no parser, and need not be: in our scripts nothing else begins a line with `//` or `/**`; a test sees to it.
    """
    return _EMPTY.sub("\n", _LINE.sub("", _BLOCK.sub("", code))).lstrip("\n")
