"""The real `mkdocs serve` on a port of its own, with its log."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tests.support.project import environment
from tests.support.waiting import TIMEOUT, wait_until

QUIET = 1.5
"""Seconds after a build in which a second one would begin; a later one is not noticed."""


class Server:
    """Runs `mkdocs serve` in a project until the `with` block ends."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __enter__(self) -> Server:
        self._start()
        try:
            while not self._serves():  # another program has taken the port meanwhile
                self._stop()
                self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _start(self) -> None:
        """Start the server at a port that nobody uses."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._temporary = tempfile.TemporaryDirectory(
            ignore_cleanup_errors=True
        )  # MkDocs leaves its own there when it is terminated
        self._log = Path(self._temporary.name, "log").open("wb")  # noqa: SIM115 (closed when the server has ended)
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"],
            cwd=self.root,
            env=environment(
                SITE_URL=f"http://127.0.0.1:{self.port}/", PYTHONUNBUFFERED="1", TMPDIR=self._temporary.name
            ),
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def _serves(self) -> bool:
        """Wait until the server listens or has ended; return False if the port was taken."""
        wait_until(lambda: "Serving on" in self.log or self._process.poll() is not None, lambda: self.log)
        if "Serving on" in self.log:
            return True
        assert "in use" in self.log, f"mkdocs serve ended:\n{self.log}"
        return False

    def _stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=TIMEOUT)
        self._log.close()
        self._temporary.cleanup()

    @property
    def log(self) -> str:
        """What the server has printed so far."""
        return Path(self._log.name).read_text(encoding="utf-8", errors="replace")

    @property
    def builds(self) -> int:
        """How many builds have begun."""
        return self.log.count("Building documentation")

    @property
    def is_idle(self) -> bool:
        """Whether all changes that were seen have been built."""
        log = self.log
        return log.count("Detected file changes") == log.count("Reloading browsers")

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something is true; fail if the server ends or takes too long."""

        def reached() -> bool:
            assert self._process.poll() is None, f"mkdocs serve ended:\n{self.log}"
            return until()

        wait_until(reached, lambda: self.log)

    def get(self, address: str) -> str:
        """Return the page at an address of the site."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=TIMEOUT) as answer:
            text: str = answer.read().decode("utf-8")
            return text

    def builds_after(self, edit: Callable[[], object], until: Callable[[], bool]) -> int:
        """Make an edit, wait until it shows and then for quiet; return how many builds it took."""
        before = self.builds
        edit()
        self.wait(until)
        settled = -1
        while settled != self.builds:
            self.wait(lambda: self.is_idle)
            settled = self.builds
            assert settled - before < 8, f"builds without end:\n{self.log}"
            time.sleep(QUIET)
        return settled - before
