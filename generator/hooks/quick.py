"""Builds at once what a save in the preview changed, and leaves to the next build what can wait."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.build import WATCHED

log = logging.getLogger("mkdocs.hooks.reading-list")

SAVED = "curation.yml"
HASTY = "hasty"
"""The name in `extra` that tells a build that it follows a save in the preview."""


def quick_after(saved: Event, rebuild: Callable[[], None], config: MkDocsConfig) -> Callable[[], None]:
    """Return a builder that builds in haste if a save is all that happened since the last build, else at leisure.

    After a build that failed there is no haste, and never where `--strict` wants all looked at.
    """
    built = _marks(config)

    def builder() -> None:
        nonlocal built
        now = _marks(config)
        quick = saved.is_set() and now == built and not config.strict
        saved.clear()
        built = frozenset()
        if quick:
            build_in_haste(config)
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


def build_in_haste(config: MkDocsConfig) -> None:
    """Build a site; what is learned from all papers, and the numbers of lines, may be those of the build before."""
    log.info("Building documentation: what a save changed...")
    fresh = load_config(config.config_file_path, site_dir=config.site_dir, use_directory_urls=config.use_directory_urls)
    fresh.site_url = config.site_url
    fresh.extra[HASTY] = True
    build(fresh, serve_url=config.site_url)
