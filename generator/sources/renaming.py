"""Reads the words of a source as tags of the library, as `tags` in `sources.yml` says.

Words are compared without regard to case and white space: `Deep  learning` is `deep learning`, and that is all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.diagnostics import Report, closest, error, warning
from generator.located import Broken, Node, Sequence, Text
from generator.located import Mapping as Lines
from generator.shapes import mapping
from generator.sources.record import Entry, Record, Renaming

_HINT = "write `Word of the source: slug-of-the-tag`, or a list of slugs, or `[]` to pass the word over"


def read_renamings(node: Node | None, report: Report) -> tuple[Renaming, ...]:
    """Return what `tags` of an entry says, each word once."""
    body = mapping(node, "`tags`", report, _HINT) if node is not None else None
    seen: dict[str, Text] = {}
    found: list[Renaming] = []
    for word, value in body.entries if body else ():
        first = seen.setdefault(folded(word.value), word)
        if first is word:
            found.append(Renaming(word=word, tags=tuple(_tags(value, report))))
        elif first.value != word.value:  # what is spelled alike was reported when the file was read
            message = f"`{word.value}` is here twice: case and white space make no difference"
            hint = f"it stands on line {first.where.line} already: keep one of the two"
            error(report, "repeated-key", word.where, message, hint)
    return tuple(found)


def _tags(value: Node, report: Report) -> Iterator[Text]:
    for item in value.items if isinstance(value, Sequence) else (value,):
        if isinstance(item, Text) and not item.missing:
            yield item
        elif (item is not value and not isinstance(item, Broken)) or isinstance(item, Lines):
            error(report, "wrong-shape", item.where, "a slug of a tag belongs here", _HINT)


def folded(word: str) -> str:
    """Return what two spellings of a word agree in."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def renamed(records: tuple[Record, ...], entry: Entry, report: Report) -> tuple[Record, ...]:
    """Return the rows of a file with the words that `entry` knows as tags, and no longer among their keywords.

    A word that no row has is reported.
    """
    if not entry.tags:
        return records
    known = {folded(renaming.word.value): tuple(tag.value for tag in renaming.tags) for renaming in entry.tags}
    words = {word: folded(word) for row in records for word in row.facts.keywords}
    there = set(words.values())
    for renaming in entry.tags:
        if folded(renaming.word.value) not in there:
            hint = closest(renaming.word.value, words, "remove it, or write it as the file does")
            message = f"no entry of {entry.file} has the word `{renaming.word.value}`"
            warning(report, "unused-word", renaming.word.where, message, hint)
    return tuple(_renamed(row, known, words) for row in records)


def _renamed(row: Record, known: Mapping[str, tuple[str, ...]], words: Mapping[str, str]) -> Record:
    own = row.facts.keywords
    tags = tuple(dict.fromkeys(tag for word in own for tag in known.get(words[word], ())))
    keywords = tuple(word for word in own if words[word] not in known)
    return replace(row, tags=tags, facts=replace(row.facts, keywords=keywords)) if keywords != own else row
