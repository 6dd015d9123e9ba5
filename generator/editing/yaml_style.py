"""Writes words and texts as YAML: plain where that is safe, else in double quotes as JSON has them."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:[@:/][A-Za-z0-9_-]+)*")
_TAKEN = re.compile(
    r"(?i:null|true|false|yes|no|on|off|y|n|\.?inf|\.?nan)|0[xob][0-9a-f_]+|[0-9][0-9_]*(?:e[0-9]+)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9:]+"
)
"""What YAML 1.1 or 1.2 would take for a number, a day, a truth or nothing; this project would not, others do."""

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def word(text: str) -> str:
    """Return a word for a list or a key: in quotes if YAML would take it for something else than text."""
    return text if _PLAIN.fullmatch(text) and not _TAKEN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes on one line; what cannot be seen in it is escaped."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def note_lines(note: str) -> tuple[str, tuple[str, ...]]:
    """Return how a note begins behind its colon, and the lines of it that follow, still without indentation.

    A note of several lines is a block (`|`); one that a block cannot hold, or of one line, stands in quotes.
    """
    lines = tuple(line.rstrip(" \t") for line in note.strip("\n").split("\n"))
    can_be_block = not lines[0].startswith((" ", "\t")) and all(map(_seen, lines))
    if len(lines) > 1 and can_be_block:
        return "|", lines
    return quoted("\n".join(lines)), ()


def _seen(line: str) -> bool:
    """Tell whether all of a line can be seen as it is."""
    return not _ESCAPED.search(line) and all(char >= " " or char == "\t" for char in line)


def one_line(text: str) -> str:
    """Return a text on one line, its white space single."""
    return " ".join(text.split())


def tidy_note(text: str) -> str:
    """Return a note with line feeds only, and no blank lines around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
