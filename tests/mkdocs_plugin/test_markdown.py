"""The grammar of the fast renderer, and what it leaves to MkDocs."""

from __future__ import annotations

import pytest
from mkdocs.config import load_config

from generator.mkdocs_plugin.markdown import Heading, body, unsupported_markdown
from tests.support.case import ROOT

OURS = ("toc", "tables", "fenced_code", "admonition", "attr_list", "md_in_html")


@pytest.mark.parametrize(
    "markdown",
    [
        *("*a*", "a_b_", "`a`", "a\\*", "![a](<b>)", "[a](b)", "[a][b]", "[a]: b", "<https://a.b>", "<a@b.c>", "a & b"),
        *(
            "a < b",
            "a > b",
            "> a",
            "+ a",
            "* a",
            "a\n===",
            "a\n---",
            "***",
            "    a",
            " a",
            "\ta",
            "٣. a",
            "a | b",
            "#a",
        ),
        *(
            "a  \nb",
            "a\n \nb",
            "- a\n  b",
            "- a\n    - b",
            "- a\n\n        b",
            "## a\nb",
            "a\n- b",
            "{ .a }",
            "# a {#b}",
            "# a\n\n# b { #a }",
        ),
        *(
            "a\n{ #b }",
            "[a](<b>){ href=c }",
            "[a](<b>){ .c }{ .d }",
            '<a id="b">c</a>',
            "<script>a</script>",
            "<!-- -->",
        ),
        *(
            '<div id="a"></div>',
            "<div>",
            "</div>",
            "<div markdown>",
            "<div></div>a",
            "<p><div></p></div>",
            "<math>a</math>",
        ),
        *(
            "<div markdown>\n\n</nav>",
            "<div markdown>\n\n<div><p>a</p></div>\n\n</div>",
            "[a](<title/b.md>)",
            "[a](</b>)",
        ),
        *("~~~\na\n~~~", "!!! a", "a\u00a0b", "a\u2028b", "a\x02b", "[TOC]", "<span\n>", "a\n</div>", "<div/>"),
    ],
)
def test_markdown_outside_the_grammar_is_left_to_mkdocs(markdown: str) -> None:
    assert body(markdown, lambda target: target) is None


def test_a_page_with_an_unknown_link_is_left_to_mkdocs() -> None:
    assert body("[a](<b.md>)", lambda target: None) is None


def test_an_address_with_a_quote_is_left_to_mkdocs() -> None:
    assert body("[a](<b.md>)", lambda target: '"><script>') is None


def test_addresses_are_escaped_as_html() -> None:
    made = body("[a](<b.md?c=d&e=f>)", lambda target: target.replace(".md", "/"))
    assert made is not None
    assert made.html == '<p><a href="b/?c=d&amp;e=f">a</a></p>'


def test_the_table_of_contents_has_each_heading_with_its_id() -> None:
    made = body("# The *A* &amp; <b>B</b>\n\n## C".replace("*", ""), lambda target: target)
    assert made is not None
    assert made.title == "The A &amp; B"
    assert made.toc == (Heading(title="The A &amp; B", id="the-a-b", level=1), Heading(title="C", id="c", level=2))


def test_the_settings_of_this_project_are_supported(mkdocs: None) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])
    assert unsupported_markdown(config.markdown_extensions, config.mdx_configs) == ""


@pytest.mark.parametrize(
    ("extensions", "settings", "reason"),
    [
        ((*OURS, "smarty"), {}, "the Markdown extension smarty is on"),
        (OURS[:-1], {}, "the Markdown extension md_in_html is off"),
        (OURS, {"toc": {"title": "Here", "permalink": True}}, "permalink of the Markdown extension toc is set"),
    ],
)
def test_other_settings_are_not_supported(
    extensions: tuple[str, ...], settings: dict[str, dict[str, object]], reason: str
) -> None:
    assert unsupported_markdown(extensions, settings) == reason


def test_another_version_of_python_markdown_is_not_supported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.mkdocs_plugin.markdown.version", lambda name: "4.0")
    assert unsupported_markdown(OURS, {}) == "Python-Markdown 4.0 is not known yet"
