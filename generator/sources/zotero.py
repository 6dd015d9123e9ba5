"""Reads rows of the CSV that Zotero exports.

Source: Zotero's translator `CSV.js` and the types of its `zotero-schema`, which also give the types of CSL for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.sources.authors import person
from generator.sources.csl import preprints_in, venue_of
from generator.sources.dates import agreed, date_of, day_of
from generator.sources.identifiers import arxiv_of, doi_of
from generator.sources.links import sort_out
from generator.sources.record import Author, Facts, Record
from generator.sources.values import Item, fields_of, one_line, plain, title_of

NO_PAPERS = frozenset({"attachment", "note", "annotation"})
"""Types of what hangs on an item and is none itself."""

_HEADER = {"Key", "Item Type", "Title"}
_KINDS = {
    "preprint": "article", "journalArticle": "article-journal", "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper", "bill": "bill", "book": "book", "bookSection": "chapter",
    "radioBroadcast": "broadcast", "tvBroadcast": "broadcast", "podcast": "song", "audioRecording": "song",
    "dataset": "dataset", "document": "document", "dictionaryEntry": "entry-dictionary", "artwork": "graphic",
    "encyclopediaArticle": "entry-encyclopedia", "hearing": "hearing", "interview": "interview", "case": "legal_case",
    "statute": "legislation", "manuscript": "manuscript", "map": "map", "film": "motion_picture",
    "videoRecording": "motion_picture", "conferencePaper": "paper-conference", "patent": "patent", "letter":
    "personal_communication", "email": "personal_communication", "instantMessage": "personal_communication",
    "forumPost": "post", "blogPost": "post-weblog", "report": "report", "computerProgram": "software",
    "presentation": "speech", "standard": "standard", "thesis": "thesis", "webpage": "webpage",
}  # fmt: skip
_VENUES = ("Publication Title", "Conference Name")


def is_header(names: Sequence[str]) -> bool:
    """Tell whether the names of columns are those of Zotero."""
    return set(names) >= _HEADER


def record(item: Item, source: str, position: int) -> Record | None:
    """Return a row of the table as a row of the source, or None if it has no title."""
    cells = {name: one_line(cell) for name, cell in fields_of(item.value).items()}
    title = title_of(cells.get("Title"))
    if not title:
        return None
    return Record(
        source=source,
        position=position,
        title=title,
        abstract=plain(cells.get("Abstract Note")),
        where=item.where,
        abstract_where=item.where,
        key=cells["Key"],
        facts=_facts(cells, item),
        listed=day_of(cells.get("Date Added", "")),
    )


def _facts(cells: dict[str, str], item: Item) -> Facts:
    found = sort_out((("paper", cells.get("Url", "")),))
    kind = _KINDS.get(cells.get("Item Type", ""), "")
    return Facts(
        kind=kind,
        authors=tuple(_authors(cells.get("Author", ""))),
        published=agreed(date_of(cells.get("Date", "")), cells.get("Publication Year", "")),
        venue=venue_of(kind, (title_of(cells.get(name)) for name in _VENUES), title_of(cells.get("Publisher"))),
        doi=doi_of(cells.get("DOI", "")) or found.doi,
        arxiv=_arxiv(cells, item) or found.arxiv,
        keywords=tuple(_keywords(cells)),
        links=found.links,
    )


def _authors(cell: str) -> Iterator[Author]:
    """Yield names `Family, Given; Family, Given`; one without a comma was one piece in Zotero too."""
    for name in cell.split(";"):
        family, _, given = (part.strip() for part in plain(name).partition(","))
        author = person(family, given)
        if author is not None:
            yield author


def _keywords(cells: dict[str, str]) -> Iterator[str]:
    words = (word for name in ("Manual Tags", "Automatic Tags") for word in cells.get(name, "").split(";"))
    yield from dict.fromkeys(filter(None, map(plain, words)))


def _arxiv(cells: dict[str, str], item: Item) -> str:
    extra = fields_of(item.value).get("Extra")
    series = next((cells[name] for name in ("Publisher", "Archive") if "arxiv" in cells.get(name, "").casefold()), "")
    places = (cells.get("DOI", ""), cells.get("Archive Location", "") if series else "", cells.get("Number", ""))
    return next(filter(None, map(arxiv_of, (*places, *preprints_in(extra)))), "")
