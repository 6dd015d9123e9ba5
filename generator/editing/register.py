"""Adds an entry to `sources.yml`, below the others, and leaves every other line as it is."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Sequence

from ..catalog.library import LIBRARY
from ..diagnostics import Location, Report, error
from .entries import behind
from .fields import field_lines, insert_lines
from .formatting import quoted
from .tree import Pairs, Plain, parse, plain

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def with_entry(text: str, name: str, fields: Sequence[tuple[str, str]]) -> str:
    """Return sources.yml with an entry for the file `name`, its fields written as they are given.

    A text in which that cannot be done by adding lines is returned as it is.
    """
    tree = parse(text)
    sources = tree.root.get("sources") if isinstance(tree.root, Pairs) else None
    if sources is None or not isinstance(sources.value, Pairs) or sources.value.flow or not sources.value.parts:
        return text
    last = sources.value.parts[-1]
    indent = tree.column(last.start)
    lines = [f"{' ' * indent}{name if _PLAIN.fullmatch(name) else quoted(name)}:"]
    for field, value in fields:
        lines += field_lines(field, (value, ()), indent + 2)
    new = insert_lines(text, behind(tree, last), lines, tree.eol)
    return new if entries(new) == {**entries(text), name: entries(new).get(name, "")} else text


def registered(before: bytes, name: str, fields: Sequence[tuple[str, str]], report: Report) -> bytes:
    """Return sources.yml with an entry for the file `name`; report where that cannot be done by adding lines."""
    bom, text = before[: len(BOM_UTF8)], before.decode("utf-8-sig")
    new = with_entry(text, name, fields)
    if new == text:
        hint = f"add the entry by hand, below the others: `{name}: {{title: …}}`"
        message = "it is written in a way that a program cannot add an entry to"
        error(report, "cannot-edit", Location(file=f"{LIBRARY}/sources.yml"), message, hint)
    return (bom if bom == BOM_UTF8 else b"") + new.encode()


def entries(text: str) -> dict[str, Plain]:
    """Return what the text says of each source."""
    whole = plain(parse(text).root)
    sources = whole.get("sources", {}) if isinstance(whole, dict) else {}
    return sources if isinstance(sources, dict) else {}
