"""The sitemap of all pages, those that MkDocs built and those that were generated."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from generator.pages import sitemap
from generator.pages.page import address_of
from generator.short_path.files import in_order
from generator.short_path.pages import Press, note_of


def sitemap_files(press: Press, notes: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the sitemap, as a path in the site and its bytes; each is there compressed as well.

    `notes` are those on generated pages, by the path under `docs/`; pages that MkDocs built are looked at here.
    """
    site = press.config.site_url or ""
    base = site if site.endswith("/") or not site else f"{site}/"
    built = {file.src_uri: note_of(file.page.meta) for file in press.files.documentation_pages() if file.page}
    notes = {**notes, **built}
    stops = (_stop(base, path, notes[path]) for path in sorted(notes, key=in_order))
    for path, data in sitemap.sitemap(stops, base):
        yield path, data
        yield f"{path}.gz", gzip.compress(data, mtime=0)


def _stop(base: str, path: str, note: str) -> sitemap.Stop:
    return sitemap.Stop(
        address=urljoin(base, address_of(path)[1:]), day=note.removesuffix("!") or None, hidden=note.endswith("!")
    )
