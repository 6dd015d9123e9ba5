"""The type of a page: a path under `docs/` and how its bytes are made; the address of a path, and the links of a page.

MkDocs does not check the links of generated pages, so they are checked here.
"""

import html
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..storage.cache import compact_json

AS_IT_IS = ".txt"
"""The suffix after `.md` of a file that is published unchanged: without it, MkDocs would make a page of the file."""

HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:|//")
_BODY = "\n---\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file for `docs/`; `path` is relative to it and uses `/`. `make` returns the finished bytes.

    The bytes depend on nothing but `key`: a file that was made with the same key need not be made again. A page
    without a key is made in every build.
    """

    path: str
    make: Callable[[], bytes]
    key: str = ""

    @property
    def data(self) -> bytes:
        """The finished bytes. Each access makes them."""
        return self.make()

    @property
    def address(self) -> str:
        """The address on the site: `papers/x.md` → `/papers/x/`; a file that is not a page keeps its name."""
        return address_of(self.path)


def address_of(path: str) -> str:
    """Return the address on the site of the file at a path under `docs/`."""
    if not path.endswith(".md"):
        return "/" + as_published(path).removesuffix("index.html")
    stem = path.removesuffix(".md")
    return "/" + (stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/")


def as_published(path: str) -> str:
    """Return the path on the site of a file that is not a page: `papers/x.md.txt` → `papers/x.md`, others unchanged."""
    return path.removesuffix(AS_IT_IS) if path.startswith("papers/") and path.endswith(f".md{AS_IT_IS}") else path


@lru_cache(maxsize=4096)
def _folders(path: str) -> tuple[str, ...]:
    return tuple(address_of(path)[1:].split("/"))


def relative(page: str, target: str) -> str:
    """Return the address of a file on a page; both are given by their paths under `docs/`."""
    here, there = _folders(page), _folders(target)
    folders, same = here[:-1], 0
    while same < len(folders) and same < len(there) - 1 and folders[same] == there[same]:
        same += 1
    return "../" * (len(folders) - same) + "/".join(there[same:]) or "./"


def finished(path: str, data: bytes) -> Page:
    """Return the page at a path whose bytes are there already."""
    return Page(path=path, make=lambda: data)


def json_data(value: object) -> bytes:
    """Return a value as one line of JSON."""
    return f"{compact_json(value)}\n".encode()


def json_file(path: str, value: object) -> Page:
    """Return the file at a path with a value as one line of JSON."""
    return finished(path, json_data(value))


def data_file(name: str, value: object) -> Page:
    """Return the file under `/data/` of a name, such as `papers/3`, with a value as JSON."""
    return json_file(f"data/{name}.json", value)


def redirect(path: str, target: str, title: str) -> Page:
    """Return a page at `path` that leads to `target`, relative to it."""
    name = html.escape(title)
    text = (
        "<!doctype html>\n"
        '<html lang="en"><head><meta charset="utf-8">'
        f'<title>{name}</title><link rel="canonical" href="{target}"><link rel="icon" href="data:,">'
        f'<meta http-equiv="refresh" content="0; url={target}"><meta name="robots" content="noindex"></head>'
        f'<body><p>This page has moved: <a href="{target}">{name}</a></p></body></html>\n'
    )
    return finished(path, text.encode("utf-8"))


def link_targets(path: str, data: bytes) -> Iterator[str]:
    """Yield the addresses in the site to which a page links, such as `/tags/pruning/`, as often as it does."""
    if path.endswith(".md"):
        text = data.decode()
        for match in HREF.finditer(text, text.find(_BODY)):
            if target := link_target(path, match[1]):
                yield target


def link_target(path: str, href: str) -> str:
    """Return the address to which a link on the page at a path leads, or '' for one to another site or to itself."""
    href = html.unescape(href).partition("#")[0].partition("?")[0]
    if not href or _ELSEWHERE.match(href):
        return ""
    folder = address_of(path)
    while href.startswith("../"):
        folder, href = folder[: folder.rstrip("/").rfind("/") + 1], href[3:]
    return href if href.startswith("/") else folder + href.removeprefix("./")


def broken_links(targets: Collection[str], paths: Collection[str], docs: Path) -> set[str]:
    """Return the targets of links where nothing is, neither a page with one of the paths nor a file in `docs/`."""
    return {target for target in set(targets) - set(map(address_of, paths)) if not _is_written(target, docs)}


def _is_written(target: str, docs: Path) -> bool:
    path = target.strip("/")
    names = (f"{path}.md", f"{path}/index.md", f"{path}/index.html") if target.endswith("/") else (path,)
    return any((docs / name).is_file() for name in names)
