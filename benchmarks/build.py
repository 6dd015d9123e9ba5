"""Times `mkdocs build` of this project against a stock one of the same Markdown with the same navigation.

    python benchmarks/build.py [--runs 5] [--library FOLDER]

Both run in turn, in one go, each in a process of its own; what is quoted is the median and the ratio run by run.
"Ours" generates, builds with the overrides of the theme and the hook; "ours, fresh" has to write all of `docs/`
first; "ours, cold" also has to suggest tags anew, as in a fresh clone; "stock" is plain MkDocs with Material on the
Markdown that ours made.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.site.cache import FOLDER

ROOT = Path(__file__).resolve().parents[1]
GENERATED = (
    "index.md",
    "about.md",
    "urls.txt",
    ".reading-list.json",
    "papers",
    "tags",
    "paths",
    "listings",
    "api",
    "feeds",
    "digests",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One timed run in seconds: processor time of the process and its children, and wall time."""

    cpu: float
    wall: float


def main() -> None:
    """Print a table of medians and the ratio of ours to stock."""
    parser = argparse.ArgumentParser(description="Times our build against stock MkDocs on the same Markdown.")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each, after one that is not counted")
    parser.add_argument("--library", dest="folder", type=Path, default=ROOT / "library", help="the library to build")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = Path(folder, "ours"), Path(folder, "stock")
        lay_out(ours, options.folder)
        build(ours)
        lay_out_stock(stock, ours)
        contests: dict[str, Callable[[], None]] = {
            "stock": lambda: build(stock),
            "ours": lambda: build(ours),
            "ours, fresh": lambda: (forget(ours), build(ours))[1],
            "ours, cold": lambda: (forget(ours), forget_cache(ours), build(ours))[2],
        }
        for contest in contests.values():
            contest()
        runs = {name: [] for name in contests}  # type: dict[str, list[Run]]
        for _ in range(options.runs):
            for name, contest in contests.items():
                runs[name].append(timed(contest))
    report(runs)


def lay_out(project: Path, library: Path) -> None:
    """Put a copy of this project with a library into a folder."""
    for name in ("templates", "generator"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("guide", "assets"):
        shutil.copytree(ROOT / "docs" / name, project / "docs" / name)
    shutil.copytree(library, project / "library")
    shutil.copy(ROOT / "mkdocs.yml", project)


def lay_out_stock(project: Path, ours: Path) -> None:
    """Put the Markdown of ours into a folder with a configuration that has nothing of ours but the navigation."""
    shutil.copytree(ours / "docs", project / "docs")
    text = (ours / "mkdocs.yml").read_text(encoding="utf-8")
    config = yaml.load(text.replace("!ENV", ""), Loader=yaml.BaseLoader)
    kept = {name: config[name] for name in ("site_name", "nav", "not_in_nav", "markdown_extensions")}
    theme = {"name": "material", "features": config["theme"]["features"], "font": False}
    kept |= {"site_url": "http://127.0.0.1:8000/", "theme": theme, "plugins": ["search"]}
    (project / "mkdocs.yml").write_text(yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")


def forget(project: Path) -> None:
    """Remove everything generated under `docs/`."""
    for name in GENERATED:
        path = project / "docs" / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def forget_cache(project: Path) -> None:
    """Remove what was remembered of earlier builds."""
    shutil.rmtree(project / FOLDER, ignore_errors=True)


def build(project: Path) -> None:
    """Run `mkdocs build` in a project."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project, env=env, check=True)


def timed(contest: Callable[[], None]) -> Run:
    """Return what a run took."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    contest()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(cpu=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall=wall)


def report(runs: dict[str, list[Run]]) -> None:
    """Print the medians, and the median of the ratios to stock run by run."""
    print(f"{'':14}{'CPU s':>8}{'wall s':>8}{'ratio CPU':>11}{'ratio wall':>12}")
    for name, mine in runs.items():
        cpu, wall = (statistics.median(getattr(run, figure) for run in mine) for figure in ("cpu", "wall"))
        pairs = list(zip(mine, runs["stock"], strict=True))
        ratio_cpu = statistics.median(run.cpu / other.cpu for run, other in pairs)
        ratio_wall = statistics.median(run.wall / other.wall for run, other in pairs)
        print(f"{name:14}{cpu:8.2f}{wall:8.2f}{ratio_cpu:11.2f}{ratio_wall:12.2f}")


if __name__ == "__main__":
    main()
