"""Elements of HTML and SVG inside a page, for what Markdown cannot say: all text in them is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable

from .escape import Markdown, one_line


def element(name: str, *inside: str, **attributes: str | float) -> Markdown:
    """Return an element; what is inside is text, unless it is an element already.

    Attributes are named with `_` for `-` (`aria_label`), and `class_` is `class`.
    """
    written = "".join(f' {_name(key)}="{_attribute(value)}"' for key, value in attributes.items())
    return Markdown(f"<{name}{written}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Markdown:
    """Return elements and texts one behind the other."""
    return Markdown("".join(part if isinstance(part, Markdown) else html.escape(one_line(part)) for part in parts))


def _name(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")


def _attribute(value: str | float) -> str:
    return html.escape(one_line(value)) if isinstance(value, str) else f"{value:g}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Markdown:
    """Return a table with a line of headings; the first cell of each row is its heading."""
    top = element("tr", *(element("th", cell, scope="col") for cell in head))
    body = (
        element("tr", *(element("td", cell) if at else element("th", cell, scope="row") for at, cell in enumerate(row)))
        for row in rows
    )
    return element("table", element("thead", top), element("tbody", *body))
