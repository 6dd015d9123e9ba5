"""Reads the identifiers of papers: DOIs and arXiv identifiers, in any form in which sources write them."""

import re
from urllib.parse import unquote

_WEB = re.compile(r"https?://", re.IGNORECASE)
_DOI = re.compile(r"(?:^|[/\s:=])(10\.\d{4,9}(?:\.\d+)*/[^\s{}\\\"^`|]+)", re.IGNORECASE)
_ARXIV_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_ARXIV_OLD = r"([a-z]+(?:-[a-z]+)*)(?:\.[A-Z]{2})?(/\d{2}(?:0[1-9]|1[0-2])\d{3})"
_ARXIV = re.compile(
    r"(?:^|arxiv\.org/(?:abs|pdf|html|list)/|arxiv[:.]\s*)"
    rf"(?:({_ARXIV_NEW})|{_ARXIV_OLD})(?:v\d+)?(?:\.pdf)?[/.]?(?=$|[\s,;?#\])])",
    re.IGNORECASE,
)
_ARXIV_MONTH = re.compile(r"(?:[a-z-]+/)?(\d\d)(\d\d)", re.ASCII)
_FIRST_YEAR = 91  # arXiv began in 1991
_ARXIV_DOI = "10.48550/arxiv."


def doi_of(text: str) -> str:
    """Return the DOI that a text is or contains (`doi:10.…`, `https://doi.org/10.…`), bare and in lower case, or "".

    Percent-encoding is decoded in web addresses only: a bare DOI may contain a percent sign. DOIs of arXiv are left
    out, for they name the preprint: `arxiv_of` reads them.
    """
    text = text.strip()
    found = _DOI.search(_decoded(text) if _WEB.match(text) else text)
    doi = found[1].rstrip(".,;").lower() if found else ""
    return "" if doi.startswith(_ARXIV_DOI) else doi


def _decoded(address: str) -> str:
    decoded = unquote(address)
    return decoded if decoded.isprintable() and "\ufffd" not in decoded else address  # else it was not encoded text


def arxiv_of(text: str) -> str:
    """Return the arXiv identifier that a text is or contains, without its version, or "".

    It may be of the new or the old scheme (`2301.00001`, `hep-th/9901001`): alone, after `arXiv:`, in an address of
    arXiv, or in a DOI of arXiv. The subject class of the old scheme is left out: `math.GT/0309136` is `math/0309136`.
    Source: https://info.arxiv.org/help/arxiv_identifier.html.
    """
    found = _ARXIV.search(text.strip())
    if not found:
        return ""
    return found[1] or found[2].lower() + found[3]


def is_arxiv_date(arxiv: str, date: str) -> bool:
    """Return whether a date, which may be a year or a month, can be that of an arXiv identifier.

    An identifier contains year and month: `2303.07474` is of March 2023. On the last day of a month, arXiv may give
    identifiers of the next month.
    """
    found = _ARXIV_MONTH.match(arxiv)
    if not found or not date:
        return False
    month = 12 * (int(found[1]) + (2000 if int(found[1]) < _FIRST_YEAR else 1900)) + int(found[2]) - 1
    year, number = int(date[:4]), int(date[5:7] or 0)
    return month - (12 * year + number - 1) in {0, 1} if number else month // 12 == year


_PREPRINT = re.compile(
    r"10\.(?:"
    r"1101/(?:\d{6}$|\d{4}\.\d{2}\.\d{2}\.)"  # bioRxiv and medRxiv; journals with the same prefix have letters after it
    r"|64898/"  # bioRxiv and medRxiv since 2025
    r"|2139/ssrn\."  # SSRN
    r"|21203/rs\."  # Research Square
    r"|20944/preprints"  # Preprints.org
    r"|26434/chemrxiv"  # ChemRxiv
    r"|36227/techrxiv"  # TechRxiv
    r"|22541/(?:au|essoar)\."  # Authorea, ESS Open Archive
    r"|1002/essoar\."  # ESS Open Archive, earlier
    r"|31219/osf\.io|31222/osf\.io|31223/|31224/|31234/|31235/osf\.io"  # OSF and the archives that it hosts
    r"|5281/zenodo\."  # Zenodo
    r"|48550/arxiv\."  # arXiv
    r")"
)
"""Prefixes of preprint servers and of archives of copies, as their DOIs show them."""


def is_preprint(doi: str) -> bool:
    """Return whether a DOI, bare and in lower case, names a preprint or a deposited copy."""
    return _PREPRINT.match(doi) is not None
