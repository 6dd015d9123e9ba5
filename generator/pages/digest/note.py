"""A digest as Markdown, for a note, a release or a message of a chat."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.digest.digest import Digest, Item
from generator.pages.exports.markdown import begins, inline


def note(digest: Digest) -> str:
    """Return a digest as Markdown with a line for each paper."""
    return "".join(f"{line}\n" for line in _lines(digest))


def _lines(digest: Digest) -> Iterator[str]:
    yield from (f"# {inline(digest.title)}", "", begins(inline(digest.lead)))
    for section in digest.sections:
        yield from ("", f"## {inline(section.title)}")
        for name, items in section.groups:
            if name:
                yield from ("", f"### {inline(name)}")
            yield ""
            yield from map(_item, items)
    if digest.remark:
        yield from ("", begins(inline(digest.remark)))
    site = inline(digest.site)
    yield from ("", f"From [{site}]({digest.more})" if digest.more else f"From {site}")


def _item(item: Item) -> str:
    title = inline(item.title)
    linked = f"[{title}]({item.address})" if item.address else f"**{title}**"
    byline = f" · {inline(item.byline)}" if item.byline else ""
    return f"- {linked}{byline}" + (f": {inline(item.summary)}" if item.summary else "")
