"""Writes elements of HTML and SVG, with all text in them escaped, for what Markdown cannot express."""

from __future__ import annotations

import html
from collections.abc import Iterable

from .escape import Markdown, one_line


def element(name: str, *inside: str, **attributes: str | float) -> Markdown:
    """Return an element. Its content is escaped, unless it is an element already.

    In the names of attributes, `_` stands for `-` (`aria_label`), and `class_` for `class`.
    """
    written = "".join(f' {_name(key)}="{_attribute(value)}"' for key, value in attributes.items())
    return Markdown(f"<{name}{written}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Markdown:
    """Return elements and escaped texts, joined."""
    return Markdown("".join(part if isinstance(part, Markdown) else html.escape(one_line(part)) for part in parts))


def _name(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")


def _attribute(value: str | float) -> str:
    return html.escape(one_line(value)) if isinstance(value, str) else f"{value:g}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Markdown:
    """Return a table with a row of headings. The first cell of each row is its heading."""
    top = element("tr", *(element("th", cell, scope="col") for cell in head))
    body = (
        element("tr", *(element("td", cell) if at else element("th", cell, scope="row") for at, cell in enumerate(row)))
        for row in rows
    )
    return element("table", element("thead", top), element("tbody", *body))
