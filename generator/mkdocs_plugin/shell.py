"""The shell of a page: what the theme puts around its body, rendered once for all pages of one shape, then filled.

The theme is asked once, for a page that has a mark wherever a page has words of its own. Between the marks of one
place stands a probe: what the theme made of it tells whether words stand there as they are, escaped, or with the
address of the site put in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape as html_escape
from itertools import count
from typing import Any

from markupsafe import escape

Meta = Mapping[str, Any]
"""The front matter of a page, as YAML has it."""

Theme = Callable[[str, Meta, str, str], str]
"""Renders a page that is given its path in `docs/`, its front matter, its body and the id of its first heading."""

_LITERAL = frozenset({"kind", "hide", "template", "search", "noindex"})
"""Keys that the theme decides by: pages of one shape have the same values here."""

_SITE = "<site>"
_PROBE = f"&amp;{_SITE}\"'<"
_PLAIN = "x"
_MARK = re.compile(r"zq(\d+)a(.*?)a(\d+)qz", re.DOTALL)
_IN_ADDRESS = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The pieces of a page around its own words; `holes` say which word stands between two, and how."""

    pieces: tuple[str, ...]
    holes: tuple[tuple[int, Callable[[str], str]], ...]

    def filled(self, words: Sequence[str]) -> str:
        """Return the page with these words."""
        parts = [self.pieces[0]]
        for (number, how), piece in zip(self.holes, self.pieces[1:], strict=True):
            parts += (how(words[number]), piece)
        return "".join(parts)


def shape(path: str, meta: Meta) -> object | None:
    """Return what pages have in common that can share a shell, or None for a page that must have its own.

    That is where they lie, how deep, and which keys of front matter say something. A page in no folder, an index
    page and one that shows a table of contents are none of many.
    """
    *folders, name = path.removesuffix(".md").split("/")
    plain = all(_IN_ADDRESS.fullmatch(part) for part in (*folders, name))
    if not folders or name == "index" or not plain or "toc" not in meta.get("hide", ()):
        return None
    return folders[0], len(folders), _shape(meta)


def make_shell(path: str, meta: Meta, theme: Theme) -> Shell | None:
    """Return the shell of the pages that have the shape of this one, or None if the theme does more than fill in."""
    first, *rest = path.removesuffix(".md").split("/")
    marks = _Marks()
    inside = "/".join((first, *(marks.around(_PLAIN) for _ in rest)))
    marked = marks.of(meta)
    page = theme(f"{inside}.md", marked, marks.around(_PROBE), marks.around(_PLAIN))
    pieces, holes, end = [], [], 0
    for found in _MARK.finditer(page):
        how = _how(found[2])
        if found[1] != found[3] or how is None:
            return None
        pieces.append(page[end : found.start()])
        holes.append((int(found[1]), how))
        end = found.end()
    if re.search(r"zq\d|\dqz", "".join((*pieces, page[end:])), re.IGNORECASE):
        return None
    return Shell(pieces=(*pieces, page[end:]), holes=tuple(holes))


def words(path: str, meta: Meta, body: str, first_id: str) -> list[str]:
    """Return the words of a page in the order of the marks in the shell of its shape."""
    return [*path.removesuffix(".md").split("/")[1:], *_leaves(meta), body, first_id]


class _Marks:
    """Numbers marks in the order they are put."""

    def __init__(self) -> None:
        self._numbers = count()

    def around(self, probe: str) -> str:
        """Return a probe between the marks of a new place."""
        number = next(self._numbers)
        return f"zq{number}a{probe}a{number}qz"

    def of(self, value: Any) -> Any:
        """Return a value of front matter with a mark in the place of each word."""
        if isinstance(value, Mapping):
            return {key: part if key in _LITERAL else self.of(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.of(part) for part in value]
        return self.around(_PROBE) if _is_word(value) else value


def _is_word(value: object) -> bool:
    """Tell whether pages of one shape may differ in a value: a text that says something, or a number but 0."""
    return isinstance(value, str | int) and not isinstance(value, bool) and bool(value)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in _LITERAL:
                yield from _leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif _is_word(value):
        yield str(value)


def _shape(value: Any) -> object:
    if isinstance(value, Mapping):
        return tuple((key, repr(part) if key in _LITERAL else _shape(part)) for key, part in value.items())
    if isinstance(value, list):
        return tuple(map(_shape, value))
    return "" if _is_word(value) else repr(value)


def _how(seen: str) -> Callable[[str], str] | None:
    """Return what the theme does to the words in a place, from what it made of the probe there, or None."""
    if seen in {_PROBE, _PLAIN}:
        return str
    for escaped in (lambda text: str(escape(text)), html_escape):
        if seen == escaped(_PROBE):
            return escaped
    before, after = _PROBE.split(_SITE)
    if seen.startswith(before) and seen.endswith(after):
        address = seen[len(before) : -len(after)]
        return lambda text: text.replace(_SITE, address)
    return None
