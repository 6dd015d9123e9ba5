"""Changes `curation.yml`: reads it, edits the lines that must change, judges the new text, and puts it in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..catalog.library import LIBRARY
from ..catalog.vocabulary import read_vocabulary
from ..diagnostics import Diagnostic, Location, Severity, error, in_order
from ..located.nodes import read_yaml
from ..storage.text import Lines
from .entries import Fresh, insert, span
from .request import EditRequest, TagNames, expected
from .saving import FILE, Change, File, Outcome, diff, judge, repeated, save
from .text_edits import add_item, remove_tags, set_text
from .tree import Pairs, Plain, Tree, parse, plain
from .yaml_style import quoted, word

BOM = "\ufeff"


def apply(root: Path, changes: Sequence[Change], *, write: bool = True) -> Outcome:
    """Make the changes in the library of the project `root`, all of them or, with an error, none.

    Only the lines that must change do. The new text is read as a build would read it, and any error in it stops
    the change, whether the change brought it or it was there before. A file that changed meanwhile is not
    overwritten: the changes are made to what it holds now. Without `write`, everything is done but to save.
    """
    return repeated(lambda: _apply(root, changes, write=write))


def _apply(root: Path, changes: Sequence[Change], *, write: bool) -> Outcome:
    before = current(root / FILE)
    found: list[Diagnostic] = []
    if before is None or read_yaml(before, FILE, found.append) is None or grave(found):
        return Outcome(found=judge(root, before, None) if before is not None else unreadable(root), written=False)
    bom, text = split_bom(before.decode("utf-8"))
    vocabulary = read_vocabulary(root / LIBRARY / "tags.yml", f"{LIBRARY}/tags.yml", lambda _: None)
    names = TagNames(parse(text), vocabulary)
    wishes = names.wishes(changes, found.append)
    if grave(found):
        return Outcome(found=in_order(found), written=False)
    new = _edited(text, wishes, names)
    after = (bom + new).encode("utf-8", "surrogatepass")
    found += _concerning(judge(root, after, before), new, wishes)
    if not grave(found):
        _compare(text, new, wishes, names, found)
    return finish(root, before, after, found, write=write)


def current(path: Path) -> bytes | None:
    """Return what the file holds, or None if it cannot be read, or is no file: to read a pipe may take for ever."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def unreadable(root: Path) -> tuple[Diagnostic, ...]:
    """Return the reason why curation.yml cannot be read."""
    found: list[Diagnostic] = []
    read_yaml(root / FILE, FILE, found.append)
    return in_order(found)


def finish(root: Path, before: bytes, after: bytes, found: list[Diagnostic], *, write: bool) -> Outcome:
    """Save what no error speaks against, and tell what came of it."""
    lines = diff(before.decode("utf-8"), after.decode("utf-8", "replace"))
    file = File(name=FILE, before=before, after=after)
    written = write and not grave(found) and save(root, [file], found.append)
    return Outcome(found=in_order(found), written=written, lines=lines)


def split_bom(text: str) -> tuple[str, str]:
    """Return the byte order mark of a text, if it has one, and the rest."""
    rest = text.lstrip(BOM)
    return text[: len(text) - len(rest)], rest


def grave(found: Iterable[Diagnostic]) -> bool:
    """Tell whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in found)


def _edited(text: str, wishes: Sequence[EditRequest], names: TagNames) -> str:
    """Return the text with every wish fulfilled: entries that are there first, from the last to the first."""
    tree = parse(text)
    places = {wish: span(tree, wish.key) for wish in wishes if names.entry(wish.key)}
    for wish, place in sorted(places.items(), key=lambda item: item[1] or (0, 0), reverse=True):
        start, end = place or (0, len(text))
        text = text[:start] + _edit(text[start:end], wish, names, tree.eol) + text[end:]
    for wish in wishes:
        if wish not in places and wish.makes_entry:
            fresh = Fresh(
                key=wish.key, tags=wish.add or None, tldr=wish.tldr or "", note=wish.note or "", links=wish.links
            )
            text = insert(parse(text), fresh)
    return text


def _fresh(wish: EditRequest) -> Fresh:
    return Fresh(key=wish.key, tags=wish.add or None, tldr=wish.tldr or "", note=wish.note or "", links=wish.links)


def _edit(text: str, wish: EditRequest, names: TagNames, eol: str) -> str:
    """Return the text of an entry with a wish fulfilled. Tags are added first, so that a list keeps its style."""
    for tag in wish.add:
        text = add_item(text, wish.key, "tags", word(tag), eol)
    for url in wish.links:
        text = add_item(text, wish.key, "links", quoted(url), eol)
    gone = {names.living(word) for word in wish.remove}
    if gone:
        text = remove_tags(text, wish.key, lambda word: names.living(word) in gone, eol)
    for name, value in (("tldr", wish.tldr), ("note", wish.note)):
        if value is not None:
            text = set_text(text, wish.key, name, value, eol)
    return text


def _concerning(found: Iterable[Diagnostic], text: str, wishes: Sequence[EditRequest]) -> list[Diagnostic]:
    """Return the errors, and what else there is to say of the entries that change."""
    if grave(found):
        return [finding for finding in found if finding.severity is Severity.ERROR or finding.code == "errors-before"]
    tree = parse(text)
    lines = Lines(text, FILE)
    places = [_places(tree, lines, wish.key) for wish in wishes]
    return [
        finding
        for finding in found
        if finding.where.file == FILE and any(start <= finding.where <= end for start, end in places)
    ]


def _places(tree: Tree, lines: Lines, key: str) -> tuple[Location, Location]:
    entry = tree.root.get(key) if isinstance(tree.root, Pairs) else None
    return (lines.locate(entry.start), lines.locate(entry.end)) if entry else (Location(file=""), Location(file=""))


def _compare(text: str, new: str, wishes: Sequence[EditRequest], names: TagNames, found: list[Diagnostic]) -> None:
    """Report a change that did something else than what was asked: the safeguard of this whole room."""
    now, then = said(new), expected(said(text), wishes, names)
    for wish in wishes:
        for whole in (now, then):
            whole[wish.key] = _trimmed(whole.get(wish.key, {}))
    if now != then:
        differs = sorted(key for key in {*now, *then} if now.get(key) != then.get(key))
        hint = "edit it by hand; writing it as the guide shows makes it editable"
        message = f"the entry of `{differs[0]}` is written in a way that cannot be edited by program"
        error(found.append, "cannot-edit", names.where(differs[0]), message, hint)


def said(text: str) -> dict[str, Plain]:
    """Return what a text says of each key."""
    whole = plain(parse(text).root)
    return whole if isinstance(whole, dict) else {}


def _trimmed(said: Plain) -> Plain:
    """Return an entry with white space around its texts removed, which means nothing."""
    if not isinstance(said, dict):
        return said
    return {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
