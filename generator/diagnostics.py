"""What the generator tells the curator: findings with a place, a code and a remedy."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How grave a finding is; the greater, the graver. The values are levels of `logging` (INFO is its DEBUG)."""

    INFO = 10
    WARNING = 30
    ERROR = 40

    @property
    def word(self) -> str:
        """The severity as it is printed and as it stands in JSON."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file of the library.

    `file` is relative to the project's root and uses `/`. `line` and `column` count from 1, columns in
    characters. A finding about a whole file stands at 1:1.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding: how grave, which kind, where, what is wrong, and what to do about it."""

    severity: Severity
    code: str
    where: Location
    message: str
    hint: str = ""

    @property
    def sort_key(self) -> tuple[Location, int, str, str]:
        """The key findings are sorted by: place, then the graver first, then code and message."""
        return (self.where, -self.severity, self.code, self.message)


Report = Callable[[Diagnostic], None]
"""Whoever finds something calls this; a test passes `found.append`."""

_TELLING = 4  # letters; from here on the beginning of a name tells what is meant


def error(report: Report, code: str, where: Location, message: str, hint: str = "") -> None:
    """Report that a page would be wrong or missing."""
    report(Diagnostic(severity=Severity.ERROR, code=code, where=where, message=message, hint=hint))


def warning(report: Report, code: str, where: Location, message: str, hint: str = "") -> None:
    """Report what is legal but surely not meant."""
    report(Diagnostic(severity=Severity.WARNING, code=code, where=where, message=message, hint=hint))


def info(report: Report, code: str, where: Location, message: str, hint: str = "") -> None:
    """Report what is good to know."""
    report(Diagnostic(severity=Severity.INFO, code=code, where=where, message=message, hint=hint))


def closest(word: str, known: Iterable[str], fallback: str = "") -> str:
    """Return a hint that names the known words nearest to `word`, or `fallback` if none is near."""
    listed = list(known)
    near = difflib.get_close_matches(word, listed, n=3, cutoff=0.6)
    if not near and len(word) >= _TELLING:
        near = [other for other in listed if other.startswith(word)][:3]
    return f"did you mean {either(near)}?" if near else fallback


def either(words: Sequence[str]) -> str:
    """Return the words quoted and joined as a choice: `a`, `b` or `c`."""
    quoted = [f"`{word}`" for word in words]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings sorted by place, each once."""
    return tuple(sorted(set(findings), key=lambda finding: finding.sort_key))


def errors_in(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that are errors, in their order."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def errors_last(found: Iterable[Diagnostic], *, notes: bool = False) -> list[Diagnostic]:
    """Return findings in the order in which a person reads them: errors last, next to the line that closes a run.

    Findings of one severity are in the order of place. Notes are left out unless they are asked for.
    """
    shown = (finding for finding in found if notes or finding.severity > Severity.INFO)
    return sorted(shown, key=lambda finding: (finding.severity, finding.sort_key))


def printable(text: str) -> str:
    r"""Return text that is safe to print on a terminal.

    Control characters, changes of the writing direction, invisible characters and those of private use become JSON
    escapes such as `\u001b`: a title can neither move the cursor nor hide a part of a line, and JSON stays JSON.
    Line ends, tabs and the joiners that some scripts and emoji need stay.
    """
    return text if text.isprintable() else _UNUSUAL.sub(_escape, text)


_UNUSUAL = re.compile(r"[^\n\t -~]\n?")
_JOINERS = "\u200c\u200d"
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _escape(match: re.Match[str]) -> str:
    found = match[0]
    if found == "\r\n" or found[0] in _JOINERS or unicodedata.category(found[0]) not in _HIDDEN:
        return found
    units = found[0].encode("utf-16-be", "surrogatepass")
    escapes = (f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
    return "".join(escapes) + found[1:]


def as_text(found: Iterable[Diagnostic]) -> str:
    """Return findings as lines `file:line:col: severity[code]: message`, each with its hint below."""
    lines: list[str] = []
    for finding in found:
        lines.append(f"{finding.where}: {finding.severity.word}[{finding.code}]: {finding.message}")
        if finding.hint:
            lines.append(f"    hint: {finding.hint}")
    return printable("".join(f"{line}\n" for line in lines))


def as_json(found: Iterable[Diagnostic]) -> str:
    """Return findings as one JSON array of flat objects."""
    rows = [
        {
            "severity": finding.severity.word,
            "code": finding.code,
            "file": finding.where.file,
            "line": finding.where.line,
            "column": finding.where.column,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in found
    ]
    return printable(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(found: Iterable[Diagnostic]) -> str:
    """Return findings as workflow commands, which GitHub shows as annotations at the line.

    Source: GitHub's documentation of workflow commands; `%`, line ends, `:` and `,` are percent-encoded there.
    """
    return "".join(_annotation(finding) for finding in found)


def _annotation(finding: Diagnostic) -> str:
    where = finding.where
    text = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    file, title = (_command(word).replace(":", "%3A").replace(",", "%2C") for word in (where.file, finding.code))
    kind = _ANNOTATIONS[finding.severity]
    return f"::{kind} file={file},line={where.line},col={where.column},title={title}::{_command(text)}\n"


def _command(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
