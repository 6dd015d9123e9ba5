"""The `citation_*` tags that reference managers and Google Scholar read in the head of a page."""

from __future__ import annotations

from generator.catalog.model import Paper
from generator.sources.record import Author

_VENUES = {"article-journal": "citation_journal_title", "paper-conference": "citation_conference_title"}


def citation(paper: Paper, keywords: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the tags of a paper with their values, in order; none at all without an author and a date.

    Google Scholar wants title, authors and date or nothing, and would look for what is missing in the text of the
    page: there it finds the day of a listing. A first version of another year than the one cited stands apart.
    """
    facts = paper.facts
    if not facts.authors or not facts.date:
        return {}
    tags = {
        "citation_title": [paper.title_plain],
        "citation_author": [_name(author) for author in facts.authors],
        "citation_publication_date": [facts.date.replace("-", "/")],
        "citation_online_date": [facts.published.replace("-", "/")] if facts.published != facts.date else [],
        _VENUES.get(facts.kind, ""): [facts.venue],
        "citation_doi": [facts.doi],
        "citation_arxiv_id": [facts.arxiv],
        "citation_keywords": list(keywords),
    }
    return {name: values for name, values in tags.items() if name and any(values)}


def _name(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.family and author.given else author.name
