"""Judges changes of the library before they are saved, and saves their files together."""

import difflib
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..catalog.library import CURATION, LIBRARY, PATHS, read_library
from ..diagnostics import Diagnostic, Location, Report, error, errors_in, in_order, info
from ..storage.errors import cannot_write
from ..storage.transaction import ChangedError, Replacement, replace_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The findings about a change, whether the files were written, and the unified diff of the change.

    `found` holds every error that prevents the change, and the findings about the entries concerned, sorted
    by place. `lines` are those of the diff, without line ends; without any there is nothing to do.
    """

    found: tuple[Diagnostic, ...]
    written: bool = False
    lines: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether an error prevented the change: the files are then as they were."""
        return bool(errors_in(self.found))


_MARKS = re.compile(b"(?:\xef\xbb\xbf)*")
_MOST_TRIES = 5


def decoded(data: bytes | None) -> str:
    """Return the text of a file without its byte order mark; no file has no text."""
    return (data or b"").decode("utf-8", "replace").lstrip("\ufeff")


def with_mark_of(before: bytes | None, text: str) -> bytes:
    """Return the new content of a file, which begins with a byte order mark if the old content does."""
    mark = _MARKS.match(before or b"")
    return (mark[0] if mark else b"") + text.encode("utf-8", "surrogatepass")


def current(path: Path) -> bytes | None:
    """Return the content of a file, or None if it cannot be read or is not a regular file: a pipe may never end."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def repeated(edit: Callable[[], Outcome]) -> Outcome:
    """Return the outcome of an edit, which is repeated if somebody changed a file between reading and saving."""
    for _ in range(_MOST_TRIES - 1):
        outcome = edit()
        if not any(finding.code == "changed-meanwhile" for finding in outcome.found):
            return outcome
    return edit()


@contextmanager
def copy_of(root: Path) -> Iterator[Path]:
    """Make a project with a copy of the files of a library, to try a change in.

    Hidden files are left out, and everything that is not a regular file: a folder may be large, a pipe may never end,
    a link may lead nowhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(root / LIBRARY, Path(folder) / LIBRARY, ignore=_not_read)
        yield Path(folder)


def _not_read(folder: str, names: Sequence[str]) -> list[str]:
    """Return those names in a folder of the library that no build reads."""
    read = (name for name in names if not name.startswith(".") and (name == "sources" or Path(folder, name).is_file()))
    return sorted({*names} - {*read})


def judge(root: Path, proposed: bytes, before: bytes | None) -> tuple[Diagnostic, ...]:
    """Return the findings about the library with `proposed` as its curation.yml; a note says if errors were there.

    Errors of paths.yml are left out: they do not come from curation.yml.
    """
    found = _findings(root, proposed)
    errors = set(map(kind_of, errors_in(found)))
    if not errors or before is None:
        return found
    earlier = [finding for finding in errors_in(_findings(root, before)) if kind_of(finding) in errors]
    known = set(map(kind_of, earlier))
    others = [finding for finding in found if kind_of(finding) not in known]
    if earlier:
        report_errors_before(others.append)
    return in_order([*others, *earlier])


def report_errors_before(report: Report) -> None:
    """Report that the change is prevented by errors that were there before it."""
    message = "there were errors before this change: nothing is written as long as they are there"
    info(report, "errors-before", Location(file=CURATION), message, "fix them first, or in the same change")


def kind_of(finding: Diagnostic) -> tuple[str, str, str]:
    """Return code, file and message, by which a finding is recognized after a change."""
    return finding.code, finding.where.file, finding.message


def _findings(root: Path, curation: bytes) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    read_library(root / LIBRARY, found.append, proposed=curation)
    return in_order(finding for finding in found if finding.where.file != PATHS)


def conclude(root: Path, changes: Sequence[Replacement], found: list[Diagnostic], *, write: bool) -> Outcome:
    """Save the files that change unless an error was found or `write` is false, and return the outcome."""
    lines = tuple(line for change in changes for line in _diff(change))
    written = write and not errors_in(found) and save(root, changes, found.append)
    return Outcome(found=in_order(found), written=written, lines=lines)


def _diff(change: Replacement) -> Iterator[str]:
    """Yield the lines of a unified diff, without line ends; none if nothing changes."""
    name = f"{LIBRARY}/{change.path}"
    one, other = (list(io.StringIO(decoded(data), newline="\n")) for data in (change.before, change.after))
    yield from (line.rstrip("\r\n") for line in difflib.unified_diff(one, other, name, name, n=1))


def save(root: Path, changes: Sequence[Replacement], report: Report) -> bool:
    """Write the files that change, all of them or, with an error, none; return whether any was written.

    A file that somebody changed since it was read is not overwritten: that is an error.
    """
    changes = [change for change in changes if change.after != change.before]
    try:
        if changes:
            replace_files(root / LIBRARY, changes)
    except ChangedError as reason:
        hint = "look at what it says now, and do it again"
        where = Location(file=f"{LIBRARY}/{reason.path}")
        error(report, "changed-meanwhile", where, "somebody changed this file since it was read", hint)
        return False
    except OSError as reason:
        report(cannot_write(reason, root=root))
        return False
    return bool(changes)
