"""What differs between two libraries: papers, tags, listings, paths, and the pages made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.catalog.model import Catalog, Paper, Path, Tag, Vocabulary
from generator.pages.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names that came, went, stayed and mean something else, or became others (pairs of old and new), each sorted."""

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retagged:
    """A paper whose tags changed: those it got and those it lost."""

    paper: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What lies between an older library and a newer one; papers go by the address they have now.

    `papers.changed` are those of which the curator says something else than before, tags apart. `rows` counts the
    rows of each listing that is new or gone.
    """

    papers: Names
    tags: Names
    listings: Names
    paths: Names
    retagged: tuple[Retagged, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_none(self) -> bool:
        """Whether the two libraries say the same."""
        return not self.retagged and all(
            names == Names() for names in (self.papers, self.tags, self.listings, self.paths)
        )


def compare(before: Catalog, after: Catalog) -> Difference:
    """Return what differs between two catalogs; a tag or paper that only changed its name is no other one."""
    same = _same_papers(before, after)
    renamed = _renamed_tags(before.vocabulary, after.vocabulary)
    older = {new: before.papers[old] for old, new in same.items()}
    retagged = (_retagged(older.get(slug), paper, renamed) for slug, paper in after.papers.items())
    rows = {source.source: source.rows for source in (*before.sources, *after.sources)}
    return Difference(
        papers=Names(
            new=tuple(sorted(after.papers.keys() - older.keys())),
            gone=tuple(sorted(before.papers.keys() - same.keys())),
            changed=tuple(sorted(new for new, old in older.items() if _said(old) != _said(after.papers[new]))),
            renamed=tuple(sorted((old, new) for old, new in same.items() if old != new)),
        ),
        tags=_tags(before.vocabulary, after.vocabulary, renamed),
        listings=names(
            {one.source: one.papers for one in before.sources}, {one.source: one.papers for one in after.sources}
        ),
        paths=names(
            {path.slug: _steps(path) for path in before.paths}, {path.slug: _steps(path) for path in after.paths}
        ),
        retagged=tuple(one for one in retagged if one.added or one.removed),
        rows=rows,
    )


def compare_pages(before: Iterable[Page], after: Iterable[Page]) -> Names:
    """Return the addresses that come, go, and show something else."""
    return names(_told(before), _told(after))


def _told(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return what each address shows; what is drawn shows again what a page says."""
    return {page.address: page.data for page in pages if page.drawing is None}


def names(before: Mapping[str, object], after: Mapping[str, object]) -> Names:
    """Return the names that only one of two tables has, and those that mean different things in them."""
    return Names(
        new=tuple(sorted(after.keys() - before.keys())),
        gone=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(name for name in before.keys() & after.keys() if before[name] != after[name])),
    )


def _same_papers(before: Catalog, after: Catalog) -> dict[str, str]:
    """Return the address of today for each paper that is still there: by its address, or by a row of a listing."""
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


def _tags(before: Vocabulary, after: Vocabulary, renamed: Mapping[str, str]) -> Names:
    plain = names(
        {slug: _meaning(tag) for slug, tag in before.tags.items()},
        {slug: _meaning(tag) for slug, tag in after.tags.items()},
    )
    return Names(
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


def _said(paper: Paper) -> tuple[object, ...]:
    return (paper.summary if paper.summarized else "", paper.note, paper.links, paper.title, paper.abstract_source)


def _steps(path: Path) -> tuple[object, ...]:
    return (path.title, path.description, path.steps)
