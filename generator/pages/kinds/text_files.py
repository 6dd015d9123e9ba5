"""The Markdown of each paper and `/llms.txt`, whose source people and programs read.

The pages of the site escape every special character (`escape`), so that no extension of MkDocs interprets it; their
source is hard to read. Here a backslash precedes a character only where CommonMark or GitHub Flavored Markdown would
interpret it.

Source: https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from markupsafe import Markup

from ...catalog.model import Appearance, Paper
from ...sources.facts.links import identifier_links
from ...text.spans import Kind, Span, find_spans
from ..api.tables import FOLDER, INDEX, table_descriptions
from ..context import Context
from ..escape import one_line, quoted
from ..exports.export_files import WHOLE_LIBRARY
from ..exports.formats import FORMATS
from ..formatting import count, listing_day, one_sentence, tagged_of
from ..guide import guide_pages
from ..page import AS_IT_IS, Page
from ..views import ListingView, PaperView, StepView
from .listings import newest_listings

_MARKS = re.compile(
    r"""[\\`*\[\]$~_<&\#]             # a dollar begins mathematics; but not …
        (?<! (?<=[^\W_]) _ (?=[^\W_]) )  # between letters or digits
        (?<! < (?![A-Za-z/!?]) )         # what cannot be HTML or an address
        (?<! & (?!\#?\w+;) )             # what cannot be a character reference
        (?<! (?<=[^\W_]) \# )            # what cannot begin or end a heading
    """,
    re.VERBOSE,
)
_BEGINS = re.compile(r">|[-+](?=[\s-]|$)|\d+(?=[.)](?:\s|$))")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_NO_MATH = re.compile(r"`|\]\(")


@lru_cache(maxsize=8192)  # a title is also in the files of related papers, a tag in a hundred
def text(value: str) -> Markup:
    """Return text as one line of Markdown that shows exactly that text, at the start of a line or within one."""
    return Markup(_escaped_start(_escaped(one_line(value).strip())))


def text_of_spans(spans: Iterable[Span]) -> Markup:
    """Return a title or an abstract as one line of Markdown, with its links, and mathematics between dollars."""
    return Markup(_escaped_start("".join(map(_span, spans)).strip()))


def link(shown: str, target: str) -> Markup:
    """Return a link; `target` is an address, or a path relative to the file of the link."""
    return Markup(f"[{text(shown)}]({quoted(target)})")


def bare(url: str) -> Markup:
    """Return an address as a link to itself."""
    return Markup(f"<{quoted(url)}>")


def _escaped(line: str) -> str:
    return _MARKS.sub(r"\\\g<0>", line)


def _escaped_start(line: str) -> str:
    """Return a line with its start escaped, so that it is not a list item, quotation or rule."""
    start = _BEGINS.match(line)
    if not start:
        return line
    at = start.end() if start[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _span(span: Span) -> str:
    line = one_line(span.text)
    if span.kind is Kind.LINK:
        return bare(span.target) if span.target == line else link(line, span.target)
    if span.kind is Kind.MATH and line.startswith("$") and not _NO_MATH.search(line):
        return _HTML.sub("< ", line)  # TeX ignores the space, and with it Markdown sees no HTML
    return _escaped(line)


def paper_texts(context: Context) -> Iterator[Page]:
    """Yield the Markdown of each paper."""
    for view in context.views.values():
        path = f"{_paper_text(view.paper.slug)}{AS_IT_IS}"
        yield context.keyed(path, partial(_text, context, path, view), view)


def _paper_text(slug: str) -> str:
    """Return the address of a paper's Markdown, relative to the site."""
    return f"papers/{slug}.md"


def _text(context: Context, path: str, view: PaperView) -> Page:
    paper, tags = view.paper, context.catalog.vocabulary.tags
    facts = paper.facts
    first = facts.preprint.published if facts.preprint else facts.published
    return context.text(
        path,
        "paper-text",
        title=text_of_spans(paper.heading),
        summary=text(paper.summary) if paper.summarized else "",
        authors=_listed([text(author.name) for author in facts.authors]),
        published=text(facts.date),
        first=text(first) if first != facts.date else "",
        venue=text(facts.venue),
        tags=_listed([link(tags[slug].name, f"../tags/{slug}/") for slug in paper.tags]),
        tagged=paper.tagged,
        page=link(f"papers/{paper.slug}/", f"{paper.slug}/"),
        abstract=text_of_spans(paper.abstract),
        notes=tuple(text(part) for part in paper.note.split("\n\n") if part.strip()),
        links=tuple((text(one.rel), bare(one.url)) for one in paper.links),
        stops=tuple(map(_step, view.steps)),
        related=tuple(_entry(other.title_plain, other.slug, one_sentence(other)) for other, _ in view.related),
        seen=tuple(_seen(view.listings[seen.source], seen) for seen in paper.appearances),
        citation=_citation(paper),
        files=_listed([link(one.name, f"{paper.slug}/cite.{one.suffix}") for one in FORMATS if "papers" in one.scopes]),
    )


def _listed(parts: list[Markup]) -> Markup:
    return Markup(", ".join(parts))


def _step(step: StepView) -> Markup:
    note = f": {text(step.note)}" if step.note else ""
    return Markup(f"{link(step.title, f'../paths/{step.slug}/')}, step {step.number} of {step.steps}{note}")


@lru_cache(maxsize=8192)  # a paper is related to several
def _entry(title: str, slug: str, summary: str) -> Markup:
    """Return a paper for the lists of related papers: its title and a summary of one sentence."""
    sentence = text_of_spans(find_spans(summary, links=False))
    return Markup(f"{link(title, f'{slug}.md')}{f': {sentence}' if sentence else ''}")


def _seen(listing: ListingView, seen: Appearance) -> Markup:
    title = link(listing.title, f"../listings/{listing.slug}/")
    inferred = " (year inferred)" if listing.inferred and seen.listed else ""
    day = f", {seen.listed.isoformat()}{inferred}" if seen.listed else ""
    return Markup(f"{title}, no. {seen.position} of {listing.rows}{day}")


def _citation(paper: Paper) -> Markup:
    """Return the citation of a paper: authors, year, title, venue and address, as far as they are known."""
    facts = paper.facts
    authors = text(", ".join(author.name for author in facts.authors))
    year = f"({facts.year})" if facts.year else ""
    identifier = next(iter(identifier_links(facts)), None)
    parts = (
        f"{authors} {year}".strip(),
        text(paper.title_plain),
        text(facts.venue),
        bare(identifier.url) if identifier else "",
    )
    *first, last = filter(None, parts)
    ended = (part if part.endswith((".", "?", "!")) else f"{part}." for part in first)
    return Markup(" ".join((*ended, last)))


def llms_pages(context: Context) -> Iterator[Page]:
    """Yield `/llms.txt`."""
    settings, catalog = context.settings, context.catalog
    yield context.text(
        "llms.txt",
        "llms",
        name=text(settings.name),
        description=text(settings.description),
        papers=text(count(len(catalog.papers), "paper")),
        tagged=text(", ".join(tagged_of(catalog.papers.values()))),
        listings=text(count(len(catalog.listings), "listing")),
        tags=text(count(len(catalog.vocabulary.tags), "tag")),
        sections=tuple(
            (title, tuple(_link(context, *values) for values in links)) for title, links in _sections(context) if links
        ),
    )


def _link(context: Context, name: str, address: str, about: str) -> Markup:
    """Return a link with a description; its address is absolute if the address of the site is known."""
    return Markup(f"{link(name, f'{context.settings.address}{address}')}{f': {text(about)}' if about else ''}")


def _sections(context: Context) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield each heading with the `(name, address, description)` of the links below it."""
    catalog = context.catalog
    yield "Data", list(_data())
    yield "Guide", guide_pages(context.root / "docs" / "guide")
    tagged = ((tag, count(context.number_with(tag.slug), "paper")) for tag in catalog.vocabulary.tags.values())
    yield "Tags", [(tag.name, f"tags/{tag.slug}/", f"{tag.description} {papers}.".strip()) for tag, papers in tagged]
    yield "Reading paths", [(path.title, f"paths/{path.slug}/", path.description) for path in catalog.paths]
    listed = ((one, f"{count(one.rows, 'paper')}, {listing_day(one)}.") for one in newest_listings(context))
    yield "Optional", [(one.title, f"listings/{one.slug}/", about) for one, about in listed]


def _data() -> Iterator[tuple[str, str, str]]:
    yield "index.json", f"{FOLDER}/{INDEX}.json", "The files of the catalogue, with the schema of each."
    for name, about in table_descriptions().items():
        yield f"{name}.json", f"{FOLDER}/{name}.json", about
    yield "All papers in Markdown", f"{WHOLE_LIBRARY}.txt", "One list: titles, summaries and links, the newest first."
    yield "urls.txt", "urls.txt", "The address of every page, one a line."
