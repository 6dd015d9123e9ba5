"""A title reads the same, whichever program wrote its markup into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.repairs import plain_markup, title_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<i>In vivo</i> H<sub>2</sub>O at 10<sup>2</sup>", "In vivo H2O at 102"),
        (
            '<span class="nocase">iPhone</span> and <span style="font-variant:small-caps;">Nasa</span>',
            "iPhone and Nasa",
        ),
        ("<sc>Bert</sc>, <b>bold</b> and <em>true</em>", "Bert, bold and true"),
        ("Fish &amp; chips &#8211; &#x3B1;&lt;&beta;", "Fish & chips – α<β"),
        ("&lt;i&gt;Sent twice&lt;/i&gt;", "Sent twice"),
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", " Abstract  One.  Two. "),
        ("one<br/>two", "one two"),
    ],
)
def test_markup_goes_and_its_text_stays(text: str, plain: str) -> None:
    assert plain_markup(text) == plain


@pytest.mark.parametrize(
    "text", ["a<b>c", "x < y > z", "AT&T; R&D", "List<int>", "<script>alert(1)</script>", "&nosuchentity;", "</i>"]
)
def test_what_is_no_markup_of_text_stays(text: str) -> None:
    assert plain_markup(text) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("  Two\n  lines\u00a0of it ", "Two lines of it"),
        ("``Quoted'' and ``half\"", "“Quoted” and “half”"),
        ("Newton--Raphson -- a method", "Newton–Raphson – a method"),
        ("Theory---practice", "Theory—practice"),
        ("The --verbose flag", "The --verbose flag"),
        ("a ----- b <-- c --> d --", "a ----- b <-- c --> d --"),
        ('don\'t say "so" `much`', 'don\'t say "so" `much`'),
    ],
)
def test_a_title_is_one_line_as_in_print(text: str, title: str) -> None:
    assert title_text(text) == title


@given(st.text(alphabet="ab <>/&;-`'\"i\u00a0\n"))
def test_a_title_once_plain_stays_as_it_is(text: str) -> None:
    once = title_text(text)
    if "&" not in once and "<" not in once:  # an entity may stand for an entity
        assert title_text(once) == once
