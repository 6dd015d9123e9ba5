"""What is left to do when MkDocs has built what people wrote: the pages and files that were generated."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from ..build.publish import Made, put
from ..pages.page import address_of, as_published
from ..parallel import run_parallel, worker_count
from .render import Done, Renderer, Shells, differing, make, note_of

FEW = 250
"""Pages or files; for fewer, a further process is not worth its while."""

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which generated files of `docs/` are to be put on the stage, and what is known of those that stay."""

    pages: tuple[str, ...]
    others: tuple[str, ...]
    stay: Mapping[str, Made]


def plan(marks: Mapping[str, str], known: Mapping[str, Made], environment: str) -> Plan:
    """Compare generated files, by the marks of what they hold, with what is known of the site."""
    pages: list[str] = []
    others: list[str] = []
    stay: dict[str, Made] = {}
    for path, mark in marks.items():
        there = known.get(place_of(path))
        if there and there.source == source(path, mark, environment):
            stay[place_of(path)] = there
        else:
            (pages if path.endswith(".md") else others).append(path)
    return Plan(pages=tuple(pages), others=tuple(others), stay=stay)


def place_of(path: str) -> str:
    """Return where in the site the file at a path under `docs/` is."""
    return f"{address_of(path)[1:]}index.html" if path.endswith(".md") else as_published(path)


def source(path: str, mark: str, environment: str) -> str:
    """Return what a published file was made from."""
    return f"{mark} {environment}" if path.endswith(".md") else mark


def copy_others(docs: Path, stage: Path, others: Sequence[str]) -> None:
    """Put files that are no pages on the stage."""
    _shared(lambda part: put(docs, stage, ((path, as_published(path)) for path in part)), others)


def make_pages(press: Renderer, pages: Mapping[str, str], shells: Shells) -> tuple[dict[str, str], str]:
    """Make pages, given with the marks of what they hold, the most by the short path.

    A sample of them is then made by MkDocs, but for shapes whose `shells` are known: new ones are added to them.
    Returns notes on the pages, and one that came out otherwise, if any: then MkDocs has made them all.
    """
    done = _shared(lambda part: make(press, part, shells), tuple(pages))
    differs = next(filter(None, _shared(lambda part: differing(press, part), _sample(done, pages, press), few=1)), "")
    if differs:
        shells.clear()
    made = {} if differs else {path: note for part in done for path, note in part.made.items()}
    for path in pages if differs else _left(done):
        made[path] = note_of(press.stock(path))
    return made, differs


def _sample(done: Sequence[Done], marks: Mapping[str, str], press: Renderer) -> list[str]:
    """Return one page of each kind, in whatever shape: it is another one when what pages hold has changed."""
    of_shapes = {form: path for part in done for form, path in part.shapes.items()}.values()
    alone = (path for part in done for path in part.alone) if press.careful else ()
    found = sorted((*of_shapes, *alone), key=lambda path: marks[path], reverse=True)
    return list({path.rpartition("/")[0].partition("/")[0]: path for path in found}.values())


def _shared(work: Callable[[Sequence[str]], Part], paths: Sequence[str], few: int = FEW) -> list[Part]:
    """Return what is made of paths, in parts that are made at once: as few as keep all hands busy."""
    parts = max(1, min(worker_count(), len(paths) // few))
    return run_parallel([partial(work, paths[first::parts]) for first in range(parts)])


def _left(done: Sequence[Done]) -> Iterator[str]:
    return (path for part in done for path in part.left)
