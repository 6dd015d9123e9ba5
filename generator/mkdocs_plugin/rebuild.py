"""Rebuilds the site of a preview after a change.

After a change of the library, a build makes the pages that people look at first. Then, when nothing has changed for a
while, a background process makes everything else. After a change of settings, theme or guide, MkDocs builds the site.
"""

import atexit
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Timer
from typing import Protocol, cast

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from ..build.inputs import files_below
from ..build.pipeline import WATCHED, build
from ..catalog.library import LIBRARY
from ..diagnostics import Diagnostic
from ..storage.errors import cannot_write
from .report import ERRORS, log, report_findings

DEBOUNCE = 1.5
"""Seconds without a change after which the background build begins."""
_NICENESS = 5
"""The priority of the background build: see nice(2)."""
_GRACE = 0.5
"""Seconds in which a background build that was cancelled may remove its temporary files."""


class BackgroundBuild:
    """A build of `docs/` in a process of its own, which begins after a delay.

    `done` is called with the build and whether it succeeded. A build that is cancelled may leave `docs/` incomplete;
    the next build completes it.
    """

    def __init__(self, root: Path, done: Callable[["BackgroundBuild", bool], None]) -> None:
        self._root = root
        self._done = done
        self._lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self._timer = Timer(DEBOUNCE, self.run)
        self._timer.daemon = True
        self.cancelled = False

    def start(self) -> None:
        """Start the delay."""
        self._timer.start()

    def stop(self) -> None:
        """Cancel the build, do not call `done`, and wait until the process has ended."""
        with self._lock:
            self.cancelled = True
            self._timer.cancel()
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
            _end(self.process)

    def run(self) -> None:
        """Build now, unless the build was cancelled."""
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


def _end(process: subprocess.Popen[bytes]) -> None:
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
    """The functions of the plugin between two builds of MkDocs."""

    reported: tuple[Diagnostic, ...]

    def publish_docs(self) -> int | None: ...


class PreviewBuilder:
    """Builds the site of a preview when it is called.

    If only the library or templates of pages have changed, it makes the pages that people look at first, and all others
    in the background. Else, after a build that failed, and with `--strict`, MkDocs builds the whole site.
    """

    def __init__(self, rebuild: Callable[[], None], config: MkDocsConfig) -> None:
        self._rebuild = rebuild
        self._config = config
        self._root = Path(config.config_file_path).parent
        self._plugin = cast("_Publisher", config.plugins["reading-list"])  # MkDocs keeps it from build to build
        self._built = self._seen = snapshot(config)
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
        self._stop_background()
        with self._lock:
            now = self._seen = snapshot(self._config)
            before, self._built = self._built, {}
            only_pages = bool(before) and _differ_in_pages(before, now) and not self._config.strict
            part = only_pages and self._build_part(before)
            if not part:
                self._rebuild()
            self._built = now
        if part:
            self.background = BackgroundBuild(self._root, self.publish_background)
            self.background.start()
        return True

    def _build_part(self, built: _Snapshot) -> bool:
        """Build the pages that people look at first; return False if MkDocs must build the site.

        An error leaves the site and its snapshot `built` as they were, so that the next build makes a part too.
        """
        log.info("Building documentation: the pages that changed...")
        result = build(self._root, wait=True, part=True)
        report_findings(result.found)
        self._reported = result.found
        ERRORS.replace(result.found if result.changes is None else ())
        if result.changes is None:
            self._built = built
            raise Abort("The library has errors (above); nothing was built.")
        changed = self._plugin.publish_docs()
        if changed is None:
            return False
        log.info(f"Published: {changed:,} files of the site changed.")
        return True

    def publish_background(self, background: BackgroundBuild, succeeded: bool) -> None:
        """Publish what a background build has written. If it failed, build here, to report why."""
        with self._lock:
            if background.cancelled or (not succeeded and self._built != snapshot(self._config)):
                return  # the next change was saved meanwhile, and may be why the build failed
            try:
                if not succeeded or self._plugin.publish_docs() is None:
                    self._plugin.reported = self._reported
                    _build_site(self._config)
            except (Abort, OSError) as reason:
                if isinstance(reason, OSError):
                    report_findings([cannot_write(reason, root=self._root)])
                else:
                    log.error(str(reason))
                self._built = {}

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


def _differ_in_pages(before: _Snapshot, now: _Snapshot) -> bool:
    """Return whether all differences are in files from which only our own pages are made."""
    differing = dict(before.items() ^ now.items())
    return all(name.startswith((f"{LIBRARY}/", "templates/pages/")) for name in differing)


def _build_site(config: MkDocsConfig) -> None:
    """Build the whole site with settings that are read anew."""
    fresh = load_config(config.config_file_path, site_dir=config.site_dir, use_directory_urls=config.use_directory_urls)
    fresh.site_url = config.site_url
    fresh.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build.build(fresh, serve_url=config.site_url)
