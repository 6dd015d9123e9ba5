"""Compares two libraries and their pages, and describes the differences in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from ..catalog.model import Catalog, Paper, Vocabulary
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Retagged:
    """A paper whose tags changed, with the tags that were added and removed."""

    paper: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The difference between an older library and a newer one; papers are named by their present slug.

    `papers.changed` are those whose summary, note, links, title or abstract changed. `rows` counts the
    rows of each listing.
    """

    papers: NameChanges
    tags: NameChanges
    listings: NameChanges
    paths: NameChanges
    retagged: tuple[Retagged, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)


def compare(before: Catalog, after: Catalog) -> Difference:
    """Return the difference between two catalogs; a tag or paper that was renamed is neither new nor gone."""
    papers = _renamed_papers(before, after)
    tags = _renamed_tags(before.vocabulary, after.vocabulary)
    older = {papers.get(slug, slug): paper for slug, paper in before.papers.items()}
    retagged = (_retagged(older.get(slug), paper, tags) for slug, paper in after.papers.items())
    return Difference(
        papers=_changes(_papers(before), _papers(after), papers),
        tags=_changes(_tags(before), _tags(after), tags),
        listings=_changes(_listings(before), _listings(after)),
        paths=_changes(_paths(before), _paths(after)),
        retagged=tuple(one for one in retagged if one.added or one.removed),
        rows={source.source: source.rows for source in (*before.sources, *after.sources)},
    )


def compare_pages(before: Iterable[Page], after: Iterable[Page]) -> NameChanges:
    """Return the addresses that are new, gone, or have other content."""
    return _changes(_contents(before), _contents(after))


def _contents(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the content of each address without drawings, which repeat the content of a page."""
    return {page.address: page.data for page in pages if page.drawing is None}


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


def _listings(catalog: Catalog) -> dict[str, object]:
    return {source.source: source.papers for source in catalog.sources}


def _paths(catalog: Catalog) -> dict[str, object]:
    return {path.slug: (path.title, path.description, path.steps) for path in catalog.paths}


def _retagged(before: Paper | None, after: Paper, renamed: Mapping[str, str]) -> Retagged:
    had = tuple(renamed.get(tag, tag) for tag in before.tags) if before else ()
    return Retagged(
        paper=after.slug,
        added=tuple(tag for tag in after.tags if tag not in had),
        removed=tuple(tag for tag in had if tag not in after.tags),
    )


_MOST = 20
"""How many papers or addresses are named; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A change in words: one sentence, and lists with a heading each."""

    sentence: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]


def summarize(difference: Difference, pages: NameChanges | None) -> Summary:
    """Return a summary of a change of the library and, if `pages` is given, of its pages."""
    parts = list(_parts(difference))
    sentence = f"This change {_joined(parts)}." if parts else "This change leaves the library as it is."
    papers = tuple(
        " ".join([one.paper + ":", *(f"+{tag}" for tag in one.added), *(f"-{tag}" for tag in one.removed)])
        for one in difference.retagged
    )
    lists = [("Papers with other tags", papers)] if papers else []
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


def _parts(difference: Difference) -> Iterator[str]:
    yield from _tagging(difference)
    yield from _named("tag", difference.tags)
    yield from _named("paper", difference.papers)
    for verb, sources in (("brings", difference.listings.new), ("drops", difference.listings.gone)):
        for source in sources:
            yield f"{verb} the listing {source} with {count(difference.rows[source], 'row')}"
    if difference.listings.changed:
        yield f"gives {_counted(difference.listings.changed, 'listing')} other papers"
    yield from _named("path", difference.paths)


def _tagging(difference: Difference) -> Iterator[str]:
    for verb, to, tags in (
        ("adds", "to", [one.added for one in difference.retagged if one.added]),
        ("removes", "from", [one.removed for one in difference.retagged if one.removed]),
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
