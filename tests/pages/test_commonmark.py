"""Markdown for reading shows exactly the text of others, and leaves unescaped what needs no escape."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from generator.pages.escape import one_line
from generator.pages.kinds.text_files import bare, link, text, text_of_spans
from generator.text.spans import find_spans
from tests.pages.test_escape import HOSTILE
from tests.support.references import lines

STANDARD = MarkdownIt("commonmark")
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def _read(markdown: str, parser: MarkdownIt = STANDARD) -> _Reader:
    reader = _Reader()
    reader.feed(parser.render(markdown))
    reader.close()
    return reader


def _check(value: str) -> None:
    shown = one_line(value).strip()
    line = text(value)
    assert "\n" not in line
    for parser in (STANDARD, GITHUB):
        for before, tags in (("# ", ["h1"]), ("", ["p"]), ("- ", ["ul", "li"]), ("> ", ["blockquote", "p"])):
            read = _read(f"{before}{line}\n", parser)
            assert (read.text.strip(), read.tags) == (shown, tags), line


@given(lines.filter(bool))
def test_text_is_shown_as_it_is_wherever_a_line_begins(value: str) -> None:
    _check(value)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_is_shown_as_it_is(value: str) -> None:
    _check(value if value.strip() else "x")


@pytest.mark.parametrize(
    "value",
    [
        "A plain title: with a colon, commas, a slash/and (brackets)!",
        "GPT-4 & snake_case > 95% of 3.1 < 4",
        "C# and Q&A, 2024.05 – “quoted”; it's = fine | really",
        "p < 0.05, -1.5% by +3 points",
    ],
)
def test_text_without_meaning_in_markdown_stays_unescaped(value: str) -> None:
    assert text(value) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("-1 point", "-1 point"),
        ("- 1 point", "\\- 1 point"),
        ("2024. A year", "2024\\. A year"),
        ("$5 or $100K", "\\$5 or \\$100K"),
        ("<EOS> & &amp;", "\\<EOS> & \\&amp;"),
        ("a_b _c_", "a_b \\_c\\_"),
        ("two\nlines\t#1", "two lines \\#1"),
    ],
)
def test_a_character_is_escaped_only_where_markdown_would_interpret_it(value: str, expected: str) -> None:
    assert text(value) == expected


def test_mathematics_stays_between_its_dollars_and_links_are_live() -> None:
    abstract = r"We bound $\sum_i \alpha_i^2$ for $5, see https://example.org/a_b."
    assert (
        text_of_spans(find_spans(abstract)) == r"We bound $\sum_i \alpha_i^2$ for \$5, see <https://example.org/a_b>."
    )
    assert text_of_spans(find_spans("at www.example.org/x.")) == "at [www.example.org/x](https://www.example.org/x)."


@pytest.mark.parametrize(
    "formula",
    [
        "$<img src=x onerror=alert(1)>$",
        "$a_1 = `x`<b>$",
        "$[x](javascript:alert(1))^2$",
        "$\\alpha</h1><script>x=1</script>$",
        "$x^2\n\n<p>$",
    ],
)
def test_mathematics_becomes_neither_html_nor_a_link(formula: str) -> None:
    line = text_of_spans(find_spans(formula))
    assert "\n" not in line
    read = _read(line)
    assert set(read.tags) <= {"p", "em"}
    assert read.links == []


@given(lines)
def test_running_text_is_one_line_without_html(value: str) -> None:
    line = text_of_spans(find_spans(value))
    assert "\n" not in line
    assert set(_read(f"# {line}\n").tags) <= {"h1", "a", "em", "strong"}


@given(lines.filter(bool), lines.filter(bool))
def test_a_link_shows_its_text_and_ends_where_it_ends(shown: str, target: str) -> None:
    read = _read(f"{link(shown, f'https://example.org/{target}')} after {bare(f'https://example.org/{target}')}.")
    assert read.tags == ["p", "a", "a"]
    assert read.text.startswith(f"{shown} after https://example.org/")
    assert read.text.rstrip().endswith(".")
