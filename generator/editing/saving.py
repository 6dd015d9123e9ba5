"""What somebody asks of `curation.yml`, and what became of it."""

from __future__ import annotations

import difflib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..catalog.library import LIBRARY, read_library
from ..diagnostics import Diagnostic, Location, Report, Severity, error, in_order, info
from ..storage.errors import cannot_write
from ..storage.transaction import ChangedError, Replacement, replace_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change to the entry `key` of `curation.yml` (the paper's natural key, not its address).

    Tags to add and to remove are words as typed: slugs, aliases or former names. `tldr` and `note` are None to
    be left alone and "" to be removed; `links` are
    addresses to add. A change that asks for nothing makes an empty entry where there is none.
    """

    key: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    tldr: str | None = None
    note: str | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was found, whether the file was written, and the unified diff of what changed or would change.

    `found` holds every error that stands in the way, and what there is to say of the entries concerned, sorted
    by place. `lines` are those of the diff, without line ends; none of them means that nothing is to do.
    """

    found: tuple[Diagnostic, ...]
    written: bool
    lines: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether an error stood in the way: the file is then as it was."""
        return any(finding.severity is Severity.ERROR for finding in self.found)


FILE = f"{LIBRARY}/curation.yml"
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of the library by its path in the project, what it held when it was read, and what it is to hold.

    None stands for no file; a file is never removed.
    """

    name: str
    before: bytes | None
    after: bytes | None


def repeated(edit: Callable[[], Outcome]) -> Outcome:
    """Return what an edit does; where another one changed a file meanwhile, it is done again with what stands there."""
    for _ in range(_MOST_TRIES - 1):
        outcome = edit()
        if not any(finding.code == "changed-meanwhile" for finding in outcome.found):
            return outcome
    return edit()


@contextmanager
def copy_of(root: Path) -> Iterator[Path]:
    """Make a project with a copy of the files that a library consists of, to try a change in.

    Hidden files are left out, and what is no file: a folder may be large, a pipe never ends, a link may lead nowhere.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(root / LIBRARY, Path(folder) / LIBRARY, ignore=_not_read)
        yield Path(folder)


def _not_read(folder: str, names: Sequence[str]) -> list[str]:
    """Return those names in a folder of the library that no build reads."""
    read = (name for name in names if not name.startswith(".") and (name == "sources" or Path(folder, name).is_file()))
    return sorted({*names} - {*read})


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
    return in_order([*others, *earlier, *notes])


def report_errors_before(report: Report) -> None:
    """Tell that errors stand in the way which the change did not bring."""
    message = "there were errors before this change: nothing is written as long as they are there"
    info(report, "errors-before", Location(file=FILE), message, "mend them first, or in the same change")


def _findings(root: Path, curation: bytes) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    read_library(root / LIBRARY, found.append, proposed=curation)
    relevant = {finding for finding in found if finding.where.file != f"{LIBRARY}/paths.yml"}
    return in_order(relevant)


def diff(before: str, after: str, file: str = FILE) -> tuple[str, ...]:
    """Return the unified diff of two texts, without line ends; none where they are equal."""
    one, other = (list(io.StringIO(text, newline="\n")) for text in (before, after))
    return tuple(line.rstrip("\r\n") for line in difflib.unified_diff(one, other, file, file, n=1))


def save(root: Path, files: Sequence[File], report: Report) -> bool:
    """Put the files that change in their places, all of them or, with an error, none; return whether that was done.

    A file that no longer holds what it did is left as it is.
    """
    changes = [
        Replacement(path=file.name.removeprefix(f"{LIBRARY}/"), before=file.before, after=file.after)
        for file in files
        if file.after is not None and file.after != file.before
    ]
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
