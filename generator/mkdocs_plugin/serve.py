"""Sets up the server of `mkdocs serve`: what it watches, how it rebuilds, and what it adds to the pages."""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from wsgiref.types import WSGIApplication

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

from ..build.pipeline import WATCHED
from ..diagnostics import Diagnostic, Location, error
from ..preview.app import CurrentLibrary, Preview
from ..preview.error_pages import ErrorPages
from ..preview.guard import Guard, is_loopback
from ..settings import SETTINGS
from ..storage.errors import cannot_write
from .rebuild import PreviewBuilder
from .report import ERRORS, StoppedError, log, report_findings

_POLLING_INTERVAL = 0.15
"""Seconds between two looks at the files that people write; MkDocs waits half a second."""
_BUILD_DELAY = 0.05
"""Seconds without a change before a build: some editors write a file in two steps. MkDocs waits twice as long."""


def serve(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Watch what people write, but no generated files. After an error in the library, the last good site stays up."""
    root = Path(config.config_file_path).parent
    site = ErrorPages(site=server.serve_request, errors=ERRORS, root=root)
    server.set_app(site)
    if edit_in_preview(server, config, site):
        log.info("Edit tags on the page of a paper: press t.")
    builder = PreviewBuilder(server.builder, config)

    def build_after_save() -> None:
        if not _rebuild(builder, root):
            server._wanted_epoch = server._visible_epoch  # nothing has changed: browsers must not load the page again

    server.builder = build_after_save
    watch(server, config)


def _rebuild(rebuild: Callable[[], bool], root: Path) -> bool:
    """Build after a save; return whether there was a change, so that browsers load the page again."""
    before, built = ERRORS.errors, True
    ERRORS.replace(())
    try:
        built = rebuild()
    except StoppedError as reason:
        _report(reason.found)
    except OSError as reason:
        _report([cannot_write(reason, root=root)])
    except MkDocsException as reason:
        if not ERRORS.errors:
            _report_mkdocs(reason)
    if not built:
        ERRORS.replace(before)
    elif ERRORS.errors:
        log.error("The last good site is shown until the next save.")
    return built


def _report(found: Iterable[Diagnostic]) -> None:
    ERRORS.replace(found)
    report_findings(found)


def _report_mkdocs(reason: MkDocsException) -> None:
    """Report an error of MkDocs that the library has not caused: most likely the settings have."""
    found: list[Diagnostic] = []
    message = f"MkDocs cannot build the site: {' '.join(str(reason).split())}"
    error(found.append, "cannot-build", Location(file=SETTINGS), message, "the terminal says more; look at mkdocs.yml")
    _report(found)


def edit_in_preview(server: LiveReloadServer, config: MkDocsConfig, site: WSGIApplication) -> bool:
    """Let papers be edited in the preview of `site` and return True; return False if settings or address forbid it."""
    host, port = config.dev_addr
    wanted = (config.extra.get("preview") or {}).get("edit", True) is not False
    if not wanted or os.environ.get("READING_LIST_EDIT") == "0" or not is_loopback(host):
        return False
    root = Path(config.config_file_path).parent

    def poll_now() -> None:
        """Let the watchers look at the files now. At their next look they find nothing new, so there is one build."""
        for emitter in tuple(server.observer.emitters):
            emitter.queue_events(0)

    server.set_app(
        Preview(
            root=root,
            site=site,
            mount=server.mount_path,
            guard=Guard(port=port, token=secrets.token_urlsafe()),
            saved=poll_now,
            library=CurrentLibrary(root=root),
        )
    )
    return True


def watch(server: LiveReloadServer, config: MkDocsConfig) -> None:
    """Watch the folders that people write in, with a shorter polling interval than that of MkDocs."""
    root, settings = Path(config.config_file_path).parent, config.config_file_path
    for path in (config.docs_dir, settings):
        server.unwatch(path)
    server.build_delay = _BUILD_DELAY
    observer = PollingObserverVFS(os.stat, _visible, polling_interval=_POLLING_INTERVAL)
    server.observer = observer  # type: ignore[assignment]
    for path in (*(str(root / folder) for folder in WATCHED), settings):
        server.watch(path)


def _visible(folder: str | None) -> Iterator[os.DirEntry[str]]:
    """Yield the entries of a folder that are not hidden: a file that is being written has a hidden name at first."""
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if not entry.name.startswith("."))
