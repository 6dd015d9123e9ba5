"""Reads a file of the library as text, and knows where its lines begin."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

from generator.diagnostics import Location, Report, error


class Lines:
    """Where lines begin in a text: behind a line feed, with or without a carriage return, and nowhere else."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._starts = [0, *(index + 1 for index, char in enumerate(text) if char == "\n")]

    def locate(self, index: int) -> Location:
        """Return the place of the character at `index` (counted from 0)."""
        line = bisect_right(self._starts, index)
        return Location(file=self._file, line=line, column=index - self._starts[line - 1] + 1)


def read_text(path: Path, file: str, report: Report) -> str | None:
    """Return the UTF-8 text of `path` without a byte order mark, or None with the reason reported as `file`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        error(
            report,
            "missing-file",
            Location(file=file),
            "this file is gone",
            "restore it from version control",
        )
        return None
    except OSError as reason:
        error(report, "unreadable-file", Location(file=file), f"cannot be read: {reason.strerror}")
        return None
    return _decode(data, file, report)


def _decode(data: bytes, file: str, report: Report) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        # The decoder counts behind a byte order mark, the curator counts from the start of the file.
        offset = reason.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        before = data[:offset].decode("utf-8-sig", errors="ignore")
        where = Lines(before, file).locate(len(before))
        message = f"not UTF-8: byte 0x{data[offset]:02x} at offset {offset}"
        hint = f"convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 {file} > fixed, then replace the file"
        error(report, "not-utf8", where, message, hint)
        return None
    if "\0" in text:
        offset = data.index(b"\0")
        where = Lines(text, file).locate(text.index("\0"))
        error(report, "nul-byte", where, f"NUL byte at offset {offset}", "remove it, or restore the file")
        return None
    return text
