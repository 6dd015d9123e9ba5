"""Applies changes to `curation.yml`, and compares the new text with what was asked before it is saved.

`catalog.curation` reads the file for the catalog.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..catalog.curation import canonical_tag
from ..catalog.model import Vocabulary
from ..diagnostics import Diagnostic, Report, Severity, error, errors_in, in_order, info
from ..located.nodes import TextNode
from .curation_file import CurationFile, open_curation
from .entries import insert, span
from .saving import FILE, Change, Outcome, repeated
from .text_edits import add_item, remove_tags, set_text
from .tree import Plain, parse, values_in
from .yaml_style import as_word, one_line, quoted, tidy_note


def apply(root: Path, changes: Sequence[Change], *, write: bool = True) -> Outcome:
    """Make the changes in the library of the project `root`, all of them or, with an error, none.

    Only the lines that must change do. The new text is read as a build would read it, and any error in it prevents
    the change, also an error that was there before. A file that somebody changed meanwhile is not
    overwritten: the changes are made to its new content. Without `write`, everything is done but to save.
    """
    return repeated(lambda: _apply(root, changes, write=write))


def _apply(root: Path, changes: Sequence[Change], *, write: bool) -> Outcome:
    file = open_curation(root)
    if isinstance(file, Outcome):
        return file
    found: list[Diagnostic] = []
    changes = _resolved(file, changes, found.append)
    if errors_in(found):
        return Outcome(found=in_order(found))
    new = _edited(file, changes)
    found += _concerning(file.judged(new), new, changes)
    if not errors_in(found):
        _compare(file, new, changes, found.append)
    return file.saved(new, found, write=write)


def _resolved(file: CurationFile, changes: Sequence[Change], report: Report) -> tuple[Change, ...]:
    """Return one change for each paper, in which tags to add are slugs; a word that names no tag is reported."""
    merged: dict[str, Change] = {}
    for change in (_with_slugs(file, change, report) for change in changes):
        merged[change.key] = _merge(merged[change.key], change) if change.key in merged else change
    return tuple(_remaining(file, change, report) for change in merged.values())


def _with_slugs(file: CurationFile, change: Change, report: Report) -> Change:
    where = file.where(change.key)
    there = file.tags(change.key)
    add = [known_tag(TextNode(value=word, where=where), file.vocabulary, report) for word in change.add]
    remove = [
        word if word in there else known_tag(TextNode(value=word, where=where), file.vocabulary, report)
        for word in change.remove
    ]
    for tag in sorted({file.tag(word) for word in remove if word} & set(add)):
        message = f"`{tag}` is to be added and to be removed"
        error(report, "contradictory-change", where, message, "ask for one of the two")
    return replace(
        change,
        add=tuple(dict.fromkeys(filter(None, add))),
        remove=tuple(filter(None, remove)),
        tldr=one_line(change.tldr) if change.tldr is not None else None,
        note=tidy_note(change.note) if change.note is not None else None,
    )


def known_tag(word: TextNode, vocabulary: Vocabulary | None, report: Report) -> str:
    """Return the slug of the tag that a word names, or '' with the reason reported; an alias needs no report here."""
    found: list[Diagnostic] = []
    slug = canonical_tag(word, vocabulary, found.append)
    for finding in found:
        if finding.severity > Severity.INFO:
            report(finding)
    return slug


def _merge(one: Change, other: Change) -> Change:
    """Return two changes of one paper as one; where they differ, the later is used."""
    return Change(
        key=one.key,
        add=tuple(dict.fromkeys([*(tag for tag in one.add if tag not in other.remove), *other.add])),
        remove=tuple(dict.fromkeys([*(tag for tag in one.remove if tag not in other.add), *other.remove])),
        tldr=one.tldr if other.tldr is None else other.tldr,
        note=one.note if other.note is None else other.note,
        links=tuple(dict.fromkeys([*one.links, *other.links])),
    )


def _remaining(file: CurationFile, change: Change, report: Report) -> Change:
    """Return the change without tags that are there, or not there, already; report what is left out."""
    there = {file.tag(word) for word in file.tags(change.key)}
    where = file.where(change.key)
    for tag in change.add:
        if tag in there:
            info(report, "tag-there", where, f"`{change.key}` has the tag `{tag}` already")
    for tag in sorted({file.tag(word) for word in change.remove} - there):
        info(report, "tag-not-there", where, f"`{change.key}` does not have the tag `{tag}`")
    left = replace(
        change,
        add=tuple(tag for tag in change.add if tag not in there),
        remove=tuple(word for word in change.remove if file.tag(word) in there),
    )
    nothing_left = left.is_empty and not change.is_empty and not file.tree.entry(change.key)
    return replace(left, tldr="") if nothing_left else left  # an empty change would make an entry


def _edited(file: CurationFile, changes: Sequence[Change]) -> str:
    """Return the text with every change made: first in the entries that are there, from the last one on."""
    tree, text = file.tree, file.tree.text
    places = {change: span(tree, change.key) for change in changes if tree.entry(change.key)}
    for change, place in sorted(places.items(), key=lambda item: item[1] or (0, 0), reverse=True):
        start, end = place or (0, len(text))
        text = text[:start] + _edit(file, text[start:end], change) + text[end:]
    for change in changes:
        if change not in places and change.makes_entry:
            text = insert(parse(text), change)
    return text


def _edit(file: CurationFile, text: str, change: Change) -> str:
    """Return the text of an entry with a change made. Tags are added first, so that a list keeps its style."""
    key, tree = change.key, file.tree.edited(text)
    for name, items in (("tags", map(as_word, change.add)), ("links", map(quoted, change.links))):
        for item in items:
            tree = tree.edited(add_item(tree, key, name, item))
    gone = {file.tag(word) for word in change.remove}
    tree = tree.edited(remove_tags(tree, key, lambda word: file.tag(word) in gone))
    for name, value in (("tldr", change.tldr), ("note", change.note)):
        if value is not None:
            tree = tree.edited(set_text(tree, key, name, value))
    return tree.text


def _concerning(found: Sequence[Diagnostic], text: str, changes: Sequence[Change]) -> list[Diagnostic]:
    """Return the errors or, without any, the findings about the entries that change."""
    if errors := errors_in(found):
        return [*errors, *(finding for finding in found if finding.code == "errors-before")]
    keys = [pair.key for pair in parse(text, file=FILE).root.entries]
    changed = {change.key for change in changes}
    about = ((finding, bisect_right([key.where for key in keys], finding.where)) for finding in found)
    return [
        finding for finding, entry in about if finding.where.file == FILE and entry and keys[entry - 1].value in changed
    ]


def _compare(file: CurationFile, new: str, changes: Sequence[Change], report: Report) -> None:
    """Report an edit that did something else than the changes ask for: the last check before saving."""
    now, wanted = values_in(new), _expected(file, changes)
    for change in changes:
        for whole in (now, wanted):
            whole[change.key] = _trimmed(whole.get(change.key, {}))
    differing = sorted(key for key in {*now, *wanted} if now.get(key) != wanted.get(key))
    if differing:
        hint = "edit it by hand; writing it as the guide shows makes it editable"
        message = f"the entry of `{differing[0]}` is written in a way that cannot be edited by program"
        error(report, "cannot-edit", file.where(differing[0]), message, hint)


def _expected(file: CurationFile, changes: Iterable[Change]) -> dict[str, Plain]:
    """Return the values that the file must have after the changes."""
    before = values_in(file.tree.text)
    whole = dict(before)
    for change in changes:
        if change.key not in before and not change.makes_entry:
            continue
        entry = before.get(change.key, {})
        fields = dict(entry) if isinstance(entry, dict) else {}
        gone = {file.tag(word) for word in change.remove}
        if change.add or gone:
            fields["tags"] = (*(tag for tag in file.tags(change.key) if file.tag(tag) not in gone), *change.add)
        if change.links:
            links = fields.get("links", ())
            fields["links"] = (*(links if isinstance(links, tuple) else ()), *change.links)
        for name, text in (("tldr", change.tldr), ("note", change.note)):
            if text:
                fields[name] = text
            elif text == "":
                fields.pop(name, None)
        whole[change.key] = fields
    return whole


def _trimmed(entry: Plain) -> Plain:
    """Return an entry without white space around its texts, which has no meaning."""
    if not isinstance(entry, dict):
        return entry
    return {name: value.strip() if isinstance(value, str) else value for name, value in entry.items()}
