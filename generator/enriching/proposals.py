"""Writes proposals into `enrichment.yml`: entries are put in, and no line that is there is touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..catalog.enrichment import read_enrichment
from ..catalog.library import LIBRARY
from ..diagnostics import Diagnostic, Location, error, in_order
from ..editing.curation import current, grave, said, split_bom
from ..editing.entries import behind, header_end
from ..editing.saving import File, Outcome, diff, save
from ..editing.text_edits import insert_lines
from ..editing.tree import Pairs, Scalar, Tree, parse
from ..editing.yaml_style import quoted, word
from ..sources.model import Author, Facts
from .match import Match

FILE = f"{LIBRARY}/enrichment.yml"
_HEAD = """\
# What `reading-list enrich` found elsewhere. Nothing here is used before somebody decides:
# compare `found` with the title of the paper, then write `accept: true` or `accept: false`.
# Entries are yours once they are here: no later run changes them. To have one proposed anew, remove it.
"""


def propose(root: Path, matches: Mapping[str, Match], *, write: bool = True) -> Outcome:
    """Put a proposal for each paper into the file, all of them or, with an error, none; the file may be new.

    A paper that has an entry by now keeps it as it is. What the file says is compared before it is written: nothing
    may be different but that the proposals are there.
    """
    path = root / FILE
    before = current(path)
    found: list[Diagnostic] = []
    if (before is None and path.exists()) or read_enrichment(before or b"", FILE, found.append) is None or grave(found):
        read_enrichment(path, FILE, found.append)
        return Outcome(found=in_order(found), written=False)
    bom, text = split_bom((before or b"").decode("utf-8"))
    fresh = {key: entry_lines(key, match) for key, match in matches.items() if key not in said(text)}
    new = with_entries(text, fresh) if fresh else text
    if said(new) != {**said(text), **said("\n".join(line for lines in fresh.values() for line in lines))}:
        hint = "write the entries one below the other, as the guide shows; what arXiv answered is kept for the next run"
        error(found.append, "cannot-edit", Location(file=FILE), "the file cannot be edited by program", hint)
        return Outcome(found=in_order(found), written=False)
    after = (bom + new).encode()
    changed = after != (before or b"")
    written = write and changed and save(root, [File(name=FILE, before=before, after=after)], found.append)
    lines = diff((before or b"").decode(), after.decode(), FILE)
    return Outcome(found=in_order(error for error in found if grave([error])), written=written, lines=lines)


def with_entries(text: str, fresh: Mapping[str, list[str]]) -> str:
    """Return the text with new entries: each in its alphabetical place if the file is sorted, else at the end."""
    tree = parse(text)
    root = tree.root
    if (isinstance(root, Pairs) and root.flow) or (isinstance(root, Scalar) and root.end > root.start):
        return text  # in braces, or a word for nothing: whoever calls finds that nothing was put in
    if not isinstance(root, Pairs):
        head = text.rstrip() or _HEAD.rstrip().replace("\n", tree.eol)
        return (tree.eol * 2).join([head, *(tree.eol.join(fresh[key]) for key in sorted(fresh))]) + tree.eol
    places = _places(tree, root, fresh)
    pad = " " * tree.column(root.parts[0].start)
    for at in sorted(places, reverse=True):
        first = at == _start(tree, root)
        lines = [line for key in places[at] for line in _parted(fresh[key], first=first)]
        text = insert_lines(text, at, [pad + line if line else line for line in lines], tree.eol)
    return text


def _places(tree: Tree, root: Pairs, fresh: Iterable[str]) -> dict[int, list[str]]:
    """Return where entries go in, with those of one place in their order."""
    keys = [pair.key.value if isinstance(pair.key, Scalar) else "" for pair in root.parts]
    ordered = keys == sorted(keys)
    places: dict[int, list[str]] = {}
    for key in sorted(fresh):
        index = sum(other < key for other in keys) if ordered else len(keys)
        at = behind(tree, root.parts[index - 1]) if index else _start(tree, root)
        places.setdefault(at, []).append(key)
    return places


def _start(tree: Tree, root: Pairs) -> int:
    return min(header_end(tree), tree.line_start(root.parts[0].start))


def _parted(lines: list[str], *, first: bool) -> list[str]:
    """Return the lines of an entry with a blank one between it and its neighbour."""
    return [*lines, ""] if first else ["", *lines]


def entry_lines(key: str, match: Match) -> list[str]:
    """Return a proposal as the lines of an entry, undecided."""
    return [
        f"{word(key)}:",
        "  accept:",
        f"  found: {quoted(match.hit.title)}",
        f"  score: {match.score:.2f}",
        f"  because: {quoted(match.because)}",
        *(f"  {name}: {value}" for name, value in _facts(match.hit.facts)),
    ]


def _facts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the facts that are known by name, written as YAML."""
    for name in ("arxiv", "doi", "published", "venue"):
        if getattr(facts, name):
            yield name, quoted(getattr(facts, name))
    if facts.authors:
        yield "authors", f"[{', '.join(map(_author, facts.authors))}]"


def _author(author: Author) -> str:
    """Return an author as `curation.yml` would have one; a comma in a name would part it there."""
    if author.family and author.given:
        return quoted(f"{author.family}, {author.given}")
    return f"{{name: {quoted(author.name)}}}" if "," in author.name or author.family else quoted(author.name)
