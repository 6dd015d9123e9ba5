"""Reads `curation.yml`: what the curator says of each paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..diagnostics import Location, Report, closest, error, info, warning
from ..located.nodes import MappingNode, TextNode, read_yaml
from ..located.validate import Fields, is_slug, mapping
from .model import Curation, Vocabulary
from .stated_facts import STATED, stated_facts, stated_links

LONGEST_TLDR = 140
"""Characters a summary may have: it stands on one line of a list."""

_FIELDS = (
    *("tags", "tldr", "note", "links", "hidden", "formerly", "slug"),
    *("title", *STATED, "same_as", "not_same_as"),
)


def read_curation(
    source: Path | bytes, file: str, vocabulary: Vocabulary | None, report: Report
) -> tuple[Curation, ...] | None:
    """Return the entries in the order of the file, or None if it cannot be read.

    Without a vocabulary, tags are taken as they stand: whether they exist cannot be said.
    """
    root = read_yaml(source, file, report)
    if root is None:
        return None
    if not root.entries:
        hint = "add papers: `slug-of-the-paper: {tags: […], tldr: …}`"
        warning(report, "empty-file", Location(file=file), "no paper is curated", hint)
    return tuple(_entries(root, vocabulary, report))


def _entries(root: MappingNode, vocabulary: Vocabulary | None, report: Report) -> Iterator[Curation]:
    for key, value in root.entries:
        hint = "write `tags: […]` and `tldr: …` below it, indented by two spaces"
        body = mapping(value, f"`{key.value}`", report, hint)
        # A mapping that could not be used still says which paper was meant.
        fields = Fields(body or MappingNode(entries=(), where=key.where), "a paper", _FIELDS, report)
        yield _entry(key, fields, vocabulary, report)


def _entry(key: TextNode, fields: Fields, vocabulary: Vocabulary | None, report: Report) -> Curation:
    slug = fields.text("slug")
    moved = slug is not None and is_slug(slug, report)
    return Curation(
        key=key.value,
        where=key.where,
        tags=tuple(_tags(fields, vocabulary, report)),
        tagged="tags" in fields,
        tldr=_tldr(fields, report),
        note=fields.line("note"),
        links=stated_links(fields, report),
        hidden=fields.flag("hidden"),
        formerly=fields.slugs("formerly"),
        slug=slug.value if slug and moved else "",
        slug_where=slug.where if slug else None,
        title=" ".join(fields.line("title").split()),
        facts=stated_facts(fields, report),
        stated=frozenset(name for name in STATED if name in fields),
        same_as=fields.words("same_as"),
        not_same_as=fields.words("not_same_as"),
    )


def _tags(fields: Fields, vocabulary: Vocabulary | None, report: Report) -> Iterator[str]:
    seen: set[str] = set()
    for word in fields.words("tags", single=False):
        slug = living_tag(word, vocabulary, report)
        if slug and slug in seen:
            message = f"`{word.value}` is `{slug}` by another name, which is in the list"
            warning(report, "repeated-word", word.where, message, "remove one of the two")
        elif slug:
            seen.add(slug)
            yield slug


def living_tag(word: TextNode, vocabulary: Vocabulary | None, report: Report) -> str:
    """Return the slug of the tag that a word names, by whatever name, or '' with the reason reported."""
    if vocabulary is None or word.value in vocabulary.tags:
        return word.value
    for code, other, names in (
        ("tag-alias", "an alias", vocabulary.aliases),
        ("tag-renamed", "the former name", vocabulary.formerly),
    ):
        if word.value in names:
            slug = names[word.value]
            info(report, code, word.where, f"`{word.value}` is {other} of `{slug}`", f"write `{slug}`")
            return slug
    if is_slug(word, report) and vocabulary.whole:
        known = [*vocabulary.tags, *vocabulary.aliases]
        hint = closest(word.value, known, "add it to tags.yml first, or use a tag from there")
        error(report, "unknown-tag", word.where, f"there is no tag `{word.value}`", hint)
    return ""


def _tldr(fields: Fields, report: Report) -> str:
    text = fields.text("tldr")
    if text is None:
        return ""
    value = text.value.strip()
    if "\n" in value:
        hint = "put it on one line; longer remarks go into `note`"
        warning(report, "tldr-lines", text.where, "the summary has several lines", hint)
        value = " ".join(value.split())
    if len(value) > LONGEST_TLDR:
        message = f"the summary has {len(value)} characters, {len(value) - LONGEST_TLDR} more than {LONGEST_TLDR}"
        warning(report, "tldr-long", text.where, message, "shorten it; longer remarks go into `note`")
    return value
