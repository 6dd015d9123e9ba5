"""Defines findings for the curator, each with a place, a code and a remedy, and prints them."""

import difflib
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum


class Severity(IntEnum):
    """The severity of a finding, in ascending order. The values are levels of `logging` (INFO is its DEBUG)."""

    INFO = 10
    WARNING = 30
    ERROR = 40

    @property
    def word(self) -> str:
        """The severity as it is printed and as it is in JSON."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Location:
    """A place in a file of the library.

    `file` is relative to the project's root and uses `/`. `line` and `column` count from 1, columns in
    characters. A finding about a whole file is at 1:1.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A finding: its severity, its kind, its place, what is wrong, and what to do about it."""

    severity: Severity
    code: str
    where: Location
    message: str
    hint: str = ""

    @property
    def sort_key(self) -> tuple[Location, int, str, str]:
        """The key by which findings are sorted: place, then the greater severity first, then code and message."""
        return (self.where, -self.severity, self.code, self.message)


Report = Callable[[Diagnostic], None]
"""The function that is called with each finding, such as `found.append`."""

_SHORTEST_START = 4  # letters; from this length on, the start of a name is enough to suggest the name


def error(report: Report, code: str, where: Location, message: str, hint: str = "") -> None:
    """Report that a page would be wrong or missing."""
    report(Diagnostic(severity=Severity.ERROR, code=code, where=where, message=message, hint=hint))


def warning(report: Report, code: str, where: Location, message: str, hint: str = "") -> None:
    """Report what is legal but surely unintended."""
    report(Diagnostic(severity=Severity.WARNING, code=code, where=where, message=message, hint=hint))


def info(report: Report, code: str, where: Location, message: str, hint: str = "") -> None:
    """Report what may be useful to know."""
    report(Diagnostic(severity=Severity.INFO, code=code, where=where, message=message, hint=hint))


def closest(word: str, candidates: Iterable[str], fallback: str = "") -> str:
    """Return a hint with the candidates most similar to `word`, or `fallback` if none is similar."""
    listed = list(candidates)
    near = difflib.get_close_matches(word, listed, n=3, cutoff=0.6)
    if not near and len(word) >= _SHORTEST_START:
        near = [other for other in listed if other.startswith(word)][:3]
    return f"did you mean {either(near)}?" if near else fallback


def either(words: Sequence[str]) -> str:
    """Return the words in quotes, joined as a choice: `a`, `b` or `c`."""
    quoted = [f"`{word}`" for word in words]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings sorted by place, each once."""
    return tuple(sorted(set(findings), key=lambda finding: finding.sort_key))


def errors_in(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that are errors, in their order."""
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def errors_last(findings: Iterable[Diagnostic], *, notes: bool = False) -> list[Diagnostic]:
    """Return findings by severity, errors last, so that they stay visible above the last line of a run.

    Findings of one severity are in the order of place. Those of severity info are left out without `notes`.
    """
    shown = (finding for finding in findings if notes or finding.severity > Severity.INFO)
    return sorted(shown, key=lambda finding: (finding.severity, finding.sort_key))


def printable(text: str) -> str:
    r"""Return text that is safe to print on a terminal.

    Control characters, changes of the writing direction, invisible and private-use characters become JSON escapes such
    as `\u001b`, so that a title can neither move the cursor nor hide part of a line, and JSON stays valid. Line ends,
    tabs and the joiners that some scripts and emoji need stay.
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


def as_text(findings: Iterable[Diagnostic]) -> str:
    """Return findings as lines `file:line:col: severity[code]: message`, each with its hint below."""
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{finding.where}: {finding.severity.word}[{finding.code}]: {finding.message}")
        if finding.hint:
            lines.append(f"    hint: {finding.hint}")
    return printable("".join(f"{line}\n" for line in lines))


def as_json(findings: Iterable[Diagnostic]) -> str:
    """Return findings as one JSON array of flat objects."""
    rows = [
        {
            "severity": finding.severity.word,
            "code": finding.code,
            **asdict(finding.where),
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
    return printable(json.dumps(rows, ensure_ascii=False, indent=2)) + "\n"


_ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def as_github(findings: Iterable[Diagnostic]) -> str:
    """Return findings as workflow commands, which GitHub shows as annotations of lines.

    Source: GitHub's documentation of workflow commands, which percent-encodes `%`, line ends, `:` and `,`.
    """
    return "".join(_annotation(finding) for finding in findings)


def _annotation(finding: Diagnostic) -> str:
    where = finding.where
    text = f"{finding.message} ({finding.hint})" if finding.hint else finding.message
    file, title = (_command(word).replace(":", "%3A").replace(",", "%2C") for word in (where.file, finding.code))
    kind = _ANNOTATIONS[finding.severity]
    return f"::{kind} file={file},line={where.line},col={where.column},title={title}::{_command(text)}\n"


def _command(text: str) -> str:
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
