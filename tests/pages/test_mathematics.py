"""TeX becomes MathML that browsers agree on, or stays TeX."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from xml.sax.saxutils import escape as escape_xml

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.formatting import running_text
from generator.pages.mathematics import mathml
from generator.text.spans import find_spans


def _tree(mathml: str) -> ET.Element:
    """Return the elements of MathML, whose references have the names of HTML."""
    return ET.fromstring(re.sub(r"&(?!lt;|amp;)\w+;", lambda match: escape_xml(unescape(match[0])), mathml))


def _text(tex: str) -> str:
    """Return what a formula shows, in one line."""
    found = mathml(tex)
    assert found is not None
    return "".join(_tree(found).itertext())


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\alpha_i^2", "αi2"),
        (r"\mathcal{O}(n^2)", "𝒪(n2)"),
        (r"\mathbb{R}^{d \times k}", "ℝd×k"),
        (r"\boldsymbol\theta\mathsf{NP}", "𝜽𝖭𝖯"),
        (r"\textbf{best of 2}", "𝐛𝐞𝐬𝐭 𝐨𝐟 𝟐"),
        (r"\arg\min_\theta L", "argminθL"),
        (r"p(x \mid z) < 0.5", "p(x∣z)<0.5"),
        (r"\text{loss <b>}", "loss <b>"),
        ("γ", "γ"),
    ],
)
def test_a_formula_shows_all_its_symbols(tex: str, shown: str) -> None:
    assert _text(tex) == shown


def test_a_space_separates_a_function_from_its_variable_not_from_its_bracket() -> None:
    thin = '<mspace width="0.167em"></mspace>'
    assert (mathml(r"O(n \log n)") or "").count(thin) == 2
    assert thin not in (mathml(r"\log(n)") or "")


def test_capital_greek_is_upright_and_small_greek_is_not() -> None:
    assert '<mi mathvariant="normal">&' not in (mathml(r"\theta") or "")
    assert '<mi mathvariant="normal">Θ' in (mathml(r"\Theta") or "")


def test_a_formula_between_double_dollars_is_a_block() -> None:
    assert 'display="block"' in running_text(find_spans("$$x = y$$"))
    assert 'display="inline"' in running_text(find_spans("$x = y$"))


@pytest.mark.parametrize(
    "tex",
    [
        r"\nosuchmacro{x}",
        r"\left( x",
        r"x_1_2",
        "}{",
        r"\cancel{x}",
        r"\newcommand{\a}{\a\a}\a",
        r"\def\a{\a}\a",
        r"\mathbb",
    ],
)
def test_what_cannot_be_set_as_it_was_meant_stays_tex(tex: str) -> None:
    assert mathml(tex) is None
    assert "<template" not in running_text(find_spans(f"${tex}$"))


@pytest.mark.parametrize(
    "tex",
    [r"\href{javascript:alert(1)}{x}", r"\style{background:url(x)}{x}", r"\class{md-nav}{x}", r"\color{red}{x}"],
)
def test_nothing_is_linked_styled_or_classed(tex: str) -> None:
    assert not re.search(r"href|style=|class|color|script:", mathml(tex) or "")


TEX = st.lists(
    st.sampled_from([
        *(r"\frac", r"\sqrt", r"\left(", r"\right)", r"\text", r"\mathbf", r"\begin{matrix}", r"\end{matrix}", r"\\"),
        *(r"\href", r"\style", r"\color", r"\hat", r"\sum", r"\limits", r"\genfrac", r"\hspace", r"\over", r"\verb"),
        *"abxy019{}{}{}^_^_&()[]|<>=+-*/ ,.'!#%~\"`:;\u200b\x00é",
    ]),
    max_size=14,
).map("".join)  # fmt: skip


@given(TEX)
def test_whatever_is_between_the_dollars_becomes_well_formed_mathml_or_nothing(tex: str) -> None:
    found = mathml(tex)
    if found is not None:
        tags = {element.tag for element in _tree(found).iter()}
        assert all(re.fullmatch("m[a-z]+", tag) for tag in tags)
        assert markdown.markdown(f"x <i>{found}</i>") == f"<p>x <i>{found}</i></p>"
