"""What the search knows of the guide: its sections, with their words, in one small file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown.extensions.toc import slugify

from generator.insights.index import STOP, words

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title: *[\"']?(.+?)[\"']? *$", re.MULTILINE)
_FENCE = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2 *$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^##+ +(.*?)(?: *\{ *#([\w-]+)[^}]*\})? *#*$", re.MULTILINE)
_MARKUP = re.compile(r"\]\([^)]*\)|[`*_\[\]|]|<[^>]*>")


def guide_sections(folder: Path) -> list[tuple[str, str, str]]:
    """Return the sections of the guide's pages as `(title, address, words)`, the address relative to the site.

    What stands before the first heading belongs to the page itself; words that say nothing are left out.
    """
    return [section for path in sorted(folder.glob("*.md")) for section in _sections(path)]


def _sections(path: Path) -> Iterator[tuple[str, str, str]]:
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    front = _FRONT.match(text)
    named = _TITLE.search(front[1]) if front else None
    title = named[1] if named else path.stem
    page = "guide/" if path.stem == "index" else f"guide/{path.stem}/"
    # A line behind # in an example is no heading.
    body = _FENCE.sub(lambda fence: fence[0].replace("#", " "), text[front.end() if front else 0 :])
    _, *parts = _HEADING.split(f"## {title}\n{body}")
    for at in range(0, len(parts), 3):
        name, anchor, below = parts[at], parts[at + 1], parts[at + 2]
        plain = _MARKUP.sub("", name).strip()
        address = page if at == 0 else f"{page}#{anchor or slugify(plain, '-')}"
        known = dict.fromkeys(word for word in words(_MARKUP.sub(" ", below)) if word not in STOP)
        yield (plain if at == 0 else f"{title}: {plain}"), address, " ".join(known)
