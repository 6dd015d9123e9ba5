"""Reads the facts that the curator states of a paper: they stand in the place of what the sources say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..diagnostics import Report, error
from ..located.nodes import BrokenNode, Node, SequenceNode, TextNode
from ..located.validate import Fields, is_url, mapping
from ..sources.facts.identifiers import arxiv_of, doi_of, published_of
from ..sources.model import Author, Facts, Link

STATED = ("authors", "published", "venue", "doi", "arxiv")
"""The fields, which are named as those of `Facts` are. One that is stated empty (`doi: ""`) is known to be none."""


def stated_facts(fields: Fields, report: Report) -> Facts:
    """Return the facts that an entry states; what cannot be understood is reported and left empty."""
    return Facts(
        authors=tuple(_authors(fields.get("authors"), report)),
        published=_published(fields, report),
        venue=" ".join(fields.line("venue").split()),
        doi=_identifier(fields, "doi", doi_of, "write it as `10.1000/182`; one of arXiv goes to `arxiv:`", report),
        arxiv=_identifier(fields, "arxiv", arxiv_of, "write it as `2301.00001`", report),
    )


def _published(fields: Fields, report: Report) -> str:
    text = fields.text("published")
    said = text.value.strip() if text else ""
    if text and said and published_of(said) != said:
        error(report, "bad-date", text.where, f"`{said}` is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD")
        return ""
    return said


def _identifier(fields: Fields, name: str, read: Callable[[str], str], hint: str, report: Report) -> str:
    text = fields.text(name)
    found = read(text.value) if text else ""
    if text and text.value.strip() and not found:
        error(report, "bad-identifier", text.where, f"`{name}: {text.value}` is none", hint)
    return found


def _authors(node: Node | None, report: Report) -> Iterator[Author]:
    if node is None or isinstance(node, BrokenNode):
        return
    if not isinstance(node, SequenceNode):
        hint = 'write `authors: [Ada Lovelace, "Lee, Bo"]`, or `- …` lines below it'
        error(report, "wrong-shape", node.where, "`authors` must be a list", hint)
        return
    for item in node.items:
        if isinstance(item, TextNode) and item.value.strip() and not item.missing:
            yield _author(" ".join(item.value.split()))
        elif (body := mapping(item, "an author", report, "write a name; an institution as `{name: …}`")) is not None:
            name = Fields(body, "an author", ("name",), report).required("name", body.where)
            if name:
                yield Author(name=name, family=name)


def _author(text: str) -> Author:
    """Return an author as typed: `Family, Given` says which is which, `Given Family` does not."""
    family, comma, given = (part.strip() for part in text.partition(","))
    if comma and family and given:
        return Author(name=f"{given} {family}", family=family, given=given)
    return Author(name=text.strip(", "))


def stated_links(fields: Fields, report: Report) -> tuple[Link, ...]:
    """Return the addresses that an entry states under `links`; what cannot be understood is reported and left out."""
    return tuple(_links(fields.get("links"), report))


def _links(node: Node | None, report: Report) -> Iterator[Link]:
    if node is None or isinstance(node, BrokenNode):
        return
    if not isinstance(node, SequenceNode):
        hint = "write `links: [https://…]` or `links: [{rel: code, url: https://…}]`"
        error(report, "wrong-shape", node.where, "`links` must be a list", hint)
        return
    for item in node.items:
        if isinstance(item, TextNode):
            if is_url(item, report):
                yield Link(rel="link", url=item.value)
        elif (body := mapping(item, "a link", report, "write `{rel: code, url: https://…}`")) is not None:
            fields = Fields(body, "a link", ("rel", "url"), report)
            if fields.required("url", body.where) and (url := fields.url("url")):
                yield Link(rel=fields.line("rel") or "link", url=url)
