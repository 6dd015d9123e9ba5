"""A list item shows the facts of the paper, in the first Markdown and in later ones."""

from __future__ import annotations

from html.parser import HTMLParser

import markdown as python_markdown
import pytest
from hypothesis import given

from generator.pages.escape import one_line
from generator.pages.exports.formats import markdown
from tests.pages.test_escape import HOSTILE
from tests.support.references import BARE, FULL, PREPRINTED, lines, made

LATER = ["tables", "sane_lists", "attr_list", "def_list", "pymdownx.tilde", "pymdownx.caret", "pymdownx.mark"]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(text: str, extensions: list[str]) -> _Reader:
    reader = _Reader()
    reader.feed(python_markdown.markdown(text, extensions=extensions))
    return reader


@pytest.mark.parametrize("extensions", [[], LATER], ids=["the first", "later ones"])
@given(lines, lines)
def test_title_and_summary_are_shown_as_they_are(extensions: list[str], title: str, summary: str) -> None:
    _check(title or "x", summary, extensions)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    line = one_line(text).strip()
    _check(line, line, LATER)


def _check(title: str, summary: str, extensions: list[str]) -> None:
    read = _read(markdown(made(title, summary=summary)), extensions)
    assert read.text.split() == f"{title} {summary}".split()
    assert read.tags == ["ul", "li", *(["br"] if summary else [])]


def test_nothing_is_invented() -> None:
    assert markdown(BARE) == "- A title\n"


def test_all_known_facts_are_written() -> None:
    assert markdown(FULL) == (
        f"- [On \\{{Braces\\}} & 100% of γ\\_i]({FULL.url})  \n"
        "  Ada van der Müller, Rock and Roll Group, Bo Li · Maps & Charts · 2025  \n"
        "  Shows it.  \n  [Code](https://github.com/example/x)\n"
    )


def test_a_year_in_the_name_of_the_venue_is_not_repeated() -> None:
    assert "  Bo Li · WACV 2025\n" in markdown(PREPRINTED)
