"""Sorts the web addresses of a paper into identifiers and links, makes links of identifiers, recognizes preprints."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from ...located.validate import is_web_address
from ...text.spans import trimmed_address
from ..model import Facts, Link
from .identifiers import arxiv_of, doi_in_address, doi_of

PREPRINT = "article"
"""The type of CSL 1.0.2 for a preprint."""

RELATIONS = {
    **dict.fromkeys(
        ("paper", "url", "paperurl", "link", "paperlink", "openreview", "doiurl", "landingpage", "html"), "paper"
    ),
    **dict.fromkeys(("pdf", "pdfurl", "pdflink", "openaccesspdf"), "pdf"),
    **dict.fromkeys(("code", "github", "repo", "repository", "codeurl", "githuburl", "codelink", "githubrepo"), "code"),
    **dict.fromkeys(("project", "projectpage", "website", "homepage", "projecturl", "webpage", "page"), "project"),
    **dict.fromkeys(("video", "youtube", "videourl", "talk"), "video"),
    **dict.fromkeys(("data", "dataset", "datasets"), "data"),
    **dict.fromkeys(("supp", "supplementary", "annex"), "supplement"),
    **{name: name for name in ("demo", "slides", "poster", "model", "models", "blog", "arxiv", "doi")},
}
"""The relation of the address in a field, by the plain name of the field."""

_UNCERTAIN_KINDS = {"", "webpage", "manuscript", "report", "article-journal"}
"""Names that programs without a type for preprints give to a preprint."""
_ARXIV = re.compile(r"(?:arxiv|corr|computing research repository)\b", re.IGNORECASE)
_SERVERS = re.compile(r"(?:\w*rxiv|ssrn|preprints)\b", re.IGNORECASE)
_ABSTRACT_PAGE = re.compile(r"\babs/(\S+)")
_OTHER_PAPER = re.compile(
    r"\b(?:extend\w*|supersede\w*|comments?|reply|repli\w+|respon\w+|correct\w*|erratum|based|see also|cf|compare\w*"
    r"|version of|follow\w*|companion|cited|cites)\b",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}/\S+")
_BETWEEN = re.compile(r"[,;|]\s*(?=https?://)|\s+")
_SHORT_DOI = re.compile(r"https?://doi\.org/10/[a-z0-9]{3,10}")
_SHOW_ARXIV = {"doi.org", "huggingface.co", "scirate.com", "ar5iv.org"}
_PDFS = (
    (re.compile(r"https?://(?:www\.)?aclanthology\.org/([\w.-]+?)/?"), r"https://aclanthology.org/\1.pdf"),
    (re.compile(r"https?://openreview\.net/forum\?id=([\w-]+)"), r"https://openreview.net/pdf?id=\1"),
)
"""Pages of papers, and the addresses of their PDFs."""
_NOT_IN_PATHS = re.compile(r"[#?%<>\"\s]")  # characters that end or break the path of an address


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedLinks:
    """Links of a paper, and the identifiers that some addresses contain."""

    links: tuple[Link, ...]
    doi: str
    arxiv: str


def sort_out(given: Iterable[tuple[str, str]], doi: str = "", arxiv: str = "") -> SortedLinks:
    """Return the addresses of texts as links, each once, and the first identifier of each kind that is not given.

    A text is given with the relation of its addresses: it is an address, or has some. Addresses that say no more than
    an identifier are no links.
    """
    rels: dict[str, str] = {}
    for rel, text in given:
        for url in _addresses(text):
            rels.setdefault(url, rel)
    doi = doi or next(filter(None, map(doi_in_address, rels)), "")
    arxiv = arxiv or next(filter(None, map(_arxiv_in_address, rels)), "")
    links = (
        Link(rel="pdf" if _is_pdf(url) and rel == "paper" else rel, url=url)
        for url, rel in rels.items()
        if _is_pdf(url) or not _is_identifier(url, doi, arxiv)
    )
    return SortedLinks(links=tuple(links), doi=doi, arxiv=arxiv)


def _addresses(text: str) -> Iterator[str]:
    """Yield the web addresses of a text; only a text that is one needs no scheme."""
    if _BARE.fullmatch(text):
        text = f"https://{text}"
    for piece in _BETWEEN.split(text):
        address = piece.strip("<>\"'")
        if piece != text:
            address = trimmed_address(address.lstrip("(["))
        if address.startswith("www."):
            address = f"https://{address}"
        if "://" in address and is_web_address(address):
            yield address


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("dx.").removeprefix("export.")


def _arxiv_in_address(url: str) -> str:
    return arxiv_of(url) if "xiv" in _host(url) or _host(url) in _SHOW_ARXIV else ""


def _is_pdf(url: str) -> bool:
    path = urlsplit(url).path.lower()
    return path.endswith(".pdf") or path.startswith("/pdf/")


def _is_identifier(url: str, doi: str, arxiv: str) -> bool:
    host = _host(url)
    is_doi = host == "doi.org" and bool(doi) and (doi_of(url) == doi or _SHORT_DOI.fullmatch(url) is not None)
    return is_doi or (host in {"arxiv.org", "doi.org"} and bool(arxiv) and arxiv_of(url) == arxiv)


def identifier_links(facts: Facts) -> tuple[Link, ...]:
    """Return the links of a paper's DOI and of its arXiv identifier, as far as they are known."""
    path = _NOT_IN_PATHS.sub(lambda found: quote(found[0]), facts.doi)
    doi = (Link(rel="doi", url=f"https://doi.org/{path}"),) if facts.doi else ()
    arxiv = (Link(rel="arxiv", url=f"https://arxiv.org/abs/{facts.arxiv}"),) if facts.arxiv else ()
    return (*doi, *arxiv)


def pdf_link(facts: Facts, links: Iterable[Link]) -> Link | None:
    """Return the link to the PDF of a paper: one of its own, or that of its page or of arXiv, or None."""
    links = tuple(links)
    stated = next((one.url for one in links if one.rel == "pdf" or _is_pdf(one.url)), "")
    known = (found.expand(pdf) for one in links for page, pdf in _PDFS if (found := page.fullmatch(one.url)))
    url = stated or next(known, "") or (facts.arxiv and f"https://arxiv.org/pdf/{facts.arxiv}")
    return Link(rel="pdf", url=url) if url else None


def named_arxiv(text: str) -> str:
    """Return the arXiv identifier of a text that names arXiv, or "": a bare number may be any number."""
    return arxiv_of(text) if re.search("[rh]a?[x5]iv|huggingface|scirate", text[:300], re.IGNORECASE) else ""


def noted_arxiv(note: str) -> str:
    """Return the arXiv identifier of a note, or "" if the note may be about another paper (`extends arXiv:…`)."""
    return "" if _OTHER_PAPER.search(note) else named_arxiv(note)


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
