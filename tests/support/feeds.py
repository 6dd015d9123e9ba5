"""Reads feeds back and checks those rules of RFC 4287 and JSON Feed 1.1 that our feeds could break."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

NS = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ONCE = {"id", "title", "updated"}
_AT_MOST_ONCE = {"subtitle", "published", "summary", "content", "rights", "generator", "icon", "logo"}
_MANY = {"author", "category", "contributor", "link"}


def atom_of(data: bytes, *, absolute: bool = True) -> ET.Element:
    """Return an Atom document that keeps the rules of sections 3 and 4."""
    root = ET.fromstring(data)
    assert root.tag == f"{NS}feed"
    _children(root, also={"entry"})
    assert root.find(f"{NS}author") is not None  # 4.1.1: or each entry has one
    assert [link.get("rel") for link in root.findall(f"{NS}link")] == ["self", "alternate"]
    entries = root.findall(f"{NS}entry")
    for entry in entries:
        _children(entry)
        assert [link.get("rel") for link in entry.findall(f"{NS}link")].count("alternate") == 1
    ids = [text(entry, "id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for link in root.iter(f"{NS}link"):
        assert link.get("href")
        assert not absolute or urlsplit(link.get("href")).scheme in {"http", "https"}
        assert link.text is None
    return root


def _children(parent: ET.Element, also: set[str] | frozenset[str] = frozenset()) -> None:
    numbers = Counter(child.tag.removeprefix(NS) for child in parent)
    assert set(numbers) <= _ONCE | _AT_MOST_ONCE | _MANY | also
    assert all(numbers[name] == 1 for name in _ONCE)
    assert all(numbers[name] <= 1 for name in _AT_MOST_ONCE)
    assert urlsplit(text(parent, "id")).scheme == "urn"
    for name in ("updated", "published"):
        if numbers[name]:
            assert _MOMENT.fullmatch(text(parent, name))
    for person in parent.findall(f"{NS}author"):
        assert text(person, "name").strip()
        assert {child.tag.removeprefix(NS) for child in person} <= {"name", "uri", "email"}
    for category in parent.findall(f"{NS}category"):
        assert category.get("term")
    for child in parent:
        if child.tag.removeprefix(NS) in {"title", "subtitle", "summary", "content"}:
            assert child.get("type", "text") in {"text", "html"}
            assert len(child) == 0


def text(parent: ET.Element, name: str) -> str:
    """Return the text of a child."""
    return parent.findtext(f"{NS}{name}") or ""


def entry_ids(data: bytes) -> list[str]:
    """Return the ids of the entries of an Atom document."""
    return [text(entry, "id") for entry in ET.fromstring(data).findall(f"{NS}entry")]


def json_feed_of(data: bytes) -> dict[str, Any]:
    """Return a JSON Feed that keeps the rules of version 1.1."""
    feed = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert all(author.get("name") or author.get("url") for author in feed["authors"])
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["id"]
        assert isinstance(item["content_html"], str)
        assert all(isinstance(tag, str) for tag in item.get("tags", ()))
        assert all(author["name"] for author in item.get("authors", ()))
        assert _MOMENT.fullmatch(item.get("date_published", "2025-01-01T00:00:00Z"))
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    allowed = {"version", "title", "home_page_url", "feed_url", "description", "authors", "items"}
    assert set(feed) <= allowed
    return dict(feed)
