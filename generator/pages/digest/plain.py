"""A digest as text: for a terminal, and as the plain part of an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from generator.pages.digest.digest import Digest, Item

WIDTH = 72
"""Characters of a line; an address stays whole, however long it is."""


def plain(digest: Digest) -> str:
    """Return a digest as lines of text."""
    return "".join(f"{line}\n" for line in _lines(digest))


def _lines(digest: Digest) -> Iterator[str]:
    yield from (*_wrapped(digest.title), "=" * min(len(digest.title), WIDTH), "", *_wrapped(digest.lead))
    for section in digest.sections:
        yield from ("", *_wrapped(section.title), "-" * min(len(section.title), WIDTH))
        for name, items in section.groups:
            if name:
                yield from ("", *_wrapped(f"{name}:"))
            for item in items:
                yield from ("", *_item(item))
    if digest.remark:
        yield from ("", *_wrapped(digest.remark))
    yield from ("", f"-- {digest.site}", *([digest.more] if digest.more else []))


def _item(item: Item) -> Iterator[str]:
    yield from _wrapped(item.title, "* ")
    if item.byline:
        yield from _wrapped(item.byline, "  ")
    if item.summary:
        yield from _wrapped(item.summary, "  ")
    if item.address:
        yield f"  {item.address}"


def _wrapped(text: str, before: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=before,
        subsequent_indent=" " * len(before),
        break_long_words=False,
        break_on_hyphens=False,
    )
