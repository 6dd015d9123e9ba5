"""Makes shells: the HTML that the theme puts around the body of a page, with holes for the texts of the page.

Rendering a page with the theme takes most of the time of a build, and pages of one shape differ in their texts only. So
the theme renders one page of each shape with a probe between two markers in place of each text. The output between
the markers shows what the theme does with the text: insert it as it is, escape it, or insert the site's address.
"""

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
"""Renders a page, given its path under `docs/`, its front matter, its body and the id of its first heading."""

_LITERAL = frozenset({"kind", "hide", "template", "search", "noindex"})
"""Keys on which the theme bases decisions: pages of one shape have the same values here."""

_SITE = "<site>"
_PROBE = f"&amp;{_SITE}\"'<"
_PLAIN = "x"
_MARKED = re.compile(r"zq(\d+)a(.*?)a(\d+)qz", re.DOTALL)
_IN_ADDRESS = re.compile(r"[a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The pieces of HTML around the texts of a page.

    Between two pieces is a hole: the index of a text, and the function that turns it into HTML.
    """

    pieces: tuple[str, ...]
    holes: tuple[tuple[int, Callable[[str], str]], ...]

    def fill(self, texts: Sequence[str]) -> str:
        """Return the page with these texts."""
        parts = [self.pieces[0]]
        for (index, as_html), piece in zip(self.holes, self.pieces[1:], strict=True):
            parts += (as_html(texts[index]), piece)
        return "".join(parts)


def shape(path: str, meta: Meta) -> object | None:
    """Return a value that is equal for pages that can share a shell, or None for a page that shares none.

    Pages of one shape have the same top folder and depth, and the same keys of front matter without a value. A page
    in no folder, an index page and a page with a table of contents share no shell.
    """
    *folders, name = path.removesuffix(".md").split("/")
    plain = all(_IN_ADDRESS.fullmatch(part) for part in (*folders, name))
    if not folders or name == "index" or not plain or "toc" not in meta.get("hide", ()):
        return None
    return folders[0], len(folders), _shape(meta)


def make_shell(path: str, meta: Meta, theme: Theme) -> Shell | None:
    """Return the shell of the pages with the shape of this one, or None if the theme changes a text in another way."""
    first, *rest = path.removesuffix(".md").split("/")
    markers = _Markers()
    marked_path = "/".join((first, *(markers.around(_PLAIN) for _ in rest)))
    marked_meta = markers.in_texts(meta)
    page = theme(f"{marked_path}.md", marked_meta, markers.around(_PROBE), markers.around(_PLAIN))
    pieces, holes, end = [], [], 0
    for found in _MARKED.finditer(page):
        as_html = _conversion(found[2])
        if found[1] != found[3] or as_html is None:
            return None
        pieces.append(page[end : found.start()])
        holes.append((int(found[1]), as_html))
        end = found.end()
    if re.search(r"zq\d|\dqz", "".join((*pieces, page[end:])), re.IGNORECASE):
        return None
    return Shell(pieces=(*pieces, page[end:]), holes=tuple(holes))


def texts(path: str, meta: Meta, body: str, first_id: str) -> list[str]:
    """Return the texts of a page, in the order of the numbers of markers in the shell of its shape."""
    return [*path.removesuffix(".md").split("/")[1:], *_texts_in(meta), body, first_id]


class _Markers:
    """Puts numbered markers around probes."""

    def __init__(self) -> None:
        self._numbers = count()

    def around(self, probe: str) -> str:
        """Return a probe between two markers with the next number."""
        number = next(self._numbers)
        return f"zq{number}a{probe}a{number}qz"

    def in_texts(self, value: Any) -> Any:
        """Return a value of front matter with a marked probe in place of each text."""
        if isinstance(value, dict):
            return {key: part if key in _LITERAL else self.in_texts(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.in_texts(part) for part in value]
        return self.around(_PROBE) if _is_text(value) else value


def _is_text(value: object) -> bool:
    """Return whether pages of one shape may differ in a value: a text that is not empty, or a number except 0."""
    return type(value) in {str, int} and bool(value)


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in _LITERAL:
                yield from _texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts_in(part)
    elif _is_text(value):
        yield str(value)


def _shape(value: Any) -> object:
    if isinstance(value, dict):
        return tuple((key, repr(part) if key in _LITERAL else _shape(part)) for key, part in value.items())
    if isinstance(value, list):
        return tuple(map(_shape, value))
    return "" if _is_text(value) else repr(value)


def _conversion(output: str) -> Callable[[str], str] | None:
    """Return the function that converts a text as the theme converted the probe into `output`, or None."""
    if output in {_PROBE, _PLAIN}:
        return str
    for escaped in (lambda text: str(escape(text)), html_escape):
        if output == escaped(_PROBE):
            return escaped
    before, after = _PROBE.split(_SITE)
    if output.startswith(before) and output.endswith(after):
        address = output[len(before) : -len(after)]
        return lambda text: text.replace(_SITE, address)
    return None
