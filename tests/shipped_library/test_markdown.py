"""What our renderer makes of Markdown is what MkDocs makes of it, or nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.mkdocs_plugin.markdown import body
from tests.pages.test_escape import HOSTILE
from tests.support.corpus import corpus_json
from tests.support.hostile_pages import all_pages, one_page
from tests.support.mutations import edited, part
from tests.support.stock_mkdocs import Stock, stock_of

KINDS = ("papers", "tags", "listings", "digests", "paths")
PAPER = "papers/learning-transferable-visual-models-from-natural-language-supervision.md"


@pytest.fixture(scope="module")
def stock(mkdocs: None, real_project: Path) -> Iterator[Stock]:
    """Return MkDocs for the real library; it need not say what it thinks of links that lead nowhere."""
    logging.disable(logging.WARNING)
    yield stock_of(real_project)
    logging.disable(logging.NOTSET)


def _pages(stock: Stock) -> list[str]:
    return sorted(file.src_uri for file in stock.files.documentation_pages() if file.src_uri.split("/")[0] in KINDS)


def _is_known(stock: Stock, markdown: str, path: str = PAPER) -> bool:
    """Tell whether Markdown is in our dialect; then it must become what MkDocs makes of it."""
    made = body(markdown, stock.resolve(path))
    assert made is None or made == stock.body(path, markdown), markdown
    return made is not None


def test_every_paper_tag_listing_digest_and_path_is_in_the_dialect(stock: Stock) -> None:
    pages = _pages(stock)
    outside = {path for path in pages if body(stock.markdown(path), lambda target: target) is None}
    assert len(pages) > 600
    assert not outside


def test_pages_of_the_real_library_become_what_mkdocs_makes_of_them(stock: Stock) -> None:
    for path in _pages(stock)[::10]:
        assert _is_known(stock, stock.markdown(path), path)


def test_hostile_papers_become_what_mkdocs_makes_of_them(stock: Stock) -> None:
    known = {text: _is_known(stock, get_data(one_page(text))[0]) for text in HOSTILE}
    # White space leads to the long way, and so does an address with what could be taken for a reference in it.
    assert {text for text, is_known in known.items() if not is_known} <= {"    code", "\tcode", "&copy; &#169; &amp;"}


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "x$y^2$ *a* _b_ [c](d)", "1. A. -- {.x} http://a.b/c_d_"]
)
def test_hostile_papers_make_lists_that_become_what_mkdocs_makes_of_them(stock: Stock, text: str) -> None:
    outside = {path for path, page in all_pages(text) if not _is_known(stock, get_data(page)[0])}
    assert not outside


def test_papers_that_say_naughty_strings_become_what_mkdocs_makes_of_them(stock: Stock) -> None:
    texts = corpus_json("hostile/blns.json")[::10]
    known = [_is_known(stock, get_data(one_page(text))[0]) for text in texts]
    assert sum(known) > len(texts) * 0.8


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(max_size=60) | st.text(alphabet="ab1 ._-*`<>&[](){}!#|~^$:;,'\"\\/=+@%?\n", max_size=40))
def test_papers_that_say_anything_become_what_mkdocs_makes_of_them(stock: Stock, text: str) -> None:
    _is_known(stock, get_data(one_page(text))[0])


def test_an_edited_page_equals_that_of_mkdocs_or_is_left_to_it(stock: Stock) -> None:
    chance, pages, known = Random(5), _pages(stock), 0
    for _ in range(700):
        page = chance.choice(pages)
        known += _is_known(stock, edited(part(stock.markdown(page), chance), chance), page)
    assert known > 60


@pytest.mark.parametrize(
    "markdown",
    [
        "# One\n\n## Two { #three }\n\n## Three\n\n## Four { #two-b }\n\n## Two B\n\n## Two",
        "# One\n\n## Two { data-search-exclude .x }\n\n## Two\n\n## [Two](<../index.md>) &amp; &#51;\n\n# &#51;",
        "-   tight\n-   tight\n\n-   loose\n\n    below\n    { .x }\n\n    -   inside\n    -   inside\n\n    - more",
        "1.  one\n\n    <!-- -->\n\n7.  two\n\nbehind\n\n-   another",
        '[a](<a.md>){ .t .f1 title="b, c" rel=next data-x } <b>c</b> [d](<https://e.f/?g=h&i=j>)\n{ .x data-y }',
        '<div class="b" data-a="c" markdown>\n<nav aria-label="Pages" markdown>\n\na\n\n</nav>\n</div>',
        '<div markdown>\n\n<div data-b class="a"></div>\n\n<pre><code>a:\n  b: [c]</code></pre>\n\n</div>',
        '<div data-b class="a"></div>\n\n<details open><summary>a</summary>\n<p>b <i>c</i></p></details>\n\nd',
        '<div class="empty" markdown>\n</div>',
        'a <math display="block"><mi>x</mi></math> &nbsp;&#x27; “b” 漢字\nc ',
        "",
    ],
)
def test_each_part_of_the_dialect_becomes_what_mkdocs_makes_of_it(stock: Stock, markdown: str) -> None:
    assert _is_known(stock, markdown)
