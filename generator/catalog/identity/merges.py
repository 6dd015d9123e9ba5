"""Reports which rows became one paper and which did not, each time at both places and with the reason.

Rows of dumps are copies of one page: a difference between them is a mistake. Bibliographies have many authors: they
often differ, and each paper's page shows where.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ...diagnostics import Report, info, warning
from ...sources.model import Record
from .abstracts import is_note
from .addresses import PaperRows, is_bibliographic, natural_slug, row_name
from .differences import other_venues, other_years, traits_of
from .people import Shared, shared_authors
from .rules import TOKENS, Rule, Token, identifiers_of, tokens_of
from .titles import title_key

_RULES = {rule.name: rule for rule in TOKENS}
_FIELDS = {"DOI": "doi", "arXiv identifier": "arxiv"}
_SHOWN = 3  # works that a message names


def report_merges(rows: Sequence[Record], report: Report) -> None:
    """Report why the rows of a paper are one paper, and repeated and different rows."""
    if len(rows) == 1:
        return
    _report_repeated(rows, report)
    first = next((row for row in rows if row.abstract), rows[0])
    shown = first.abstract_where
    for row in rows:
        if _has_other_abstract(row, first):
            message = f"another abstract than at {shown.file}:{shown.line}, which is shown"
            hint = "the order of the files in sources.yml decides which one is shown"
            warning(report, "two-abstracts", row.abstract_where, message, hint)
    for row, other, token in _shared_tokens(rows):
        by_abstract = token[0] == "abstract" or not is_bibliographic(row)
        if by_abstract and row.title != first.title and not _has_other_abstract(row, first):
            message = f"merged by its abstract with “{first.title}” ({first.where.file}:{first.where.line})"
            info(report, "merged-titles", row.where, message)
        _report_merge(row, other, token, report)


def _has_other_abstract(row: Record, first: Record) -> bool:
    differs = bool(row.abstract) and row.abstract != first.abstract
    return differs and not is_bibliographic(row) and not is_bibliographic(first)


def _report_repeated(rows: Sequence[Record], report: Report) -> None:
    """Report several rows of one source: a mistake in a dump, usual in a bibliography."""
    seen: dict[str, Record] = {}
    for row in rows:
        first = seen.setdefault(row.source, row)
        message = f"this paper is in the listing twice (line {first.where.line})"
        hint = "the two rows became one paper; nothing is lost"
        if first is not row and is_bibliographic(row):
            info(report, "repeated-entry", row.where, message, hint)
        elif first is not row:
            warning(report, "repeated-row", row.where, message, hint)


def _shared_tokens(rows: Sequence[Record]) -> Iterator[tuple[Record, Record, Token]]:
    """Yield each row of a paper but the first, with another row and the strongest token that both share.

    A row that shares none comes with the first row and an empty token.
    """
    held = [tokens_of(row) for row in rows]
    holders: dict[Token, list[Record]] = {}
    for row, tokens in zip(rows, held, strict=True):
        for token in tokens:
            holders.setdefault(token, []).append(row)
    for row, tokens in zip(rows[1:], held[1:], strict=True):
        found = ((other, token) for token in tokens for other in holders[token] if other is not row)
        other, token = next(found, (rows[0], ("", "")))
        yield row, other, token


def _report_merge(row: Record, other: Record, token: Token, report: Report) -> None:
    """Report two rows of one paper: a note, or a warning and a note if something about them leaves a doubt."""
    rule = _RULES.get(token[0])
    if rule is None:
        return
    doubts = _doubts(rule, row, other)
    reason = _agreement(row, other, token) + (f", but {' and '.join(doubts)}" if doubts else _years(row, other))
    if doubts:
        names = [natural_slug([row]), natural_slug([other])]
        if names[0] == names[1]:
            names = [f"{names[0]}@{row_name(one)}" for one in (row, other)]
        remedy = f"`not_same_as: {names[1]}` under `{names[0]}` to separate them, or `same_as:` to confirm"
        message = f"“{row.title}” became one paper with {_place(other)} {reason}"
        warning(report, "doubtful-merge", row.where, message, f"in curation.yml, write {remedy}")
    else:
        info(report, "merged", row.where, f"one paper with {_place(other)} {reason}")
    info(report, "merged", other.where, f"one paper with {_place(row)} {reason}")


def _agreement(row: Record, other: Record, token: Token) -> str:
    """Return what two rows have in common."""
    one, two = traits_of(row), traits_of(other)
    same = [f"{token[0]} {token[1]}" if token[0] in _FIELDS else token[0]]
    same += ["title"] * (token[0] in _FIELDS and title_key(one.title) == title_key(two.title))
    same += ["authors"] * (shared_authors(one.authors, two.authors) is Shared.MOST)
    same += ["year"] * (one.year == two.year != 0)
    return f"by {', '.join(same)}"


def _years(row: Record, other: Record) -> str:
    years = sorted({row.facts.year, other.facts.year} - {""})
    return f", of {' and '.join(years)}" if len(years) > 1 else ""


def _doubts(rule: Rule, row: Record, other: Record) -> list[str]:
    if not is_bibliographic(row) and not is_bibliographic(other):
        return []
    traits = traits_of(row), traits_of(other)
    return [doubt for differs in rule.doubts if (doubt := differs(*traits))]


def _place(row: Record) -> str:
    return f"“{row.title}” ({row.where.file}:{row.where.line})"


def without_shared_identifiers(papers: Sequence[PaperRows], report: Report) -> tuple[PaperRows, ...]:
    """Return the papers without the identifiers that stand under several works: such a one names none of them.

    Each is reported, and so is what else different papers share. Papers that the curator keeps apart are left as they
    are.
    """
    reported: set[frozenset[int]] = set()
    dropped: dict[int, set[Token]] = {}
    for token, holders in _held_by_several(papers):
        numbers = list(holders)  # pairs of neighbours: all pairs of many papers would be too many
        pairs = [(one, two) for one, two in pairwise(numbers) if papers[two].slug not in papers[one].apart]
        if not pairs:
            continue
        if token[0] in _FIELDS:
            _report_identifier(token, [holders[number] for number in numbers], report)
            for number in numbers:
                dropped.setdefault(number, set()).add(token)
        for one, two in pairs:
            if frozenset({one, two}) not in reported:
                reported.add(frozenset({one, two}))
                _report_refusal(token, holders[one], holders[two], (papers[one].key, papers[two].key), report)
    return tuple(
        replace(paper, rows=tuple(_without(row, dropped[number]) for row in paper.rows)) if number in dropped else paper
        for number, paper in enumerate(papers)
    )


def _held_by_several(papers: Sequence[PaperRows]) -> Iterator[tuple[Token, dict[int, Record]]]:
    """Yield each token of rows of several papers, with the first row of each paper that has it; surest tokens first."""
    holders: dict[Token, dict[int, Record]] = {}
    for number, paper in enumerate(papers):
        for row in paper.rows:
            for token in tokens_of(row):
                holders.setdefault(token, {}).setdefault(number, row)
    for rule in TOKENS:
        for token, found in holders.items():
            if token[0] == rule.name and len(found) > 1 and not (token[0] == "abstract" and is_note(token[1])):
                yield token, found


def _without(row: Record, tokens: Iterable[Token]) -> Record:
    names = {_FIELDS[token[0]]: "" for token in tokens if token in identifiers_of(row)}
    return replace(row, facts=replace(row.facts, **names)) if names else row  # type: ignore[arg-type]


def _report_identifier(token: Token, rows: Sequence[Record], report: Report) -> None:
    named = ", ".join(map(_place, rows[:_SHOWN])) + (" …" if len(rows) > _SHOWN else "")
    message = f"the {token[0]} {token[1]} stands under {len(rows)} different works, and so names none: {named}"
    hint = "correct it where it is wrong, or state the right one in curation.yml"
    warning(report, "ambiguous-identifier", rows[0].where, message, hint)


def _report_refusal(token: Token, one: Record, two: Record, keys: tuple[str, str], report: Report) -> None:
    """Report two papers that share a token: a note, or a warning and a note if they are perhaps one work."""
    rule = _RULES[token[0]]
    traits = traits_of(one), traits_of(two)
    differs, reason = next(
        ((differs, found) for differs in rule.unless if (found := differs(*traits))),
        (None, "other facts differ too much"),
    )
    same = shared_authors(one.facts.authors, two.facts.authors) is Shared.MOST
    what = f"the same {token[0]} as {{}}, but another work: {reason}"
    if differs in {other_years, other_venues} and same:
        remedy = f"`same_as: {keys[0]}` under `{keys[1]}` if they are one work, or `not_same_as:` to confirm"
        hint = f"in curation.yml, write {remedy}"
        warning(report, "perhaps-one-paper", two.where, what.format(_place(one)), hint)
    else:
        info(report, "not-merged", two.where, what.format(_place(one)))
    info(report, "not-merged", one.where, what.format(_place(two)))
