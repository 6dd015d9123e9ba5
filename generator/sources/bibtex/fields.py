"""What the fields of a BibTeX or biblatex entry say of a paper, whichever program wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ...text.repairs import title_text
from ...text.tex import plain_address, plain_text
from ..facts.authors import bibtex_names
from ..facts.dates import month_and_day
from ..facts.identifiers import arxiv_of, doi_of, published_of
from ..facts.links import PREPRINT, arxiv_in_venue, doi_in, is_arxiv, is_preprint, links_to, named_arxiv, prose
from ..model import Facts

Fields = Mapping[str, str]
"""The fields of one entry: names in small letters, values as TeX."""

_KINDS = {
    "article": "article-journal", "suppperiodical": "article-journal", "periodical": "periodical",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "incollection": "chapter", "inbook": "chapter", "bookinbook": "chapter", "suppbook": "chapter",
    "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "book": "book", "mvbook": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
    "mvproceedings": "book", "reference": "book", "mvreference": "book", "manual": "book", "booklet": "pamphlet",
    "phdthesis": "thesis", "mastersthesis": "thesis", "bachelorsthesis": "thesis", "thesis": "thesis",
    "techreport": "report", "report": "report", "unpublished": "manuscript",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "webpage": "webpage",
    "patent": "patent", "dataset": "dataset", "data": "dataset", "software": "software", "standard": "standard",
    "legislation": "legislation", "jurisdiction": "legal_case", "artwork": "graphic", "image": "graphic",
    "movie": "motion_picture", "video": "motion_picture", "audio": "song", "music": "song", "review": "review",
}  # fmt: skip
"""The type of CSL for each type of entry; `misc` and what is not known have none."""
_LOOSE = {"", "webpage", "manuscript", "report", "article-journal"}
"""What a preprint is called by programs that have no word for it."""
_PERIODICALS = {"magazine": "article-magazine", "newspaper": "article-newspaper"}
_VENUES = (
    "journal",
    "journaltitle",
    "booktitle",
    "howpublished",
    "school",
    "institution",
    "organization",
    "eventtitle",
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_PIECES = re.compile(r"[^\\{}]+|\\.?|[{}]", re.DOTALL)
_WORDS = ("keywords", "keyword", "mendeley-tags")


def added_of(fields: Fields) -> date | None:
    """Return the day on which this program added the entry, or None for an entry of another program."""
    text = fields.get("added", "").strip()
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def title_of(fields: Fields) -> str:
    """Return the title with its subtitle, or ""; that of an entry of this program is text without markup."""
    if added_of(fields):
        return " ".join(plain_text(fields.get("title", "")).split())
    title = title_text(plain_text(fields.get("title", "")))
    subtitle = title_text(plain_text(fields.get("subtitle", "")))
    between = " " if title.endswith((":", "?", "!", ".")) else ": "
    return between.join(filter(None, (title, subtitle)))


def abstract_of(fields: Fields) -> str:
    """Return the abstract on one line, or ""; that of an entry of this program is text without markup."""
    if added_of(fields):
        return " ".join(plain_text(fields.get("abstract", "")).split())
    return prose(plain_text(fields.get("abstract", "")))


def facts_of(kind: str, fields: Fields) -> Facts:
    """Return all else that an entry of a kind says."""
    venue = next(_venues(fields), "") if _KINDS.get(kind) != "book" else ""  # a book appears in nothing else
    doi = doi_of(plain_address(fields.get("doi", ""))) or doi_in(plain_address(fields.get("url", "")))
    arxiv = _arxiv(fields)
    addresses = [plain_address(fields.get(name, "")) for name in ("url", "howpublished", "pdf", "ee")]
    return Facts(
        kind=_kind(kind, fields, venue, arxiv),
        authors=bibtex_names(fields.get("author", "")),
        published=_published(fields),
        venue="" if is_arxiv(venue) else venue,
        doi=doi,
        arxiv=arxiv,
        keywords=tuple(dict.fromkeys(_keywords(fields))),
        links=links_to(addresses, doi, arxiv),
    )


def _venues(fields: Fields) -> Iterator[str]:
    for name in _VENUES:
        text = title_text(plain_text(fields.get(name, "")))
        if text and "://" not in text:
            yield text


def _kind(kind: str, fields: Fields, venue: str, arxiv: str) -> str:
    known = _PERIODICALS.get(fields.get("entrysubtype", "").lower(), "") or _KINDS.get(kind, "")
    if known in _LOOSE and (is_preprint(venue) or (arxiv and not venue)):
        return PREPRINT
    return known


def _arxiv(fields: Fields) -> str:
    archive = plain_text(fields.get("archiveprefix", "") or fields.get("eprinttype", "")).strip().lower()
    journal = plain_text(fields.get("journal", "") or fields.get("journaltitle", ""))
    eprint, note = plain_address(fields.get("eprint", "")), plain_text(fields.get("note", "")).strip()
    said = (
        arxiv_of(eprint) if archive in {"", "arxiv"} else "",
        arxiv_of(plain_address(fields.get("arxivid", "") or fields.get("arxiv", ""))),
        *(named_arxiv(plain_address(fields.get(name, ""))) for name in ("doi", "url", "number", "howpublished")),
        arxiv_in_venue(journal, plain_address(fields.get("volume", ""))),
        arxiv_of(note) if note.lower().startswith("arxiv") else "",
    )
    return next(filter(None, said), "")


def _published(fields: Fields) -> str:
    """Return when it was published: of a range the beginning, of a guess nothing."""
    if date := published_of(re.sub(r"[~?%]", "", plain_text(fields.get("date", "")).strip())):
        return date
    year = _YEAR.search(plain_text(fields.get("year", "")))
    if not year:
        return ""
    month, day = month_and_day(plain_text(fields.get("month", "").replace("~", " ")))
    return published_of("-".join(filter(None, (year[0], month, day or fields.get("day", "").strip("{} ")))))


def _keywords(fields: Fields) -> Iterable[str]:
    for name in _WORDS:
        words = fields.get(name, "")
        held = "".join(_held(words))
        for word in held.split(";" if ";" in held else ","):
            if shown := prose(plain_text(word.translate(_SHOWN))):
                yield shown


def _held(words: str) -> Iterator[str]:
    """Yield the pieces of a list of words, with what would part it hidden where it stands in braces."""
    depth = 0
    for piece in _PIECES.findall(words):
        depth = max(0, depth + (piece == "{") - (piece == "}"))
        yield piece.translate(_HIDDEN) if depth else piece


_HIDDEN = str.maketrans(",;", "\x01\x02")
_SHOWN = str.maketrans("\x01\x02", ",;")
