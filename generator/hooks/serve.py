"""Puts the preview around the server of `mkdocs serve`, where it is asked from this machine only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from wsgiref.types import WSGIApplication

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from generator.build import WATCHED
from generator.preview.app import Preview
from generator.preview.guard import Guard, is_loopback
from generator.preview.mistakes import Mistakes, WithMistakes
from generator.preview.shelf import Shelf

TURN = 0.15
"""Seconds between two looks at what people write; MkDocs takes half a second."""
CALM = 0.05
"""Seconds without a change before a build begins, for who writes a file in two goes; MkDocs waits twice as long."""


def show_mistakes(server: LiveReloadServer, config: MkDocsConfig, mistakes: Mistakes) -> WSGIApplication:
    """Let each page of the preview show the errors of the last build, and return the application that does so."""
    root = Path(config.config_file_path).parent
    site = WithMistakes(site=server.serve_request, mistakes=mistakes, root=root)
    server.set_app(site)
    return site


def edit_in_preview(server: LiveReloadServer, config: MkDocsConfig, site: WSGIApplication) -> bool:
    """Let papers be edited in the preview of `site` and return True, unless a setting or an open address forbids it."""
    host, port = config.dev_addr
    wanted = (config.extra.get("preview") or {}).get("edit", True) is not False
    if not wanted or os.environ.get("READING_LIST_EDIT") == "0" or not is_loopback(host):
        return False
    root = Path(config.config_file_path).parent

    def look_at_once() -> None:
        """Let the watchers look now, and not at their next turn; then they see nothing new, so there is one build."""
        for emitter in tuple(server.observer.emitters):
            emitter.queue_events(0)

    server.set_app(
        Preview(
            root=root,
            site=site,
            mount=server.mount_path,
            guard=Guard(port=port, token=secrets.token_urlsafe()),
            saved=look_at_once,
            shelf=Shelf(root=root),
        )
    )
    return True


def watch(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Watch what people write, and often: a change is seen at a turn of the watchers."""
    root, settings = Path(config.config_file_path).parent, config.config_file_path
    for path in (config.docs_dir, settings):
        server.unwatch(path)
    server.build_delay = CALM
    server.observer = PollingObserverVFS(os.stat, _visible, polling_interval=TURN)  # type: ignore[assignment]
    for path in (*(str(root / folder) for folder in WATCHED), settings):
        server.watch(path)


def _visible(folder: str | None) -> Iterator[os.DirEntry[str]]:
    """Yield what is in a folder, but for hidden files: a file waits as one until it is whole and gets its name."""
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not entry.name.startswith("."))
