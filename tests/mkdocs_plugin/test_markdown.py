"""The forms that the fast renderer knows, and what it leaves to MkDocs."""

from __future__ import annotations

import pytest
from mkdocs.config import load_config

from generator.mkdocs_plugin.markdown import Heading, OutsideError, body, unsupported_markdown
from tests.support.case import ROOT

OURS = ("toc", "tables", "fenced_code", "admonition", "attr_list")


@pytest.mark.parametrize(
    "markdown",
    [
        *("*a*", "_a_", "`a`", "a\\*", "![a](b)", "[a](b)", "[a][b]", "[a]: b", "<https://a.b>", "<a@b.c>", "a & b"),
        *(
            "a < b",
            "a > b",
            "> a",
            "+ a",
            "* a",
            "- a",
            "1. a",
            "٣. a",
            "a | b",
            "#a",
            "# a\nb",
            "a\nb",
            "a\n===",
            "***",
        ),
        *(
            "    a",
            " a",
            "\ta",
            "a ",
            "a  \nb",
            "a\n \nb",
            "~~~\na\n~~~",
            "!!! a",
            "a -- b",
            "a\u00a0b",
            "a\u2028b",
            "a\x02b",
        ),
        *("{ .a }", "# a {#b}", "# a\n\n# b { #a }", "a\n{ .a }\nb", "a\n{ href=c }", "a { .b }", "[TOC]", "it's"),
        *("<script>a</script>", "<!-- -->", "<span\n>", "a\n</div>", "<div/>", "<div>", "</div>", "<div></div>a"),
        *("</div><div>", "<DIV>a</DIV>", "<div><sCript></sCript></div>", '<div a="\t"></div>', "<div>a\n  \nb</div>"),
        *(
            "<div markdown>a</div>",
            "<div>a</div><div></div>",
            "<div><ul></div></ul>",
            "<div><p></div>",
            "<div>a\n\nb</div>",
            "<div>a & b</div>",
            "<div>a < b</div>",
        ),
        *(
            "<div><!-- a --></div>",
            '<div a="<"></div>',
            '<a href="$x$">a</a>',
            '<a href="a++b++">a</a>',
            "<b markdown>a</b>",
        ),
    ],
)
def test_markdown_in_no_known_form_is_left_to_mkdocs(markdown: str) -> None:
    with pytest.raises(OutsideError):
        body(markdown)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a, b: c (d) - e_f 5.", "<p>a, b: c (d) - e_f 5.</p>"),
        ("a &amp; <b>b</b>\n{ .x .y data-z }", '<p class="x y" data-z>a &amp; <b>b</b></p>'),
        ("## A { #b data-c }", '<h2 data-c id="b">A</h2>'),
        ('<div class="a">\n<p>*b*</p>\n<div></div>\n</div>', '<div class="a">\n<p>*b*</p>\n<div></div>\n</div>'),
        ("a\n\n\n<ul><li>b</li></ul>\n\nc", "<p>a</p>\n<ul><li>b</li></ul>\n\n<p>c</p>"),
        ("", ""),
    ],
)
def test_a_known_form_becomes_html(markdown: str, html: str) -> None:
    assert body(markdown).html == html


def test_the_first_line_of_an_unknown_block_is_named() -> None:
    with pytest.raises(OutsideError, match=r"^\* b$"):
        body("a\n\n* b\nc")


def test_the_table_of_contents_has_each_heading_with_its_id() -> None:
    made = body("# The A &amp; <b>B</b>\n\n## C")
    assert made.title == "The A &amp; B"
    assert made.toc == (Heading(title="The A &amp; B", id="the-a-b", level=1), Heading(title="C", id="c", level=2))


def test_the_settings_of_this_project_are_supported(mkdocs: None) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])
    assert unsupported_markdown(config.markdown_extensions, config.mdx_configs) == ""


@pytest.mark.parametrize(
    ("extensions", "settings", "reason"),
    [
        ((*OURS, "smarty"), {}, "the Markdown extension smarty is on"),
        (OURS[:-1], {}, "the Markdown extension attr_list is off"),
        (OURS, {"toc": {"title": "Here", "permalink": True}}, "permalink of the Markdown extension toc is set"),
    ],
)
def test_other_settings_are_not_supported(
    extensions: tuple[str, ...], settings: dict[str, dict[str, object]], reason: str
) -> None:
    assert unsupported_markdown(extensions, settings) == reason
