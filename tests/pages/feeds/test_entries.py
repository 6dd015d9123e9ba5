"""An entry is read back unchanged, whatever the text of its paper."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.library import read_library
from generator.catalog.model import Catalog
from generator.pages.escape import one_line
from generator.pages.feeds.feed_formats import Feed, FeedEntries, atom, json_feed
from generator.settings import Settings
from generator.sources.model import Author, Facts, Link
from generator.text.spans import Kind, Span, find_spans
from tests.support.case import TINY
from tests.support.feeds import NS, atom_of, json_feed_of, text
from tests.support.references import texts

hostile = st.one_of(texts, st.text(st.characters(codec=None), max_size=30))


@cache
def _catalog() -> Catalog:
    catalog = read_library(TINY, lambda finding: None)
    assert catalog is not None
    return catalog


def _feed(**changes: object) -> Feed:
    """Return a feed of one paper of which something is other than in the library."""
    catalog = _catalog()
    writer = FeedEntries(Settings(address="https://example.org/"), catalog.vocabulary.tags)
    paper = replace(catalog.papers["talking-lamps"], **changes)  # type: ignore[arg-type]
    return Feed(
        id=writer.id("feed", "papers"),
        stem="feeds/papers",
        title="A list",
        subtitle="",
        page="",
        base="https://example.org/",
        site="A list",
        entries=(writer.entry(paper),),
    )


@given(hostile, hostile, hostile)
def test_any_text_is_read_back_as_it_is(title: str, abstract: str, author: str) -> None:
    feed = _feed(
        title_plain=title,
        abstract=find_spans(abstract),
        summary=title,
        facts=Facts(authors=(Author(name=author or "A"),)),
    )
    (entry,) = atom_of(atom(feed)).findall(f"{NS}entry")
    assert text(entry, "title") == one_line(title)
    assert text(entry, "summary") == one_line(title)
    content = text(entry, "content")
    shown = "".join(ET.fromstring(f"<div>{content}</div>").itertext())
    assert shown == "".join(one_line(span.text) for span in find_spans(abstract)).strip()
    (item,) = json_feed_of(json_feed(feed))["items"]
    assert item["content_html"] == content
    assert item.get("title", "") == one_line(title)


def test_characters_that_xml_forbids_are_left_out() -> None:
    feed = _feed(title_plain="a\x00b\x0bc\ufffed\ud800e", abstract=(), facts=Facts(authors=(Author(name="\x01"),)))
    (entry,) = atom_of(atom(feed)).findall(f"{NS}entry")
    assert text(entry, "title") == "ab cde"
    assert entry.find(f"{NS}author") is None


def test_a_link_of_another_kind_than_http_is_text() -> None:
    span = Span(kind=Kind.LINK, text="here", target="javascript:alert(1)")
    assert _feed(abstract=(span,)).entries[0].content == "<p>here</p>"


def test_an_entry_has_the_authors_and_the_address_of_its_paper() -> None:
    facts = Facts(authors=(Author(name="Ada Lovelace"), Author(name="Bo Li")))
    links = (Link(rel="arxiv", url="https://arxiv.org/abs/2503.00001"),)
    feed = _feed(facts=facts, links=links)
    (entry,) = atom_of(atom(feed)).findall(f"{NS}entry")
    assert [text(author, "name") for author in entry.findall(f"{NS}author")] == ["Ada Lovelace", "Bo Li"]
    related = [link.get("href") for link in entry.findall(f"{NS}link") if link.get("rel") == "related"]
    assert related == ["https://arxiv.org/abs/2503.00001"]
    (item,) = json_feed_of(json_feed(feed))["items"]
    assert item["external_url"] == related[0]
    assert item["authors"] == [{"name": "Ada Lovelace"}, {"name": "Bo Li"}]
