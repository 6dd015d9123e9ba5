"""Searches arXiv with the package `arxiv`, whose client is given a session that is polite and reads with care.

The package builds the address of a query, pages through the answers and takes them apart. It cannot set a user agent, a
time limit, a size limit or a wait that the server asks for, and it mends broken XML in silence. So its client gets our
session in the place of its own (`_session`; tests tell if that should change), makes no tries of its own, and does not
wait: the session does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import arxiv

from generator.enriching.match import Hit
from generator.enriching.polite import PoliteSession, RefusedError
from generator.enriching.queries import Query
from generator.sources.authors import people
from generator.sources.identifiers import arxiv_of, doi_of
from generator.sources.record import Facts
from generator.sources.values import one_line, title_of

ADDRESS = "https://export.arxiv.org/api/query"
HITS = 10
"""Results of a query that are looked at, the most relevant first."""


class ArxivSearch:
    """Answers queries from arXiv, or from another server at `address` that speaks its language."""

    def __init__(self, session: PoliteSession, address: str = ADDRESS) -> None:
        self._client = arxiv.Client(page_size=HITS, delay_seconds=0, num_retries=0)
        self._client.query_url_format = address.replace("{", "%7B").replace("}", "%7D") + "?{}"
        self._client._session = session

    def hits(self, query: Query) -> tuple[Hit, ...]:
        """Return what was found, most relevant first. Raises UnavailableError or RefusedError."""
        named = [query.identifier] if query.identifier else []
        search = arxiv.Search(query=query.words, id_list=named, max_results=HITS)
        try:
            return tuple(_hits(self._client.results(search)))
        except (arxiv.ArxivError, ValueError) as reason:  # a page that is empty all at once; a day that is none
            raise RefusedError(f"the answer makes no sense: {type(reason).__name__}") from reason


def _hits(results: Iterator[Any]) -> Iterator[Hit]:
    for result in results:
        identifier = arxiv_of(one_line(result.entry_id))
        if identifier:
            yield Hit(title=title_of(result.title), abstract=one_line(result.summary), facts=_facts(result, identifier))


def _facts(result: Any, identifier: str) -> Facts:
    return Facts(
        kind="article",
        authors=people([author.name for author in result.authors]),
        published=result.published.date().isoformat(),
        venue=one_line(result.journal_ref),
        doi=doi_of(one_line(result.doi)),
        arxiv=identifier,
    )
