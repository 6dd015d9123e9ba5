"""Text of others stays text in Markdown, in links and in front matter, whatever extensions are on."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.parser import HTMLParser

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.pages.escape import FrontMatter, Json, escape, front_matter, link, one_line
from tests.support.corpus import corpus_json

EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "nl2br", "sane_lists", "smarty",
    "tables", "toc", "wikilinks", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details",
    "pymdownx.emoji", "pymdownx.fancylists", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink",
    "pymdownx.mark", "pymdownx.progressbar", "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tasklist",
    "pymdownx.tilde", "pymdownx.arithmatex", "pymdownx.blocks.admonition", "pymdownx.blocks.caption",
]  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    "**bold** _em_ `code`",
    "(c) (r) c/o 1st 2nd +/- -->",
    ":smile: :)",
    "<EOS> vs. <eos>",
    "[x](javascript:alert(1))",
    "![x](x)",
    "[[wiki]]",
    "$a$ \\(b\\)",
    "==mark== ^^ins^^ ~~del~~ H~2~O",
    "a -- b --- c ...",
    "'single' \"double\" ``quoted''",
    "1. one",
    "10) ten",
    "a. letter",
    "ii. roman",
    "- item",
    "+ plus",
    "* star",
    "# head",
    "> quote",
    "    code",
    "\tcode",
    "| a | b |",
    "[ ] task",
    "[^1]",
    "*[HTML]: x",
    "term\n: def",
    "++ctrl+alt++",
    "{--del--} {++ins++}",
    "{: .attr }",
    "{ .attr }",
    "!!! note",
    "??? note",
    "/// note\nx\n///",
    "--8<-- 'x'",
    '=== "Tab"',
    "https://example.org www.example.org a@example.org",
    "&copy; &#169; &amp;",
    "\\*escaped\\*",
    "***",
    "---",
    "===",
    '[=50% "x"]',
    "a_b_c snake_case __init__",
    "<!-- comment -->",
    "<?php ?>",
    "<![CDATA[x]]>",
    "\x02wzxhzdk:0\x03",
    "A. B. Author et al. Then",
    "vs. i.e. e.g. x. y",
    "A; b, c; d",
    "x\u2028y\u0085z",
    "\u202eright to left",
    "Zażółć 漢字 😀",
]


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.data: list[str] = []
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.data.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


@lru_cache(maxsize=1)
def _markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS)


def _rendered(source: str) -> _Text:
    parser = _Text()
    parser.feed(_markdown().reset().convert(source))
    parser.close()
    return parser


def _assert_inert(text: str) -> None:
    for before, behind in (("", ""), ("# ", ""), ("<p>", "</p>"), ("word ", " word"), ("<b>word</b> ", "")):
        parser = _rendered(f"{before}{escape(text)}{behind}")
        words = [re.sub(r"<.*?>", "", around).strip("# ") for around in (before, behind)]
        shown = f"{words[0]} {one_line(text)} {words[1]}"
        assert "".join(parser.data).strip() == shown.strip()
        # `1st` is letters and digits; the one extension that raises its ending keeps the text.
        assert parser.tags <= {"p", "h1", "b", "sup"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_renders_to_itself_with_thirty_extensions_on(text: str) -> None:
    _assert_inert(text)


@given(st.text(max_size=60))
def test_any_text_renders_to_itself(text: str) -> None:
    _assert_inert(text)


@given(st.text(alphabet="ab1 ._-*`<>&[](){}!#|~^$:;,'\"\\/=+@%?\n", max_size=40))
def test_any_punctuation_renders_to_itself(text: str) -> None:
    _assert_inert(text)


def test_the_naughty_strings_render_to_themselves(corpus: None) -> None:
    for text in corpus_json("hostile/blns.json"):
        _assert_inert(text)


def test_the_examples_of_the_markdown_specification_render_to_themselves(corpus: None) -> None:
    for example in corpus_json("hostile/commonmark_spec_0.31.2.json"):
        _assert_inert(example["markdown"])


def test_scripting_payloads_render_to_themselves(corpus: None) -> None:
    for example in corpus_json("hostile/dompurify_payloads.json"):
        _assert_inert(example["payload"])


@pytest.mark.parametrize(
    "text",
    [
        "A two-step method, fast; the rest follows. It works (mostly): 95% of 3.1, or 5 / 7?",
        "GPT: a model - with k = 5 + 3, snake_case and “quotes”. Zażółć 漢字!",
    ],
)
def test_plain_punctuation_stays_readable(text: str) -> None:
    assert escape(text) == text


def test_what_must_be_escaped_has_a_name() -> None:
    assert escape("[CLS] & <eos>, it's x^2^ at a*b: http://x") == (
        "&lsqb;CLS] &amp; &lt;eos&gt;, it&apos;s x&Hat;2^ at a&ast;b: http&colon;//x"
    )


def test_control_characters_go_and_white_space_collapses() -> None:
    assert escape("a\x00b\x02c \t\n\u2028 d\x9fe") == "abc de"


def test_what_is_escaped_is_not_escaped_again() -> None:
    assert escape(Markup("<b>x</b>")) == "<b>x</b>"
    assert escape(escape("a*b")) == "a&ast;b"


def test_a_link_keeps_its_address() -> None:
    address = "https://example.org/a(b)/ü?q=1&amp;x=[2]*<3>&copy;'\"`\\^{|}~ z"
    parser = _rendered(link("text [1](2)", address))
    assert parser.tags == {"p", "a"}
    rendered = markdown.markdown(link("x", address), extensions=EXTENSIONS)
    target = html.unescape(rendered.split('href="')[1].split('"')[0])
    assert target.startswith("https://example.org/a%28b%29/%C3%BC?q=1&amp%3Bx=")
    assert not set(target) & set("<>\"'`\\^{|} ")


@given(st.text(max_size=80))
def test_front_matter_contains_any_text_html_escaped(text: str) -> None:
    written = front_matter({"title": text, "tags": [text]})
    assert written.startswith("---\n")
    assert written.endswith("---")
    body = written.removeprefix("---\n").removesuffix("---")
    assert "\n---" not in body
    read = yaml.safe_load(body)
    assert html.unescape(read["title"]) == one_line(text)
    assert read["tags"] == [read["title"]]
    assert not set(read["title"]) & set("<>\"'")


def by_pyyaml(values: object) -> str:
    return str(yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=2**20))


YAMLISH = [
    "{a: 1, 'b'}", "a: b", "a #b", "a:b", "a:", "a ", "no", "Null", "3D", "x\u00a0y", "\U0001f600 a", "a\u200bb",
    "a\u2028b",    "{\"é\": '1'}", "- a", "é à", "y", "{", "it's: so", "a\x85b", "\ufeffa", "{ ",
    "x: ", "a,", "2025-03-14", "2025-3-4", "A  b",
]  # fmt: skip


@given(
    st.text(max_size=80)
    | st.text("aé:# {}'\"-,1\U0001f600", max_size=20)
    | st.text("019.-/_:eE", max_size=12)
    | st.sampled_from([*YAMLISH, *HOSTILE])
)
def test_front_matter_is_what_pyyaml_writes(text: str) -> None:
    safe = html.escape(one_line(text))
    same: FrontMatter = {"line": 3, "hide": ["toc"], "none": [], "nothing": {}, "ok": True, "search": {"exclude": True}}
    written = front_matter({"title": text, "ld": Json(text), "cite": {"a": [text, "b"], "c": text, "d": ["e"]}, **same})
    expected = by_pyyaml({"title": safe, "ld": text, "cite": {"a": [safe, "b"], "c": safe, "d": ["e"]}, **same})
    assert written == f"---\n{expected}---"
