"""A page: a path under `docs/` and the finished bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

AS_IT_IS = ".txt"
"""Stands behind the `.md` of a file that is published as it is: MkDocs would make a page of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """How to make bytes that take long to make; they follow from `key`, so with the same key they need not be made."""

    key: str
    draw: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site's source; `path` is relative to `docs/` and uses `/`.

    A page has `data`, or `drawing` if its bytes are to be made only when they are written.
    """

    path: str
    data: bytes = b""
    drawing: Drawing | None = None

    def made(self) -> bytes:
        """Return the finished bytes."""
        return self.drawing.draw() if self.drawing else self.data

    @property
    def address(self) -> str:
        """Where the site shows it: `papers/x.md` → `/papers/x/`, a file that is no page under its own name."""
        return address_of(self.path)


def address_of(path: str) -> str:
    """Return where the site shows the file at a path under `docs/`."""
    if not path.endswith(".md"):
        return "/" + as_published(path).removesuffix("index.html")
    stem = path.removesuffix(".md")
    return "/" + (stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/")


def as_published(path: str) -> str:
    """Return the path in the site of a file that is no page: `papers/x.md.txt` → `papers/x.md`, else its own."""
    return path.removesuffix(AS_IT_IS) if path.startswith("papers/") and path.endswith(f".md{AS_IT_IS}") else path


def compact_json(value: object) -> str:
    """Return a value as JSON without white space between its parts."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_file(path: str, value: object) -> Page:
    """Return the file at a path with a value as one line of JSON."""
    return Page(path=path, data=f"{compact_json(value)}\n".encode())


def data_file(name: str, value: object) -> Page:
    """Return the file under `/data/` of a name, such as `papers/3`, with a value as JSON."""
    return json_file(f"data/{name}.json", value)
