"""Judges a new text of `curation.yml` before it is written, and puts it in the place of the old one."""

from __future__ import annotations

import difflib
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.build import LIBRARY, read_library
from generator.diagnostics import Diagnostic, Location, Report, Severity, error, info
from generator.site.files import write_whole

if sys.platform != "win32":
    import fcntl

FILE = f"{LIBRARY}/curation.yml"


def judge(root: Path, proposed: bytes, before: bytes | None) -> tuple[Diagnostic, ...]:
    """Return what the library would be told with `proposed` as its curation.yml; errors that were there are named.

    Errors of paths.yml are left out: they neither come from curation nor say anything of it.
    """
    found = _findings(root, proposed)
    errors = {(finding.code, finding.message) for finding in found if finding.severity is Severity.ERROR}
    if not errors or before is None:
        return found
    earlier = [finding for finding in _findings(root, before) if (finding.code, finding.message) in errors]
    known = {(finding.code, finding.message) for finding in earlier if finding.severity is Severity.ERROR}
    if not known:
        return found
    notes: list[Diagnostic] = []
    report_errors_before(notes.append)
    others = [finding for finding in found if (finding.code, finding.message) not in known]
    return tuple(sorted({*others, *earlier, *notes}, key=lambda finding: finding.place))


def report_errors_before(report: Report) -> None:
    """Tell that errors stand in the way which the change did not bring."""
    message = "there were errors before this change: nothing is written as long as they are there"
    info(report, "errors-before", Location(file=FILE), message, "mend them first, or in the same change")


def _findings(root: Path, curation: bytes) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    read_library(root / LIBRARY, found.append, proposed=curation)
    relevant = {finding for finding in found if finding.where.file != f"{LIBRARY}/paths.yml"}
    return tuple(sorted(relevant, key=lambda finding: finding.place))


def diff(before: str, after: str, file: str = FILE) -> tuple[str, ...]:
    """Return the unified diff of two texts, without line ends; none where they are equal."""
    one, other = (list(io.StringIO(text, newline="\n")) for text in (before, after))
    return tuple(line.rstrip("\r\n") for line in difflib.unified_diff(one, other, file, file, n=1))


def save(path: Path, before: bytes | None, after: bytes, file: str, report: Report) -> bool:
    """Put `after` in the place of `before` at once, and tell whether that was done.

    A file that no longer holds `before` is left as it is (None: there must be no file), and so is one that
    cannot be written.
    """
    path = path.resolve()  # what a link leads to is replaced, not the link
    where = Location(file=file)
    try:
        with _alone(path.parent):
            there = path.read_bytes() if before is not None or path.exists() else None
            if there != before:
                hint = "look at what it says now, and do it again"
                error(report, "changed-meanwhile", where, "somebody changed this file since it was read", hint)
                return False
            write_whole(path, after)
    except OSError as reason:
        hint = "look at the permissions of the folder and at the space left"
        error(report, "cannot-write", where, f"cannot be written: {reason.strerror}", hint)
        return False
    return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other runs of this program from saving in the folder meanwhile, where the system can lock one."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # and the lock with it
