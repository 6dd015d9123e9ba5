"""Joins the values of BibTeX fields, such as `"Proc. " # name # { 2020}`, with the macros that `@string` defines.

The name of an undefined macro stands for itself; so do the names of months, which styles define.
"""

from __future__ import annotations

import re

_LONGEST_VALUE = 100_000  # characters that macros may add to a value
_MOST_FROM_MACROS = 20_000_000  # characters that macros may add to a file

_BRACE = re.compile(r"(?<!\\)[{}]")
_BRACE_OR_QUOTE = re.compile(r"(?<!\\)[{}\"]")
_ANY_BRACE = re.compile(r"[{}]")
_ANY_BRACE_OR_QUOTE = re.compile(r"[{}\"]")
_WORD = re.compile(r"[^\s#{}\"]+")
_JOINT = re.compile(r"\s*(?:#\s*|$)")


class BurstError(Exception):
    """Raised where macros add more text than a list of papers needs."""


class MalformedError(Exception):
    """Raised where a value is not a sequence of pieces joined by `#`."""


class Macros:
    """The macros of a file, whose names are compared without regard to case."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._spent = 0

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._texts

    def define(self, name: str, value: str) -> None:
        """Define a macro, or define it anew."""
        self._texts[name.lower()] = self.text(value)

    def text(self, value: str) -> str:
        """Return a value without its braces or quotes and with macros expanded; raise MalformedError or BurstError."""
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
            if borrowed > _LONGEST_VALUE:
                raise BurstError
            pieces.append(piece)
            joint = _JOINT.match(value, at)
            if joint is None:
                raise MalformedError
            at = joint.end()
        self._spent += borrowed
        if self._spent > _MOST_FROM_MACROS:
            raise BurstError
        return "".join(pieces)

    def _piece(self, value: str, at: int, *, escapes: bool) -> tuple[str, int, bool]:
        """Return the piece that begins at an index, the index after it, and whether it is a macro's value."""
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
    """Return the index of the sign that closes the brace or quote at an index, or -1 if none does before the end.

    BibTeX counts a brace after a backslash, but most authors of files do not: it is not counted if `escapes` is true.
    """
    quoted = value[at] == '"'
    depth = 0 if quoted else 1
    marks = (_BRACE_OR_QUOTE, _BRACE) if escapes else (_ANY_BRACE_OR_QUOTE, _ANY_BRACE)
    for mark in marks[0 if quoted else 1].finditer(value, at + 1, len(value) if end is None else end):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        if (not quoted and not depth) or (quoted and depth <= 0 and mark[0] == '"'):
            return mark.start()
    return -1
