"""Reports errors of the operating system as findings with a remedy."""

import errno
import os
import shutil
from pathlib import Path

from ..diagnostics import Diagnostic, Location, Severity

_REMEDIES = {
    errno.ENOSPC: "free some space on the disk, then do it again",
    errno.EDQUOT: "free some space, your quota is used up, then do it again",
    errno.EFBIG: "the system limits the size of files: look at `ulimit -f`",
    errno.EROFS: "the disk can only be read: copy the project to one that can be written",
    errno.EACCES: "look at the permissions of the file and of its folder",
    errno.EPERM: "look at the permissions of the file and of its folder",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.ENOENT: "make the folder that is missing, or restore it from version control",
    errno.ENOTDIR: "move away the file that stands in place of a folder",
    errno.EISDIR: "move away the folder that stands in place of the file",
    errno.EEXIST: "move away what stands in its place",
    errno.ENOTEMPTY: "move away what stands in its place",
    errno.ELOOP: "look at the links on the way to the file: they lead in a circle",
    errno.EMFILE: "too many files are open: look at `ulimit -n`",
    errno.ENFILE: "too many files are open: close other programs",
    errno.ENOMEM: "close other programs, or set READING_LIST_JOBS=1",
    errno.EAGAIN: "close other programs, or set READING_LIST_JOBS=1",
}
_REMEDY = "look at the permissions of the folder and at the space left"


class PlaceError(OSError):
    """A file or folder that cannot be used at its place; `hint` says what to do."""

    def __init__(self, message: str, place: Path | str, hint: str) -> None:
        super().__init__(errno.EEXIST, message, str(place))
        self.hint = hint


def cannot_write(reason: OSError, *, root: Path | None = None) -> Diagnostic:
    """Return the finding for an error of the system, at the file that the error names.

    The name of the file is relative to `root` if it lies there.
    """
    if isinstance(reason, shutil.Error) and isinstance(reason.args[0], list) and reason.args[0]:
        source, _, words = reason.args[0][0]  # copying a folder collects its errors as texts
        reported, named, number = str(words).rpartition("] ")[2], source, _number(str(words))
    else:
        reported, named, number = reason.strerror or str(reason), reason.filename, reason.errno or 0
    shown = _shown(os.fsdecode(named), root) if isinstance(named, str | bytes) else ""
    where = Location(file=shown or ".")
    message = reported if isinstance(reason, PlaceError) else f"the system refuses to read or write this: {reported}"
    hint = reason.hint if isinstance(reason, PlaceError) else _REMEDIES.get(number, _REMEDY)
    return Diagnostic(severity=Severity.ERROR, code="cannot-write", where=where, message=message, hint=hint)


def _shown(name: str, root: Path | None) -> str:
    for top in (root, root.resolve()) if root else ():
        if Path(name).is_relative_to(top):
            return Path(name).relative_to(top).as_posix()
    return name


def _number(words: str) -> int:
    """Return the number in the text of an error of the system, such as `[Errno 28] No space left on device`."""
    digits = words.partition("[Errno ")[2].partition("]")[0]
    return int(digits) if digits.isdecimal() else 0
