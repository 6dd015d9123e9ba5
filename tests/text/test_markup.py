"""A title reads the same, whichever program wrote its markup into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.markup import plain_markup
from generator.text.repairs import title_text


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
        ("<jats:title>Abstract</jats:title><jats:p>One.</jats:p><jats:p>Two.</jats:p>", " One.  Two. "),
        ("one<br/>two", "one two"),
        ("Lamps &amp;amp; wicks, &amp;lt;5", "Lamps & wicks, <5"),
        ('<scp>DNA</scp> of <italic>E. lampus</italic><xref ref-type="fn">1</xref>', "DNA of E. lampus"),
        ("<h4>Aim</h4><ul><li>One</li><li>Two</li></ul>", " Aim   One  Two  "),
        ('see <a href="https://ex.org">this</a>', "see this"),
        ("CO<inf>2</inf> <!-- no. 1 --><jats:inline-graphic href='x'/>", "CO2   "),
        ("<p>Abstract</p><p>One.</p>", " One. "),
        ("An <b>abstract</b> notion", "An abstract notion"),
        ("<math><mi>k</mi></math> Lamps", "k Lamps"),
        ('<mml:math xmlns:mml="x"><mml:msup><mml:mn>0</mml:mn><mml:mo>+</mml:mo></mml:msup></mml:math>', "$0^{+}$"),
        ("&lt;math&gt;&lt;mi&gt;&amp;alpha;&lt;/mi&gt;&lt;/math&gt;", "α"),
        ("<math><mfrac><mi>a</mi><msqrt><mi>b</mi></msqrt></mfrac></math>", r"$\frac{a}{\sqrt{b}}$"),
        ('<inline-formula><tex-math notation="LaTeX">$k$</tex-math></inline-formula>', "$k$"),
        ("<alternatives><tex-math>$$k_1$$</tex-math><math><mi>k</mi></math></alternatives>", "$k_1$"),
        (r"a \documentclass{minimal} \begin{document}$$n$$\end{document} n b", "a $$n$$ b"),
        (r"set $$k^2$$ k 2 and $$\alpha $$ α so", r"set $$k^2$$ and $$\alpha$$ so"),
    ],
)
def test_markup_goes_and_its_text_stays(text: str, plain: str) -> None:
    assert plain_markup(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "a<b>c",
        "x < y > z",
        "AT&T; R&D",
        "List<int>",
        "<script>alert(1)</script>",
        "&nosuchentity;",
        "</i>",
        "<math><mi>",
        "<math><mi></math>",
        "the $$a$$ a set",
        "cost $$k$$ keeps",
    ],
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
