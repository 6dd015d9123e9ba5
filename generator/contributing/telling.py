"""Puts the difference between two libraries into words, as plain text or as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.contributing.changes import Difference, Names
from generator.pages.escape import escape

MOST = 20
"""How many papers or addresses are named; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is said of a change: one sentence, and lists under a heading each; `pages` is None where unknown."""

    sentence: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]


def tell(difference: Difference, pages: Names | None) -> Telling:
    """Return the words for a change of the library and of the pages; without `pages`, nothing is said of them."""
    said = list(_said(difference))
    sentence = f"This change {_joined(said)}." if said else "This change leaves the library as it is."
    papers = tuple(
        " ".join([one.paper + ":", *(f"+{tag}" for tag in one.added), *(f"-{tag}" for tag in one.removed)])
        for one in difference.retagged
    )
    lists = [("Papers with other tags", papers)] if papers else []
    if pages is not None:
        lists.append((_page_counts(pages), _addresses(pages)))
    return Telling(sentence=sentence, lists=tuple(lists))


def as_plain(telling: Telling) -> str:
    """Return the words as plain text."""
    lines = [telling.sentence]
    for heading, items in telling.lists:
        lines += ["", f"{heading}{':' if items else '.'}", *(f"  {item}" for item in _first(items))]
    return "".join(f"{line}\n" for line in lines)


def as_markdown(telling: Telling) -> str:
    """Return the words as Markdown in which names are text, whatever they hold."""
    lines: list[str] = [escape(telling.sentence)]
    for heading, items in telling.lists:
        lines += ["", f"**{escape(heading)}**", "", *(f"- {escape(item)}" for item in _first(items))]
    return "".join(f"{line}\n" for line in lines)


STYLES: dict[str, Callable[[Telling], str]] = {"text": as_plain, "markdown": as_markdown}
"""How the words are printed, by the word behind `--format`."""


def _said(difference: Difference) -> Iterator[str]:
    yield from _tagging(difference)
    yield from _named("tag", difference.tags)
    yield from _named("paper", difference.papers)
    for verb, sources in (("brings", difference.listings.new), ("drops", difference.listings.gone)):
        for source in sources:
            yield f"{verb} the listing {source} with {_number(difference.rows[source], 'row')}"
    if difference.listings.changed:
        yield f"gives {_counted(difference.listings.changed, 'listing')} other papers"
    yield from _named("path", difference.paths)


def _tagging(difference: Difference) -> Iterator[str]:
    for verb, to, tags in (
        ("adds", "to", [one.added for one in difference.retagged if one.added]),
        ("removes", "from", [one.removed for one in difference.retagged if one.removed]),
    ):
        if tags:
            yield f"{verb} {_number(sum(map(len, tags)), 'tag')} {to} {_number(len(tags), 'paper')}"


def _named(noun: str, found: Names) -> Iterator[str]:
    if found.new:
        yield f"brings {_counted(found.new, noun, 'new ')}"
    if found.gone:
        yield f"drops {_counted(found.gone, noun)}"
    for old, new in found.renamed[:MOST]:
        yield f"renames the {noun} {old} to {new}"
    if found.changed:
        yield f"changes what is said of {_counted(found.changed, noun)}"


def _counted(found: Sequence[str], noun: str, new: str = "") -> str:
    """Return one name with its noun, or a number with the first three names: `the tag x`, `4 tags (a, b, c …)`."""
    if len(found) == 1:
        return f"the {new}{noun} {found[0]}"
    some = 3
    return f"{_number(len(found), new + noun)} ({', '.join(found[:some])}{' …' if len(found) > some else ''})"


def _page_counts(pages: Names) -> str:
    if pages == Names():
        return "No page changes"
    return f"Pages: {len(pages.new):,} new, {len(pages.gone):,} gone, {len(pages.changed):,} changed"


def _addresses(pages: Names) -> tuple[str, ...]:
    """Return the addresses, those that visitors see before data for programs."""
    marked = [*(("+", at) for at in pages.new), *(("-", at) for at in pages.gone), *(("~", at) for at in pages.changed)]
    marked.sort(key=lambda pair: (not pair[1].endswith("/"), "+-~".index(pair[0]), pair[1]))
    return tuple(f"{mark} {address}" for mark, address in marked)


def _first(items: Sequence[str]) -> list[str]:
    more = len(items) - MOST
    return [*items[:MOST], *([f"and {more:,} more"] if more > 0 else [])]


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
