"""Writes proposals into `enrichment.yml`: adds entries, and leaves every other line as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ..catalog.enrichment import read_enrichment
from ..catalog.library import LIBRARY
from ..diagnostics import Diagnostic, Location, error, errors_in, in_order
from ..editing.entries import insert_at, place
from ..editing.saving import Outcome, conclude, current, decoded, with_mark_of
from ..editing.tree import parse, values_in
from ..editing.yaml_style import as_word, quoted
from ..sources.model import Author, Facts
from ..storage.transaction import Replacement
from .match import Match

FILE = f"{LIBRARY}/enrichment.yml"
_HEAD = """\
# What `reading-list enrich` found elsewhere. Nothing here is used before somebody decides:
# compare `found` with the title of the paper, then write `accept: true` or `accept: false`.
# Entries are yours once they are here: no later run changes them. To have one proposed again, remove it.
"""


def propose(root: Path, matches: Mapping[str, Match], *, write: bool = True) -> Outcome:
    """Add a proposal for each paper to the file, all of them or, with an error, none; the file may be new.

    A paper that has an entry already keeps it as it is. The values of the new text are compared before it is saved:
    only the proposals may be new.
    """
    path = root / FILE
    before = current(path)
    found: list[Diagnostic] = []
    if (before is None and path.exists()) or read_enrichment(before or b"", FILE, found.append) is None:
        read_enrichment(path, FILE, found.append)
    if errors_in(found):
        return Outcome(found=in_order(found))
    text = decoded(before)
    there = values_in(text)
    fresh = {key: entry_lines(key, match) for key, match in matches.items() if key not in there}
    new = with_entries(text, fresh) if fresh else text
    if values_in(new) != {**there, **values_in("\n".join(line for lines in fresh.values() for line in lines))}:
        hint = (
            "write the entries one below the other, as the guide shows; the answers of arXiv are kept for the next run"
        )
        error(found.append, "cannot-edit", Location(file=FILE), "the file cannot be edited by program", hint)
        return Outcome(found=in_order(found))
    return conclude(
        root, [Replacement(path="enrichment.yml", before=before, after=with_mark_of(before, new))], [], write=write
    )


def with_entries(text: str, fresh: Mapping[str, list[str]]) -> str:
    """Return the text with new entries: each in its alphabetical place if the file is sorted, else at the end.

    A text in braces, or of one word, is returned as it is.
    """
    tree = parse(text)
    root = tree.root
    if root.flow or (root.end > root.start and not root.entries):
        return text
    if not root.entries:
        head = text.rstrip() or _HEAD.rstrip().replace("\n", tree.eol)
        return (tree.eol * 2).join([head, *(tree.eol.join(fresh[key]) for key in sorted(fresh))]) + tree.eol
    places: dict[int, list[list[str]]] = {}
    for key in sorted(fresh):
        places.setdefault(place(root, key), []).append(fresh[key])
    for index in sorted(places, reverse=True):
        tree = replace(tree, text=insert_at(tree, root, index, places[index], blank=True))
    return tree.text


def entry_lines(key: str, match: Match) -> list[str]:
    """Return a proposal as the lines of an entry, undecided."""
    return [
        f"{as_word(key)}:",
        "  accept:",
        f"  found: {quoted(match.hit.title)}",
        f"  score: {match.score:.2f}",
        f"  because: {quoted(match.because)}",
        *(f"  {name}: {value}" for name, value in _facts(match.hit.facts)),
    ]


def _facts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the facts that were found, by name, written as YAML."""
    for name in ("arxiv", "doi", "published", "venue"):
        if getattr(facts, name):
            yield name, quoted(getattr(facts, name))
    if facts.authors:
        yield "authors", f"[{', '.join(map(_author, facts.authors))}]"


def _author(author: Author) -> str:
    """Return an author in the form of `curation.yml`, where a comma separates family name and given name."""
    if author.family and author.given:
        return quoted(f"{author.family}, {author.given}")
    return f"{{name: {quoted(author.name)}}}" if "," in author.name or author.family else quoted(author.name)
