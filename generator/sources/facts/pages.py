"""Reads the pages of a paper."""

import re

_DASHES = re.compile(r"\s*(?:-{2,3}|[–—‒−])\s*")
_RANGE = re.compile(r"([A-Za-z]{0,3})(\d+)-([A-Za-z]{0,3})(\d+)")


def pages_of(text: str) -> str:
    """Return pages with an en dash in each range, without `pp.`: `1--9` and `pp. 1-9` are `1–9`.

    A single hyphen is a range only between two numbers that can be its ends: `A-12` and `5-1` are one page.
    """
    text = re.sub(r"^pp?(?:\.|ages?|\s)\s*(?=[\w])", "", " ".join(text.split()), flags=re.IGNORECASE)
    if _DASHES.search(text):
        return _DASHES.sub("–", text)
    return ", ".join(_range(part.strip()) for part in text.split(","))


def _range(text: str) -> str:
    found = _RANGE.fullmatch(text.replace(" ", ""))
    if not found:
        return text
    before, first, after, last = found.groups()
    is_range = not after or before == after
    return f"{before}{first}–{after}{last}" if is_range and _follows(first, last) else text


def _follows(first: str, last: str) -> bool:
    """Return whether a number can be the last page of a range; it may be shortened (`123-45`)."""
    return int(last) >= int(first) or len(last) < len(first)


def page_range(first: str, last: str) -> str:
    """Return the pages from a first to a last one, either of which may be unknown or be a range itself."""
    pages = pages_of(first)
    is_range = last and last != first and "–" not in pages
    return f"{pages}–{last}" if pages and is_range else pages or last
