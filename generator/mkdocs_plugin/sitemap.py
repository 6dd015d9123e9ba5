"""The sitemap: one file, or as many as the protocol asks for with an index of them.

Source: https://www.sitemaps.org/protocol.html (a file has 50,000 addresses and 50 MB at most). A site of one file has
what `templates/theme/sitemap.xml` writes, byte for byte.
"""

from __future__ import annotations

import gzip
import html
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from ..pages.page import address_of
from .files import in_order
from .render import Renderer, note_of

MOST = 50_000
"""Addresses of a file."""

LARGEST = 50_000_000
"""Bytes of a file."""

_NAME_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ROOM = 1_000  # bytes of a file before and after its addresses, at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A page of the sitemap: `address` is whole; `day` is when it last changed, as far as known.

    A page that is `hidden` from robots stands there for the theme alone, which goes without a load to no others.
    """

    address: str
    day: str | None = None
    hidden: bool = False


def sitemap(stops: Iterable[Stop], site: str, *, most: int = MOST) -> list[tuple[str, bytes]]:
    """Return the files as `(path, bytes)`: `sitemap.xml` or, if there are too many addresses, an index of that name.

    Its parts are `sitemap-1.xml` and so on; hidden pages are not in them. `site` is the address of the site, with a
    slash at its end.
    """
    stops = tuple(stops)
    lines = [_line(stop) for stop in stops]
    if len(lines) <= most and _ROOM + sum(len(line.encode()) for line in lines) <= LARGEST:
        return [("sitemap.xml", _file("urlset", lines))]
    parts = list(_parts([stop for stop in stops if not stop.hidden], most))
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    index = [
        _element("sitemap", f"{site}{name}", max((stop.day for stop in part if stop.day), default=None))
        for name, part in zip(names, parts, strict=True)
    ]
    files = [(name, _file("urlset", map(_line, part))) for name, part in zip(names, parts, strict=True)]
    return [("sitemap.xml", _file("sitemapindex", index)), *files]


def _parts(stops: Iterable[Stop], most: int) -> Iterator[list[Stop]]:
    part: list[Stop] = []
    size = _ROOM
    for stop in stops:
        more = len(_line(stop).encode())
        if len(part) == most or (part and size + more > LARGEST):
            yield part
            part, size = [], _ROOM
        part.append(stop)
        size += more
    yield part


def _line(stop: Stop) -> str:
    return _element("url", stop.address, stop.day, ' xmlns="urn:not-for-robots"' if stop.hidden else "")


def _element(name: str, address: str, day: str | None, more: str = "") -> str:
    changed = f"<lastmod>{_escaped(day)}</lastmod>" if day else ""
    return f"\n  <{name}{more}><loc>{_escaped(address)}</loc>{changed}</{name}>"


def _file(root: str, lines: Iterable[str]) -> bytes:
    return f'{_DECLARATION}<{root} xmlns="{_NAME_SPACE}">{"".join(lines)}\n</{root}>'.encode()


def _escaped(text: str) -> str:
    """Return text for an element, with the references that Jinja writes."""
    return html.escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")


def sitemap_files(press: Renderer, notes: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the sitemap, as a path in the site and its bytes; each is there compressed as well.

    `notes` are those on generated pages, by the path under `docs/`; pages that MkDocs built are looked at here.
    """
    site = press.config.site_url or ""
    base = site if site.endswith("/") or not site else f"{site}/"
    built = {file.src_uri: note_of(file.page.meta) for file in press.files.documentation_pages() if file.page}
    notes = {**notes, **built}
    stops = (_stop(base, path, notes[path]) for path in sorted(notes, key=in_order))
    for path, data in sitemap(stops, base):
        yield path, data
        yield f"{path}.gz", gzip.compress(data, mtime=0)


def _stop(base: str, path: str, note: str) -> Stop:
    return Stop(
        address=urljoin(base, address_of(path)[1:]), day=note.removesuffix("!") or None, hidden=note.endswith("!")
    )
