"""References for tests of exports: with hostile text, and with all facts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from generator.pages.escape import one_line
from generator.pages.exports.reference import Reference
from generator.sources.facts.bibtex_names import bibtex_names
from generator.sources.model import Author, Link
from generator.text.spans import find_spans

# Whatever TeX, BibTeX, RIS, Markdown and HTML could take for their own, among plain words.
_PIECES = (
    *("\\", "{", "}", "$", "%", "&", "#", "_", "^", "~", "<", ">", "|", '"', "'", "`", "@", ",", "=", "*", "[", "]"),
    *("--", "---", "``", "''", "?`", "!`", "\\textbf{x}", "\\", "\r\n", "\n", "\t", "ER  - ", "TY  - GEN", "</script>"),
    *(
        "&amp;",
        "&#42;",
        "$5 or $100K",
        "1. ",
        "- ",
        "# ",
        ":smile:",
        "~~",
        "==",
        "Über",
        "γ-Ray",
        "≤",
        "word",
        "A",
        " ",
    ),
)
texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=12).map("".join)
"""Hostile texts."""

lines = texts.map(lambda text: one_line(text).strip())
"""Hostile texts on one line, as the catalog has them."""


def made(title: str, abstract: str = "", **known: object) -> Reference:
    """Return a reference with texts without mathematics, and the facts in `known`."""
    return Reference(
        key="a-key",
        slug="a-key",
        title=title,
        heading=find_spans(title),
        abstract=abstract,
        body=find_spans(abstract),
        **known,  # type: ignore[arg-type]
    )


FULL = made(
    "On {Braces} & 100% of γ_i",
    "We show $\\sum_i x_i^2 \\le 1$ for $5.",
    subjects=("Maps & charts", "One, two", "c;d"),
    summary="Shows it.",
    url="https://example.org/a_b?c=1&d=%20#e~f",
    links=(Link(rel="Code", url="https://github.com/example/x"),),
    kind="article-journal",
    authors=(
        Author(name="Ada van der Müller", family="van der Müller", given="Ada"),
        Author(name="Rock and Roll Group", family="Rock and Roll Group"),
        Author(name="Bo Li"),
    ),
    published="2025-03-09",
    venue="Maps & Charts",
    volume="3",
    number="4–5",
    pages="1–9",
    publisher="Lamp & Sons",
    editors=(Author(name="Cy de Coe", family="de Coe", given="Cy"), Author(name="Lamp Group", family="Lamp Group")),
    edition="Second",
    series="Lamp Notes",
    isbn="978-3-16-148410-0",
    issn="2049-3630",
    doi="10.1000/x_y",
    arxiv="2503.00001",
    tags=("maps", "one-two"),
    keywords=("fog", "sea; and land"),
    listed="2025-03-14",
)
"""A reference with all facts."""

PREPRINTED = made(
    "A title",
    kind="paper-conference",
    authors=(Author(name="Bo Li"),),
    published="2023-03-13",
    venue="WACV 2025",
    arxiv="2303.07474",
)
"""A reference whose first version is of another year than the conference."""

BARE = made("A title")
"""A reference with only a title."""

MANY_COMMAS = replace(
    BARE,
    key="many-commas",
    slug="many-commas",
    authors=(
        Author(name="John, Jr., MD Smith", family="Smith", given="John, Jr., MD"),
        Author(name="Ada Smith, Jones, and Sons", family="Smith, Jones, and Sons", given="Ada"),
        Author(name="Bo, Jr. Li, MD", family="Li, MD", given="Bo, Jr."),
        Author(name="de, la, x, C van Y", family="van Y", given="de, la, x, C"),
        Author(name="A, B, C, D", family="A, B, C, D"),
        Author(name="A & B, C, D, E"),
    ),
)
"""A reference whose authors have more commas in their names than biber allows."""

_PLAIN = replace(BARE, authors=FULL.authors, published="2025")


def _named(name: str) -> dict[str, Any]:
    return {"key": name, "slug": name}


_ESCAPED = made(r"A $\{0,1\}$ bound and a $5\%$ gain", r"We gain $5\%$ of $\{x_i\}$ for $\#A$.")

HARD = (
    MANY_COMMAS,
    replace(
        _ESCAPED,
        key="escaped",
        slug="escaped",
    ),
    replace(FULL, **_named("full")),
    replace(_PLAIN, **_named("thesis"), kind="thesis", venue="Lamp U", genre="Master’s thesis"),
    replace(_PLAIN, **_named("report"), kind="report", venue="Inst", number="5"),
    replace(_PLAIN, **_named("book"), kind="book", publisher="Lamp Press", edition="2"),
    replace(_PLAIN, **_named("chapter"), kind="chapter", venue="Whole", pages="A-1–A-9", publisher="P"),
    replace(_PLAIN, **_named("edited"), kind="book", authors=(), editors=FULL.authors, publisher="P"),
    replace(_PLAIN, **_named("article"), kind="article-journal", venue="Journal of the Society of Maps in Ulm"),
    replace(
        _PLAIN,
        key="proceedings",
        slug="proceedings",
        kind="paper-conference",
        venue="Proceedings of the Society on Maps of Ulm",
    ),
)
"""References that some program could not read."""

JUNIOR = made("A title", authors=bibtex_names("de Berg, Jr., Jan"))
"""A reference whose author has a suffix."""

_KNOWN = get_default_latex_context_db()
_KNOWN.add_context_category(
    "signs that the library does not know, or takes for another",
    macros=[
        MacroTextSpec("textless", "<"),
        MacroTextSpec("textgreater", ">"),
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
    prepend=True,
)
_TEX = LatexNodes2Text(latex_context=_KNOWN, math_mode="verbatim", strict_latex_spaces=True)


def decoded(value: str) -> str:
    """Return TeX as the text that it prints, its mathematics as it is."""
    text: str = _TEX.latex_to_text(value)
    return text
