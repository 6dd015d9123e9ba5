"""Each layer imports only what lies below it."""

from __future__ import annotations

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from generator import LAYERS
from tests.support.case import ROOT

GENERATOR = ROOT / "generator"
ORDER = (*LAYERS, "__main__")
MODULES = sorted(GENERATOR.rglob("*.py"))
NETWORK = ("arxiv", "requests", "urllib3", "urllib.request", "http.client", "socket")
OWNERS = {
    "mkdocs": {"mkdocs_plugin"},
    "jinja2": {"pages", "mkdocs_plugin"},
    "PIL": {"pages"},
    "click": {"cli"},
    "yaml": {"located", "settings", "pages", "editing"},
    **{library: {"enriching"} for library in NETWORK},
    "socket": {"enriching", "mkdocs_plugin"},  # the latter only looks whether a port of this machine is free
}
"""The layers that may import a library: only the plugin imports MkDocs, only cli imports click, and so on."""


def _layer(path: Path) -> str:
    first = path.relative_to(GENERATOR).parts[0]
    return first.removesuffix(".py")


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def _imports(path: Path) -> set[str]:
    """Return the full names of all that a module imports, and of the modules it takes names from."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found: set[str] = set()
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *filter(None, [node.module])))
            found |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return found


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent != GENERATOR or path.name != "__init__.py"],
                         ids=lambda path: path.relative_to(GENERATOR).as_posix())  # fmt: skip
def test_imports_point_to_lower_layers(path: Path) -> None:
    here = ORDER.index(_layer(path))
    layers = {name.split(".")[1] for name in _imports(path) if name.startswith("generator.")}
    assert {layer for layer in layers & {*ORDER} if ORDER.index(layer) > here} == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {_name(path) for path in MODULES}
    graph = {_name(path): _imports(path) & names - {_name(path)} for path in MODULES}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_imports_inside_the_package_are_relative() -> None:
    for path in MODULES:
        for node in _nodes(path):
            assert not isinstance(node, ast.ImportFrom) or (node.module or "").split(".")[0] != "generator", path


def test_every_layer_is_there_and_says_what_it_is_for() -> None:
    assert {_layer(path) for path in MODULES} - {"__init__", "__main__"} == {*LAYERS}


@pytest.mark.parametrize("library", OWNERS)
def test_only_its_owner_knows_a_library(library: str) -> None:
    knowing = {_layer(path) for path in MODULES if any(f"{name}.".startswith(f"{library}.") for name in _imports(path))}
    assert knowing <= OWNERS[library]


def test_only_storage_and_build_write_and_only_cli_prints() -> None:
    writing = {"write_text", "write_bytes", "unlink", "rmdir", "mkdir", "replace_file", "rename", "touch"}
    for path in MODULES:
        calls = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in _nodes(path)
            if isinstance(node, ast.Call)
        }
        assert _layer(path) in {"storage", "build"} or not calls & writing, path
        assert _layer(path) == "cli" or not calls & {"print", "echo"}, path


def test_modules_and_functions_stay_small() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 300, path
        for node in _nodes(path):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{path}: {node.name}"


def test_no_year_comes_from_the_clock() -> None:
    for file in (Path(__file__).parents[1] / "generator").rglob("*.py"):
        if file.parent.name == "enriching" or file.name in {"edit.py", "contribute.py"}:
            continue  # no build imports them: one waits between requests, two write down the day a paper is added
        assert not re.search(r"\b(?:now|today|utcnow|localtime|gmtime)\(", file.read_text(encoding="utf-8")), file
