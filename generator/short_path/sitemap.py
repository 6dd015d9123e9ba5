"""Which pages the sitemap names, and since when each is as it is."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import urljoin, urlsplit

from generator.short_path.files import in_order
from generator.short_path.pages import Press, note_of
from generator.site.publish import Made

PAGE = "index.html"


def sitemap(press: Press, made: Mapping[str, Made]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the sitemap, as a path in the site and its bytes."""
    site = press.config.site_url or ""
    base = site if site.endswith("/") or not site else f"{site}/"
    notes = {path: one.note for path, one in made.items() if path.endswith(PAGE)}
    for file in press.files.documentation_pages():
        if file.page:
            notes[file.dest_uri] = note_of(file.page.meta)
    lines = []
    for path in sorted(notes, key=in_order):
        address = path.removesuffix(PAGE)
        day, hidden = notes[path].removesuffix("!"), notes[path].endswith("!")
        when = f"<lastmod>{escape(day)}</lastmod>" if day else ""
        robots = ' xmlns="urn:not-for-robots"' if hidden else ""
        lines.append(f"  <url{robots}><loc>{escape(urljoin(base, address))}</loc>{when}</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    text = f"{head}{''.join(lines)}</urlset>".encode()
    yield "sitemap.xml", text
    yield "sitemap.xml.gz", gzip.compress(text, mtime=0)
