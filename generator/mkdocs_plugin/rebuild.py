"""Builds `docs/` in a moment's peace, in a program of its own, which whoever is in a hurry ends."""

from __future__ import annotations

import atexit
import logging
import os
import signal
import stat
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

from ..build.affected import AffectedPages, affected_pages, read_context
from ..build.pipeline import WATCHED
from ..catalog.library import LIBRARY
from ..diagnostics import Diagnostic
from ..pages.context import Context
from ..pages.page import Page
from ..parallel import gc_paused
from ..storage.errors import cannot_write
from .report import MISTAKES, SAID, tell

PEACE = 1.5
"""Seconds without a change after which the rest is built."""
_PATIENT = 5
"""How far it stands back behind other programs (see nice(2))."""
_PARTING = 0.5
"""Seconds in which a build that is ended may clear away what it had put aside."""


class BackgroundBuild:
    """A whole build of the project in `root`, which begins after a while; `done` is told whether it went well.

    Beside a preview that waits for the next change it takes none of its time. What it has written when it is ended is
    made good by the next build.
    """

    def __init__(
        self, root: Path, done: Callable[[BackgroundBuild, bool], None], before: BackgroundBuild | None = None
    ) -> None:
        self._root = root
        self._done = done
        self._before = before
        self._changing = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self._timer = Timer(PEACE, self.build)
        self._timer.daemon = True
        self.ended = False

    def begin(self) -> None:
        """Begin to wait."""
        self._timer.start()

    def end(self) -> None:
        """Build no further, and tell nobody; it may take a moment until all have stopped."""
        with self._changing:
            self.ended = True
            self._timer.cancel()
            if self.process and self.process.poll() is None:
                self.process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)

    def stop(self) -> None:
        """End it and those before it, and wait until nobody writes any more."""
        self.end()
        if self._before:
            self._before.stop()
            self._before = None
        if self.process:
            _stop(self.process)

    def build(self) -> None:
        """Build now, unless that was ended."""
        if self._before:
            self._before.stop()
            self._before = None
        with self._changing:
            if self.ended:
                return
            self.process = subprocess.Popen(
                [sys.executable, "-m", "generator", "build", "--root", str(self._root)],
                cwd=self._root,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # it and its copies can be ended together
            )
            if os.name == "posix":  # who waits for the next change comes first
                os.setpriority(os.PRIO_PROCESS, self.process.pid, _PATIENT)
        self._done(self, self.process.wait() == 0)


def _stop(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_PARTING)
    except subprocess.TimeoutExpired:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()


log = logging.getLogger("mkdocs.plugins.reading-list")

CURATION = f"{LIBRARY}/curation.yml"
PLUGIN = "reading-list"

_Marks = dict[str, tuple[int, int]]


class _Published(Protocol):
    """The plugin, as far as it changes the site between two whole builds."""

    def renew(self, pages: Sequence[Page]) -> int | None: ...

    def catch_up(self) -> int | None: ...


class PreviewBuilder:
    """A builder for a preview: at once if only the curation changed since the last build, else at leisure.

    It does nothing where nothing has changed since it looked last, as when one save is announced twice. After a build
    that failed nothing is done at once, and never where `--strict` wants all looked at.
    """

    def __init__(self, rebuild: Callable[[], None], config: MkDocsConfig) -> None:
        self._rebuild = rebuild
        self._config = config
        self._root = Path(config.config_file_path).parent
        self._built = self._seen = _marks(config)
        self.shown: Context | None = None
        self._turn = Lock()
        self._said: tuple[Diagnostic, ...] = ()
        self.rest: BackgroundBuild | None = None
        atexit.register(self._stop_rest)

    def __call__(self) -> bool:
        """Build, unless nothing has changed, and return whether that was done.

        What is not shown at once is built in the next moment's peace.
        """
        if self._seen == _marks(self._config):
            return False
        if self.rest:
            self.rest.end()
        with self._turn:
            now = self._seen = _marks(self._config)
            before, self._built = self._built, {}
            if self.shown and _but_curation(before) == _but_curation(now) and not self._config.strict:
                at_once = self._at_once(self.shown, before)
            else:
                at_once = False
            if not at_once:
                self.shown = None
                self._stop_rest()
                self._rebuild()
            self._built = now
        if at_once:
            self.rest = BackgroundBuild(self._root, self.catch_up, before=self.rest)
            self.rest.begin()
        else:
            self.remember_later()
        return True

    def remember_later(self) -> None:
        """Remember in a thread of its own, for which nobody waits."""
        Thread(target=self.remember, daemon=True).start()

    def _stop_rest(self) -> None:
        if self.rest:
            self.rest.stop()

    def remember(self) -> None:
        """Read the library, if it still is as it was built, so that what changes next can be shown at once.

        To read a large one takes seconds, in which the first change may come.
        """
        with self._turn:
            path = self._root / CURATION
            curation = path.read_bytes() if path.is_file() else None
            if not self.shown and self._built == _marks(self._config):
                with gc_paused():
                    self.shown = read_context(self._root, curation=curation)
        if shown := self.shown:
            shown.exports.fill()

    def learn(self) -> None:
        """Read what the rest found out of all papers together; who is in a hurry meanwhile need not wait for it."""
        before, built = self.shown, self._built
        shown = read_context(self._root, before)
        with self._turn:
            if shown and self.shown is before and built == self._built == _marks(self._config):
                self.shown = shown

    def catch_up(self, rest: BackgroundBuild, well: bool) -> None:
        """Show the rest, which is built `well` or else is built once more here to see why not."""
        with self._turn:
            if rest.ended:
                return
            if not well and self._built != _marks(self._config):
                return  # it may have stumbled over what was saved meanwhile, which is looked at next
            try:
                if not well or not self._plugin or self._plugin.catch_up() is None:
                    _build(self._config, self._said)
            except Abort as reason:
                log.error(str(reason))
                self._built = {}
                return
            except OSError as reason:
                tell([cannot_write(reason, root=self._root)])
                self._built = {}
                return
        self.learn()

    def _at_once(self, before: Context, built: _Marks) -> bool:
        """Show what a change of the curation shows, or return False if it takes a whole build to tell.

        A mistake in the library leaves everything as it was, so that what mends it is shown at once, too.
        """
        log.info("Building documentation: what the change shows...")
        with gc_paused():
            seen = affected_pages(self._root, before)
        if seen is None:
            return False
        self._said = seen.found
        tell(seen.found)
        MISTAKES.remember(seen.found if seen.site is None else ())
        if seen.site is None:
            self._built = built
            raise Abort("The library has errors (above); nothing was built.")
        return self._renewed(seen)

    @property
    def _plugin(self) -> _Published | None:
        return cast("_Published | None", self._config.plugins.get(PLUGIN))  # MkDocs keeps it from build to build

    def _renewed(self, seen: AffectedPages) -> bool:
        changed = self._plugin.renew(seen.pages) if self._plugin else None
        if changed is None:
            return False
        self.shown = seen.site
        log.info(f"Published: {changed:,} files of the site changed.")
        return True


def _marks(config: MkDocsConfig) -> _Marks:
    """Return when each file that people write was changed, and its size; hidden files are those of programs."""
    root = Path(config.config_file_path).parent
    found = (path for folder in WATCHED for path in (root / folder).rglob("[!.]*"))
    files = [path for path in found if not path.parent.name.startswith(".")]
    marks = {path.relative_to(root).as_posix(): _mark(path) for path in (*files, Path(config.config_file_path))}
    return {name: mark for name, mark in marks.items() if mark is not None}


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:  # it was there a moment ago, or is a link that leads in a circle
        return None
    return (found.st_mtime_ns, found.st_size) if stat.S_ISREG(found.st_mode) else None


def _but_curation(marks: _Marks) -> _Marks:
    return {name: mark for name, mark in marks.items() if name != CURATION}


def _build(config: MkDocsConfig, said: tuple[Diagnostic, ...]) -> None:
    fresh = load_config(config.config_file_path, site_dir=config.site_dir, use_directory_urls=config.use_directory_urls)
    fresh.site_url = config.site_url
    fresh.extra[SAID] = said
    fresh.plugins.on_startup(command="serve", dirty=False)
    build(fresh, serve_url=config.site_url)
