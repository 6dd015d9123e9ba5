"""What the fast renderer makes of a page is what MkDocs makes of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from generator.build.manifest import generated_files
from generator.mkdocs_plugin.markdown import OutsideError, body
from generator.pages.escape import one_line
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
    """Return whether Markdown has the known forms; then it must become what MkDocs makes of it."""
    try:
        made = body(markdown)
    except OutsideError:
        return False
    assert made == stock.body(path, markdown), markdown
    return True


def _is_padded(text: str) -> bool:
    """Return whether a text is empty, or begins or ends in a space, as none does that was read from a source."""
    line = one_line(text)
    return not line or line != line.strip()


def test_every_generated_page_has_the_known_forms(stock: Stock) -> None:
    pages = [path for path in generated_files(Path(stock.config.docs_dir)) if path.endswith(".md")]
    assert len(pages) > 600
    for path in pages:
        assert body(stock.markdown(path)).html, path


def test_pages_of_the_real_library_become_what_mkdocs_makes_of_them(stock: Stock) -> None:
    for path in _pages(stock)[::10]:
        assert _is_known(stock, stock.markdown(path), path)


def test_hostile_papers_become_what_mkdocs_makes_of_them(stock: Stock) -> None:
    for text in HOSTILE:
        assert _is_known(stock, get_data(one_page(text))[0]) or _is_padded(text), text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "x$y^2$ *a* _b_ [c](d)", "1. A. -- {.x} http://a.b/c_d_"]
)
def test_hostile_papers_make_lists_that_become_what_mkdocs_makes_of_them(stock: Stock, text: str) -> None:
    outside = {path for path, page in all_pages(text) if not _is_known(stock, get_data(page)[0])}
    assert not outside


def test_papers_that_say_naughty_strings_become_what_mkdocs_makes_of_them(corpus: None, stock: Stock) -> None:
    texts = corpus_json("hostile/blns.json")[::10]
    for text in texts:
        assert _is_known(stock, get_data(one_page(text))[0]) or _is_padded(text), text


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(max_size=60) | st.text(alphabet="ab1 ._-*`<>&[](){}!#|~^$:;,'\"\\/=+@%?\n", max_size=40))
def test_papers_that_say_anything_become_what_mkdocs_makes_of_them(stock: Stock, text: str) -> None:
    assert _is_known(stock, get_data(one_page(text))[0]) or _is_padded(text)


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
        "# One\n\n## Two { data-search-exclude .x }\n\n## Two\n\n## <b>Two</b> &amp; &#51;\n\n# &#51;",
        'a, <a href="../b/" class="c">d</a>\n{ .x .y data-z }\n\n<p class="e">f</p>\n\n<ul>\n<li>*g*</li>\n</ul>',
        '<div data-b class="a"></div>\n\n<pre><code>a:\n  b: [c]</code></pre>\n\n<nav id="c"><div></div></nav>',
        "<details open><summary>a</summary>\n<p>b <i>c</i></p></details>\n\n\nd\n\n<div>\n</div>",
        'a <math display="block"><mi>x</mi></math> &nbsp;&#x27; “b” 漢字',
        "",
    ],
)
def test_each_form_becomes_what_mkdocs_makes_of_it(stock: Stock, markdown: str) -> None:
    assert _is_known(stock, markdown)
