"""Runs the contests of a size in turn, round by round, so that a slow moment affects all engines alike."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .engines import Engine
from .record import Figure, Run
from .running import EndedEarlyError, count, measure
from .sizes import edit_a_tag, forget_cache, forget_pages, forget_site

SLOW = 20.0
"""Seconds; a contest with a longer run is not run again."""
GENERATE = (sys.executable, "-m", "generator", "build")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A command to time in a folder, after `prepare`, which is not timed; the result is in `made`."""

    name: str
    folder: Path
    prepare: Callable[[Path], None]
    command: Sequence[str]
    made: str
    ours: bool = True
    kept: bool = True
    """Whether the result stays for later contests."""


def of_generator(project: Path) -> list[Contest]:
    """Return the contests of the generator, and the copy of its output as a reference."""
    asked: dict[str, Callable[[Path], None]] = {
        "generator-cold": _forget_pages_and_cache,
        "generator-fresh": forget_pages,
        "generator-same": _forget_nothing,
        "generator-edit": edit_a_tag,
    }
    contests = [
        Contest(name=name, folder=project, prepare=prepare, command=GENERATE, made="docs")
        for name, prepare in asked.items()
    ]
    copy = Contest(
        name="copy", folder=project, prepare=forget_site, command=("cp", "-r", "docs", "cp"), made="cp", kept=False
    )
    return [*contests, copy]


def of_engines(engines: Sequence[Engine], project: Path, kept: Sequence[str]) -> list[Contest]:
    """Return the contest of each engine, the site from the same Markdown; ours also from nothing, and again."""
    contests = []
    for engine in engines:
        ours = engine.name == "ours"
        folder = project if ours else project.with_name(engine.name)
        contest = Contest(
            name=engine.name,
            folder=folder,
            prepare=forget_site,
            command=engine.command,
            made="site",
            ours=ours,
            kept=engine.name in kept,
        )
        contests += _in_each_state(contest) if ours else [contest]
    return contests


def _in_each_state(ours: Contest) -> list[Contest]:
    states: dict[str, Callable[[Path], None]] = {
        "ours-cold": _forget_all,
        "ours": forget_site,
        "ours-same": _forget_nothing,
        "ours-edit": edit_a_tag,
    }
    return [replace(ours, name=name, prepare=prepare) for name, prepare in states.items()]


def _forget_nothing(project: Path) -> None:
    """Leave a project as the previous run left it."""


def _forget_pages_and_cache(project: Path) -> None:
    """Remove the generated pages and the cache."""
    forget_pages(project)
    forget_cache(project)


def _forget_all(project: Path) -> None:
    """Remove the site, the generated pages and the cache."""
    forget_site(project)
    _forget_pages_and_cache(project)


def compete(
    contests: Sequence[Contest], papers: int, *, rounds: int, limit: float, log: Callable[[str], None]
) -> Iterator[Figure]:
    """Run the contests in turn and yield, after each run, the figure of its contest so far."""
    known = {contest.name: Figure(contest=contest.name, papers=papers) for contest in contests}
    for number in range(1, rounds + 1):
        for contest in contests:
            before = known[contest.name]
            if before.ended or any(run.wall > SLOW for run in before.runs):
                continue
            known[contest.name] = after = _extended(before, contest, limit, log)
            took = f"{after.runs[-1].cpu:8.2f} s CPU {after.runs[-1].wall:8.2f} s" if not after.ended else after.ended
            log(f"{papers:>7,} papers  {contest.name:16} run {number}: {took}")
            yield after


def _extended(figure: Figure, contest: Contest, limit: float, log: Callable[[str], None]) -> Figure:
    """Return a figure with one more run of its contest."""
    contest.prepare(contest.folder)
    try:
        run: Run = measure(
            contest.command, contest.folder, limit, {"PYTHONPATH": str(contest.folder)} if contest.ours else {}
        )
    except EndedEarlyError as early:
        log(str(early))
        return replace(figure, ended=early.why)
    size, files = (figure.size, figure.files) if figure.files else count(contest.folder / contest.made)
    if not contest.kept:
        shutil.rmtree(contest.folder / contest.made)
    return replace(figure, runs=(*figure.runs, run), size=size, files=files)
