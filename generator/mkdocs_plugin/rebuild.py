"""Rebuilds the site of a preview after a change.

After a change of curation.yml, only the affected pages are rebuilt. Then, when nothing has changed for a while, a
background process builds everything else. After any other change, MkDocs builds the whole site.
"""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock, Thread, Timer
from typing import Protocol, cast

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from ..build.fingerprints import files_below
from ..build.pipeline import WATCHED, affected_pages, read_context
from ..catalog.library import CURATION
from ..diagnostics import Diagnostic
from ..pages.context import Context
from ..pages.page import Page
from ..parallel import gc_paused
from ..storage.errors import cannot_write
from .report import ERRORS, REPORTED, log, report_findings

DEBOUNCE = 1.5
"""Seconds without a change after which the background build begins."""
_NICENESS = 5
"""The priority of the background build: see nice(2)."""
_GRACE = 0.5
"""Seconds in which a background build that was cancelled may remove its temporary files."""


class BackgroundBuild:
    """A build of `docs/` in a process of its own, which begins after a delay.

    `done` is called with the build and whether it succeeded. A build that is cancelled may leave `docs/` incomplete;
    the next build completes it. `before` is a cancelled build that may still be running.
    """

    def __init__(
        self, root: Path, done: Callable[["BackgroundBuild", bool], None], before: "BackgroundBuild | None" = None
    ) -> None:
        self._root = root
        self._done = done
        self._before = before
        self._lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self._timer = Timer(DEBOUNCE, self.run)
        self._timer.daemon = True
        self.cancelled = False

    def start(self) -> None:
        """Start the delay."""
        self._timer.start()

    def cancel(self) -> None:
        """Cancel the build, and do not call `done`. Its process may take a moment to end."""
        with self._lock:
            self.cancelled = True
            self._timer.cancel()
            if self.process and self.process.poll() is None:
                self.process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)

    def stop(self) -> None:
        """Cancel the build and those before it, and wait until their processes have ended."""
        self.cancel()
        self._stop_before()
        if self.process:
            _stop(self.process)

    def run(self) -> None:
        """Build now, unless the build was cancelled."""
        self._stop_before()
        with self._lock:
            if self.cancelled:
                return
            self.process = subprocess.Popen(
                [sys.executable, "-m", "generator", "build", "--root", str(self._root)],
                cwd=self._root,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that its child processes can be ended with it
            )
            if os.name == "posix":
                os.setpriority(os.PRIO_PROCESS, self.process.pid, _NICENESS)
        self._done(self, self.process.wait() == 0)

    def _stop_before(self) -> None:
        if self._before:
            self._before.stop()
            self._before = None


def _stop(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()


_Snapshot = dict[str, tuple[int, int]]
"""The size and time of each file that people write, by path."""


class _Publisher(Protocol):
    """The methods of the plugin that change the site between two whole builds."""

    def publish_pages(self, pages: Sequence[Page]) -> int | None: ...

    def publish_docs(self) -> int | None: ...


class PreviewBuilder:
    """Builds the site of a preview when it is called: incrementally if only curation.yml has changed, else as a whole.

    After a build that failed, and with `--strict`, no build is incremental. `context` is what the site was built from;
    it is None if the next build cannot be incremental.
    """

    def __init__(self, rebuild: Callable[[], None], config: MkDocsConfig) -> None:
        self._rebuild = rebuild
        self._config = config
        self._root = Path(config.config_file_path).parent
        self._plugin = cast("_Publisher", config.plugins["reading-list"])  # MkDocs keeps it from build to build
        self._built = self._seen = snapshot(config)
        self.context: Context | None = None
        self._lock = Lock()
        self._reported: tuple[Diagnostic, ...] = ()
        self.background: BackgroundBuild | None = None
        atexit.register(self._stop_background)

    def __call__(self) -> bool:
        """Build unless nothing has changed since the last call, and return whether a build was needed.

        MkDocs may call twice after one save.
        """
        if self._seen == snapshot(self._config):
            return False
        if self.background:
            self.background.cancel()
        with self._lock:
            now = self._seen = snapshot(self._config)
            before, self._built = self._built, {}
            only_curation = _without_curation(before) == _without_curation(now) and not self._config.strict
            incremental = bool(self.context) and only_curation and self._rebuild_affected(before)
            if not incremental:
                self.context = None
                self._stop_background()
                self._rebuild()
            self._built = now
        if incremental:
            self.background = BackgroundBuild(self._root, self.publish_background, before=self.background)
            self.background.start()
        else:
            self.load_context_later()
        return True

    def _rebuild_affected(self, built: _Snapshot) -> bool:
        """Rebuild the pages that a change of curation.yml affects; return False if a whole build is needed.

        An error leaves the site and its snapshot `built` as they were, so that the build after it is incremental too.
        """
        assert self.context
        log.info("Building documentation: the pages that the change affects...")
        with gc_paused():
            affected = affected_pages(self._root, self.context)
        if affected is None:
            return False
        self._reported = affected.found
        report_findings(affected.found)
        ERRORS.replace(affected.found if affected.context is None else ())
        if affected.context is None:
            self._built = built
            raise Abort("The library has errors (above); nothing was built.")
        changed = self._plugin.publish_pages(affected.pages)
        if changed is None:
            return False
        self.context = affected.context
        log.info(f"Published: {changed:,} files of the site changed.")
        return True

    def load_context_later(self) -> None:
        """Load the context in another thread."""
        Thread(target=self.load_context, daemon=True).start()

    def load_context(self) -> None:
        """Read the library for the next incremental build, unless it has changed since the last build.

        Reading a large library takes seconds. `curation.yml` is read first, since it may change meanwhile.
        """
        with self._lock:
            path = self._root / CURATION
            curation = path.read_bytes() if path.is_file() else None
            if not self.context and self._built == snapshot(self._config):
                with gc_paused():
                    self.context = read_context(self._root, curation=curation)

    def publish_background(self, background: BackgroundBuild, succeeded: bool) -> None:
        """Publish what a background build has written. If it failed, build here, to report why."""
        with self._lock:
            if background.cancelled or (not succeeded and self._built != snapshot(self._config)):
                return  # the next change was saved meanwhile, and may be why the build failed
            try:
                if not succeeded or self._plugin.publish_docs() is None:
                    _build_site(self._config, self._reported)
            except (Abort, OSError) as reason:
                if isinstance(reason, OSError):
                    report_findings([cannot_write(reason, root=self._root)])
                else:
                    log.error(str(reason))
                self._built = {}
                return
        self._update_context()

    def _update_context(self) -> None:
        """Read the insights that the background build has computed; the lock is free meanwhile for the next change."""
        before, built = self.context, self._built
        context = read_context(self._root, before)
        with self._lock:
            if context and self.context is before and built == self._built == snapshot(self._config):
                self.context = context

    def _stop_background(self) -> None:
        if self.background:
            self.background.stop()


def snapshot(config: MkDocsConfig) -> dict[str, tuple[int, int]]:
    """Return the size and time of each file that people write, by its path in the project, without hidden files."""
    settings = Path(config.config_file_path)
    root = settings.parent
    found = {name: stat[:2] for folder in WATCHED for name, stat in files_below(f"{root}/{folder}", folder)}
    if settings.is_file():
        stat = settings.stat()
        found[settings.name] = stat.st_size, stat.st_mtime_ns
    return found


def _without_curation(files: _Snapshot) -> _Snapshot:
    return {name: stat for name, stat in files.items() if name != CURATION}


def _build_site(config: MkDocsConfig, reported: tuple[Diagnostic, ...]) -> None:
    """Build the whole site with settings that are read anew; findings that were `reported` are not reported again."""
    fresh = load_config(config.config_file_path, site_dir=config.site_dir, use_directory_urls=config.use_directory_urls)
    fresh.site_url = config.site_url
    fresh.extra[REPORTED] = reported
    fresh.plugins.on_startup(command="serve", dirty=False)
    build(fresh, serve_url=config.site_url)
