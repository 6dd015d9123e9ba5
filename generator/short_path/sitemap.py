"""Which pages the sitemap names, and since when each is as it is."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import urljoin

from generator.pages.page import address_of
from generator.short_path.files import in_order
from generator.short_path.pages import Press, note_of


def sitemap(press: Press, notes: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the sitemap, as a path in the site and its bytes.

    `notes` are those on generated pages, by the path under `docs/`; pages that MkDocs built are looked at here.
    """
    site = press.config.site_url or ""
    base = site if site.endswith("/") or not site else f"{site}/"
    built = {file.src_uri: note_of(file.page.meta) for file in press.files.documentation_pages() if file.page}
    notes = {**notes, **built}
    lines = []
    for path in sorted(notes, key=in_order):
        day, hidden = notes[path].removesuffix("!"), notes[path].endswith("!")
        when = f"<lastmod>{escape(day)}</lastmod>" if day else ""
        robots = ' xmlns="urn:not-for-robots"' if hidden else ""
        lines.append(f"  <url{robots}><loc>{escape(urljoin(base, address_of(path)[1:]))}</loc>{when}</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    text = f"{head}{''.join(lines)}</urlset>".encode()
    yield "sitemap.xml", text
    yield "sitemap.xml.gz", gzip.compress(text, mtime=0)
