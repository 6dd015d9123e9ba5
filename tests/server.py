"""The real `mkdocs serve` on a port of its own, with its log."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tests.project import environment

PATIENCE = 60.0
QUIET = 1.5  # seconds without a further build that count as the end of it


class Server:
    """Runs `mkdocs serve` in a project until the `with` block ends."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root = root
        self.lines: list[str] = []

    def __enter__(self) -> Server:
        command = [sys.executable, "-u", "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{self.port}"]
        self._process = subprocess.Popen(
            command,
            cwd=self.root,
            env=environment(SITE_URL=f"http://127.0.0.1:{self.port}/", PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait(lambda: any("Serving on" in line for line in self.lines))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        if self._process.stdout:
            self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.lines.append(line.rstrip())

    @property
    def log(self) -> str:
        """What the server has printed so far."""
        return "\n".join(self.lines)

    @property
    def builds(self) -> int:
        """How many builds have begun."""
        return len(re.findall(r"Building documentation", self.log))

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait until something is true; fail if the server ends or takes too long."""
        end = time.monotonic() + PATIENCE
        while not until():
            assert self._process.poll() is None, f"mkdocs serve ended:\n{self.log}"
            assert time.monotonic() < end, f"waited {PATIENCE} s in vain:\n{self.log}"
            time.sleep(0.05)

    def get(self, address: str) -> str:
        """Return the page at an address of the site."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=PATIENCE) as answer:
            text: str = answer.read().decode("utf-8")
            return text

    def builds_after(self, edit: Callable[[], object], until: Callable[[], bool]) -> int:
        """Make an edit, wait until it shows and then for quiet; return how many builds it took."""
        before = self.builds
        edit()
        self.wait(until)
        settled = self.builds
        calm = time.monotonic() + QUIET
        while time.monotonic() < calm:
            time.sleep(0.05)
            if self.builds != settled:
                settled, calm = self.builds, time.monotonic() + QUIET
            assert settled - before < 8, f"builds without end:\n{self.log}"
        return settled - before
