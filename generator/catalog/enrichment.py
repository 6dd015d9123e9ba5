"""Reads `enrichment.yml`: facts that the program found elsewhere. Only those that a person accepted are used."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostics import Location, Report, closest, error, info, warning
from ..located.nodes import BrokenNode, TextNode, read_yaml
from ..located.nodes import MappingNode as Entries
from ..located.validate import Fields, mapping
from ..sources.facts.identifiers import is_second_doi
from ..sources.model import Facts
from .curation import STATED, stated_facts, stated_links
from .identity.addresses import PaperRows
from .merge import facts_of

CERTAIN = 0.85
"""The least score of a match that may be used, from 0 to 1; `generator.enriching.proposals` computes it."""

FIELDS = ("accept", "found", "score", "because", *STATED, "links")
_SCORE = re.compile(r"0(\.\d{1,4})?|1(\.0{1,4})?", re.ASCII)
_HINT = "run `reading-list enrich` to have proposals written into it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Facts proposed for the paper `key`: `accept` is None until a person decides, `found` is the title that was found.

    `score` says how well what was found matches the paper; without a score in the file it is 0.
    """

    key: str
    where: Location
    accept: bool | None
    facts: Facts
    found: str = ""
    score: float = 0.0


def read_enrichment(source: Path | bytes, file: str, report: Report) -> tuple[Proposal, ...] | None:
    """Return the proposals in the order of the file, or None if it cannot be read; without a file there are none."""
    if isinstance(source, Path) and not source.exists():
        return ()
    root = read_yaml(source, file, report)
    return None if root is None else tuple(_proposals(root, report))


def _proposals(root: Entries, report: Report) -> Iterator[Proposal]:
    message = "`score: {}` is not a number from 0 to 1"
    for key, value in root.entries:
        body = mapping(value, f"`{key.value}`", report, _HINT)
        fields = Fields(body or Entries(entries=(), where=key.where), "a proposal", FIELDS, report)
        fields.line("because")
        yield Proposal(
            key=key.value,
            where=key.where,
            accept=_decision(fields, report),
            facts=_facts(fields, report),
            found=fields.line("found"),
            score=fields.parsed("score", _score, "wrong-shape", message, "leave it as it was proposed") or 0.0,
        )


def _decision(fields: Fields, report: Report) -> bool | None:
    """Return the decision of a person; without a value of `accept:`, there is none yet."""
    node = fields.get("accept")
    if node is None or isinstance(node, BrokenNode):
        return None
    if isinstance(node, TextNode):
        if node.missing or not node.value.strip():
            return None
        if node.plain and node.value in {"true", "false"}:
            return node.value == "true"
    subject = f"`accept: {node.value}` is" if isinstance(node, TextNode) else "`accept` holds"
    message = f"{subject} neither `true` nor `false`"
    error(report, "wrong-shape", node.where, message, "write `accept: true` or `accept: false`, or leave it empty")
    return None


def _score(text: str) -> float | None:
    return float(text) if _SCORE.fullmatch(text) else None


def _facts(fields: Fields, report: Report) -> Facts:
    facts = stated_facts(fields, report)
    kind = facts.kind or ("article" if facts.arxiv else "")  # a paper with only an arXiv identifier
    return replace(facts, links=tuple(stated_links(fields, report)), kind=kind)


def accepted_facts(proposals: Sequence[Proposal], papers: Sequence[PaperRows], report: Report) -> dict[str, Facts]:
    """Return the facts that may be used, by the key of their paper; why others may not is reported.

    An accepted proposal is not used if its score is low, or if it has another identifier than the paper: it is then
    about another paper, or about an earlier state of the library.
    """
    named = {paper.key: paper for paper in papers}
    used: dict[str, Facts] = {}
    for proposal in proposals:
        paper = named.get(proposal.key)
        if paper is None:
            hint = _other_key(proposal.key, papers)
            warning(report, "unknown-proposal", proposal.where, f"there is no paper `{proposal.key}`", hint)
        elif proposal.accept and _may_be_used(proposal, paper, report):
            used[proposal.key] = proposal.facts
    _report_undecided(proposals, report)
    return _without_shared(proposals, used, report)


def _other_key(key: str, papers: Iterable[PaperRows]) -> str:
    """Return a hint at the paper that an unknown key may name."""
    papers = tuple(papers)
    now = next((paper.key for paper in papers if key in {paper.slug, *paper.former_slugs}), None)
    return f"its key is `{now}`" if now else closest(key, [paper.key for paper in papers], "remove the entry")


def _may_be_used(proposal: Proposal, paper: PaperRows, report: Report) -> bool:
    if proposal.score < CERTAIN:
        message = f"accepted, but not used: its score {proposal.score:g} is below {CERTAIN}"
        hint = "if you know that the facts are right, state them in curation.yml and remove the entry here"
        warning(report, "low-score", proposal.where, message, hint)
        return False
    known = facts_of(paper, Facts())
    for name in ("arxiv", "doi"):
        mine, other = getattr(proposal.facts, name), getattr(known, name)
        if (other or name in paper.curated.stated) and _differ(mine, other):
            held = f"has {other}" if other else "has none, according to curation.yml"
            message = f"accepted, but not used: it names {name} {mine}, and the paper {held}"
            warning(report, "other-identifier", proposal.where, message, "remove the entry, or decline it")
            return False
    return True


def _differ(mine: str, other: str) -> bool:
    """Return whether two identifiers contradict each other; the DOIs of a preprint and of its publication do not."""
    preprints = bool(other) and is_second_doi(mine) is not is_second_doi(other)
    return bool(mine) and mine.casefold() != other.casefold() and not preprints


def _without_shared(proposals: Iterable[Proposal], used: Mapping[str, Facts], report: Report) -> dict[str, Facts]:
    """Return the facts without those of papers with one identifier: they are one paper, or one is a mistake."""
    count = Counter(facts.arxiv for facts in used.values() if facts.arxiv)
    first: dict[str, str] = {}
    for proposal in proposals:
        arxiv = used[proposal.key].arxiv if proposal.key in used else ""
        if count[arxiv] > 1 and first.setdefault(arxiv, proposal.key) != proposal.key:
            message = f"not used: `{first[arxiv]}` and `{proposal.key}` were both found to be arXiv {arxiv}"
            hint = "decline the wrong one or, if they are one paper, join them by `same_as` in curation.yml"
            warning(report, "shared-identifier", proposal.where, message, hint)
    return {key: facts for key, facts in used.items() if not facts.arxiv or count[facts.arxiv] == 1}


def _report_undecided(proposals: Iterable[Proposal], report: Report) -> None:
    waiting = [proposal for proposal in proposals if proposal.accept is None]
    if waiting:
        message = f"{len(waiting)} proposed match{'es wait' if len(waiting) > 1 else ' waits'} for a decision"
        hint = "compare `found` with the title, then write `accept: true` or `accept: false`"
        info(report, "undecided", waiting[0].where, message, hint)
