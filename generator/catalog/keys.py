"""Finds the key of each paper in `curation.yml`: it stays when the address of the paper changes."""

from __future__ import annotations

from collections import Counter

from generator.catalog.identity import slug_of
from generator.catalog.model import Catalog, Paper


def curation_keys(catalog: Catalog) -> dict[str, str]:
    """Return the key of each paper by its address: the slug of its title or, where that is shared or empty,
    `slug@source:position`.
    """
    natural = {paper.slug: slug_of(paper.title_plain) for paper in catalog.papers.values()}
    count = Counter(natural.values())
    return {
        address: slug if slug and count[slug] == 1 else _placed(slug, catalog.papers[address])
        for address, slug in natural.items()
    }


def _placed(slug: str, paper: Paper) -> str:
    first = paper.appearances[0]
    return f"{slug}@{first.source}:{first.position}"
