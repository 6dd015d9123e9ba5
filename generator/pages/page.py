"""A page: a path under `docs/` and the finished bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One file of the site's source; `path` is relative to `docs/` and uses `/`."""

    path: str
    data: bytes

    @property
    def address(self) -> str:
        """Where the site shows it: `papers/x.md` → `/papers/x/`, a file that is no page under its own name."""
        if not self.path.endswith(".md"):
            return "/" + self.path.removesuffix("index.html")
        stem = self.path.removesuffix(".md")
        return "/" + (stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/")
