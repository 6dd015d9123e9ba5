"""Tells the publication of a paper from its first version: each is what one record states, never a mixture.

A work may be a preprint of 2017 and a paper in proceedings of 2018. What is cited is the publication, with its own year
and venue; a preprint is cited where nothing else is known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from ..sources.facts.identifiers import arxiv_month, is_arxiv_date, is_second_doi, preprint_server
from ..sources.facts.links import PREPRINT
from ..sources.model import Facts, Preprint
from .identity.titles import title_key

_LISTS = ("keywords", "links")
"""The facts of which a paper has all values; of the others it has the first known one."""
_PUBLICATION = (
    *("kind", "genre", "published", "venue", "volume", "number", "pages", "publisher", "editors", "edition", "doi"),
    *("series", "isbn", "issn"),
)
"""The facts that belong to one publication, and so come from one record."""
_NO_FACTS = Facts()
_UNCERTAIN = {"", "report", "manuscript", "webpage", PREPRINT}
_DEPOSITED = _UNCERTAIN | {"article-journal"}
"""The kinds that a record of a preprint may have: of a dataset or a book, the deposit is the publication."""
_MONTH = len("2024-07")


def merged_facts(trusted: Iterable[Facts]) -> Facts:
    """Return the facts of a paper of which `trusted` are records, the most trusted first.

    All keywords and links are taken. The facts of a publication are those of the record that is cited, and what it
    lacks those of others that do not contradict it. Of any other fact the first known value is taken.
    """
    known = [facts for facts in trusted if facts != _NO_FACTS]
    if len(known) <= 1:
        return known[0] if known else _NO_FACTS
    ranked = sorted(known, key=rank)
    cited = [facts for facts in ranked if is_same_publication(ranked[0], facts)]
    merged: dict[str, Any] = {}
    for name in (field.name for field in fields(Facts)):
        found = [getattr(facts, name) for facts in (cited if name in _PUBLICATION else known)]
        merged[name] = tuple(dict.fromkeys(chain(*found))) if name in _LISTS else next(filter(None, found), found[0])
    return Facts(**merged)


def rank(facts: Facts) -> int:
    """Return how well a record serves to cite the paper; the lowest is best."""
    if is_preprint(facts):
        return 3
    if facts.venue or (facts.doi and not is_second_doi(facts.doi)):
        return 1 if is_second_doi(facts.doi) else 0
    return 2 if facts.publisher or facts.volume or facts.kind not in _UNCERTAIN else 4


def is_preprint(facts: Facts) -> bool:
    """Return whether a record is one of a preprint: it names a server of preprints, and no place of publication."""
    if facts.kind == PREPRINT:
        return not facts.venue or bool(preprint_server(facts.doi))
    if facts.kind not in _DEPOSITED:
        return False
    return bool(preprint_server(facts.doi) or (facts.arxiv and not facts.venue and not facts.doi))


def is_same_publication(one: Facts, other: Facts) -> bool:
    """Return whether two records may be of one publication: by its DOI or, without it, by all facts that both state."""
    if one.doi and other.doi:
        return one.doi == other.doi
    if is_preprint(one) is not is_preprint(other):
        return False
    pairs = (
        (one.published[:4], other.published[:4]),
        (title_key(one.venue), title_key(other.venue)),
        (one.volume, other.volume),
    )
    return all(not mine or not others or mine == others for mine, others in pairs)


def with_first_version(facts: Facts, trusted: Sequence[Facts]) -> Facts:
    """Return merged facts with the first version, of which `trusted` are records, if it is known where it is."""
    if facts.preprint is not None:
        return facts
    if facts.arxiv:
        known = (one.published for one in (facts, *trusted) if len(one.published) >= _MONTH)
        dates = [date for date in known if is_arxiv_date(facts.arxiv, date)]
        date = max(dates, key=len, default=arxiv_month(facts.arxiv))
        return replace(facts, preprint=Preprint(server="arXiv", identifier=facts.arxiv, published=date))
    first = next((one for one in trusted if is_preprint(one) and preprint_server(one.doi)), None)
    if first is None:
        return facts
    server = preprint_server(first.doi)
    return replace(facts, preprint=Preprint(server=server, identifier=first.doi, published=first.published))
