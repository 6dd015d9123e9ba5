"""Reads `curation.yml`: the tags, the summary and the facts that the curator states for each paper."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..diagnostics import Location, Report, closest, error, info, warning
from ..located.nodes import MappingNode, TextNode, read_yaml
from ..located.validate import Fields, is_slug, is_url, mapping
from ..sources.facts.dates import published_of
from ..sources.facts.identifiers import arxiv_of, doi_of
from ..sources.model import Author, Facts, Link, Preprint
from .model import Curation, Vocabulary

STATED = (
    *("kind", "authors", "published", "venue", "volume", "number", "pages", "publisher", "editors", "edition"),
    *("doi", "arxiv", "preprint"),
)
"""The names of the fields with facts, in `Facts` as well. A field that is stated empty (`doi: ""`) has no value."""

KINDS = ("article", "article-journal", "paper-conference", "chapter", "book", "report", "thesis", "dataset", "software")
"""The kinds of paper, as CSL names them; `article` is a preprint."""

LONGEST_TLDR = 140
"""The greatest number of characters of a summary, which is one line of a list."""

_LINES = ("venue", "volume", "number", "pages", "publisher", "edition")
_CITE_KEY = re.compile(r"[A-Za-z][A-Za-z0-9:._+/-]*")
_KEYS = "write letters of English, digits and `: . _ + / -`, a letter first: `key: qiu2024closer`"
_DATES = "write YYYY, YYYY-MM or YYYY-MM-DD"
_FIELDS = (
    *("tags", "tldr", "note", "links", "hidden", "formerly", "slug", "key"),
    *("title", *STATED, "same_as", "not_same_as"),
)


def read_curation(
    source: Path | bytes, file: str, vocabulary: Vocabulary | None, report: Report
) -> tuple[Curation, ...] | None:
    """Return the entries in the order of the file, or None if it cannot be read.

    Without a vocabulary, tags are not checked.
    """
    root = read_yaml(source, file, report)
    if root is None:
        return None
    if not root.entries:
        hint = "add papers: `slug-of-the-paper: {tags: […], tldr: …}`"
        warning(report, "nothing-curated", Location(file=file), "no paper is curated", hint)
    entries = tuple(_entries(root, vocabulary, report))
    _report_repeated_keys(entries, report)
    return entries


def _report_repeated_keys(entries: tuple[Curation, ...], report: Report) -> None:
    first: dict[str, Curation] = {}
    for entry in filter(lambda entry: entry.cite_key, entries):
        other = first.setdefault(entry.cite_key.casefold(), entry)
        if other is not entry:
            message = f"`key: {entry.cite_key}` is the key of `{other.key}` too, on line {other.where.line}"
            error(report, "cite-key-clash", entry.where, message, "choose another `key:` for one of them")


def _entries(root: MappingNode, vocabulary: Vocabulary | None, report: Report) -> Iterator[Curation]:
    for key, value in root.entries:
        hint = "write `tags: […]` and `tldr: …` below it, indented by two spaces"
        body = mapping(value, f"`{key.value}`", report, hint)
        # The key names a paper even if its fields cannot be used.
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
        links=tuple(stated_links(fields, report)),
        hidden=fields.flag("hidden"),
        formerly=fields.slugs("formerly"),
        cite_key=fields.parsed("key", _cite_key, "bad-cite-key", "`{}` is not a valid citation key", _KEYS) or "",
        slug=slug.value if slug and moved else "",
        slug_where=slug.where if slug else None,
        title=" ".join(fields.line("title").split()),
        facts=stated_facts(fields, report),
        stated=frozenset(name for name in STATED if name in fields),
        same_as=fields.words("same_as"),
        not_same_as=fields.words("not_same_as"),
    )


def _cite_key(text: str) -> str | None:
    return text if _CITE_KEY.fullmatch(text) else None


def _tags(fields: Fields, vocabulary: Vocabulary | None, report: Report) -> Iterator[str]:
    seen: set[str] = set()
    for word in fields.words("tags", single=False):
        slug = canonical_tag(word, vocabulary, report)
        if slug and slug in seen:
            message = f"`{word.value}` is `{slug}` by another name; it is in the list"
            warning(report, "repeated-word", word.where, message, "remove one of the two")
        elif slug:
            seen.add(slug)
            yield slug


def canonical_tag(word: TextNode, vocabulary: Vocabulary | None, report: Report) -> str:
    """Return the slug of the tag that a word names, or '' with the reason reported.

    The word may be the slug, an alias or a former name. Without a vocabulary, it is not checked.
    """
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


def stated_facts(fields: Fields, report: Report) -> Facts:
    """Return the facts that an entry states; mistakes are reported and left empty."""
    lines: dict[str, Any] = {name: " ".join(fields.line(name).split()) for name in _LINES}
    return Facts(
        kind=fields.choice("kind", KINDS) if fields.line("kind") else "",
        authors=tuple(_people(fields, "authors", report)),
        published=_date(fields),
        editors=tuple(_people(fields, "editors", report)),
        **lines,
        doi=_identifier(fields, "doi", doi_of, "write it as `10.1000/182`; one of arXiv goes to `arxiv:`"),
        arxiv=_identifier(fields, "arxiv", arxiv_of, "write it as `2301.00001`"),
        preprint=_preprint(fields, report),
    )


def _preprint(fields: Fields, report: Report) -> Preprint | None:
    """Return the first version that an entry states, or None if it states none."""
    node = fields.get("preprint")
    if node is None or (isinstance(node, TextNode) and not node.value.strip()):
        return None
    hint = "write `preprint: {server: bioRxiv, id: 10.1101/…, published: 2024-05-17}`"
    body = mapping(node, "`preprint`", report, hint)
    if body is None:
        return None
    stated = Fields(body, "a preprint", ("server", "id", "published"), report)
    return Preprint(server=stated.required("server", body.where), identifier=stated.line("id"), published=_date(stated))


def _date(fields: Fields) -> str:
    return fields.parsed("published", _published, "bad-date", "`{}` is not a date", _DATES) or ""


def _published(text: str) -> str | None:
    date = text.strip()
    return date if not date or published_of(date) == date else None


def _identifier(fields: Fields, name: str, read: Callable[[str], str], hint: str) -> str:
    def found(text: str) -> str | None:
        return read(text) or (None if text.strip() else "")

    return fields.parsed(name, found, "bad-identifier", f"`{name}: {{}}` is not a valid identifier", hint) or ""


def _people(fields: Fields, field: str, report: Report) -> Iterator[Author]:
    hint = f'write `{field}: [Ada Lovelace, "Lee, Bo"]`, or `- …` lines below it'
    for item in fields.items(field, hint):
        if isinstance(item, TextNode) and item.value.strip() and not item.missing:
            yield _author(" ".join(item.value.split()))
        elif (body := mapping(item, "an author", report, "write a name; an institution as `{name: …}`")) is not None:
            name = Fields(body, "an author", ("name",), report).required("name", body.where)
            if name:
                yield Author(name=name, family=name)


def _author(text: str) -> Author:
    """Return an author as typed; only `Family, Given` says which part is the family name."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given:
        return Author(name=f"{given} {family}", family=family, given=given)
    return Author(name=text.strip(", "))


def stated_links(fields: Fields, report: Report) -> Iterator[Link]:
    """Yield the links that an entry states; mistakes are reported and left out."""
    hint = "write `links: [https://…]` or `links: [{rel: code, url: https://…}]`"
    for item in fields.items("links", hint):
        if isinstance(item, TextNode):
            if is_url(item, report):
                yield Link(rel="link", url=item.value)
        elif (body := mapping(item, "a link", report, "write `{rel: code, url: https://…}`")) is not None:
            link = Fields(body, "a link", ("rel", "url"), report)
            if link.required("url", body.where) and (url := link.url("url")):
                yield Link(rel=link.line("rel") or "link", url=url)
