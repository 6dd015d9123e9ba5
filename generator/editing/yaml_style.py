"""Writes words and texts as YAML in the style of the library: plain where that is safe, else in double quotes."""

import json
import re

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:[@:/][A-Za-z0-9_-]+)*")
_TAKEN = re.compile(
    r"(?i:null|true|false|yes|no|on|off|y|n|\.?inf|\.?nan)|0[xob][0-9a-f_]+|[0-9][0-9_]*(?:e[0-9]+)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9:]+"
)
"""Words that YAML 1.1 or 1.2 reads as a number, a date, a truth value or nothing; other programs may do so."""

_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def as_word(text: str) -> str:
    """Return a word for a list or a key: in quotes if YAML would read it as something else than text."""
    return text if _PLAIN.fullmatch(text) and not _TAKEN.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes on one line, with invisible characters escaped."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def written_note(note: str) -> str:
    """Return a tidy note as YAML; one of several lines is a block, whose lines are not indented.

    A note of one line, and one with invisible characters, stands in quotes.
    """
    visible = not _ESCAPED.search(note) and all(char >= " " or char in "\t\n" for char in note)
    return f"|\n{note}" if "\n" in note and visible else quoted(note)


def one_line(text: str) -> str:
    """Return a text on one line, with single spaces."""
    return " ".join(text.split())


def tidy_note(text: str) -> str:
    """Return a note with line feeds only, without blank lines around it and white space at the ends of lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t") for line in lines).strip()
