"""The files of `docs/` as MkDocs sees them, and the addresses that links between them lead to.

MkDocs lists the files that people wrote. It finds a generated file when it asks for its path, but never builds it:
a listing of all generated files would cost MkDocs much time.
"""

import os
import posixpath
import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatch
from pathlib import PurePath
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.utils import get_relative_url

from ..pages.page import address_of, as_published

README = "README.md"
"""A page that MkDocs leaves out if its folder has an index: MkDocs builds all pages of a site that has such a page."""

_BLOCK = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_EMPTY = re.compile(r"\n{2,}")

_PLAIN_PAGE = re.compile(r"[a-z0-9-]+\.md")
_PLAIN_FILE = re.compile(r"(?!index\.html|.*\.md)[a-z0-9-]+(?:\.[a-z]+)+")
_PLAIN_FOLDER = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
"""Names that are the same in an address and in `docs/`."""
_NO_PAGE = "~"

_Place = tuple[str, bool]
"""The folder of a page, and whether it is the index there: from one place, the same links have the same addresses."""


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

    def address(self, uri: str) -> str | None:
        """Return the address of the file at a path under `docs/` as MkDocs writes it; None if there is no file."""
        if uri in self._generated:
            return quote(address_of(uri)[1:]) or "./"
        found = self._src_uris.get(uri)
        return found.url if found else None

    def is_generated(self, uri: str) -> bool:
        """Return whether the file at a path under `docs/` was generated."""
        return uri in self._generated

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
        with os.scandir(f"{docs}/{folder}") as found:
            entries = list(found)
        below = sorted((entry.name for entry in entries if entry.is_dir()), reverse=True)
        files = (entry.name for entry in entries if folder + entry.name not in generated and not entry.is_dir())
        yield from (folder + name for name in sorted(files, key=_index_first))
        folders += [f"{folder}{name}/" for name in below]


def _index_first(name: str) -> tuple[bool, str]:
    return not name.startswith(("index", "README")) or PurePath(name).stem not in {"index", "README"}, name


def sort_key(path: str) -> tuple[tuple[bool, bool, str], ...]:
    """Return the key of a path under `docs/` that sorts files in the order of MkDocs."""
    *folders, name = path.split("/")
    return (*((True, True, folder) for folder in folders), (False, *_index_first(name)))


def adjust_published(files: Files) -> None:
    """Leave out what no visitor opens: the source maps of the theme and the comments of our scripts.

    A file `x.md.txt` beside the page of a paper is published as `x.md`.
    """
    for file in [file for file in files if file.src_uri.endswith(".map")]:
        files.remove(file)
    for file in files:
        if fnmatch(file.src_uri, "assets/js/*.js") or file.src_uri == "assets/reading-list.js":
            file.content_string = without_comments(file.content_string)
    for file in [file for file in files if as_published(file.src_uri) != file.src_uri]:
        files.remove(file)
        target = as_published(file.src_uri)
        where = file.src_dir, file.dest_dir, file.use_directory_urls
        files.append(File(file.src_uri, *where, dest_uri=target, inclusion=file.inclusion))


def without_comments(code: str) -> str:
    """Return the code of a module without empty lines and comments on lines of their own.

    This does not parse the code. A test makes sure that no other line of our scripts begins with `//` or `/**`.
    """
    return _EMPTY.sub("\n", _LINE.sub("", _BLOCK.sub("", code))).lstrip("\n")


class Links:
    """Resolves links as MkDocs does, but looks up each target once for all pages of a folder."""

    def __init__(self, files: DocsFiles) -> None:
        self._files = files
        self._addresses: dict[tuple[_Place, str], str | None] = {}
        self._folders: dict[tuple[_Place, str], tuple[str, str] | None] = {}

    def resolve(self, file: File, target: str) -> str | None:
        """Return the address for the target of a link in a file, or None if MkDocs might warn about it."""
        if target.startswith("https://"):
            return target
        name = file.name
        if name in target:  # perhaps a link to the page itself, or to a file beside it: not the same for all pages
            own = target[len(name) + 1 :]
            beside = target == f"{name}/{own}" and _PLAIN_FILE.fullmatch(own)
            return own if beside and self._files.is_generated(file.url + own) else self._look_up(file, target)
        place = (file.src_uri.rpartition("/")[0], name == "index")  # the address of an index has another depth
        if (place, target) not in self._addresses:
            self._addresses[place, target] = self._in_folder(place, file, target) or self._look_up(file, target)
        return self._addresses[place, target]

    def _in_folder(self, place: _Place, file: File, target: str) -> str | None:
        """Return the address of a generated page, made from that of its folder, or None if that is not possible."""
        folder, _, name = target.rpartition("/")
        if not _PLAIN_PAGE.fullmatch(name) or name == "index.md":
            return None
        if (place, folder) not in self._folders:
            self._folders[place, folder] = self._folder(file, folder)
        found = self._folders[place, folder]
        return f"{found[1]}{name[:-3]}/" if found and self._files.is_generated(f"{found[0]}{name}") else None

    def _folder(self, file: File, folder: str) -> tuple[str, str] | None:
        """Return a folder as a path under `docs/` and as an address seen from a page, or None if that depends.

        It depends where a page in a nested folder may lie below the page that it links to: then the address is shorter.
        """
        above = posixpath.dirname(file.src_uri)
        path = posixpath.normpath(posixpath.join(above, folder))
        near = "/" in above and path.split("/")[0] == above.split("/")[0]
        if near or not _PLAIN_FOLDER.fullmatch(path):
            return None
        return f"{path}/", get_relative_url(f"{path}/{_NO_PAGE}/", file.url).removesuffix(f"{_NO_PAGE}/")

    def _look_up(self, file: File, target: str) -> str | None:
        scheme, host, path, query, anchor = urlsplit(target)
        if scheme or host or not path:
            return target
        if path.startswith(("/", "\\")):
            return None
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(file.src_uri), unquote(path)))
        address = self._files.address(uri)
        return urlunsplit(("", "", get_relative_url(address, file.url), query, anchor)) if address else None
