"""Tells what kind of file a text is, for one whose name does not say it."""

from __future__ import annotations

import re
from collections.abc import Callable

FORMATS = {
    "dump": ".txt",
    "bib": ".bib",
    "ris": ".ris",
    "csl": ".json",
    "hf": ".json",
    "json": ".json",
    "jsonl": ".jsonl",
    "yaml": ".yaml",
    "csv": ".csv",
    "tsv": ".tsv",
    "atom": ".atom",
}
"""The suffix of each format by the word a person calls it; several may be told apart by the reader of one suffix."""

_HEAD = 20_000  # characters that are looked at
_BIB = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_RIS = re.compile(r"^TY {1,2}- ", re.MULTILINE)
_YAML = re.compile(r"^(?:- +|[\w-]+:[ \t]*(?:#.*)?\n(?:[ \t]*#.*\n)*[ \t]*(?:- +)?)[\w-]+:(?:[ \t]|$)", re.MULTILINE)
_DAY = re.compile(r"^[^\W\d_]{3,9}\.? [0-9]{1,2}[ \t]*$", re.MULTILINE)


def suffix_of(text: str) -> str:
    """Return the suffix under which a text can be read, as far as its beginning tells, or ""."""
    head = text.lstrip("\ufeff \t\r\n")[:_HEAD].replace("\r\n", "\n")
    return next((suffix for suffix, looks in _LOOKS if looks(head)), "")


def _is_atom(head: str) -> bool:
    return head.startswith("<") and re.search(r"<(?:\w+:)?feed\b", head) is not None


def _is_json_lines(head: str) -> bool:
    first = head.partition("\n")[0].strip()
    return first.startswith("{") and first.endswith("}") and "\n{" in head


def _is_table(head: str, separator: str) -> bool:
    """Tell whether the first line names columns, and one of them the titles."""
    names = [name.strip(' "').casefold() for name in head.partition("\n")[0].split(separator)]
    return len(names) > 1 and "title" in names


_LOOKS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (".atom", _is_atom),
    (".jsonl", _is_json_lines),
    (".json", lambda head: head.startswith(("{", "["))),
    (".ris", lambda head: _RIS.search(head) is not None),
    (".bib", lambda head: _BIB.search(head) is not None),
    (".tsv", lambda head: _is_table(head, "\t")),
    (".csv", lambda head: _is_table(head, ",") or _is_table(head, ";")),
    (".yaml", lambda head: _YAML.match(head) is not None),
    (".txt", lambda head: _DAY.search("\n".join(head.split("\n")[:40])) is not None),
)
"""How a text of each suffix looks; the first that fits is meant."""
