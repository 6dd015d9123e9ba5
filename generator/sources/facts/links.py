"""Sorts the addresses that a source gives for a paper: identifiers are told apart from links."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from ...diagnostics import Location, Report, error
from ...located.nodes import TextNode
from ...located.validate import is_url
from ...text.repairs import plain_markup
from ..model import Link
from .identifiers import arxiv_of, doi_of

_NOWHERE = Location(file="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedLinks:
    """Links of a paper, and the identifiers that some addresses turned out to be."""

    links: tuple[Link, ...]
    doi: str
    arxiv: str


def sort_out(given: Iterable[tuple[str, str]]) -> SortedLinks:
    """Return pairs of what is there and where as links, each address once; the first identifier of a kind counts.

    Addresses that say no more than an identifier does are no links; what is no `http(s)` address is passed over.
    """
    links: dict[str, Link] = {}
    doi = arxiv = ""
    for rel, url in given:
        address = url if "://" in url else f"https://{url}" if url.startswith("www.") else ""
        if not address or not is_url(TextNode(value=address, where=_NOWHERE), _pass_over):
            continue
        host = (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("dx.").removeprefix("export.")
        preprint = arxiv_of(address) if host in {"arxiv.org", "doi.org"} else ""
        article = doi_of(address) if host == "doi.org" else ""
        doi, arxiv = doi or article, arxiv or preprint
        path = urlsplit(address).path.lower()
        is_pdf = path.endswith(".pdf") or (host == "arxiv.org" and path.startswith("/pdf/"))
        if is_pdf or not (preprint or article):
            links.setdefault(address, Link(rel="pdf" if is_pdf and rel == "paper" else rel, url=address))
    return SortedLinks(links=tuple(links.values()), doi=doi, arxiv=arxiv)


def _pass_over(_: object) -> None:
    """Take a finding about an address and do nothing with it: a source's address is nobody's mistake here."""


PREPRINT = "article"
"""The type of CSL 1.0.2 for a preprint."""

_NO_ADDRESS = re.compile(r"[\s<>\"\\\x00-\x1f]")
_ARXIV = re.compile(r"(?:arxiv|corr|computing research repository)\b", re.IGNORECASE)
_SERVERS = re.compile(r"(?:\w*rxiv|ssrn|preprints)\b", re.IGNORECASE)
_ABSTRACT_PAGE = re.compile(r"\babs/(\S+)")


MOST_ENTRIES = 100_000
"""In one file; a file with more is no list of papers that people keep."""
MOST_LINES = 2_000_000
"""In one file; 50 MB of references have half as many."""


def report_nothing(text: str, language: str, beginning: str, file: str, report: Report) -> None:
    """Report that a file holds no entry: there is nothing in it, or something else than its name says."""
    where = Location(file=file)
    if text.strip():
        hint = f"an entry begins with `{beginning}`: export the list again, as {language}"
        error(report, "unknown-shape", where, f"this is not {language}: it has no entry", hint)
    else:
        error(report, "empty-listing", where, "the listing is empty", "export it again, or remove the file")


def has_too_many(text: str, beginning: str, file: str, report: Report) -> bool:
    """Tell whether a file has more entries, as their `beginning` tells, or more lines than are read; report it."""
    count = f"{MOST_ENTRIES:,} entries" if text.count(beginning) > MOST_ENTRIES else ""
    count = count or (f"{MOST_LINES:,} lines" if text.count("\n") > MOST_LINES else "")
    if count:
        hint = "split it, or remove what does not belong"
        error(report, "too-large", Location(file=file), f"the file has more than {count}", hint)
    return bool(count)


def prose(text: str) -> str:
    """Return an abstract on one line, without markup."""
    return " ".join(plain_markup(text).split())


def web_address(text: str) -> str:
    """Return the first address of the web that a text begins with, or ""."""
    first = re.split(r"[,;](?=https?://)", (text.split(maxsplit=1) or [""])[0])[0].rstrip(",;")
    if _NO_ADDRESS.search(first):
        return ""
    try:
        parts = urlsplit(first)
        return first if parts.scheme.lower() in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""  # a broken IPv6 host


def doi_in(url: str) -> str:
    """Return the DOI that an address of doi.org leads to, or "": other addresses may hold more than a DOI."""
    return doi_of(url) if re.match(r"https?://(?:dx\.|www\.)?doi\.org/", url, re.IGNORECASE) else ""


def links_to(addresses: Iterable[str], doi: str, arxiv: str) -> tuple[Link, ...]:
    """Return links to a paper at addresses of the web, but for those that its identifiers lead to anyway."""
    urls = dict.fromkeys(filter(None, map(web_address, addresses)))
    links = (Link(rel=_rel(url), url=url) for url in urls)
    return tuple(link for link in links if link.rel == "pdf" or not _is_identifier(link.url, doi, arxiv))


def _is_identifier(url: str, doi: str, arxiv: str) -> bool:
    return bool((doi and doi_in(url) == doi) or (arxiv and arxiv_of(url) == arxiv))


def named_arxiv(text: str) -> str:
    """Return the arXiv identifier of a text that says that it is one: a bare number is the number of something."""
    return arxiv_of(text) if "arxiv" in text[:100].lower() else ""


def _rel(url: str) -> str:
    path = urlsplit(url).path.lower()
    return "pdf" if path.endswith(".pdf") or path.startswith("/pdf/") else "paper"


def is_arxiv(venue: str) -> bool:
    """Tell whether what stands for a venue is arXiv, which is none: `arXiv preprint arXiv:…`, `CoRR`."""
    return _ARXIV.match(venue) is not None


def is_preprint(venue: str) -> bool:
    """Tell whether what stands for a venue is a server of preprints."""
    return is_arxiv(venue) or _SERVERS.match(venue) is not None


def arxiv_in_venue(venue: str, volume: str = "") -> str:
    """Return the arXiv identifier that stands in a venue or, for `CoRR`, in its volume (`abs/1706.03762`), or ""."""
    if found := arxiv_of(venue):
        return found
    page = _ABSTRACT_PAGE.search(f"{venue} {volume}") if is_arxiv(venue) else None
    return arxiv_of(page[1].rstrip(".,;")) if page else ""
