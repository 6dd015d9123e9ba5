"""`/llms.txt`: what there is on the site and where, in one short file for programs that read text.

Source: https://llmstxt.org/ (a title, a quotation that sums up, then lists of links; what stands under `Optional` may
be left out by a reader that has little room).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.pages.api_fields import TABLES
from generator.pages.api_schemas import FOLDER, INDEX
from generator.pages.commonmark import link, text
from generator.pages.escape import Markdown
from generator.pages.exports.files import LIBRARY
from generator.pages.guide import guide_pages
from generator.pages.listings import newest_listings, stated
from generator.pages.page import Page
from generator.pages.site import Site
from generator.pages.words import count, tagged_of

_Links = tuple[Markdown, ...]


def llms_pages(site: Site) -> Iterator[Page]:
    """Yield `/llms.txt`."""
    settings, catalog = site.settings, site.catalog
    yield site.text(
        "llms.txt",
        "llms",
        name=text(settings.name),
        description=text(settings.description),
        papers=text(count(len(catalog.papers), "paper")),
        tagged=text(", ".join(tagged_of(catalog.papers.values()))),
        listings=text(count(len(catalog.sources), "listing")),
        tags=text(count(len(catalog.vocabulary.tags), "tag")),
        sections=tuple((title, _links(site, found)) for title, found in _sections(site) if found),
    )


def _links(site: Site, found: Iterable[tuple[str, str, str]]) -> _Links:
    return tuple(_link(site, name, address, said) for name, address, said in found)


def _link(site: Site, name: str, address: str, said: str) -> Markdown:
    """Return a link; it leads to the site by its full address, if that is known."""
    return Markdown(link(name, f"{site.settings.address}{address}") + (f": {text(said)}" if said else ""))


def _sections(site: Site) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Yield each heading with `(name, address, description)` of what stands below it."""
    catalog, usage = site.catalog, site.known.usage
    yield "Data", list(_data())
    yield "Guide", guide_pages(site.guide)
    yield (
        "Tags",
        [
            (tag.name, f"tags/{tag.slug}/", f"{tag.description} {count(len(usage.within[tag.slug]), 'paper')}.".strip())
            for tag in catalog.vocabulary.tags.values()
        ],
    )
    yield "Reading paths", [(path.title, f"paths/{path.slug}/", path.description) for path in catalog.paths]
    yield (
        "Optional",
        [
            (source.title, f"listings/{source.slug}/", f"{count(source.rows, 'paper')}, {stated(source)}.")
            for source in newest_listings(site)
        ],
    )


def _data() -> Iterator[tuple[str, str, str]]:
    yield "index.json", f"{FOLDER}/{INDEX}.json", "The files of the catalogue, with the schema of each."
    yield "papers.ndjson", f"{FOLDER}/papers.ndjson", "Every paper, one a line of JSON."
    for name, (said, _) in TABLES.items():
        yield f"{name}.json", f"{FOLDER}/{name}.json", said
    yield "All papers in Markdown", f"{LIBRARY}.txt", "One list: titles, summaries and links, the newest first."
    yield "urls.txt", "urls.txt", "The address of every page, one a line."
