"""Builds at once what a change of the curation shows a curator, and all the rest when there is a moment's peace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.build import LIBRARY, WATCHED, read_library
from generator.catalog.model import Catalog

log = logging.getLogger("mkdocs.hooks.reading-list")

CURATION = "curation.yml"
HASTY, QUIET = "hasty", "quiet"
"""Names in `extra`: what a build in haste may go by, and that what is found was said before."""
PEACE = 1.5
"""Seconds without a change after which the rest is built."""


@dataclass(slots=True)
class Memory:
    """The catalog at the last build in haste, if nothing else was built since."""

    catalog: Catalog | None = None


class InTurn:
    """A builder for a preview: in haste if only the curation changed since the last build, else at leisure.

    After a build that failed there is no haste, and never where `--strict` wants all looked at.
    """

    def __init__(self, rebuild: Callable[[], None], config: MkDocsConfig) -> None:
        self._rebuild = rebuild
        self._config = config
        self._built = _marks(config)
        self._memory = Memory()
        self._turn = Lock()
        self.rest: Timer | None = None

    def __call__(self) -> None:
        """Build; the rest of a build in haste waits for the next moment's peace."""
        if self.rest:
            self.rest.cancel()
        with self._turn:
            now = _marks(self._config)
            hasty = now == self._built and not self._config.strict
            self._built = frozenset()
            if hasty:
                build_in_haste(self._config, self._memory)
            else:
                self._memory.catalog = None
                self._rebuild()
            self._built = now
        if hasty:
            self.rest = Timer(PEACE, self.build_rest)
            self.rest.daemon = True
            self.rest.start()

    def remember(self) -> None:
        """Read the library, so that the first build in haste knows what there was before."""
        with self._turn:
            self._memory.catalog = read_library(Path(self._config.config_file_path).parent / LIBRARY, lambda _: None)

    def build_rest(self) -> None:
        """Build what was left out in haste; what was found was said before."""
        with self._turn:
            try:
                _build(self._config, {QUIET: True})
            except Abort:
                self._built = frozenset()


def _marks(config: MkDocsConfig) -> frozenset[tuple[str, int, int]]:
    """Return when each file that people write was changed, but for the curation."""
    root = Path(config.config_file_path).parent
    files = [path for folder in WATCHED for path in (root / folder).rglob("*") if path.is_file()]
    stats = {str(path): path.stat() for path in (*files, Path(config.config_file_path)) if path.name != CURATION}
    return frozenset((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats.items())


def build_in_haste(config: MkDocsConfig, memory: Memory) -> None:
    """Build what a curator looks at after a change of the curation."""
    log.info("Building documentation: what the change shows...")
    _build(config, {HASTY: memory})


def _build(config: MkDocsConfig, how: dict[str, object]) -> None:
    fresh = load_config(config.config_file_path, site_dir=config.site_dir, use_directory_urls=config.use_directory_urls)
    fresh.site_url = config.site_url
    fresh.extra.update(how)
    fresh.plugins.on_startup(command="serve", dirty=False)
    build(fresh, serve_url=config.site_url)
