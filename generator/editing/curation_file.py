"""Changes `curation.yml` or tidies it, and compares the new text with what was asked before it is saved.

`catalog.curation` reads the file for the catalog.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..catalog.library import CURATION, TAGS
from ..catalog.model import Vocabulary
from ..catalog.vocabulary import read_vocabulary
from ..diagnostics import Diagnostic, Location, Report, error, errors_in, in_order
from ..located.nodes import MappingNode, Pair, read_yaml
from ..storage.text import Lines
from ..storage.transaction import Replacement
from .entries import header_end, with_entries
from .entry_changes import Change, Fields, changed, fields_of, tag_of
from .saving import Outcome, conclude, current, decoded, judge, repeated, with_mark_of
from .tree import Tree, as_word, comments_in, parse, plain, rows
from .writer import EntryWriter, new_entry, yaml_of


def apply(root: Path, changes: Sequence[Change], *, write: bool = True) -> Outcome:
    """Make the changes in the library of the project `root`, all of them or, with an error, none.

    Each entry that changes is written anew in house style; every byte outside of these entries stays. The new text is
    read as a build would read it, and any error in it prevents the change, also an error that was there before. A file
    that somebody changed meanwhile is not overwritten: the changes are made to its new content. Without `write`,
    everything is done but to save.
    """
    return repeated(lambda: _apply(root, changes, write=write))


def _apply(root: Path, changes: Sequence[Change], *, write: bool) -> Outcome:
    file = _open(root)
    if isinstance(file, Outcome):
        return file
    found: list[Diagnostic] = []
    wanted, keys = _wanted(file, changes, found.append), {change.key for change in changes}
    if errors_in(found):
        return Outcome(found=in_order(found))
    between = [file.tree.text[one.end : other.start] for one, other in pairwise(file.tree.root.entries[:2])]
    blank = any("\n\n" in text.replace("\r", "") for text in between)
    lines = {key: file.lines(key, fields) for key, fields in wanted.items()}
    return _saved(file, with_entries(file.tree, lines, blank=blank), wanted, found, keys, write=write)


def tidy(root: Path, *, write: bool = True) -> Outcome:
    """Sort the entries by key and write each in house style; without `write`, only show what would change.

    Comments at the top of the file stay there, others stand above the entry or field that they stood above, in
    or behind. Aliases and former names of tags become the tags. The values are otherwise the same: that
    is compared, and any other error in the file prevents the change.
    """
    file = _open(root)
    if isinstance(file, Outcome):
        return file
    return _saved(file, _tidied(file), {}, [], set(), write=write)


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """The file as it was read, its entries and their fields by key, and the vocabulary, if that could be read."""

    root: Path
    before: bytes
    tree: Tree
    entries: Mapping[str, Pair]
    fields: Mapping[str, Fields]
    vocabulary: Vocabulary | None

    def where(self, key: str) -> Location:
        """Return the place of an entry, or that of the whole file."""
        return self.entries[key].key.where if key in self.entries else Location(file=CURATION)

    def lines(self, key: str, fields: Fields) -> list[str]:
        """Return the lines of an entry with these fields."""
        if key in self.entries:
            return EntryWriter(self.tree, self.entries[key], lambda word: tag_of(word, self.vocabulary)).lines(fields)
        return new_entry(as_word(key), [(name, yaml_of(name, value)) for name, value in fields.items()])


def _open(root: Path) -> _File | Outcome:
    """Return the file of the project `root`, or the outcome of an edit that is refused because of an error in it."""
    before = current(root / CURATION)
    found: list[Diagnostic] = []
    if before is None:
        read_yaml(root / CURATION, CURATION, found.append)
        return Outcome(found=in_order(found))
    whole = read_yaml(before, CURATION, found.append)
    vocabulary = read_vocabulary(root / TAGS, TAGS, lambda _: None)
    fields = _fields(whole, vocabulary) if whole else {}
    if whole is None or errors_in(found) or len(fields) < len(whole.entries):
        return Outcome(found=tuple(errors_in(judge(root, before, None))))
    tree = Tree(text=decoded(before), root=whole)
    entries = {pair.key.value: pair for pair in whole.entries}
    return _File(root=root, before=before, tree=tree, entries=entries, fields=fields, vocabulary=vocabulary)


def _fields(root: MappingNode, vocabulary: Vocabulary | None) -> dict[str, Fields]:
    """Return the fields of each entry that holds a mapping or nothing."""
    entries = ((pair.key.value, fields_of(plain(pair.value), vocabulary)) for pair in root.entries)
    return {key: fields for key, fields in entries if fields is not None}


def _wanted(file: _File, changes: Sequence[Change], report: Report) -> dict[str, Fields]:
    """Return the fields of each entry that is new after the changes, or has others."""
    wanted: dict[str, Fields] = {}
    for change in changes:
        fields = wanted.get(change.key, file.fields.get(change.key, {}))
        wanted[change.key] = changed(fields, change, file.where(change.key), file.vocabulary, report)
    empty = {change.key for change in changes if change.is_empty}
    return {
        key: fields
        for key, fields in wanted.items()
        if fields != file.fields.get(key, {}) or (key in empty and key not in file.fields)
    }


def _tidied(file: _File) -> str:
    """Return the text in order: the head, the entries with the comments above them, the foot."""
    tree = file.tree
    if not file.entries or tree.root.flow:
        return tree.text
    start = header_end(tree)
    head = [line.rstrip() for line in rows(tree.text[:start])]
    entries: list[tuple[str, list[str], list[str]]] = []
    for key, entry in file.entries.items():
        between = rows(tree.text[start : tree.line_start(entry.start)])
        above = [line.strip() for line in between if line.strip()]
        entries.append((key, above, file.lines(key, file.fields[key])))
        start = tree.end_of(entry)
    foot = [line.strip() for line in rows(tree.text[start:].rstrip())]
    entries.sort(key=lambda entry: entry[0])
    if head and head[-1] and entries[0][1]:
        head.append("")
    body = [line for _, above, lines in entries for line in (*above, *lines)]
    return "".join(line + tree.eol for line in (*head, *body, *foot))


def _saved(
    file: _File, text: str, wanted: Mapping[str, Fields], found: list[Diagnostic], keys: Set[str], *, write: bool
) -> Outcome:
    """Save the new text if a build finds no error with it, and if it has the fields that are wanted and all else.

    The outcome has the findings `found` and those about the entries of these keys.
    """
    new, after = parse(text, CURATION), with_mark_of(file.before, text)
    found = [*found, *_concerning(judge(file.root, after, file.before), new, keys)]
    if not errors_in(found):
        _compare(file, new, wanted, found.append)
    return conclude(file.root, [Replacement(path="curation.yml", before=file.before, after=after)], found, write=write)


def _concerning(found: Sequence[Diagnostic], new: Tree, keys: Set[str]) -> list[Diagnostic]:
    """Return the errors or, without any, the findings about the entries of these keys."""
    if errors := errors_in(found):
        return [*errors, *(finding for finding in found if finding.code == "errors-before")]
    there = [pair.key for pair in new.root.entries]
    places = [key.where for key in there]
    about = ((finding, bisect_right(places, finding.where)) for finding in found if finding.where.file == CURATION)
    return [finding for finding, entry in about if entry and there[entry - 1].value in keys]


def _compare(file: _File, new: Tree, wanted: Mapping[str, Fields], report: Report) -> None:
    now, expected = _fields(new.root, file.vocabulary), {**file.fields, **wanted}
    for key in sorted(key for key in now.keys() | expected.keys() if now.get(key) != expected.get(key)):
        hint = "edit it by hand; writing it as the guide shows makes it editable"
        message = f"the entry of `{key}` is written in a way that cannot be edited by program"
        error(report, "cannot-edit", file.where(key), message, hint)
        return
    left = Counter(comment.text for comment in comments_in(new, 0, len(new.text), new.root))
    for comment in comments_in(file.tree, 0, len(file.tree.text), file.tree.root):
        left[comment.text] -= 1
        if left[comment.text] < 0:
            where = Lines(file.tree.text, CURATION).locate(comment.at)
            message = f"the comment `{comment.text}` would be lost"
            error(report, "cannot-edit", where, message, "move it to a line of its own above the field")
