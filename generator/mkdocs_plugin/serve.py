"""Puts the preview around the server of `mkdocs serve`, where it is asked from this machine only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from wsgiref.types import WSGIApplication

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from ..build.pipeline import WATCHED
from ..diagnostics import Diagnostic, Location, error
from ..pages.registry import UnrenderableError
from ..preview.answers import CurrentLibrary
from ..preview.app import Preview
from ..preview.errors import Mistakes, WithMistakes
from ..preview.guard import Guard, is_loopback
from ..settings import SETTINGS
from ..storage.errors import cannot_write
from .rebuild import PreviewBuilder
from .report import MISTAKES, StoppedError, log, tell

TURN = 0.15
"""Seconds between two looks at what people write; MkDocs takes half a second."""
CALM = 0.05
"""Seconds without a change before a build begins, for who writes a file in two goes; MkDocs waits twice as long."""


def serve(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Watch what people write, not what is generated; a mistake in the library leaves the last good site up."""
    site = show_mistakes(server, config, MISTAKES)

    if edit_in_preview(server, config, site):
        log.info("Edit tags on the page of a paper: press t.")
    rebuild = PreviewBuilder(server.builder, config)

    def patient() -> None:
        if not _rebuild(rebuild, Path(config.config_file_path).parent):
            server._wanted_epoch = server._visible_epoch  # browsers show it already, and are not to load it again

    server.builder = patient
    watch(server, config)
    rebuild.remember_later()


def _rebuild(rebuild: Callable[[], bool], root: Path) -> bool:
    """Build after a save; return whether something had changed, so that browsers have pages or errors to show."""
    mistakes, built = MISTAKES.errors, True
    MISTAKES.remember(())
    try:
        built = rebuild()
    except UnrenderableError as reason:  # a template of the theme
        _report([reason.finding])
    except StoppedError as reason:
        _report(reason.found)
    except OSError as reason:
        _report([cannot_write(reason, root=root)])
    except MkDocsException as reason:
        if not MISTAKES.errors:
            _report_stop(reason)
    if not built:  # what was wrong still is
        MISTAKES.remember(mistakes)
    elif MISTAKES.errors:
        log.error("The last good site stays up until the next save.")
    return built


def _report(found: Sequence[Diagnostic]) -> None:
    MISTAKES.remember(found)
    tell(found)


def _report_stop(reason: MkDocsException) -> None:
    """Report why MkDocs stops where the library is not at fault: mostly for what its settings say."""
    found: list[Diagnostic] = []
    message = f"MkDocs cannot build the site: {' '.join(str(reason).split())}"
    error(found.append, "cannot-build", Location(file=SETTINGS), message, "the terminal says more; look at mkdocs.yml")
    _report(found)


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
            shelf=CurrentLibrary(root=root),
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
