"""Writes the sitemap: one file, or an index and the files that it lists.

Source: https://www.sitemaps.org/protocol.html (a file has at most 50,000 addresses and 50 MB). A sitemap of one file
has the bytes that `templates/theme/sitemap.xml` gives.
"""

import gzip
import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs.structure.files import Files

from ..pages.page import address_of
from .mkdocs_files import sort_key
from .shell import Meta

MOST = 50_000
"""The most addresses of a file."""

LARGEST = 50_000_000
"""The most bytes of a file."""

_NAME_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FRAME = 1_000  # the most bytes of a file before and after its addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A page of the sitemap: its absolute address, and the day on which it last changed, if that is known.

    A page that is `hidden` from robots is listed for the theme alone, which loads in place only the pages of the
    sitemap.
    """

    address: str
    day: str | None = None
    hidden: bool = False


def note_of(meta: Meta) -> str:
    """Return the note on a page for the sitemap: the newest day of the page, and `!` if robots must not index it."""
    return f"{meta.get('day', '') if meta.get('kind') else ''}{'!' if meta.get('noindex') else ''}"


def sitemap(entries: Iterable[SitemapEntry], site: str) -> list[tuple[str, bytes]]:
    """Return the files as `(path, bytes)`: `sitemap.xml` or, if there are too many addresses, an index of that name.

    The index lists `sitemap-1.xml` and so on, without hidden pages. `site` is the address of the site, with a slash
    at its end.
    """
    entries = tuple(entries)
    if len(list(_parts(entries))) == 1:
        return [("sitemap.xml", _file("urlset", map(_line, entries)))]
    index: list[str] = []
    files: list[tuple[str, bytes]] = []
    for number, part in enumerate(_parts([entry for entry in entries if not entry.hidden]), 1):
        name = f"sitemap-{number}.xml"
        files.append((name, _file("urlset", map(_line, part))))
        index.append(_element("sitemap", f"{site}{name}", max((one.day for one in part if one.day), default=None)))
    return [("sitemap.xml", _file("sitemapindex", index)), *files]


def _parts(entries: Iterable[SitemapEntry]) -> Iterator[list[SitemapEntry]]:
    part: list[SitemapEntry] = []
    size = _FRAME
    for entry in entries:
        more = len(_line(entry).encode())
        if len(part) == MOST or (part and size + more > LARGEST):
            yield part
            part, size = [], _FRAME
        part.append(entry)
        size += more
    yield part


def _line(entry: SitemapEntry) -> str:
    return _element("url", entry.address, entry.day, ' xmlns="urn:not-for-robots"' if entry.hidden else "")


def _element(name: str, address: str, day: str | None, more: str = "") -> str:
    changed = f"<lastmod>{_escaped(day)}</lastmod>" if day else ""
    return f"\n  <{name}{more}><loc>{_escaped(address)}</loc>{changed}</{name}>"


def _file(root: str, lines: Iterable[str]) -> bytes:
    return f'{_DECLARATION}<{root} xmlns="{_NAME_SPACE}">{"".join(lines)}\n</{root}>'.encode()


def _escaped(text: str) -> str:
    """Return text for an element, with the references that Jinja writes."""
    return html.escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")


def sitemap_files(files: Files, site: str, notes: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the sitemap as a path in the site and bytes, each also compressed.

    `site` is the address of the site, if it is known. `notes` are the notes on generated pages by their paths under
    `docs/`; those on pages of MkDocs, which are among `files`, are added.
    """
    base = site if site.endswith("/") or not site else f"{site}/"
    built = {file.src_uri: note_of(file.page.meta) for file in files.documentation_pages() if file.page}
    notes = {**notes, **built}
    entries = (_entry(base, path, notes[path]) for path in sorted(notes, key=sort_key))
    for path, data in sitemap(entries, base):
        yield path, data
        yield f"{path}.gz", gzip.compress(data, mtime=0)


def _entry(base: str, path: str, note: str) -> SitemapEntry:
    return SitemapEntry(
        address=base + address_of(path)[1:], day=note.removesuffix("!") or None, hidden=note.endswith("!")
    )
