"""Builds `docs/` in a moment's peace, in a program of its own, which whoever is in a hurry ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Timer

PEACE = 1.5
"""Seconds without a change after which the rest is built."""
_PATIENT = 5
"""How far it stands back behind other programs (see nice(2))."""
_PARTING = 0.5
"""Seconds in which a build that is ended may clear away what it had put aside."""


class Rest:
    """A whole build of the project in `root`, which begins after a while; `done` is told whether it went well.

    Beside a preview that waits for the next change it takes none of its time. What it has written when it is ended is
    made good by the next build.
    """

    def __init__(self, root: Path, done: Callable[[Rest, bool], None], before: Rest | None = None) -> None:
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
