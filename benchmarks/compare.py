"""Compares the making of this site with that of others, side by side in one run: time, memory, bytes and files.

    python benchmarks/compare.py [--sizes 540,2000,5000,20000] [--engines ours,stock,hugo] [--runs 3]
                                 [--limit 900] [--write] [--from FILE] [--corpus FILE] [--folder FOLDER]

MkDocs with its default navigation and with a short one, Zensical, Hugo, Pelican and Eleventy make a site from the
Markdown that our generator made; our own build also from nothing, again, and after one edited tag. The generator is
compared with a copy of its output; a browser measures the preview and the search. Each command is a process of its
own; what is quoted is the median of the runs, which go in turn. A run of more than 20 seconds is not repeated, one of
more than `--limit` seconds is ended and the engine left out beyond. What was measured is kept after every run in
`.cache/bench/measured.json`; `--from` reads it back, and `--write` puts it into `docs/guide/performance.md`.

`make bench ARGS='--sizes 540'` also installs what it compares with, into `benchmarks/.venv` and `benchmarks/eleventy`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from comparison import contests, guide, machine, visits
from comparison.engines import ENGINES, Engine
from comparison.record import Figure, Record, Seen, load
from comparison.sizes import ROOT, lay_out
from library import CORPUS, corpus_file, make_library, material

KEPT = ROOT / ".cache" / "bench" / "measured.json"
SERVED = 5_000
"""The largest number of papers with which the preview is measured."""
SEARCHED = ("ours", "stock")
"""The engines whose search is measured."""


def main() -> int:
    """Measure, print the figures, and with `--write` put them into the guide."""
    options = _options()
    record = load(options.read) if options.read else _new(options)
    ended = 0
    if not options.read:
        try:
            with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as folder:
                for papers in options.sizes:
                    _measure(record, papers, Path(folder, str(papers)), options)
        except KeyboardInterrupt:
            log(f"Interrupted; what was measured so far is in {KEPT.relative_to(ROOT)}.")
            ended = 130
    print(guide.measured(record))
    if options.write and not ended:
        guide.write(record)
        log(f"Written into {guide.PAGE.relative_to(ROOT)}.")
    return ended


def _options() -> argparse.Namespace:
    names = [engine.name for engine in ENGINES]
    parser = argparse.ArgumentParser(description="Compares the making of this site with that of others.")
    parser.add_argument("--sizes", type=_numbers, default=[540, 2000, 5000, 20000], help="numbers of papers")
    parser.add_argument("--engines", type=lambda text: text.split(","), default=names, help=", ".join(names))
    parser.add_argument("--runs", type=int, default=3, help="runs of each; those of more than 20 seconds run once")
    parser.add_argument("--limit", type=float, default=900, help="seconds after which a run is ended")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/guide/performance.md")
    parser.add_argument("--from", dest="read", type=Path, metavar="FILE", help="measure nothing, read what was kept")
    parser.add_argument(
        "--corpus", type=corpus_file, default=CORPUS, help="lines of JSON with a title and an abstract each"
    )
    parser.add_argument("--folder", type=Path, help="where to work; needs 10 GB for 20,000 papers")
    options = parser.parse_args()
    if unknown := set(options.engines) - set(names):
        parser.error(f"unknown engines: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return options


def _numbers(text: str) -> list[int]:
    return sorted({int(word) for word in text.split(",")})


def _new(options: argparse.Namespace) -> Record:
    """Return a record without figures, and print which engines are missing."""
    record = Record(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        machine=machine.machine(),
        material=material(options.corpus),
        limit=options.limit,
        versions=machine.our_versions(),
    )
    if browser := visits.browser_path():
        record.versions["Chromium"] = machine.browser_version(browser)
    else:
        log("There is no Chromium, so preview and search are left out: put one on PATH, or name one in CHROMIUM.")
    for engine in ENGINES:
        if version := engine.version():
            record.versions |= {engine.title: version} if engine.own else {}
        else:
            record.absent[engine.title] = engine.install
            log(f"{engine.title} is not installed and is left out: {engine.install}")
    log(f"Papers: {record.material}.")
    return record


def _measure(record: Record, papers: int, folder: Path, options: argparse.Namespace) -> None:
    """Measure everything at one size, keeping the record after each figure."""
    log(f"Making a library of {papers:,} papers …")
    make_library(papers, folder / "library", options.corpus)
    project = folder / "project"
    lay_out(project, folder / "library")
    rivals = list(_taking_part(record, papers, options.engines))
    compete = partial(contests.compete, papers=papers, rounds=options.runs, limit=options.limit, log=log)
    for figure in compete(contests.of_generator(project)):
        _keep(record, figure)
    for engine in rivals:
        engine.lay_out(project.with_name(engine.name), project)
    for figure in compete(contests.of_engines(rivals, project, SEARCHED)):
        _keep(record, figure)
    for found in _visits(record, papers, project, options):
        record.seen.append(found)
        record.save(KEPT)
        log(f"{papers:>7,} papers  {found.what:16} {', '.join(f'{took:.2f} s' for took in found.seconds)}")


def _taking_part(record: Record, papers: int, names: list[str]) -> Iterator[Engine]:
    """Yield the engines that are installed, selected, and have not failed or run out of time at fewer papers."""
    for engine in ENGINES:
        if engine.name not in names or engine.title in record.absent or papers > engine.most:
            continue
        if any(figure.contest == engine.name and figure.ended for figure in record.figures):
            _keep(record, Figure(contest=engine.name, papers=papers, ended="left out"))
            log(f"{papers:>7,} papers  {engine.name:16} left out")
        else:
            yield engine


def _visits(record: Record, papers: int, project: Path, options: argparse.Namespace) -> Iterator[Seen]:
    """Yield the waiting times in a browser, if there is one and our site was built."""
    made = {name: record.figure(name, papers) for name in SEARCHED}
    sites = {
        name: (project if name == "ours" else project.with_name(name)) / "site"
        for name, figure in made.items()
        if figure and figure.runs
    }
    if "ours" not in sites or not visits.browser_path():
        return
    yield from visits.searches(papers, sites)
    if papers <= SERVED:
        yield from visits.previews(papers, project, options.runs)


def _keep(record: Record, figure: Figure) -> None:
    """Put a figure into the record, in place of the earlier one of its contest, and save the record."""
    key = (figure.contest, figure.papers)
    record.figures = [each for each in record.figures if (each.contest, each.papers) != key] + [figure]
    record.save(KEPT)


def log(line: str) -> None:
    """Print the progress."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
