"""Reads `tags.yml`: the facets, their tags, and other names of the tags."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from slugify import slugify

from ..diagnostics import Location, Report, closest, error, warning
from ..located.nodes import MappingNode, TextNode, read_yaml
from ..located.validate import RESERVED, Fields, is_slug, mapping
from .model import Facet, Tag, Vocabulary

_TAG_FIELDS = ("name", "description", "aliases", "formerly", "broader", "match", "deprecated")
_FACET_FIELDS = ("title", "tags")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A tag as read, with the places of its slug and of the words that are checked once all tags are known."""

    tag: Tag
    slug: TextNode
    aliases: tuple[TextNode, ...] = ()
    formerly: tuple[TextNode, ...] = ()
    broader: tuple[TextNode, ...] = ()


_Names = dict[str, tuple[str, Location]]
"""All names in use, each with its meaning and its place, to find a second use of a name."""


def _is_free(word: TextNode, names: _Names, report: Report, meaning: str, code: str) -> bool:
    """Return whether a name is not in use yet, and add it; a second use is reported with `code`."""
    if word.value not in names:
        names[word.value] = (meaning, word.where)
        return True
    other, where = names[word.value]
    message = f"`{word.value}` cannot be {meaning}: it is {other} already (line {where.line})"
    error(report, code, word.where, message, "choose another name, or remove one of the two")
    return False


def read_vocabulary(path: Path, file: str, report: Report) -> Vocabulary | None:
    """Return the vocabulary, or None if the file cannot be read; mistakes are reported and left out."""
    root = read_yaml(path, file, report)
    if root is None:
        return None
    if not root.entries:
        hint = "begin with a facet: `kind: {title: Kind of paper, tags: {…}}`"
        error(report, "empty-file", Location(file=file), "the vocabulary is empty", hint)
        return None
    facets: list[Facet] = []
    drafts: list[_Draft] = []
    names: _Names = {}
    whole = True
    for key, title, read in _facets(root, report):
        whole = whole and read is not None
        own = [draft for draft in read or () if _is_free(draft.slug, names, report, "a tag", "repeated-tag")]
        drafts += own
        facets.append(Facet(slug=key.value, title=title, tags=tuple(draft.tag for draft in own)))
    tags = {draft.tag.slug: draft.tag for draft in drafts}
    _check_broader(drafts, tags, report)
    return Vocabulary(
        whole=whole,
        facets=tuple(facets),
        tags=tags,
        aliases={
            word.value: draft.tag.slug
            for draft in drafts
            for word in draft.aliases
            if _is_free(word, names, report, f"an alias of `{draft.tag.slug}`", "alias-collision")
        },
        formerly={
            word.value: draft.tag.slug
            for draft in drafts
            for word in draft.formerly
            if _is_free(word, names, report, f"a former name of `{draft.tag.slug}`", "formerly-collision")
        },
    )


def _facets(root: MappingNode, report: Report) -> Iterator[tuple[TextNode, str, tuple[_Draft, ...] | None]]:
    """Yield each facet's key, title and tags; None instead of tags where they could not be read."""
    for key, value in root.entries:
        body = mapping(value, f"facet `{key.value}`", report, "a facet has a `title` and `tags`")
        is_slug(key, report)
        if body is None:
            yield key, "", None
            continue
        fields = Fields(body, "a facet", _FACET_FIELDS, report)
        yield key, fields.required("title", key.where), _drafts(fields, key, report)


def _drafts(fields: Fields, facet: TextNode, report: Report) -> tuple[_Draft, ...] | None:
    node = fields.get("tags")
    if node is None or fields.is_blank("tags"):
        if fields.strange:
            return None  # a misspelled `tags` is reported already
        hint = "add tags, or remove the facet"
        warning(report, "empty-facet", facet.where, f"facet `{facet.value}` has no tags", hint)
        return ()
    tags = mapping(node, "`tags`", report, "write `slug: {name: …, description: …}`")
    return tuple(_facet_drafts(tags, facet, report)) if tags else None


def _facet_drafts(tags: MappingNode, facet: TextNode, report: Report) -> Iterator[_Draft]:
    for key, value in tags.entries:
        # A tag with mistakes is kept, so that its papers are not reported as well.
        body = mapping(value, f"tag `{key.value}`", report, "a tag has at least a `name`")
        slug = key if is_slug(key, report) else replace(key, value=slugify(key.value))
        if not slug.value or slug.value in RESERVED:
            continue
        if body is not None:
            yield _draft(slug, Fields(body, "a tag", _TAG_FIELDS, report), facet.value)
        else:
            tag = Tag(slug=slug.value, name=slug.value, description="", facet=facet.value, where=slug.where)
            yield _Draft(slug=slug, tag=tag)


def _draft(slug: TextNode, fields: Fields, facet: str) -> _Draft:
    name = fields.required("name", slug.where) or slug.value
    description = fields.line("description")
    aliases, formerly, broader = fields.words("aliases"), fields.slugs("formerly"), fields.words("broader")
    tag = Tag(
        slug=slug.value,
        name=name,
        description=description,
        facet=facet,
        where=slug.where,
        aliases=_values(aliases),
        formerly=_values(formerly),
        broader=_values(broader),
        match=_values(fields.words("match")),
        deprecated=fields.line("deprecated"),
    )
    return _Draft(tag=tag, slug=slug, aliases=aliases, formerly=formerly, broader=broader)


def _values(words: tuple[TextNode, ...]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


def _check_broader(drafts: Iterable[_Draft], tags: Mapping[str, Tag], report: Report) -> None:
    """Report unknown broader tags, and tags that are broader than themselves by any number of steps."""
    for draft in drafts:
        for word in draft.broader:
            if word.value not in tags:
                hint = closest(word.value, tags, "name a tag of this file")
                error(report, "unknown-broader", word.where, f"there is no tag `{word.value}`", hint)
            elif draft.tag.slug in with_broader([word.value], tags):
                message = f"`{draft.tag.slug}` would be broader than itself"
                error(report, "broader-cycle", word.where, message, "remove one `broader` of the cycle")


def with_broader(slugs: Iterable[str], tags: Mapping[str, Tag]) -> set[str]:
    """Return tags with all broader ones, by any number of steps; unknown tags are left out."""
    reached: set[str] = set()
    waiting = list(slugs)
    while waiting:
        slug = waiting.pop()
        if slug in tags and slug not in reached:
            reached.add(slug)
            waiting += tags[slug].broader
    return reached
