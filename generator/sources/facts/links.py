"""Sorts the web addresses of a paper into identifiers and links, makes links of identifiers, recognizes preprints."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ...located.validate import is_web_address
from ..model import Facts, Link
from .identifiers import arxiv_of, doi_of

PREPRINT = "article"
"""The type of CSL 1.0.2 for a preprint."""

_UNCERTAIN_KINDS = {"", "webpage", "manuscript", "report", "article-journal"}
"""What programs without a type for preprints call a preprint."""
_ARXIV = re.compile(r"(?:arxiv|corr|computing research repository)\b", re.IGNORECASE)
_SERVERS = re.compile(r"(?:\w*rxiv|ssrn|preprints)\b", re.IGNORECASE)
_ABSTRACT_PAGE = re.compile(r"\babs/(\S+)")
_NOT_IN_PATHS = re.compile(r"[#?%<>\"\s]")  # characters that end or break the path of an address


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedLinks:
    """Links of a paper, and the identifiers that some addresses contain."""

    links: tuple[Link, ...]
    doi: str
    arxiv: str


def sort_out(given: Iterable[tuple[str, str]]) -> SortedLinks:
    """Return pairs of a relation and an address as links, each address once, and the first identifier of each kind.

    Addresses that say no more than an identifier are no links. What is no `http(s)` address is left out.
    """
    links: dict[str, Link] = {}
    doi = arxiv = ""
    for rel, url in given:
        address = url if "://" in url else f"https://{url}" if url.startswith("www.") else ""
        if not is_web_address(address):
            continue
        host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("dx.").removeprefix("export.")
        preprint = arxiv_of(address) if host in {"arxiv.org", "doi.org"} else ""
        article = doi_of(address) if host == "doi.org" else ""
        doi, arxiv = doi or article, arxiv or preprint
        if _is_pdf(address) or not (preprint or article):
            links.setdefault(address, Link(rel="pdf" if _is_pdf(address) and rel == "paper" else rel, url=address))
    return SortedLinks(links=tuple(links.values()), doi=doi, arxiv=arxiv)


def links_to(addresses: Iterable[str], doi: str, arxiv: str) -> tuple[Link, ...]:
    """Return links to the web addresses that texts begin with, without those that the identifiers lead to anyway."""
    urls = dict.fromkeys(filter(None, map(_web_address, addresses)))
    kept = (url for url in urls if _is_pdf(url) or not _is_identifier(url, doi, arxiv))
    return tuple(Link(rel="pdf" if _is_pdf(url) else "paper", url=url) for url in kept)


def _web_address(text: str) -> str:
    first = re.split(r"[,;](?=https?://)", (text.split(maxsplit=1) or [""])[0])[0].rstrip(",;")
    return first if is_web_address(first) else ""


def _is_pdf(url: str) -> bool:
    path = urlsplit(url).path.lower()
    return path.endswith(".pdf") or path.startswith("/pdf/")


def _is_identifier(url: str, doi: str, arxiv: str) -> bool:
    return bool((doi and doi_in(url) == doi) or (arxiv and arxiv_of(url) == arxiv))


def identifier_links(facts: Facts) -> tuple[Link, ...]:
    """Return the links of a paper's DOI and of its arXiv identifier, as far as they are known."""
    path = _NOT_IN_PATHS.sub(lambda found: quote(found[0]), facts.doi)
    doi = (Link(rel="doi", url=f"https://doi.org/{path}"),) if facts.doi else ()
    arxiv = (Link(rel="arxiv", url=f"https://arxiv.org/abs/{facts.arxiv}"),) if facts.arxiv else ()
    return (*doi, *arxiv)


def doi_in(url: str) -> str:
    """Return the DOI that an address of doi.org leads to, or "": other addresses may contain more than a DOI."""
    return doi_of(url) if re.match(r"https?://(?:dx\.|www\.)?doi\.org/", url, re.IGNORECASE) else ""


def named_arxiv(text: str) -> str:
    """Return the arXiv identifier of a text that names arXiv, or "": a bare number may be any number."""
    return arxiv_of(text) if "arxiv" in text[:100].lower() else ""


def is_arxiv(venue: str) -> bool:
    """Return whether a venue is arXiv (`arXiv preprint arXiv:…`, `CoRR`), which is not a place of publication."""
    return _ARXIV.match(venue) is not None


def arxiv_in_venue(venue: str, volume: str = "") -> str:
    """Return the arXiv identifier in a venue or, for `CoRR`, in its volume (`abs/1706.03762`), or ""."""
    if found := arxiv_of(venue):
        return found
    page = _ABSTRACT_PAGE.search(f"{venue} {volume}") if is_arxiv(venue) else None
    return arxiv_of(page[1].rstrip(".,;")) if page else ""


def kind_of(kind: str, venue: str, arxiv: str) -> str:
    """Return the type of CSL of a paper: PREPRINT if its venue is a preprint server, or arXiv is all it has.

    A type that is more certain than those, such as `paper-conference`, stays.
    """
    is_preprint = is_arxiv(venue) or _SERVERS.match(venue) or (arxiv and not venue)
    return PREPRINT if kind in _UNCERTAIN_KINDS and is_preprint else kind
