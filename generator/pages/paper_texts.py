"""Each paper as clean Markdown, at `/papers/<slug>.md`: for programs that read text, and for notes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.catalog.facts import identifiers
from generator.catalog.model import Appearance, Paper, Path, Source, Step
from generator.catalog.spans import find_spans
from generator.pages.commonmark import bare, link, running, text
from generator.pages.escape import Markdown
from generator.pages.exports.formats import FORMATS
from generator.pages.page import AS_IT_IS, Page
from generator.pages.site import Site
from generator.pages.words import one_sentence


def paper_texts(site: Site) -> Iterator[Page]:
    """Yield the Markdown of each paper."""
    on_paths: dict[str, list[Markdown]] = {}
    for path in site.catalog.paths:
        for number, step in enumerate(path.steps, 1):
            on_paths.setdefault(step.paper, []).append(_step(path, number, step))
    sources = {source.source: source for source in site.catalog.sources}
    entry = cache(lambda slug: _entry(site.catalog.papers[slug]))
    for paper in site.papers:
        related = tuple(entry(near.slug) for near in site.known.related.get(paper.slug, ()))
        yield _text(site, paper, on_paths.get(paper.slug, []), sources, related)


def paper_text(slug: str) -> str:
    """Return the address of a paper's Markdown, relative to the site."""
    return f"papers/{slug}.md"


def _text(
    site: Site, paper: Paper, on_paths: list[Markdown], sources: dict[str, Source], related: tuple[Markdown, ...]
) -> Page:
    tags, facts = site.catalog.vocabulary.tags, paper.facts
    return site.text(
        f"{paper_text(paper.slug)}{AS_IT_IS}",
        "paper-text",
        title=running(paper.heading),
        summary=text(paper.summary) if paper.summarized else "",
        authors=_listed([text(author.name) for author in facts.authors]),
        published=text(facts.date),
        first=text(facts.published) if facts.published != facts.date else "",
        venue=text(facts.venue),
        tags=_listed([link(tags[slug].name, f"../tags/{slug}/") for slug in paper.tags]),
        tagged=paper.tagged,
        page=link(f"papers/{paper.slug}/", f"{paper.slug}/"),
        abstract=running(paper.abstract),
        notes=tuple(text(part) for part in paper.note.split("\n\n") if part.strip()),
        links=tuple((text(one.rel), bare(one.url)) for one in paper.links),
        stops=tuple(on_paths),
        related=related,
        seen=tuple(_seen(sources[seen.source], seen) for seen in paper.appearances),
        citation=_citation(paper),
        files=_listed([link(one.name, f"{paper.slug}/cite.{one.suffix}") for one in FORMATS]),
    )


def _listed(parts: list[Markdown]) -> Markdown:
    return Markdown(", ".join(parts))


def _step(path: Path, number: int, step: Step) -> Markdown:
    note = f": {text(step.note)}" if step.note else ""
    return Markdown(f"{link(path.title, f'../paths/{path.slug}/')}, step {number} of {len(path.steps)}{note}")


def _entry(paper: Paper) -> Markdown:
    """Return a paper as it stands in the lists of others: its title, and what it does in one sentence."""
    sentence = running(find_spans(one_sentence(paper), links=False))
    return Markdown(link(paper.title_plain, f"{paper.slug}.md") + (f": {sentence}" if sentence else ""))


def _seen(source: Source, seen: Appearance) -> Markdown:
    listing = link(source.title, f"../listings/{source.slug}/")
    inferred = " (year inferred)" if source.inferred and seen.listed else ""
    day = f", {seen.listed.isoformat()}{inferred}" if seen.listed else ""
    return Markdown(f"{listing}, no. {seen.position} of {source.rows}{day}")


def _citation(paper: Paper) -> Markdown:
    """Return who wrote it, when, its title, its venue and its address, as far as they are known."""
    facts = paper.facts
    who = text(", ".join(author.name for author in facts.authors))
    when = f"({facts.year})" if facts.year else ""
    where = next(iter(identifiers(facts)), None)
    parts = (f"{who} {when}".strip(), text(paper.title_plain), text(facts.venue), bare(where.url) if where else "")
    *first, last = filter(None, parts)
    ended = (part if part.endswith((".", "?", "!")) else f"{part}." for part in first)
    return Markdown(" ".join((*ended, last)))
