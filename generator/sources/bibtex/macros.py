"""Puts the values of BibTeX fields together: `"Proc. " # name # { 2020}`, with the macros that `@string` defines.

A macro that is not defined is the text that it is written as; so are the names of months, which styles define.
"""

from __future__ import annotations

import re

LONGEST_MACRO = 100_000
"""Characters; a name that stands for more is made to fill memory."""
MOST_FROM_MACROS = 20_000_000
"""Characters that all macros of a file may add to it."""

_BRACE = re.compile(r"(?<!\\)[{}]")
_BRACE_OR_QUOTE = re.compile(r"(?<!\\)[{}\"]")
_ANY_BRACE = re.compile(r"[{}]")
_ANY_BRACE_OR_QUOTE = re.compile(r"[{}\"]")
_WORD = re.compile(r"[^\s#{}\"]+")
_JOINT = re.compile(r"\s*(?:#\s*|$)")


class BurstError(Exception):
    """Raised where macros would grow beyond all that a list of papers needs."""


class MalformedError(Exception):
    """Raised where a value is more or less than pieces joined by `#`."""


class Macros:
    """The macros of a file, by their names in small letters; a value is expanded when it is asked for."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._spent = 0

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._texts

    def define(self, name: str, value: str) -> None:
        """Let a name stand for a value from now on."""
        self._texts[name.lower()] = self.text(value)

    def text(self, value: str) -> str:
        """Return a value without its braces or quotes, macros filled in; raise MalformedError or BurstError."""
        if value[:1] == "{" and value.find("{", 1) < 0 and value.find("}") == len(value) - 1:
            return value[1:-1]
        try:
            return self._joined(value, escapes=True)
        except MalformedError:
            return self._joined(value, escapes=False)

    def _joined(self, value: str, *, escapes: bool) -> str:
        pieces: list[str] = []
        at = borrowed = 0
        while at < len(value):
            piece, at, from_macro = self._piece(value, at, escapes=escapes)
            borrowed += len(piece) * from_macro
            if borrowed > LONGEST_MACRO:
                raise BurstError
            pieces.append(piece)
            joint = _JOINT.match(value, at)
            if joint is None:
                raise MalformedError
            at = joint.end()
        self._spent += borrowed
        if self._spent > MOST_FROM_MACROS:
            raise BurstError
        return "".join(pieces)

    def _piece(self, value: str, at: int, *, escapes: bool) -> tuple[str, int, bool]:
        """Return the piece that begins at a place, the place behind it, and whether a macro gave it."""
        if value[at] in '{"':
            end = closing(value, at, escapes=escapes)
            if end < 0:
                raise MalformedError
            return value[at + 1 : end], end + 1, False
        word = _WORD.match(value, at)
        if word is None:
            raise MalformedError
        known = self._texts.get(word[0].lower())
        return known if known is not None else word[0], word.end(), known is not None


def closing(value: str, at: int, end: int | None = None, *, escapes: bool = True) -> int:
    """Return the place of what closes the brace or quote at a place, or -1 if nothing does before the end.

    BibTeX counts a brace behind a backslash; most who write files do not, and so it is none if a backslash `escapes`.
    """
    quoted = value[at] == '"'
    depth = 0 if quoted else 1
    marks = (_BRACE_OR_QUOTE, _BRACE) if escapes else (_ANY_BRACE_OR_QUOTE, _ANY_BRACE)
    for mark in marks[0 if quoted else 1].finditer(value, at + 1, len(value) if end is None else end):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if (not quoted and not depth) or (quoted and depth <= 0 and mark[0] == '"'):
            return mark.start()
    return -1
