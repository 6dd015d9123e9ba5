"""Digests: new papers under the facet and the name of their first tag, as text, Markdown or HTML for an e-mail."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from ..catalog.model import Catalog, Listing, Paper
from ..insights.news import Group, grouped, new_in, new_since
from ..settings import Settings
from .escape import element, one_line
from .exports.formats import markdown_line, markdown_text
from .formatting import byline, count, day, listing_day, one_sentence

_UNTAGGED = "Without tags"
"""The heading of papers without tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestItem:
    """One paper of a digest. All texts are one line; `address` is empty if the address of the site is not known.

    `byline` names its authors, venue and year, as far as they are known.
    """

    title: str
    address: str
    summary: str
    byline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The new papers of one facet, grouped by tag; papers without tags are one group without a name."""

    title: str
    groups: tuple[tuple[str, tuple[DigestItem, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """New papers: `more` is the address of the full list on the site, `remark` a note to the reader about it."""

    title: str
    site: str
    lead: str
    sections: tuple[Section, ...]
    more: str = ""
    remark: str = ""

    @property
    def papers(self) -> int:
        """The number of new papers."""
        return sum(len(items) for section in self.sections for _, items in section.groups)


def digest_of_listing(catalog: Catalog, listing: Listing, settings: Settings) -> Digest:
    """Return a digest of the papers that a listing was the first to list."""
    papers = new_in(catalog, listing)
    shown = len({slug for _, slug in listing.papers})
    return Digest(
        title=one_line(f"New in {listing.title}"),
        site=one_line(settings.name),
        lead=f"{listing_day(listing)[:1].upper()}{listing_day(listing)[1:]}: {count_new(len(papers), shown)}.",
        sections=_sections(papers, catalog, settings),
        more=f"{settings.address}digests/{listing.slug}/" if settings.address else "",
    )


def digest_since(catalog: Catalog, since: date, settings: Settings) -> Digest:
    """Return a digest of the papers first listed on a day or later; the remark counts those without a known day."""
    papers = new_since(catalog, since)
    unknown = sum(paper.first_listed is None for paper in catalog.papers.values())
    remark = f"{count(unknown, 'paper')} of which no listing states a day may be new, too." if unknown else ""
    return Digest(
        title=f"New since {day(since)}",
        site=one_line(settings.name),
        lead=f"{count(len(papers), 'paper')} first listed on {day(since)} or later.",
        sections=_sections(papers, catalog, settings),
        more=settings.address,
        remark=remark,
    )


def count_new(new: int, shown: int) -> str:
    """Return how many papers of a listing are new, in words."""
    if new == shown:
        return f"{count(new, 'paper')}, all new" if new > 1 else f"{count(new, 'paper')}, new"
    return f"{new:,} of {count(shown, 'paper')} {'is' if new == 1 else 'are'} new"


def by_facet(papers: Iterable[Paper], catalog: Catalog) -> tuple[tuple[str, tuple[Group, ...]], ...]:
    """Return papers grouped by their first tag, under the titles of the facets of these tags."""
    groups = groupby(grouped(papers, catalog.vocabulary), key=lambda group: group.facet)
    return tuple((facet.title if facet else _UNTAGGED, tuple(of_facet)) for facet, of_facet in groups)


def _sections(papers: Iterable[Paper], catalog: Catalog, settings: Settings) -> tuple[Section, ...]:
    def items(group: Group) -> tuple[str, tuple[DigestItem, ...]]:
        name = one_line(group.tag.name) if group.tag else ""
        return name, tuple(_item(paper, settings) for paper in group.papers)

    facets = by_facet(papers, catalog)
    return tuple(Section(title=one_line(title), groups=tuple(map(items, groups))) for title, groups in facets)


def _item(paper: Paper, settings: Settings) -> DigestItem:
    return DigestItem(
        title=one_line(paper.title_plain),
        address=f"{settings.address}papers/{paper.slug}/" if settings.address else "",
        summary=one_line(one_sentence(paper)),
        byline=one_line(byline(paper.facts)),
    )


WIDTH = 72
"""The width of a line in characters; an address is never broken."""


def plain(digest: Digest) -> str:
    """Return a digest as plain text."""
    return "".join(f"{line}\n" for line in _plain_lines(digest))


def _plain_lines(digest: Digest) -> Iterator[str]:
    yield from (*_wrapped(digest.title), "=" * min(len(digest.title), WIDTH), "", *_wrapped(digest.lead))
    for section in digest.sections:
        yield from ("", *_wrapped(section.title), "-" * min(len(section.title), WIDTH))
        for name, items in section.groups:
            if name:
                yield from ("", *_wrapped(f"{name}:"))
            for item in items:
                yield from ("", *_plain_item(item))
    if digest.remark:
        yield from ("", *_wrapped(digest.remark))
    yield from ("", f"-- {digest.site}", *([digest.more] if digest.more else []))


def _plain_item(item: DigestItem) -> Iterator[str]:
    yield from _wrapped(item.title, "* ")
    if item.byline:
        yield from _wrapped(item.byline, "  ")
    if item.summary:
        yield from _wrapped(item.summary, "  ")
    if item.address:
        yield f"  {item.address}"


def _wrapped(text: str, before: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=before,
        subsequent_indent=" " * len(before),
        break_long_words=False,
        break_on_hyphens=False,
    )


def note(digest: Digest) -> str:
    """Return a digest as Markup, one line for each paper."""
    return "".join(f"{line}\n" for line in _note_lines(digest))


def _note_lines(digest: Digest) -> Iterator[str]:
    yield from (f"# {markdown_text(digest.title)}", "", markdown_line(markdown_text(digest.lead)))
    for section in digest.sections:
        yield from ("", f"## {markdown_text(section.title)}")
        for name, items in section.groups:
            if name:
                yield from ("", f"### {markdown_text(name)}")
            yield ""
            yield from map(_note_item, items)
    if digest.remark:
        yield from ("", markdown_line(markdown_text(digest.remark)))
    site = markdown_text(digest.site)
    yield from ("", f"From [{site}]({digest.more})" if digest.more else f"From {site}")


def _note_item(item: DigestItem) -> str:
    title = markdown_text(item.title)
    linked = f"[{title}]({item.address})" if item.address else f"**{title}**"
    byline = f" · {markdown_text(item.byline)}" if item.byline else ""
    return f"- {linked}{byline}" + (f": {markdown_text(item.summary)}" if item.summary else "")


LARGEST = 100_000
"""The largest size of an e-mail in bytes; Gmail shows only the beginning of more than 102 KB."""

_BODY = "margin:0 auto;padding:16px;max-width:40em;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif"
_TITLE = "margin:0 0 8px;font-size:26px;line-height:1.2"
_SECTION = "margin:32px 0 0;font-size:20px;line-height:1.3"
_GROUP = "margin:16px 0 8px;font-size:16px;line-height:1.3"
_ITEM = "margin:0 0 12px"
_FOOT = "margin:32px 0 0;font-size:14px"
_BREAK = Markup("<br>")
_HEAD = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    '<meta name="color-scheme" content="light dark"><style>:root{color-scheme:light dark}</style>'
)


def mail(digest: Digest) -> str:
    """Return a digest as an HTML document for an e-mail; papers that do not fit are left out and counted."""
    head, foot = _head(digest), _foot(digest)
    available = LARGEST - len(_document(digest, (*head, _left_out(digest, digest.papers), *foot)).encode())
    shown: list[Markup] = []
    for part in _parts(digest):
        available -= len(part.encode()) + 1
        if available < 0:
            break
        shown.append(part)
    missing = digest.papers - len(shown)
    return _document(digest, (*head, *shown, *((_left_out(digest, missing),) if missing else ()), *foot))


def _document(digest: Digest, body: Iterable[Markup]) -> str:
    title = element("title", f"{digest.site}: {digest.title}")
    inside = element("body", Markup("\n".join(("", *body, ""))), style=_BODY)
    return f'<!doctype html>\n<html lang="en"><head>{_HEAD}{title}</head>\n{inside}</html>\n'


def _parts(digest: Digest) -> Iterator[Markup]:
    """Yield the papers; the first one of a tag or a facet has the headings above it."""
    for section in digest.sections:
        above = element("h2", section.title, style=_SECTION)
        for name, items in section.groups:
            above = Markup(above + element("h3", name, style=_GROUP)) if name else above
            for item in items:
                yield Markup(above + _mail_item(item))
                above = Markup()


def _mail_item(item: DigestItem) -> Markup:
    title = element("a", item.title, href=item.address) if item.address else element("strong", item.title)
    byline = (_BREAK, element("small", item.byline)) if item.byline else ()
    return element("p", title, *byline, *((_BREAK, item.summary) if item.summary else ()), style=_ITEM)


def _head(digest: Digest) -> tuple[Markup, ...]:
    return (element("h1", digest.title, style=_TITLE), element("p", digest.lead, style="margin:0"))


def _foot(digest: Digest) -> tuple[Markup, ...]:
    remark = (element("p", digest.remark, style=_FOOT),) if digest.remark else ()
    site = element("a", digest.site, href=digest.more) if digest.more else digest.site
    return (*remark, element("p", "From ", site, style=_FOOT))


def _left_out(digest: Digest, number: int) -> Markup:
    reason = f"{count(number, 'more paper')} would make this message too long to be shown whole"
    where = (": ", element("a", "see all", href=digest.more), ".") if digest.more else (".",)
    return element("p", reason, *where, style=_FOOT)


FORMATS: Mapping[str, Callable[[Digest], str]] = {"html": mail, "markdown": note, "text": plain}
"""Every format by its name; a new one is a function and an entry here."""

ENDINGS: Mapping[str, str] = {".html": "html", ".htm": "html", ".md": "markdown", ".txt": "text"}
"""The format for each suffix of a file."""
