"""A digest as text: for a terminal, and as the plain part of an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..escape import Markdown
from ..exports.formats import begins, inline
from ..formatting import count
from ..markup import element
from .model import Digest, DigestItem

WIDTH = 72
"""Characters of a line; an address stays whole, however long it is."""


def plain(digest: Digest) -> str:
    """Return a digest as lines of text."""
    return "".join(f"{line}\n" for line in _plain_lines(digest))


def _plain_lines(digest: Digest) -> Iterator[str]:
    yield from (*_wrapped(digest.title), "=" * min(len(digest.title), WIDTH), "", *_wrapped(digest.lead))
    for section in digest.sections:
        yield from ("", *_wrapped(section.title), "-" * min(len(section.title), WIDTH))
        for name, items in section.groups:
            if name:
                yield from ("", *_wrapped(f"{name}:"))
            for item in items:
                yield from ("", *_plain_item(item))
    if digest.remark:
        yield from ("", *_wrapped(digest.remark))
    yield from ("", f"-- {digest.site}", *([digest.more] if digest.more else []))


def _plain_item(item: DigestItem) -> Iterator[str]:
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


def note(digest: Digest) -> str:
    """Return a digest as Markdown with a line for each paper."""
    return "".join(f"{line}\n" for line in _note_lines(digest))


def _note_lines(digest: Digest) -> Iterator[str]:
    yield from (f"# {inline(digest.title)}", "", begins(inline(digest.lead)))
    for section in digest.sections:
        yield from ("", f"## {inline(section.title)}")
        for name, items in section.groups:
            if name:
                yield from ("", f"### {inline(name)}")
            yield ""
            yield from map(_note_item, items)
    if digest.remark:
        yield from ("", begins(inline(digest.remark)))
    site = inline(digest.site)
    yield from ("", f"From [{site}]({digest.more})" if digest.more else f"From {site}")


def _note_item(item: DigestItem) -> str:
    title = inline(item.title)
    linked = f"[{title}]({item.address})" if item.address else f"**{title}**"
    byline = f" · {inline(item.byline)}" if item.byline else ""
    return f"- {linked}{byline}" + (f": {inline(item.summary)}" if item.summary else "")


LARGEST = 100_000
"""Bytes; of more than 102 KB, Gmail shows only the beginning."""

_BODY = "margin:0 auto;padding:16px;max-width:40em;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif"
_TITLE = "margin:0 0 8px;font-size:26px;line-height:1.2"
_SECTION = "margin:32px 0 0;font-size:20px;line-height:1.3"
_GROUP = "margin:16px 0 8px;font-size:16px;line-height:1.3"
_ITEM = "margin:0 0 12px"
_FOOT = "margin:32px 0 0;font-size:14px"
_BREAK = Markdown("<br>")
_HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark"><style>:root{color-scheme:light dark}</style>'
)


def mail(digest: Digest) -> str:
    """Return a digest as a document of HTML; papers that would make it too large are left out and counted."""
    head, foot = _head(digest), _foot(digest)
    room = LARGEST - len(_document(digest, (*head, _left_out(digest, digest.papers), *foot)).encode())
    shown: list[Markdown] = []
    for part in _parts(digest):
        room -= len(part.encode()) + 1
        if room < 0:
            break
        shown.append(part)
    missing = digest.papers - len(shown)
    return _document(digest, (*head, *shown, *((_left_out(digest, missing),) if missing else ()), *foot))


def _document(digest: Digest, body: Iterable[Markdown]) -> str:
    title = element("title", f"{digest.site}: {digest.title}")
    inside = element("body", Markdown("\n".join(("", *body, ""))), style=_BODY)
    return f'<!doctype html>\n<html lang="en"><head>{_HEAD}{title}</head>\n{inside}</html>\n'


def _parts(digest: Digest) -> Iterator[Markdown]:
    """Yield the papers, the first of a tag or a facet with the headings above it."""
    for section in digest.sections:
        above = element("h2", section.title, style=_SECTION)
        for name, items in section.groups:
            above = Markdown(above + element("h3", name, style=_GROUP)) if name else above
            for item in items:
                yield Markdown(above + _mail_item(item))
                above = Markdown()


def _mail_item(item: DigestItem) -> Markdown:
    title = element("a", item.title, href=item.address) if item.address else element("strong", item.title)
    byline = (_BREAK, element("small", item.byline)) if item.byline else ()
    return element("p", title, *byline, *((_BREAK, item.summary) if item.summary else ()), style=_ITEM)


def _head(digest: Digest) -> tuple[Markdown, ...]:
    return (element("h1", digest.title, style=_TITLE), element("p", digest.lead, style="margin:0"))


def _foot(digest: Digest) -> tuple[Markdown, ...]:
    remark = (element("p", digest.remark, style=_FOOT),) if digest.remark else ()
    site = element("a", digest.site, href=digest.more) if digest.more else digest.site
    return (*remark, element("p", "From ", site, style=_FOOT))


def _left_out(digest: Digest, number: int) -> Markdown:
    said = f"{count(number, 'more paper')} would make this message too long to be shown whole"
    where = (": ", element("a", "see all", href=digest.more), ".") if digest.more else (".",)
    return element("p", said, *where, style=_FOOT)


FORMATS: Mapping[str, Callable[[Digest], str]] = {"html": mail, "markdown": note, "text": plain}
"""Every format by the word for it; a new one is a function and an entry here."""

ENDINGS: Mapping[str, str] = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}
"""The format that the ending of a file asks for."""
