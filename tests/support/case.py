"""Reads the cases of tests/cases/ and lays out the library of each."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from generator.diagnostics import Diagnostic
from tests.support.trees import copy_shared

HERE = Path(__file__).parents[1]
ROOT = HERE.parent
TINY = HERE / "data" / "tiny"

FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Reads YAML as `yaml.safe_load` does, ten times faster where PyYAML was built with libyaml."""

Case = dict[str, Any]


def all_cases() -> list[Case]:
    return [
        case | {"file": file.stem}
        for file in sorted((HERE / "cases").glob("*.yml"))
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=FAST)
    ]


def lay_out(root: Path, case: Case, *, templates: bool = True) -> None:
    """Put a project with the tiny library into `root` and edit it as the case says.

    Without `templates` it has none and no guide, unless the case is about them: enough to read, not to render.
    """
    library = root / "library"
    copy_shared(TINY, library)
    if templates or "template" in case:
        copy_shared(ROOT / "templates", root / "templates")
        copy_shared(ROOT / "docs" / "guide", root / "docs" / "guide")
    for name in case.get("delete", ()):
        (library / name).unlink()
    for name in case.get("mkdir", ()):
        (library / name).mkdir()
    for name, (old, new) in case.get("template", {}).items():
        _replace(root / "templates" / "pages" / name, old, new)
    for name, text in case.get("write", {}).items():
        (library / name).write_text(text, encoding="utf-8", newline="")
    for name, digits in case.get("hex", {}).items():
        (library / name).write_bytes(bytes.fromhex(str(digits)))
    for name, target in case.get("copy", {}).items():
        shutil.copy(library / name, library / target)
    for name, (old, new) in case.get("replace", {}).items():
        _replace(library / name.partition("#")[0], old, new)
    _edit_bytes(library, case)


def _edit_bytes(library: Path, case: Case) -> None:
    for name, text in case.get("append", {}).items():
        with (library / name).open("a", encoding="utf-8", newline="") as file:
            file.write(text)
    for name in case.get("crlf", ()):
        path = library / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    for name in case.get("bom", ()):
        path = library / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the case wants to replace {old!r}, which {path.name} has not"
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def matches(expected: str, finding: Diagnostic) -> bool:
    """Return whether a finding matches `file:line:col severity code [words]`; the words may be anywhere in it."""
    place, severity, code, *words = expected.split(" ", 3)
    where = f"{finding.where}".removeprefix("library/")
    said = f"{finding.message} {finding.hint}"
    return (where, finding.severity.word, finding.code) == (place, severity, code) and all(
        word in said for word in words
    )
