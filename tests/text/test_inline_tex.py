"""Scripts and styles outside dollars are read where they can mean one thing only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.identity.titles import slug_of
from generator.pages.exports.bibtex import tex_spans
from generator.text.inline_tex import unstyled
from generator.text.repairs import heading, plain_title, readable, title_of_address
from generator.text.spans import Kind
from generator.text.tokens import written


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\emph{a \textbf{b}} c", "a b c"),
        (r"\textbf{A}, \textit{B}, \emph{C}, \texttt{D}, \textsc{E}, \underline{F}", "A, B, C, D, E, F"),
        (r"{\it a b} c {\bf d {\em e}} f", "a b c d e f"),
        (r"\textbf {a}\emph{b}", "ab"),
        (r"Evo\textbf{Lved} Sign", "EvoLved Sign"),
        ("three textit{O}bstacles, mathcal{O}(n) and boldsymbol{x}", "three Obstacles, O(n) and x"),
        (r"\textbf{the $n$ case}", "the $n$ case"),
        (r"\textbf{at https://a.io/x it} is", "at https://a.io/x it is"),
        (r"\textbf{a {b} c}", "a {b} c"),
    ],
)
def test_a_command_of_style_leaves_its_text(source: str, shown: str) -> None:
    assert unstyled(source) == shown


@pytest.mark.parametrize(
    "text",
    [
        r"\textbf{never closed",
        r"{\it never closed",
        "a {b} c } d {",
        r"{\itx a} \ours{} \method{a} \\textbf{x}",
        r"$\textbf{x}$ and $x^{\textit{y}}$",
        r"\emph{}",
        "context{a}, underline{b}, italic{c}",
        r"\{\it a\}",
    ],
)
def test_braces_that_are_unbalanced_or_of_other_commands_stay(text: str) -> None:
    assert unstyled(text) == text


def test_the_inner_command_is_read_where_the_outer_one_is_broken() -> None:
    assert unstyled(r"\textbf{open and \emph{closed}") == r"\textbf{open and closed"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("MoE^2: Experts", "MoE²: Experts"),
        ("SP^2OT", "SP²OT"),
        ("10^{-3}, 10^-3, 10^6, 2^{32}", "10⁻³, 10⁻³, 10⁶, 2³²"),
        ("R^2 of x^n", "R² of xⁿ"),
        ("H_2O, CO_2, CO_{2}, Fe_2O_3, C_6H_12O_6", "H₂O, CO₂, CO₂, Fe₂O₃, C₆H₁₂O₆"),
        ("SO_4^{2-} and Na^+", "SO₄²⁻ and Na⁺"),
        ("A^* search, C^*-algebra, 25^°C", "A* search, C*-algebra, 25°C"),
        ("5^th, 5^{th}, k^{th} and 1^{st}", "5th, 5th, kth and 1st"),
        ("O(epsilon^{-3}) and (2.1Gpc)^3", "O(epsilon⁻³) and (2.1Gpc)³"),
        ("x_1, ε_0 and 3x_2", "x₁, ε₀ and 3x₂"),
        (r"\emph{MoE^2} and {\bf R^{2}}", "MoE² and R²"),
    ],
)
def test_a_script_behind_a_word_becomes_characters_where_unicode_has_them(source: str, shown: str) -> None:
    assert plain_title(source) == shown
    assert [span.kind for span in readable(source)] == [Kind.TEXT]


@pytest.mark.parametrize(
    ("source", "formulas"),
    [
        ("the G_{stack} model", [("_{stack}", r"_{\mathrm{stack}}")]),
        ("z_i, W_Q", [("_i", "_{i}"), ("_Q", "_{Q}")]),
        ("z_{i-1} in R^d", [("_{i-1}", "_{i-1}"), ("^d", "^{d}")]),
        ("sum_{i=1}^{N_E}", [("_{i=1}^{N_E}", "_{i=1}^{N_E}")]),
        (r"x^{\alpha} y_{a_{1}}", [(r"^{\alpha}", r"^{\alpha}"), ("_{a_{1}}", "_{a_{1}}")]),
        ("from $5 to G_{max} at $6", [("_{max}", r"_{\mathrm{max}}")]),
    ],
)
def test_another_script_is_mathematics_and_plain_text_has_it_as_written(
    source: str, formulas: list[tuple[str, str]]
) -> None:
    spans = readable(source)
    assert [(span.text, span.target) for span in spans if span.kind is Kind.MATH] == formulas
    assert "".join(span.text for span in spans) == plain_title(source) == source


@pytest.mark.parametrize(
    "text",
    [
        *("my_var", "a_b_c", "x_train", "user_id", "f_theta", "top_k", "GPT_4", "sigma_8", "float8_e4m3", "__init__"),
        *("^", "a^", "a ^ 2", "^2", "^_^", "a_", "_i", "2^2^2", "x^2^", "C^{}", "a^{b", "x_{}", "UV^top", "5^there"),
        *("a_i.json", "data_{split}.csv", "/x_1/y", "--n_s", "a_b@example.org", "user^2@example.org", "self.x_1"),
        *(
            "model_{name}_{version}",
            "std::x_1",
            "v_2.0",
            "x_1.5",
            "1_000",
            "🙂^2",
            "2times",
            "e^-x",
            "https://a.io/x_1/G_{a}",
        ),
    ],
)
def test_names_and_lone_signs_stay(text: str) -> None:
    assert plain_title(text) == text
    assert all(span.kind is not Kind.MATH for span in readable(text))


def test_an_escaped_underscore_is_no_subscript() -> None:
    assert plain_title(r"a\_i and x\_1, not x_1") == "a_i and x_1, not x₁"
    assert [span.kind for span in readable(r"a\_i")] == [Kind.TEXT]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("MoE^2: Experts", "moe-2-experts"),
        (r"\emph{Lamps} and {\it More}", "emph-lamps-and-it-more"),
        ("CO_{2} and x_1", "co-2-and-x-1"),
        ("CO$_2$", "co2"),
    ],
)
def test_the_address_of_a_title_is_made_as_before(title: str, slug: str) -> None:
    assert slug_of(title_of_address(title)) == slug


def test_a_bibliography_has_scripts_as_characters_or_mathematics() -> None:
    assert tex_spans(heading(r"MoE^2 of \emph{G_{stack}} and snake_case")) == (
        r"MoE² of G$_{\mathrm{stack}}$ and snake\_case"
    )


def test_a_search_finds_a_superscript_however_it_is_typed() -> None:
    assert written("MoE^2") == written("MoE2") == written("MoE²") == written(plain_title("MoE^2"))


@given(st.text("aB2 {}^_$*.-/()", max_size=40))
def test_no_letter_is_lost_without_a_command(text: str) -> None:
    assert [char for char in plain_title(text) if char.isalpha()] == [char for char in text if char in "aB"]
