"""Makes changes to the fields of an entry of `curation.yml`."""

from dataclasses import dataclass, replace

from ..catalog.curation import canonical_tag
from ..catalog.model import Vocabulary
from ..diagnostics import Location, Report, error, info
from ..located.nodes import TextNode
from .tree import Plain, one_line, tidy_note, words_of

Fields = dict[str, Plain]
"""The values of an entry by the names of its fields."""

_ORDER = ("tags", "tldr", "note")
"""The order in which new fields stand in an entry, before any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change to the entry `key` of `curation.yml` (the paper's natural key, not its address).

    Tags to add and to remove are words as typed: slugs, aliases or former names. `tldr` and `note` are None to
    be left alone and "" to be removed. A change that asks for nothing makes an empty entry where there is none.
    """

    key: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    tldr: str | None = None
    note: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing."""
        return self == Change(key=self.key)


def fields_of(value: Plain, vocabulary: Vocabulary | None) -> Fields | None:
    """Return the fields of an entry, or None if it has another shape.

    Texts are without white space around them. Each tag is there once, as its slug; a word that names none stays.
    """
    if not isinstance(value, dict):
        return None
    fields = {name: text.strip() if isinstance(text, str) else text for name, text in value.items()}
    tags = words_of(fields.get("tags", ""))
    return fields if not tags else {**fields, "tags": tuple(dict.fromkeys(tag_of(tag, vocabulary) for tag in tags))}


def changed(fields: Fields, change: Change, where: Location, vocabulary: Vocabulary | None, report: Report) -> Fields:
    """Return the fields of an entry after a change; what is wrong with it is reported at `where`, the entry's place."""
    fields = _with_tags(fields, change, where, vocabulary, report)
    tldr, note = change.tldr and one_line(change.tldr), change.note and tidy_note(change.note)
    for name, text in (("tldr", tldr), ("note", note)):
        if text == "":
            fields = {other: value for other, value in fields.items() if other != name}
        elif text is not None:
            fields = _with(fields, name, text)
    return fields


def _with_tags(
    fields: Fields, change: Change, where: Location, vocabulary: Vocabulary | None, report: Report
) -> Fields:
    """Return the fields with tags added and removed; report words that name no tag, and what is there or not there."""
    there = words_of(fields.get("tags", ()))
    if there is None:
        return fields  # an error in the library, which prevents the change

    def named(word: str) -> str:
        tag = tag_of(word, vocabulary)
        return tag if tag in there else known_tag(TextNode(value=word, where=where), vocabulary, report)

    add = dict.fromkeys(filter(None, map(named, change.add)))
    remove = {*filter(None, map(named, change.remove))}
    for tag in sorted(remove & add.keys()):
        message = f"`{tag}` is to be added and to be removed"
        error(report, "contradictory-change", where, message, "ask for one of the two")
    for tag in add:
        if tag in there:
            info(report, "tag-there", where, f"`{change.key}` has the tag `{tag}` already")
    for tag in sorted(remove.difference(there)):
        info(report, "tag-not-there", where, f"`{change.key}` does not have the tag `{tag}`")
    tags = tuple(dict.fromkeys(tag for tag in (*there, *add) if tag not in remove))
    return _with(fields, "tags", tags) if tags != there else fields


def _with(fields: Fields, name: str, value: Plain) -> Fields:
    """Return the fields with another value for one; a new field stands behind those that come before it, or first."""
    if name in fields:
        return {**fields, name: value}
    earlier = _ORDER[: _ORDER.index(name)]
    index = max((count for count, other in enumerate(fields, 1) if other in earlier), default=0)
    items = list(fields.items())
    return dict([*items[:index], (name, value), *items[index:]])


def tag_of(word: str, vocabulary: Vocabulary | None) -> str:
    """Return the slug of the tag that a word names, or the word itself."""
    if vocabulary is None or word in vocabulary.tags:
        return word
    return vocabulary.formerly.get(word) or vocabulary.aliases.get(word, word)


def known_tag(word: TextNode, vocabulary: Vocabulary | None, report: Report) -> str:
    """Return the slug of the tag that a word names, or '' with the reason reported; an alias needs no report here."""
    return canonical_tag(replace(word, value=tag_of(word.value, vocabulary)), vocabulary, report)
