"""Finds the paper of each entry of `curation.yml`, and makes several entries for one paper one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..diagnostics import Report, closest, either, error, warning
from .identity.addresses import PaperName
from .identity.decisions import Meanings
from .model import Curation

HINTS = 30
"""How many unknown papers get a hint at the nearest one."""


class Entries:
    """The entries of each paper, by its number: the one under its own key first, then those under other keys.

    An entry may stand under the slug of the title of any row, or the name of one: so keys stay valid when papers
    are joined. `place` is the paper of each row.
    """

    def __init__(
        self, curation: Sequence[Curation], names: Sequence[PaperName], meanings: Meanings, place: Mapping[int, int]
    ) -> None:
        keys = {name.key: number for number, name in enumerate(names)}
        self.unknown: list[Curation] = []
        self._keys = [name.key for name in names]
        self._of: dict[int, list[Curation]] = {}
        for entry in {entry.key: entry for entry in reversed(curation)}.values():  # a repeated key is reported
            number = keys.get(entry.key)
            if number is None:
                papers = {place[row] for row in meanings.rows_of_key(entry.key)}
                number = papers.pop() if len(papers) == 1 else None
            if number is None:
                self.unknown.append(entry)
            elif entry.speaks or entry.key == names[number].key:
                self._of.setdefault(number, []).append(entry)
        for number, entries in self._of.items():
            entries.sort(key=lambda entry: (entry.key != names[number].key, entry.where))
        self.unknown.sort(key=lambda entry: entry.where)

    def other_keys(self, number: int) -> tuple[str, ...]:
        """Return the slugs under which entries of a paper stand, its own key left out."""
        keys = (entry.key for entry in self._of.get(number, ()))
        return tuple(key for key in keys if key != self._keys[number] and "@" not in key)

    def of(self, number: int, report: Report) -> Curation | None:
        """Return all that is said of a paper as one entry; that there are several is reported."""
        entries = self._of.get(number, [])
        if len([entry for entry in entries if entry.speaks]) > 1:
            _report_several(entries, report)
        return _one(entries) if entries else None


def _report_several(entries: Sequence[Curation], report: Report) -> None:
    main = entries[0]
    for entry in entries[1:]:
        message = (
            f"`{entry.key}` is one paper with `{main.key}` (line {main.where.line}), which has an entry already: "
            f"where both speak, `{main.key}` counts"
        )
        hint = f"move what is right to `{main.key}` and remove this entry, or part them: `not_same_as: {main.key}`"
        warning(report, "two-entries", entry.where, message, hint)


def _one(entries: Sequence[Curation]) -> Curation:
    """Return the first entry with what only the others say."""
    said = entries[0]
    for other in entries[1:]:
        more = other.stated - said.stated
        said = replace(
            said,
            tags=said.tags if said.tagged else other.tags,
            tagged=said.tagged or other.tagged,
            tldr=said.tldr or other.tldr,
            note=said.note or other.note,
            links=tuple(dict.fromkeys((*said.links, *other.links))),
            hidden=said.hidden or other.hidden,
            formerly=(*said.formerly, *other.formerly),
            slug=said.slug or other.slug,
            slug_where=said.slug_where if said.slug else other.slug_where,
            title=said.title or other.title,
            facts=replace(said.facts, **{name: getattr(other.facts, name) for name in more}),
            stated=said.stated | more,
        )
    return said


def report_unknown(
    unknown: Iterable[Curation], keys: Iterable[str], other_names: Mapping[str, Sequence[str]], report: Report
) -> None:
    """Report entries of papers that do not exist; `other_names` maps slugs and addresses to the keys meant by them."""
    known = set(keys)
    for number, entry in enumerate(unknown):
        meant = other_names.get(entry.key)
        near = known if number < HINTS else ()  # to look for the nearest takes its time
        fallback = "the key is the slug of the paper's title"
        hint = f"its key is {either(meant)}" if meant else closest(entry.key, near, fallback)
        error(report, "unknown-paper", entry.where, f"there is no paper `{entry.key}`", hint)
