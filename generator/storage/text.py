"""Reads a file of the library as text, finds the lines of a text, and compares paths after following links."""

import os
from pathlib import Path

from ..diagnostics import Location, Report, error
from .encodings import likely_encoding

LARGEST_FILE = 50_000_000
"""Bytes; a larger file is not a list of papers."""

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BLOCK = 512  # characters; searching them takes less time than the rest of `Lines.locate`


class Lines:
    """The lines of a text, which begin only after a line feed.

    One number is stored for each block of the text, so that a file of only line feeds takes no memory, and one of a
    single line no time.
    """

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._before = [0]  # line feeds before each block
        self._starts = [0]  # start of the line that continues into each block
        for end in range(_BLOCK, len(text), _BLOCK):
            self._before.append(self._before[-1] + text.count("\n", end - _BLOCK, end))
            self._starts.append((text.rfind("\n", end - _BLOCK, end) + 1) or self._starts[-1])

    def locate(self, index: int) -> Location:
        """Return the place of the character at `index` (counted from 0)."""
        block = min(index // _BLOCK, len(self._before) - 1)
        begins = block * _BLOCK
        line = self._before[block] + self._text.count("\n", begins, index) + 1
        start = (self._text.rfind("\n", begins, index) + 1) or self._starts[block]
        return Location(file=self._file, line=line, column=index - start + 1)


def read_text(source: Path | bytes, file: str, report: Report) -> str | None:
    """Return the text of a file without a byte order mark, or None with the reason reported at `file`.

    It must be UTF-8, or UTF-16 with its mark.

    Bytes stand in for the content of the file, to check a change before it is written.
    """
    data = source if isinstance(source, bytes) else _bytes_of(source, file, report)
    return _decode(data, file, report) if data is not None else None


def is_within(path: Path | str, folder: Path | str) -> bool:
    """Return whether a path lies in a folder, or is the folder, after following the links of both.

    Neither needs to exist. Folders are compared by identity, because a file system may ignore case.
    """
    try:
        real, top = os.path.realpath(path), os.path.realpath(folder)
        wanted = Path(top).stat() if Path(top).exists() else None
    except (OSError, ValueError):  # a NUL in a name, or a name that the system cannot have
        return False
    if real == top or real.startswith(f"{top.rstrip(os.sep)}{os.sep}"):
        return True
    return wanted is not None and any(_is(place, wanted) for place in (Path(real), *Path(real).parents))


def _is(path: Path, wanted: os.stat_result) -> bool:
    try:
        return os.path.samestat(path.stat(), wanted)
    except (OSError, ValueError):
        return False


def is_too_large(size: int, file: str, report: Report) -> bool:
    """Return whether a file of that many bytes is too large to be read, and report it."""
    if size > LARGEST_FILE:
        message = f"the file has more than {LARGEST_FILE // 1_000_000} MB"
        error(report, "too-large", Location(file=file), message, "split it, or remove what does not belong")
    return size > LARGEST_FILE


def _bytes_of(path: Path, file: str, report: Report) -> bytes | None:
    where = Location(file=file)
    try:
        if path.exists() and not path.is_file():
            hint = "put a regular file of this name in its place"
            error(report, "unreadable-file", where, "this is not a regular file", hint)
        elif not is_too_large(path.stat().st_size, file, report):
            return path.read_bytes()
    except FileNotFoundError:
        error(report, "missing-file", where, "this file is missing", "restore it from version control")
    except OSError as reason:
        hint = "look at its permissions and at what it links to"
        error(report, "unreadable-file", where, f"cannot be read: {reason.strerror}", hint)
    return None


def _decode(data: bytes, file: str, report: Report) -> str | None:
    """Return the text, or None with the first invalid byte reported."""
    if data.startswith(_UTF_16_MARKS):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as reason:
            where = Location(file=file)
            message = f"not UTF-16, although it begins with its mark: byte {reason.start} is wrong"
            error(report, "not-utf8", where, message, "save the file again, as UTF-8")
            return None
    nul = data.find(b"\0")
    try:
        text = data.decode("utf-8")
        wrong = nul
    except UnicodeDecodeError as reason:
        text = ""
        wrong = reason.start if nul < 0 else min(nul, reason.start)
    if wrong < 0:
        return text.lstrip("\ufeff")
    before = data[:wrong].decode("utf-8").lstrip("\ufeff")
    where = Lines(before, file).locate(len(before))
    encoding = likely_encoding(data)
    if wrong == nul and not encoding.startswith("UTF-16"):
        error(report, "nul-byte", where, f"NUL byte at offset {wrong}", "restore the file, or save it as UTF-8")
    else:
        message = f"not UTF-8: byte 0x{data[wrong]:02x} at offset {wrong}"
        hint = (
            f"it seems to be {encoding}; convert it: iconv -f {encoding} -t UTF-8 {file} > fixed, then replace the file"
        )
        error(report, "not-utf8", where, message, hint)
    return None
