"""Reads the head of a built page as programs do that preview, index and cite it."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

ONCE = ("description", "canonical", "robots", "og:title", "og:type", "og:url", "og:image", "og:description")
_ADDRESSES = ("url", "@id", "item", "sameAs")


class Head(HTMLParser):
    """The `<meta>` elements, the canonical address and the linked data of a page, all from inside its head."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.named: dict[str, list[str]] = {}
        self.data: list[Any] = []
        self.title = ""
        self.elements: Counter[str] = Counter()
        self._inside, self._open, self._text = False, "", ""
        self.feed(page.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element of the head."""
        given = {name: value or "" for name, value in attrs}
        self._inside = (self._inside or tag == "head") and tag != "body"
        linked = given.get("type") == "application/ld+json"
        name = given.get("name") or given.get("property") or (given.get("rel") if tag == "link" else "") or ""
        if (tag in {"meta", "link"} and name in (*ONCE, "twitter:card")) or name.startswith(("og:", "citation_")):
            assert self._inside, f"{name} is not in the head"
            self.named.setdefault(name, []).append(given.get("content", given.get("href", "")))
        if self._inside:
            self.elements[tag] += 1
            self._open, self._text = ("ld" if linked else tag), ""

    def handle_data(self, data: str) -> None:
        """Collect the text of the open element."""
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Read the collected text."""
        if self._open == "ld" and tag == "script":
            self.data.append(json.loads(self._text))
        if self._open == "title" and tag == "title":
            self.title = self._text
        self._open = ""

    def one(self, name: str) -> str:
        """Return the value of a name, which must occur once."""
        (value,) = self.named[name]
        return value

    @property
    def nodes(self) -> dict[str, dict[str, Any]]:
        """The linked data by type."""
        assert all(data["@context"] == "https://schema.org" for data in self.data)
        found = [node for data in self.data for node in data["@graph"]]
        assert len({node["@type"] for node in found}) == len(found)
        return {node["@type"]: node for node in found}


def wrong_in(head: Head, site: str) -> list[str]:
    """Return what a consumer would reject: repeated names, relative addresses, empty values, steps out of order."""
    wrong = [f"{name} twice" for name in ONCE if len(head.named.get(name, [])) > 1]
    wrong += [f"{name} empty" for name, values in head.named.items() if not all(map(str.strip, values))]
    wrong += [
        f"{name} relative" for name in ("canonical", "og:url", "og:image") if not _absolute(head.named.get(name, []))
    ]
    for node in head.nodes.values():
        wrong += _wrong_in(node, site)
    return wrong


def _absolute(values: list[str]) -> bool:
    return all(re.match(r"https?://[^ <>]+\Z", value) for value in values)


def _wrong_in(node: dict[str, Any], site: str) -> list[str]:
    wrong = [f"{name} empty" for name, value in node.items() if value in ("", [], {}, None)]
    for name in _ADDRESSES:
        values = node.get(name, [])
        wrong += [] if _absolute(values if isinstance(values, list) else [values]) else [f"{name}: {values}"]
    if node.get("@type") != "ScholarlyArticle" and not str(node.get("url", site)).startswith(site):
        wrong.append(f"elsewhere: {node['url']}")
    entries = node.get("itemListElement", [])
    if [entry["position"] for entry in entries] != list(range(1, len(entries) + 1)):
        wrong.append("positions")
    below = [part for value in node.values() for part in (value if isinstance(value, list) else [value])]
    return wrong + [found for part in below if isinstance(part, dict) for found in _wrong_in(part, site)]
