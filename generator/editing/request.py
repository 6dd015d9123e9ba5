"""What a change means once its words are looked up: tags by their slugs, each paper once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..catalog.curation import canonical_tag
from ..catalog.model import Vocabulary
from ..diagnostics import Diagnostic, Location, Report, Severity, error, info
from ..located.nodes import TextNode
from ..storage.text import Lines
from .saving import FILE, Change
from .tree import Pair, Pairs, Plain, Tree, plain
from .yaml_style import one_line, tidy_note


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRequest:
    """A change to one entry: tags to add as slugs, tags to remove by any name, texts as they will be."""

    key: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    tldr: str | None = None
    note: str | None = None
    links: tuple[str, ...] = ()

    @property
    def makes_entry(self) -> bool:
        """Whether a paper without an entry gets one."""
        return bool(self.add or self.tldr or self.note or self.links or self == EditRequest(key=self.key))


class TagNames:
    """Finds the tag that a word of an entry means, and tells of words that mean none."""

    def __init__(self, tree: Tree, vocabulary: Vocabulary | None) -> None:
        self._tree = tree
        self._vocabulary = vocabulary
        self._other = {**vocabulary.aliases, **vocabulary.formerly} if vocabulary else {}

    def living(self, word: str) -> str:
        """Return the slug of the tag that a word names, or the word itself."""
        known = self._vocabulary is not None and word in self._vocabulary.tags
        return word if known else self._other.get(word, word)

    def tags(self, key: str) -> tuple[str, ...]:
        """Return the words in the entry's list of tags."""
        entry = self.entry(key)
        said: Plain = plain(entry.value) if entry else {}
        tags = said.get("tags", ()) if isinstance(said, dict) else ()
        return tuple(word for word in tags if isinstance(word, str)) if isinstance(tags, tuple) else ()

    def entry(self, key: str) -> Pair | None:
        """Return the entry of a paper, or None."""
        return self._tree.root.get(key) if isinstance(self._tree.root, Pairs) else None

    def where(self, key: str) -> Location:
        """Return the place of a paper's entry, or that of the whole file."""
        entry = self.entry(key)
        return Lines(self._tree.text, FILE).locate(entry.start) if entry else Location(file=FILE)

    def wishes(self, changes: Sequence[Change], report: Report) -> tuple[EditRequest, ...]:
        """Return one wish for each paper; a word that names no tag is reported."""
        merged: dict[str, EditRequest] = {}
        for change in changes:
            wish = self._wish(change, report)
            merged[wish.key] = _merge(merged[wish.key], wish) if wish.key in merged else wish
        return tuple(self._effective(wish, report) for wish in merged.values())

    def _wish(self, change: Change, report: Report) -> EditRequest:
        where = self.where(change.key)
        there = self.tags(change.key)
        add = tuple(dict.fromkeys(filter(None, (self._known(word, where, report) for word in change.add))))
        remove = tuple(word if word in there else self._known(word, where, report) for word in change.remove)
        both = {self.living(word) for word in remove} & set(add)
        for tag in sorted(both):
            message = f"`{tag}` is to be added and to be removed"
            error(report, "contradictory-change", where, message, "ask for one of the two")
        return EditRequest(
            key=change.key,
            add=add,
            remove=tuple(filter(None, remove)),
            tldr=one_line(change.tldr) if change.tldr is not None else None,
            note=tidy_note(change.note) if change.note is not None else None,
            links=change.links,
        )

    def _known(self, word: str, where: Location, report: Report) -> str:
        """Return the slug of a tag; an alias is fine here, for it is written as the slug."""
        typed = TextNode(value=word, where=where)
        return canonical_tag(typed, self._vocabulary, lambda finding: _pass_on(finding, report))

    def _effective(self, wish: EditRequest, report: Report) -> EditRequest:
        """Return the wish without what is so already, and say what was left out."""
        there = {self.living(word) for word in self.tags(wish.key)}
        gone = {self.living(word) for word in wish.remove}
        where = self.where(wish.key)
        for tag in wish.add:
            if tag in there:
                info(report, "tag-there", where, f"`{wish.key}` has the tag `{tag}` already")
        for tag in sorted(gone - there):
            info(report, "tag-not-there", where, f"`{wish.key}` does not have the tag `{tag}`")
        left = replace(
            wish,
            add=tuple(tag for tag in wish.add if tag not in there),
            remove=tuple(word for word in wish.remove if self.living(word) in there),
        )
        asked_nothing = wish == EditRequest(key=wish.key)
        return (
            left
            if asked_nothing or left != EditRequest(key=wish.key) or self.entry(wish.key)
            else replace(left, tldr="")
        )


def _merge(one: EditRequest, other: EditRequest) -> EditRequest:
    """Return two wishes for one paper as one; where they differ, the later has its way."""
    return EditRequest(
        key=one.key,
        add=tuple(dict.fromkeys([*(tag for tag in one.add if tag not in other.remove), *other.add])),
        remove=tuple(dict.fromkeys([*(tag for tag in one.remove if tag not in other.add), *other.remove])),
        tldr=one.tldr if other.tldr is None else other.tldr,
        note=one.note if other.note is None else other.note,
        links=tuple(dict.fromkeys([*one.links, *other.links])),
    )


def _pass_on(finding: Diagnostic, report: Report) -> None:
    if finding.severity > Severity.INFO:
        report(finding)


def expected(said: dict[str, Plain], wishes: Sequence[EditRequest], names: TagNames) -> dict[str, Plain]:
    """Return what the file must say when the wishes are fulfilled, and nothing else is changed."""
    whole = dict(said)
    for wish in wishes:
        if wish.key not in said and not wish.makes_entry:
            continue
        entry = said.get(wish.key, {})
        fields = dict(entry) if isinstance(entry, dict) else {}
        gone = {names.living(word) for word in wish.remove}
        if wish.add or gone:
            fields["tags"] = (*(tag for tag in names.tags(wish.key) if names.living(tag) not in gone), *wish.add)
        if wish.links:
            links = fields.get("links", ())
            fields["links"] = (*(links if isinstance(links, tuple) else ()), *wish.links)
        for name, text in (("tldr", wish.tldr), ("note", wish.note)):
            if text:
                fields[name] = text
            elif text == "":
                fields.pop(name, None)
        whole[wish.key] = fields
    return whole
