"""Compares two libraries and their pages, and describes the differences in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ..catalog.model import Catalog, Vocabulary
from ..pages.escape import escape
from ..pages.formatting import count
from ..pages.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class NameChanges:
    """Names that are new, gone, changed in meaning, or renamed (pairs of old and new), each sorted."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


def compare_pages(before: Iterable[Page], after: Iterable[Page]) -> NameChanges:
    """Return the addresses that are new, gone, or have other content."""
    return _changes(_contents(before), _contents(after))


def _contents(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the content of each address without cards, which repeat the content of a page."""
    return {page.address: page.data for page in pages if not page.path.endswith("card.png")}


def _changes(
    before: Mapping[str, object], after: Mapping[str, object], renamed: Mapping[str, str] = MappingProxyType({})
) -> NameChanges:
    """Compare two tables of names and their meanings, with the new names of those that were renamed."""
    older = {renamed.get(name, name): meaning for name, meaning in before.items()}
    return NameChanges(
        new=tuple(sorted(after.keys() - older.keys())),
        gone=tuple(sorted(older.keys() - after.keys())),
        changed=tuple(sorted(name for name in older.keys() & after.keys() if older[name] != after[name])),
        renamed=tuple(sorted(renamed.items())),
    )


def _renamed_papers(before: Catalog, after: Catalog) -> dict[str, str]:
    """Return the new slug of each paper that has another slug now, found by the rows of listings."""
    rows = {(seen.source, seen.position): paper.slug for paper in after.papers.values() for seen in paper.appearances}
    renamed: dict[str, str] = {}
    for paper in before.papers.values():
        by_row = filter(None, (rows.get((seen.source, seen.position)) for seen in paper.appearances))
        now = next(by_row, None)
        if paper.slug not in after.papers and now is not None and now not in before.papers:
            renamed[paper.slug] = now
    return renamed


def _renamed_tags(before: Vocabulary, after: Vocabulary) -> dict[str, str]:
    """Return the new slug of each tag that was renamed, by its field `formerly`."""
    return {
        old: tag.slug
        for tag in after.tags.values()
        for old in tag.formerly
        if old in before.tags and old not in after.tags and tag.slug not in before.tags
    }


def _papers(catalog: Catalog) -> dict[str, object]:
    return {
        paper.slug: (
            paper.summary if paper.summarized else "",
            *(paper.note, paper.links, paper.title, paper.abstract_source),
        )
        for paper in catalog.papers.values()
    }


def _tags(catalog: Catalog) -> dict[str, object]:
    return {
        tag.slug: (tag.name, tag.description, tag.facet, tag.aliases, tag.broader, tag.match)
        for tag in catalog.vocabulary.tags.values()
    }


def _listed(catalog: Catalog) -> dict[str, object]:
    return {listing.source: listing.papers for listing in catalog.listings}


def _paths(catalog: Catalog) -> dict[str, object]:
    return {path.slug: (path.title, path.description, path.steps) for path in catalog.paths}


_Retagged = tuple[str, list[str], list[str]]
"""A paper whose tags changed, by its present slug, with the tags that were added and removed."""


def _retagged(
    before: Catalog, after: Catalog, papers: Mapping[str, str], tags: Mapping[str, str]
) -> Iterator[_Retagged]:
    """Yield the papers with other tags; `papers` and `tags` have the new slugs of those that were renamed."""
    older = {papers.get(slug, slug): paper.tags for slug, paper in before.papers.items()}
    for slug, paper in after.papers.items():
        had = [tags.get(tag, tag) for tag in older.get(slug, ())]
        added, removed = [tag for tag in paper.tags if tag not in had], [tag for tag in had if tag not in paper.tags]
        if added or removed:
            yield slug, added, removed


_MOST = 20
"""How many papers or addresses are named; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A change in words: one sentence, and lists with a heading each."""

    sentence: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]


def summarize(before: Catalog, after: Catalog, pages: NameChanges | None) -> Summary:
    """Return a summary of a change of the library and, if `pages` is given, of its pages.

    A tag or paper that was renamed is neither new nor gone.
    """
    papers, tags = _renamed_papers(before, after), _renamed_tags(before.vocabulary, after.vocabulary)
    retagged = tuple(_retagged(before, after, papers, tags))
    parts = [
        *_tagging(retagged),
        *_named("tag", _changes(_tags(before), _tags(after), tags)),
        *_named("paper", _changes(_papers(before), _papers(after), papers)),
        *_listings(before, after),
        *_named("path", _changes(_paths(before), _paths(after))),
    ]
    sentence = f"This change {_joined(parts)}." if parts else "This change does not alter the library."
    shown = tuple(
        " ".join([f"{paper}:", *(f"+{tag}" for tag in added), *(f"-{tag}" for tag in removed)])
        for paper, added, removed in retagged
    )
    lists = [("Papers with other tags", shown)] if shown else []
    if pages is not None:
        counts = f"Pages: {len(pages.new):,} new, {len(pages.gone):,} gone, {len(pages.changed):,} changed"
        addresses = _addresses(pages)
        lists.append((counts if addresses else "No page changes", addresses))
    return Summary(sentence=sentence, lists=tuple(lists))


def _as_text(summary: Summary) -> str:
    lines = [summary.sentence]
    for heading, items in summary.lists:
        lines += ["", f"{heading}{':' if items else '.'}", *(f"  {item}" for item in _first(items))]
    return "\n".join([*lines, ""])


def _as_markdown(summary: Summary) -> str:
    """Return Markdown in which names are text, whatever they hold."""
    lines: list[str] = [escape(summary.sentence)]
    for heading, items in summary.lists:
        lines += ["", f"**{escape(heading)}**", "", *(f"- {escape(item)}" for item in _first(items))]
    return "\n".join([*lines, ""])


STYLES: dict[str, Callable[[Summary], str]] = {"text": _as_text, "markdown": _as_markdown}
"""How a summary is written, by the value of `--format`."""


def _listings(before: Catalog, after: Catalog) -> Iterator[str]:
    older, newer = ({listing.source: listing for listing in catalog.listings} for catalog in (before, after))
    found = _changes(_listed(before), _listed(after))
    for verb, names, listings in (("brings", found.new, newer), ("drops", found.gone, older)):
        for name in names:
            yield f"{verb} the listing {name} with {count(listings[name].rows, 'row')}"
    if found.changed:
        yield f"gives {_counted(found.changed, 'listing')} other papers"


def _tagging(retagged: Sequence[_Retagged]) -> Iterator[str]:
    for verb, to, tags in (
        ("adds", "to", [added for _, added, _ in retagged if added]),
        ("removes", "from", [removed for _, _, removed in retagged if removed]),
    ):
        if tags:
            yield f"{verb} {count(sum(map(len, tags)), 'tag')} {to} {count(len(tags), 'paper')}"


def _named(noun: str, found: NameChanges) -> Iterator[str]:
    if found.new:
        yield f"brings {_counted(found.new, noun, 'new ')}"
    if found.gone:
        yield f"drops {_counted(found.gone, noun)}"
    for old, new in found.renamed[:_MOST]:
        yield f"renames the {noun} {old} to {new}"
    if found.changed:
        yield f"changes {_counted(found.changed, noun)}"


def _counted(found: Sequence[str], noun: str, new: str = "") -> str:
    """Return one name with its noun, or a number with the first three names: `the tag x`, `4 tags (a, b, c …)`."""
    if len(found) == 1:
        return f"the {new}{noun} {found[0]}"
    some = 3
    return f"{count(len(found), new + noun)} ({', '.join(found[:some])}{' …' if len(found) > some else ''})"


def _addresses(pages: NameChanges) -> tuple[str, ...]:
    """Return the addresses, those that visitors see before data for programs."""
    marked = [
        (mark, address)
        for mark, addresses in (("+", pages.new), ("-", pages.gone), ("~", pages.changed))
        for address in addresses
    ]
    marked.sort(key=lambda pair: (not pair[1].endswith("/"), "+-~".index(pair[0]), pair[1]))
    return tuple(f"{mark} {address}" for mark, address in marked)


def _first(items: Sequence[str]) -> list[str]:
    more = len(items) - _MOST
    return [*items[:_MOST], *([f"and {more:,} more"] if more > 0 else [])]


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
