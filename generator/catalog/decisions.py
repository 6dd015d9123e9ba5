"""What the curator decided on which rows are one paper: `same_as` and `not_same_as` in `curation.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.catalog.forest import Pair
from generator.catalog.meaning import Meanings
from generator.catalog.model import Curation
from generator.catalog.naming import Name, Names, title_row
from generator.diagnostics import Report, closest, either, error
from generator.located import Text

MANY = 6
"""Names of rows that a hint lists at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That the rows of one paper and those of the paper named by `word` are one paper or, if not `same`, two."""

    key: str
    word: Text
    same: bool
    rows: Pair


def decide(curation: Sequence[Curation], meanings: Meanings, report: Report) -> tuple[Decision, ...]:
    """Return the decisions that can be followed; the others are reported.

    An entry whose own paper is unknown decides nothing: that it is unknown is reported with the entries.
    """
    return tuple(found for entry in curation for found in _of_entry(entry, meanings, report))


def _of_entry(entry: Curation, meanings: Meanings, report: Report) -> Iterator[Decision]:
    words = [*((word, True) for word in entry.same_as), *((word, False) for word in entry.not_same_as)]
    own = meanings.rows_of_key(entry.key) if words else frozenset()
    for word, same in words if own else ():
        other = meanings.rows_of(word.value)
        if not other:
            message = f"there is no paper `{word.value}`"
            error(report, "unknown-paper", word.where, message, _nearest(word.value, meanings))
        elif own & other:
            _report_itself(word, same, own | other, meanings, report)
        else:
            yield Decision(key=entry.key, word=word, same=same, rows=(own, other))


def _nearest(word: str, meanings: Meanings) -> str:
    """Return a hint at what may be meant by a word that means no paper."""
    several = sorted(meanings.by_slug.get(word, ()))
    if several:
        return f"several papers have this title: name one of them by a row, {_some(several, meanings)}"
    return closest(word, [*meanings.by_key, *meanings.chosen], "use the slug in the address of the paper's page")


def _some(rows: Sequence[int], meanings: Meanings) -> str:
    return either([meanings.name_of(row) for row in rows[:MANY]])


def _report_itself(word: Text, same: bool, rows: frozenset[int], meanings: Meanings, report: Report) -> None:
    field = "same_as" if same else "not_same_as"
    hint = "name another paper, or remove it"
    if len(rows) > 1 and not same:
        hint = f"to part rows of one title, name each by its place: {_some(sorted(rows), meanings)}"
    error(report, "decides-itself", word.where, f"`{field}: {word.value}` names the paper itself", hint)


def report_contradictions(decisions: Sequence[Decision], place: Mapping[int, int], report: Report) -> None:
    """Report what `same_as` says and another decision forbids; `place` is the paper of each row."""
    for decision in decisions:
        one, other = ({place[row] for row in rows} for rows in decision.rows)
        if decision.same and not one & other:
            message = f"`{decision.key}` cannot be one paper with `{decision.word.value}`: `not_same_as` parts them"
            hint = "remove the one or the other; `not_same_as` holds meanwhile"
            error(report, "contradictory-decision", decision.word.where, message, hint)


def settled_names(
    meanings: Meanings, names: Names, final: Sequence[tuple[int, ...]], decisions: Sequence[Decision]
) -> Iterator[tuple[Name, tuple[str, ...]]]:
    """Yield the name of each paper after the decisions, and the addresses that lead to it because it was joined.

    A joined paper goes by the name of the one that was named in `same_as`. Where a paper was split, its name stays
    with the row that gave it.
    """
    paper_of, rows = meanings.paper_of, meanings.rows
    joined = ((paper_of[min(one)], paper_of[min(other)]) for one, other in (d.rows for d in decisions if d.same))
    followers = {paper for paper, leader in joined if paper != leader}
    giving = {paper[title_row([rows[row] for row in paper])]: n for n, paper in enumerate(meanings.papers)}
    for group in final:
        homes = [giving[row] for row in group if row in giving]
        owner = next((home for home in homes if home not in followers), homes[0] if homes else None)
        name = names.another([rows[row] for row in group]) if owner is None else names.names[owner]
        yield name, tuple(names.names[home].slug for home in homes if home != owner)
