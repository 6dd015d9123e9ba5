"""Reads the guide in `docs/guide`: its pages, and for the search its sections with their words."""

import re
from collections.abc import Iterator
from pathlib import Path

from markdown.extensions.toc import slugify

from ..text.tokens import STOP, words

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE_OR_DESCRIPTION = re.compile(r"^(title|description): *[\"']?(.+?)[\"']? *$", re.MULTILINE)
_FENCE = re.compile(r"^( *)(`{3,}|~{3,}).*?^\1\2 *$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^##+ +(.*?)(?: *\{ *#([\w-]+)[^}]*\})? *#*$", re.MULTILINE)
_MARKUP = re.compile(r"\]\([^)]*\)|[`*_\[\]|]|<[^>]*>")


def guide_sections(folder: Path) -> list[tuple[str, str, str]]:
    """Return the sections of the guide's pages as `(title, address, words)`, the address relative to the site.

    The text before the first heading is a section with the title of the page. Stop words are left out.
    """
    return [section for path in sorted(folder.glob("*.md")) for section in _sections(path)]


def guide_pages(folder: Path) -> list[tuple[str, str, str]]:
    """Return the pages of the guide as `(title, address, description)`: the overview, then the others by file name."""
    paths = sorted(folder.glob("*.md"), key=lambda path: (path.stem != "index", path.stem))
    metas = [(path, _meta(_read(path))) for path in paths]
    return [(meta.get("title", path.stem), _address(path), meta.get("description", "")) for path, meta in metas]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _meta(text: str) -> dict[str, str]:
    """Return the title and the description in the front matter of a page."""
    front = _FRONT.match(text)
    return dict(_TITLE_OR_DESCRIPTION.findall(front[1])) if front else {}


def _address(path: Path) -> str:
    return "guide/" if path.stem == "index" else f"guide/{path.stem}/"


def _sections(path: Path) -> Iterator[tuple[str, str, str]]:
    text = _read(path)
    front = _FRONT.match(text)
    title = _meta(text).get("title", path.stem)
    page = _address(path)
    # A line with # in an example is not a heading.
    body = _FENCE.sub(lambda fence: fence[0].replace("#", " "), text[front.end() if front else 0 :])
    _, *parts = _HEADING.split(f"## {title}\n{body}")
    for at in range(0, len(parts), 3):
        name, anchor, below = parts[at], parts[at + 1], parts[at + 2]
        plain = _MARKUP.sub("", name).strip()
        address = page if at == 0 else f"{page}#{anchor or slugify(plain, '-')}"
        content = dict.fromkeys(word for word in words(_MARKUP.sub(" ", below)) if word not in STOP)
        yield (plain if at == 0 else f"{title}: {plain}"), address, " ".join(content)
