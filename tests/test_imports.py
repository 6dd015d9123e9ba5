"""The arrows between the rooms point one way."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.case import ROOT

GENERATOR = ROOT / "generator"
ORDER = (
    *(
        "together",
        "diagnostics",
        "reading",
        "yaml_text",
        "located",
        "shapes",
        "settings",
        "sources",
        "catalog",
        "insights",
    ),
    *("pages", "site", "standing", "build", "at_once", "editing", "enriching", "contributing", "preview", "short_path"),
    *("hooks", "cli", "__main__"),
)
MODULES = sorted(GENERATOR.rglob("*.py"))
NETWORK = ("arxiv", "requests", "urllib3", "urllib.request", "http.client", "socket")
OWNERS = {
    "mkdocs": {"hooks", "short_path"},
    "jinja2": {"pages", "short_path"},
    "PIL": {"pages"},
    "bibtexparser": {"sources"},
    "click": {"cli"},
    "yaml": {"located", "settings", "pages", "editing"},
    **{library: {"enriching"} for library in NETWORK},
    "socket": {"enriching", "short_path"},  # the latter only looks whether a port of this machine is free
}
"""Who may know a library: MkDocs is for hooks and the short path, the command line for cli, and so on."""


def _room(path: Path) -> str:
    first = path.relative_to(GENERATOR).parts[0]
    return first.removesuffix(".py")


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent != GENERATOR or path.name != "__init__.py"],
                         ids=lambda path: path.relative_to(GENERATOR).as_posix())  # fmt: skip
def test_imports_point_upstream(path: Path) -> None:
    here = ORDER.index(_room(path))
    rooms = {
        name.split(".")[1] for name in _imports(path) if name.startswith("generator.") and name.split(".")[1] in ORDER
    }
    assert {room for room in rooms if ORDER.index(room) > here} == set()


@pytest.mark.parametrize("library", OWNERS)
def test_only_its_owner_knows_a_library(library: str) -> None:
    knowing = {_room(path) for path in MODULES if any(f"{name}.".startswith(f"{library}.") for name in _imports(path))}
    assert knowing <= OWNERS[library]


def test_only_site_writes_and_only_cli_prints() -> None:
    writing = {"write_text", "write_bytes", "unlink", "rmdir", "mkdir", "replace_file", "rename", "touch"}
    for path in MODULES:
        calls = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in _nodes(path)
            if isinstance(node, ast.Call)
        }
        assert _room(path) == "site" or not calls & writing, path
        assert _room(path) == "cli" or not calls & {"print", "echo"}, path


def test_modules_and_functions_stay_small() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 300, path
        for node in _nodes(path):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{path}: {node.name}"


def test_no_year_comes_from_the_clock() -> None:
    for file in (Path(__file__).parents[1] / "generator").rglob("*.py"):
        if file.parent.name == "enriching" or file.name in {"paper.py", "contribute.py"}:
            continue  # no build imports them: one waits between requests, two write down the day a paper is added
        assert not re.search(r"\b(?:now|today|utcnow|localtime|gmtime)\(", file.read_text(encoding="utf-8")), file
