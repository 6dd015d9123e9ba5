"""Sorts the addresses that a source gives for a paper: identifiers are told apart from links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.diagnostics import Location
from generator.located import Text
from generator.shapes import is_url
from generator.sources.identifiers import arxiv_of, doi_of
from generator.sources.record import Link

_NOWHERE = Location(file="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Links of a paper, and the identifiers that some addresses turned out to be."""

    links: tuple[Link, ...]
    doi: str
    arxiv: str


def sort_out(given: Iterable[tuple[str, str]]) -> Addresses:
    """Return pairs of what is there and where as links, each address once; the first identifier of a kind counts.

    Addresses that say no more than an identifier does are no links; what is no `http(s)` address is passed over.
    """
    links: dict[str, Link] = {}
    doi = arxiv = ""
    for rel, url in given:
        address = url if "://" in url else f"https://{url}" if url.startswith("www.") else ""
        if not address or not is_url(Text(value=address, where=_NOWHERE), _pass_over):
            continue
        host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("dx.").removeprefix("export.")
        preprint = arxiv_of(address) if host in {"arxiv.org", "doi.org"} else ""
        article = doi_of(address) if host == "doi.org" else ""
        doi, arxiv = doi or article, arxiv or preprint
        is_pdf = host == "arxiv.org" and "/pdf/" in address
        if is_pdf or not (preprint or article):
            links.setdefault(address, Link(rel="pdf" if is_pdf else rel, url=address))
    return Addresses(links=tuple(links.values()), doi=doi, arxiv=arxiv)


def _pass_over(_: object) -> None:
    """Take a finding about an address and do nothing with it: a source's address is nobody's mistake here."""
