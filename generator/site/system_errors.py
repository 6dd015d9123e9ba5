"""What the operating system refused, as a finding with a remedy."""

from __future__ import annotations

import errno
import os
import shutil

from generator.diagnostics import Diagnostic, Location, Severity

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
}
_REMEDY = "look at the permissions of the folder and at the space left"


def cannot_write(reason: OSError, file: str = "") -> Diagnostic:
    """Return the finding for an error of the system, at `file` or else at the file that the error names."""
    if isinstance(reason, shutil.Error) and isinstance(reason.args[0], list) and reason.args[0]:
        source, _, words = reason.args[0][0]  # copying a folder collects its errors, as texts
        said, named, number = str(words).rpartition("] ")[2], source, _number(str(words))
    else:
        said, named, number = reason.strerror or str(reason), reason.filename, reason.errno or 0
    shown = file or (os.fsdecode(named) if isinstance(named, str | bytes) else "")
    where = Location(file=shown or ".")
    message = f"the system refuses to read or write this: {said}"
    hint = _REMEDIES.get(number, _REMEDY)
    return Diagnostic(severity=Severity.ERROR, code="cannot-write", where=where, message=message, hint=hint)


def _number(words: str) -> int:
    """Return the number in the text of an error of the system, such as `[Errno 28] No space left on device`."""
    digits = words.partition("[Errno ")[2].partition("]")[0]
    return int(digits) if digits.isdecimal() else 0
