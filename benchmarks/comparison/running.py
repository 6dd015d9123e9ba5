"""Runs a command with `watched` and counts its output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from .record import Run

WATCHED = Path(__file__).with_name("watched.py")


class EndedEarlyError(Exception):
    """Raised for a run without a figure: `why` is `over` (the limit) or `failed`; the text is the end of its log."""

    def __init__(self, why: str, log: str) -> None:
        super().__init__(log)
        self.why = why


def measure(command: Sequence[str], folder: Path, limit: float, more: Mapping[str, str] | None = None) -> Run:
    """Run a command in a folder and return its time and memory; EndedEarlyError if it failed or was too slow."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "CI": "true", **(more or {})}
    with tempfile.NamedTemporaryFile(suffix=".log") as log:
        watcher = [sys.executable, "-I", "-S", str(WATCHED), str(limit), log.name, *command]
        # In a group of its own: Ctrl-C reaches this process alone, which then ends the run.
        with subprocess.Popen(
            watcher, cwd=folder, env=environment, stdout=subprocess.PIPE, start_new_session=True, text=True
        ) as process:
            try:
                output = process.communicate()[0]
            except KeyboardInterrupt:
                process.send_signal(signal.SIGTERM)
                raise
        took = json.loads(output)
        if took.pop("over"):
            raise EndedEarlyError("over", f"ended after {limit:.0f} s")
        if took.pop("status"):
            raise EndedEarlyError("failed", "\n".join(_end_of(Path(log.name))))
    return Run(**took)


def count(folder: Path) -> tuple[int, int]:
    """Return how many bytes and how many files there are in a folder."""
    sizes = [os.stat(os.path.join(at, name)).st_size for at, _, names in os.walk(folder) for name in names]  # noqa: PTH116, PTH118 - 200,000 of them
    return sum(sizes), len(sizes)


def _end_of(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
