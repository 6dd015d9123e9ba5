"""A page: a path under `docs/` and the finished bytes."""

from __future__ import annotations

from dataclasses import dataclass

AS_IT_IS = ".txt"
"""Stands behind the `.md` of a file that is published as it is: MkDocs would make a page of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site's source; `path` is relative to `docs/` and uses `/`."""

    path: str
    data: bytes

    @property
    def address(self) -> str:
        """Where the site shows it: `papers/x.md` → `/papers/x/`, a file that is no page under its own name."""
        if not self.path.endswith(".md"):
            return "/" + as_published(self.path).removesuffix("index.html")
        stem = self.path.removesuffix(".md")
        return "/" + (stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/")


def as_published(path: str) -> str:
    """Return the path in the site of a file that is no page: `papers/x.md.txt` → `papers/x.md`, else its own."""
    return path.removesuffix(AS_IT_IS) if path.startswith("papers/") and path.endswith(f".md{AS_IT_IS}") else path
