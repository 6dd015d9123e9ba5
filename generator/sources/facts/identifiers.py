"""Reads the identifiers of papers: DOIs and arXiv identifiers, in any form in which sources write them."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from .dates import LAST_DAYS

_WEB = re.compile(r"https?://", re.IGNORECASE)
_DOI = re.compile(r"(?:^|[/\s:=(<\[{\"])(10\.\d{4,9}(?:\.\d+)*\s?/\s?[^\s{}\\\"^`|]+)", re.IGNORECASE)
_NAMED_DOI = re.compile(r"\bdoi(?:\.org/|\s*[:=]?\s*(?=10\.|https?:))", re.IGNORECASE)
_ENCODED = re.compile(r"%3C.*%3E", re.IGNORECASE)
"""Angle brackets as addresses encode them, in the DOIs that have a pair of them (SICI)."""
_HOSTS = re.compile(r"https?://(?:[^/\s]*\.)?doi[.-][^/\s]*/", re.IGNORECASE)
_PUBLISHERS = re.compile(
    r"https?://[^/?#]+(?:/[^?#]*)?/doi/(?:[a-z]+/)*(?=10\.)"
    r"|https?://(?:link\.springer\.com|iopscience\.iop\.org|(?:www\.)?frontiersin\.org|(?:www\.)?(?:bio|med)rxiv\.org)"
    r"/(?:[a-z-]+/){1,3}(?=10(?:\.|%2E))"
    r"|https?://journals\.plos\.org/[^?#]*\?(?:[^#]*&)?id=(?=10\.)",
    re.IGNORECASE,
)
"""Addresses of publishers in which the DOI stands."""
_AFTER_DOI = re.compile(
    r"(?:/(?:full(?:\.(?:html?|pdf|tif))?|abstract|pdf|epdf|epub|meta|html|references|summary)|\.(?:full|abstract|pdf))+/?$"
    r"|/$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?<=\d)v\d+$")
_ARXIV_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_ARXIV_OLD = r"([a-z]+(?:-[a-z]+)*)(?:\.[A-Z]{2})?(/\d{2}(?:0[1-9]|1[0-2])\d{3})"
_ARXIV = re.compile(
    r"(?:^|(?:ar[x5]iv|alphaxiv)(?:\.labs\.arxiv)?\.org/(?:abs|pdf|html|list|format|ps|src|e-print|overview|papers)/"
    r"|huggingface\.co/papers/|scirate\.com/arxiv/|arxiv-vanity\.com/papers/"
    r"|arxiv(?:\.org)?(?:\s+(?:e-?prints?|preprint|identifier|id))?[:.,\s\[(]\s*(?:e-?prints?[:,]?\s*)?)"
    rf"(?:({_ARXIV_NEW})|{_ARXIV_OLD})(?:v\d+)?(?:\.pdf)?[/.]?(?=$|[\s,;?#\])}}>\"])",
    re.IGNORECASE,
)
_ARXIV_MONTH = re.compile(r"(?:[a-z-]+/)?(\d\d)(\d\d)", re.ASCII)
_SERIAL = re.compile(r"(?<![\w-])(?:\d-?){7,12}[\dXx](?![\w-])")
_FIRST_YEAR = 91  # arXiv began in 1991
_ARXIV_DOI = "10.48550/arxiv."


def doi_of(text: str) -> str:
    """Return the DOI that a text is or contains (`doi:10.…`, `https://doi.org/10.…`), bare and in lower case, or "".

    Percent-encoding is decoded in web addresses, elsewhere only if there is a pair of angle brackets: a bare DOI
    may contain a percent sign. DOIs of arXiv are left out, for they name the preprint: `arxiv_of` reads them.
    """
    text = html.unescape(text.strip()) if "&" in text else text.strip()
    if _HOSTS.match(text):
        text = re.split(r"[?#]", text, maxsplit=1)[0]
    text = _decoded(text) if _WEB.match(text) or _ENCODED.search(text) else text
    found = _DOI.search(text)
    doi = _trimmed("".join(found[1].split())).lower() if found else ""
    return "" if doi.startswith(_ARXIV_DOI) else doi


def _trimmed(doi: str) -> str:
    """Return a DOI without the punctuation around it, and without a closing bracket that nothing opens."""
    while doi:
        opening = {")": "(", "]": "[", ">": "<"}.get(doi[-1], "")
        if doi[-1] not in ".,;" and not (opening and doi.count(doi[-1]) > doi.count(opening)):
            break
        doi = doi[:-1]
    return doi


def named_doi(text: str) -> str:
    """Return the DOI of a text that calls it so (`doi: 10.…`, `https://doi.org/10.…`), or ""."""
    found = _NAMED_DOI.search(text)
    return doi_of(text[found.end() :].split(maxsplit=1)[0]) if found and text[found.end() :].strip() else ""


def doi_in_address(url: str) -> str:
    """Return the DOI in an address of doi.org or of a publisher that is known to write it there, or ""."""
    if _HOSTS.match(url):
        return doi_of(url)
    found = _PUBLISHERS.match(url)
    if not found:
        return ""
    doi = _AFTER_DOI.sub("", re.split(r"[?#&]", _decoded(url[found.end() :]), maxsplit=1)[0])
    return doi_of(_VERSION.sub("", doi) if "rxiv.org/" in found[0] else doi)


def _decoded(address: str) -> str:
    decoded = unquote(address)
    return decoded if decoded.isprintable() and "\ufffd" not in decoded else address  # else it was not encoded text


def serial_number(texts: Iterable[str], *digits: int) -> str:
    """Return the first number of so many digits in some texts, as it is written: an ISBN of 10 or 13, an ISSN of 8."""
    found = (number for text in texts for number in _SERIAL.findall(text))
    return next((number for number in found if len(number.replace("-", "")) in digits), "")


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


def arxiv_month(arxiv: str) -> str:
    """Return year and month of an arXiv identifier: `2303.07474` is of `2303`, March 2023; or ""."""
    found = _ARXIV_MONTH.match(arxiv)
    if not found or not 1 <= int(found[2]) <= len(LAST_DAYS):
        return ""
    return f"{int(found[1]) + (2000 if int(found[1]) < _FIRST_YEAR else 1900)}-{found[2]}"


def is_arxiv_date(arxiv: str, date: str) -> bool:
    """Return whether a date, which may be a year or a month, can be that of an arXiv identifier.

    An identifier contains year and month: `2303.07474` is of March 2023. On the last day of a month, arXiv may give
    identifiers of the next month.
    """
    month = arxiv_month(arxiv)
    if not month or not date:
        return False
    if len(date) == len("2024"):
        return month[:4] == date
    return 12 * (int(month[:4]) - int(date[:4])) + int(month[5:]) - int(date[5:7]) in {0, 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondDoi:
    """DOIs that a work may have beside that of its publication: those of a server, or of versions or copies.

    `pattern` is what they have after `10.`. `server` is the name of a server of first versions, or "" for versions of
    a publication and for archives of articles.
    """

    pattern: str
    server: str = ""


SECOND_DOIS = (
    # Journals with the prefix of bioRxiv and medRxiv have letters after it. Since 2025 they have one of their own.
    SecondDoi(pattern=r"1101/(?:\d{6}$|\d{4}\.\d{2}\.\d{2}\.)|64898/", server="bioRxiv"),
    SecondDoi(pattern=r"2139/ssrn\.", server="SSRN"),
    SecondDoi(pattern=r"21203/rs\.", server="Research Square"),
    SecondDoi(pattern=r"20944/preprints", server="Preprints.org"),
    SecondDoi(pattern=r"26434/chemrxiv", server="ChemRxiv"),
    SecondDoi(pattern=r"36227/techrxiv", server="TechRxiv"),
    SecondDoi(pattern=r"22541/essoar\.|1002/essoar\.", server="ESS Open Archive"),
    SecondDoi(pattern=r"22541/au\.", server="Authorea"),
    SecondDoi(pattern=r"31223/", server="EarthArXiv"),
    SecondDoi(pattern=r"31234/", server="PsyArXiv"),
    SecondDoi(pattern=r"31235/osf\.io", server="SocArXiv"),
    SecondDoi(pattern=r"31219/osf\.io|31222/osf\.io|31224/|35542/", server="OSF Preprints"),
    SecondDoi(pattern=r"48550/arxiv\.", server="arXiv"),
    SecondDoi(pattern=r"33774/", server="Cambridge Open Engage"),
    SecondDoi(pattern=r"7287/peerj\.preprints\.", server="PeerJ Preprints"),
    SecondDoi(pattern=r"2196/preprints\.", server="JMIR Preprints"),
    SecondDoi(pattern=r"1590/scielopreprints\.", server="SciELO Preprints"),
    SecondDoi(pattern=r"3386/[a-z]\d", server="NBER"),
    # Copernicus: `acp-2020-1`, `egusphere-2023-1`, and before 2016 `acpd-13-1-2013`. The names of four journals end in
    # d. Source: https://publications.copernicus.org/.
    SecondDoi(pattern=r"5194/(?:[a-z]+-\d{4}-\d+$|(?!(?:essd|esd|gmd|sd)-)[a-z]+d-\d+-)", server="Copernicus"),
    SecondDoi(pattern=r"14293/(?:s2199-1006\.1\.sor-\.pp|pr2199)", server="ScienceOpen"),
    SecondDoi(pattern=r"31124/advance\.", server="Advance"),
    SecondDoi(pattern=r"5281/zenodo\.", server="Zenodo"),
    SecondDoi(pattern=r"6084/m9\.figshare\.", server="figshare"),
    SecondDoi(pattern=r"13140/rg\.", server="ResearchGate"),
    # Versions have a number at the end; the DOIs of figures of eLife have three digits there.
    SecondDoi(pattern=r"7554/elife\.\d+\.\d{1,2}$"),
    SecondDoi(pattern=r"12688/[a-z0-9]+\.\d+\.\d+$"),  # F1000Research and the platforms of its kind
    SecondDoi(pattern=r"2307/"),  # JSTOR
)
"""The table of second DOIs.

Sources: the owner of a prefix is at https://api.crossref.org/prefixes/10.2307 or, for figshare, Zenodo, arXiv and
ResearchGate, at https://api.datacite.org/prefixes/10.6084; the DOIs that each gives show what follows the prefix.
"""

_SECOND = [(re.compile(rf"10\.(?:{one.pattern})"), one.server) for one in SECOND_DOIS]

_ANY_SECOND = re.compile("|".join(pattern.pattern for pattern, _ in _SECOND))


def is_second_doi(doi: str) -> bool:
    """Return whether a DOI, bare and in lower case, names a preprint, a version or a deposited copy."""
    return _ANY_SECOND.match(doi) is not None


def preprint_server(doi: str) -> str:
    """Return the server of first versions that gave a DOI, or ""."""
    if not is_second_doi(doi):
        return ""
    return next(server for pattern, server in _SECOND if pattern.match(doi))
