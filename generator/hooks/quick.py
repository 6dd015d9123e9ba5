"""Builds only the pages that changed, where that gives the same site: after a save in the preview."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.build import WATCHED
from generator.site.files import write_whole

INDEX = "search/search_index.json"
SITEMAP = ("sitemap.xml", "sitemap.xml.gz")
SAVED = "curation.yml"
HASTY = "hasty"
"""The name in `extra` that tells a build that it follows a save in the preview."""

_Entries = list[dict[str, Any]]

# A save changes tags, summary or note of a paper that is there: pages neither come nor go, and the theme stays. So
# MkDocs' warning, that pages which were not built may be out of date, does not hold.
logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in str(record.msg))


def quick_after(saved: Event, rebuild: Callable[[], None], config: MkDocsConfig) -> Callable[[], None]:
    """Return a builder that builds what changed if a save is all that happened since the last build, else everything.

    After a build that failed everything is built, and always where `--strict` wants all pages looked at.
    """
    built = _marks(config)

    def builder() -> None:
        nonlocal built
        now = _marks(config)
        quick = saved.is_set() and now == built and not config.strict
        saved.clear()
        built = frozenset()
        if quick:
            build_changed(config)
        else:
            rebuild()
        built = now

    return builder


def _marks(config: MkDocsConfig) -> frozenset[tuple[str, int, int]]:
    """Return when each file that people write was changed, but for the one that a save changes."""
    root = Path(config.config_file_path).parent
    files = [path for folder in WATCHED for path in (root / folder).rglob("*") if path.is_file()]
    stats = {str(path): path.stat() for path in (*files, Path(config.config_file_path)) if path.name != SAVED}
    return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats.items())


def build_changed(config: MkDocsConfig) -> None:
    """Build the pages whose Markdown is newer than they are; the index of MkDocs' search, if on, keeps all others.

    The sitemap stays as it was: it tells of all pages, and those that are not built are not read.
    """
    logging.getLogger("mkdocs.hooks.reading-list").info("Building documentation: what a save changed...")
    index = Path(config.site_dir, INDEX)
    before = json.loads(index.read_bytes()) if index.exists() else None
    fresh = load_config(config.config_file_path, site_dir=config.site_dir, use_directory_urls=config.use_directory_urls)
    fresh.site_url = config.site_url
    fresh.extra[HASTY] = True
    site = Path(config.site_dir)
    sitemap = {site / name: (site / name).read_bytes() for name in SITEMAP if (site / name).exists()}
    build(fresh, serve_url=config.site_url, dirty=True)
    for path, data in sitemap.items():
        write_whole(path, data)
    if before is None:
        return
    after = json.loads(index.read_bytes())
    after["docs"] = merged(before["docs"], after["docs"])
    write_whole(index, json.dumps(after, separators=(",", ":")).encode())


def merged(before: _Entries, after: _Entries) -> _Entries:
    """Return the entries of a search index, those of pages that were built anew in the place of their old ones."""
    pages: dict[str, _Entries] = {}
    for entries in (before, after):
        found: dict[str, _Entries] = {}
        for entry in entries:
            found.setdefault(entry["location"].partition("#")[0], []).append(entry)
        pages |= found
    return [entry for page in pages.values() for entry in page]
