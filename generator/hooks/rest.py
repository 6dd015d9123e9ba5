"""Builds `docs/` in a moment's peace, in a program of its own, which whoever is in a hurry ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Timer

PEACE = 1.5
"""Seconds without a change after which the rest is built."""
_PARTING = 0.5
"""Seconds in which a build that is ended may clear away what it had put aside."""


class Rest:
    """A whole build of the project in `root`, which begins after a while; `done` is told whether it went well.

    Beside a preview that waits for the next change it takes none of its time. What it has written when it is ended is
    made good by the next build.
    """

    def __init__(self, root: Path, done: Callable[[Rest, bool], None]) -> None:
        self._root = root
        self._done = done
        self._changing = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self._timer = Timer(PEACE, self.build)
        self._timer.daemon = True
        self.ended = False

    def begin(self) -> None:
        """Begin to wait."""
        self._timer.start()

    def end(self) -> None:
        """Build no further, and tell nobody."""
        with self._changing:
            self.ended = True
            self._timer.cancel()
            if self.process and self.process.poll() is None:
                _end(self.process)

    def build(self) -> None:
        """Build now, unless that was ended."""
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
        self._done(self, self.process.wait() == 0)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    try:
        process.wait(_PARTING)
    except subprocess.TimeoutExpired:
        process.kill()
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
