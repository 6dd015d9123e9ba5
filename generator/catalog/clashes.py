"""Tells of addresses and identifiers that two papers claim, and of addresses that no title gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.catalog.model import Paper
from generator.catalog.named import Named
from generator.diagnostics import Report, error, info, warning
from generator.shapes import RESERVED, unfit_name


def report_addresses(papers: Sequence[Named], report: Report) -> None:
    """Report addresses that two papers claim, titles that give none, and addresses that were chosen for a paper."""
    taken: dict[str, Named] = {}
    naturals = {paper.slug: paper for paper in papers if paper.natural is None}
    for paper in papers:
        where = paper.rows[0].where
        other = taken.setdefault(paper.slug, paper)
        hint = f'give one of them a `slug:` of its own in curation.yml, under the key `"{paper.key}"`'
        if paper.slug in RESERVED:
            error(report, "reserved-slug", where, f"the address of `{paper.slug}` is that of an overview", hint)
        elif reason := unfit_name(paper.slug):
            hint = f'write `slug:` under the key `"{paper.key}"` in curation.yml to give it another address'
            error(
                report,
                "bad-name",
                where,
                f"the address of “{paper.title}” would be `{paper.slug}`, which {reason}",
                hint,
            )
        elif not paper.slug:
            error(report, "no-slug", where, f"the title “{paper.title}” gives no address", hint)
        elif other is not paper:
            _report_clash(other, paper, hint, report)
        elif paper.natural is not None and not (paper.curation and paper.curation.slug):
            _report_chosen(paper, naturals.get(paper.natural), report)
    _report_former(papers, taken, report)


def _report_clash(other: Named, paper: Named, hint: str, report: Report) -> None:
    places = (one.curation.slug_where for one in (paper, other) if one.curation and one.curation.slug)
    chosen = next(places, None)
    message = f"two papers would have the address `{paper.slug}`: {_place(other)} and {_place(paper)}"
    error(report, "slug-clash", chosen or paper.rows[0].where, message, "choose another `slug:`" if chosen else hint)


def _report_chosen(paper: Named, holder: Named | None, report: Report) -> None:
    """Tell that a paper has another address than its title gives, and how to choose one."""
    why = f"`{paper.natural}` is that of {_place(holder)}" if holder else f"`{paper.natural}` is taken"
    why = why if paper.natural else "its title gives none"
    message = f"the address of “{paper.title}” is `{paper.slug}`, for {why}"
    hint = f"to choose another, write `slug:` under the key `{paper.key}` in curation.yml"
    info(report, "chosen-address", paper.rows[0].where, message, hint)


def _place(paper: Named) -> str:
    return f"“{paper.title}” ({paper.rows[0].where.file}:{paper.rows[0].where.line})"


def _report_former(papers: Sequence[Named], taken: dict[str, Named], report: Report) -> None:
    """Report former addresses that are alive, or that two papers claim."""
    former: dict[str, Named] = {}
    claims = [(word, paper) for paper in papers if paper.curation for word in paper.curation.formerly]
    for word, paper in sorted(claims, key=lambda claim: claim[0].where):
        holder = taken.get(word.value) or former.setdefault(word.value, paper)
        if holder is not paper or word.value == paper.slug:
            message = f"`{word.value}` cannot be a former address: “{holder.title}” has it"
            error(report, "formerly-collision", word.where, message, "remove it from `formerly`")


def report_identifiers(papers: Iterable[Paper], report: Report) -> None:
    """Report papers with one identifier that are not one paper: the curator stated it, and did not join them."""
    holders: dict[tuple[str, str], Paper] = {}
    for paper in papers:
        for name, value in (("DOI", paper.facts.doi), ("arXiv identifier", paper.facts.arxiv.casefold())):
            other = holders.setdefault((name, value), paper) if value else paper
            if other is not paper and other.slug not in paper.apart:
                where = paper.entry or paper.appearances[0].where
                message = f"`{paper.key}` and `{other.key}` both have the {name} {value}"
                hint = f"write `same_as: {other.key}` under `{paper.key}`, or `not_same_as:`, or correct one of the two"
                warning(report, "shared-identifier", where, message, hint)
