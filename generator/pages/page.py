"""The type of a page: a path under `docs/` and the finished bytes; and the address of a path on the site."""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

AS_IT_IS = ".txt"
"""The suffix after `.md` of a file that is published unchanged: without it, MkDocs would make a page of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A function for bytes that take long to make. The bytes depend only on `key`, so they can be cached by it."""

    key: str
    draw: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file for `docs/`; `path` is relative to it and uses `/`.

    A page has `data`, or a `drawing` if its bytes are made only when they are written.
    """

    path: str
    data: bytes = b""
    drawing: Drawing | None = None

    def made(self) -> bytes:
        """Return the finished bytes."""
        return self.drawing.draw() if self.drawing else self.data

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


@lru_cache(maxsize=65536)
def _folders(path: str) -> tuple[str, ...]:
    return tuple(address_of(path)[1:].split("/"))


def relative(page: str, target: str) -> str:
    """Return the address of a file on a page; both are given by their paths under `docs/`."""
    here, there = _folders(page), _folders(target)
    folders, same = here[:-1], 0
    while same < len(folders) and same < len(there) - 1 and folders[same] == there[same]:
        same += 1
    return "../" * (len(folders) - same) + "/".join(there[same:]) or "./"


def compact_json(value: object) -> str:
    """Return a value as JSON without white space between its parts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_file(path: str, value: object) -> Page:
    """Return the file at a path with a value as one line of JSON."""
    return Page(path=path, data=f"{compact_json(value)}\n".encode())


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
    return Page(path=path, data=text.encode("utf-8"))
