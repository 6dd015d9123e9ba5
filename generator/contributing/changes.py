"""Compares two libraries and their pages, and describes the differences in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..catalog.model import Catalog, Paper, ReadingPath, Tag, Vocabulary
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
    same = _same_papers(before, after)
    renamed = _renamed_tags(before.vocabulary, after.vocabulary)
    older = {new: before.papers[old] for old, new in same.items()}
    retagged = (_retagged(older.get(slug), paper, renamed) for slug, paper in after.papers.items())
    rows = {source.source: source.rows for source in (*before.sources, *after.sources)}
    return Difference(
        papers=NameChanges(
            new=tuple(sorted(after.papers.keys() - older.keys())),
            gone=tuple(sorted(before.papers.keys() - same.keys())),
            changed=tuple(
                sorted(new for new, old in older.items() if _statements(old) != _statements(after.papers[new]))
            ),
            renamed=tuple(sorted((old, new) for old, new in same.items() if old != new)),
        ),
        tags=_tags(before.vocabulary, after.vocabulary, renamed),
        listings=_names(
            {one.source: one.papers for one in before.sources}, {one.source: one.papers for one in after.sources}
        ),
        paths=_names(
            {path.slug: _steps(path) for path in before.paths}, {path.slug: _steps(path) for path in after.paths}
        ),
        retagged=tuple(one for one in retagged if one.added or one.removed),
        rows=rows,
    )


def compare_pages(before: Iterable[Page], after: Iterable[Page]) -> NameChanges:
    """Return the addresses that are new, gone, or have other content."""
    return _names(_contents(before), _contents(after))


def _contents(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the content of each address without drawings, which repeat the content of a page."""
    return {page.address: page.data for page in pages if page.drawing is None}


def _names(before: Mapping[str, object], after: Mapping[str, object]) -> NameChanges:
    """Return the names that only one of two tables has, and those with different values."""
    return NameChanges(
        new=tuple(sorted(after.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(name for name in before.keys() & after.keys() if before[name] != after[name])),
    )


def _same_papers(before: Catalog, after: Catalog) -> dict[str, str]:
    """Return the present slug of each earlier paper that is still there: the same slug, or that of one of its rows."""
    rows = {(seen.source, seen.position): paper.slug for paper in after.papers.values() for seen in paper.appearances}
    found: dict[str, str] = {}
    for paper in before.papers.values():
        by_row = (rows.get((seen.source, seen.position)) for seen in paper.appearances)
        now = paper.slug if paper.slug in after.papers else next(filter(None, by_row), None)
        if now is not None and (now == paper.slug or now not in before.papers):
            found[paper.slug] = now
    return found


def _renamed_tags(before: Vocabulary, after: Vocabulary) -> dict[str, str]:
    """Return the new slug of each tag that says it was renamed."""
    return {
        old: tag.slug
        for tag in after.tags.values()
        for old in tag.formerly
        if old in before.tags and old not in after.tags and tag.slug not in before.tags
    }


def _tags(before: Vocabulary, after: Vocabulary, renamed: Mapping[str, str]) -> NameChanges:
    plain = _names(
        {slug: _meaning(tag) for slug, tag in before.tags.items()},
        {slug: _meaning(tag) for slug, tag in after.tags.items()},
    )
    return NameChanges(
        new=tuple(slug for slug in plain.new if slug not in renamed.values()),
        gone=tuple(slug for slug in plain.gone if slug not in renamed),
        changed=plain.changed,
        renamed=tuple(sorted(renamed.items())),
    )


def _meaning(tag: Tag) -> tuple[object, ...]:
    return (tag.name, tag.description, tag.facet, tag.aliases, tag.broader, tag.match)


def _retagged(before: Paper | None, after: Paper, renamed: Mapping[str, str]) -> Retagged:
    had = tuple(renamed.get(tag, tag) for tag in before.tags) if before else ()
    return Retagged(
        paper=after.slug,
        added=tuple(tag for tag in after.tags if tag not in had),
        removed=tuple(tag for tag in had if tag not in after.tags),
    )


def _statements(paper: Paper) -> tuple[object, ...]:
    return (paper.summary if paper.summarized else "", paper.note, paper.links, paper.title, paper.abstract_source)


def _steps(path: ReadingPath) -> tuple[object, ...]:
    return (path.title, path.description, path.steps)


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
        lists.append((_page_counts(pages), _addresses(pages)))
    return Summary(sentence=sentence, lists=tuple(lists))


def _as_text(summary: Summary) -> str:
    lines = [summary.sentence]
    for heading, items in summary.lists:
        lines += ["", f"{heading}{':' if items else '.'}", *(f"  {item}" for item in _first(items))]
    return "".join(f"{line}\n" for line in lines)


def _as_markdown(summary: Summary) -> str:
    """Return Markdown in which names are text, whatever they hold."""
    lines: list[str] = [escape(summary.sentence)]
    for heading, items in summary.lists:
        lines += ["", f"**{escape(heading)}**", "", *(f"- {escape(item)}" for item in _first(items))]
    return "".join(f"{line}\n" for line in lines)


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
        yield f"changes what is said of {_counted(found.changed, noun)}"


def _counted(found: Sequence[str], noun: str, new: str = "") -> str:
    """Return one name with its noun, or a number with the first three names: `the tag x`, `4 tags (a, b, c …)`."""
    if len(found) == 1:
        return f"the {new}{noun} {found[0]}"
    some = 3
    return f"{count(len(found), new + noun)} ({', '.join(found[:some])}{' …' if len(found) > some else ''})"


def _page_counts(pages: NameChanges) -> str:
    if pages == NameChanges():
        return "No page changes"
    return f"Pages: {len(pages.new):,} new, {len(pages.gone):,} gone, {len(pages.changed):,} changed"


def _addresses(pages: NameChanges) -> tuple[str, ...]:
    """Return the addresses, those that visitors see before data for programs."""
    marked = [*(("+", at) for at in pages.new), *(("-", at) for at in pages.gone), *(("~", at) for at in pages.changed)]
    marked.sort(key=lambda pair: (not pair[1].endswith("/"), "+-~".index(pair[0]), pair[1]))
    return tuple(f"{mark} {address}" for mark, address in marked)


def _first(items: Sequence[str]) -> list[str]:
    more = len(items) - _MOST
    return [*items[:_MOST], *([f"and {more:,} more"] if more > 0 else [])]


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]
