"""Each repair of a text does what its name says and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text import repairs
from generator.text.repairs import (
    first_sentence,
    heading,
    plain_title,
    readable,
    separated_urls,
    single_urls,
    true_hosts,
)
from generator.text.spans import Kind, find_spans

HOSTS = (("huggingface.host", "huggingface.co"), ("hf-proxy-cf.effarig.site", "huggingface.co"))


def _shown(text: str) -> str:
    return "".join(span.text for span in readable(text, HOSTS))


@given(
    st.text("ahpstw19 :;,.{}'\"`()-&%#_^<>é\u0301").filter(lambda text: not any(mark in text for mark in repairs.MARKS))
)
def test_a_text_without_marks_has_nothing_to_repair(text: str) -> None:
    for repair in (*repairs.TEXT_RULES, single_urls, separated_urls):
        assert repair(text) == text
    assert true_hosts(text, HOSTS) == text
    assert [span.kind for span in find_spans(text)] == [Kind.TEXT]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"M\'elange, T\"ULU, Uzna\'{n}ski, na\"{\i}ve", "Mélange, TÜLU, Uznański, naïve"),
        (r"Erd\H{o}s and G\"odel, \c{c}a, \v{S}koda, stra\ss e, \o re", "Erdős and Gödel, ça, Škoda, straße, øre"),
        (r"a \textit{word}, \ours and \method stay", r"a \textit{word}, \ours and \method stay"),
        (r"C:\new \alpha", r"C:\new \alpha"),
    ],
)
def test_accents_are_composed_and_macros_stay(source: str, shown: str) -> None:
    assert repairs.accents(source) == shown


def test_escaped_signs_become_the_sign() -> None:
    assert (
        repairs.escapes(r"50\% of R\&D pays \$5 for \#1 and snake\_case") == "50% of R&D pays $5 for #1 and snake_case"
    )


def test_paired_tex_quotes_become_typographic_and_others_stay() -> None:
    assert (
        repairs.quotes("``easy'' and ``lite-weight\" but 'single' and ``open")
        == "“easy” and “lite-weight” but 'single' and ``open"
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("estimation~(NCE) by Sanghavi~jns13", "estimation (NCE) by Sanghavi jns13"),
        ("Figure~2 and 10~GPUs", "Figure 2 and 10 GPUs"),
        ("by ~33.5%, 2.97~25.22x, (~50%), 13~15M and ~ 0.25B", "by ~33.5%, 2.97~25.22x, (~50%), 13~15M and ~ 0.25B"),
        ("home/~user", "home/~user"),
    ],
)
def test_ties_between_words_become_spaces_and_approximations_stay(source: str, shown: str) -> None:
    assert repairs.ties(source) == shown


def test_doubled_addresses_become_one() -> None:
    assert single_urls("at https://a.io/x/{https://a.io/x/}.") == "at https://a.io/x/."
    assert single_urls("at https://a.io/x/{this https URL}.") == "at https://a.io/x/."
    assert single_urls("at text{https://a.io/x}{https://a.io/x}.") == "at https://a.io/x."
    assert single_urls("at: magenta{https://a.io/x/}") == "at: https://a.io/x/"
    assert single_urls("{omega_m} and 1{2}") == "{omega_m} and 1{2}"


def test_an_address_glued_to_a_word_is_parted() -> None:
    assert separated_urls("in Github:https://github.com/a/b") == "in Github: https://github.com/a/b"


def test_look_alike_hosts_are_mapped_back_and_others_stay() -> None:
    assert true_hosts("https://huggingface.host/a https://huggingface.host.evil/b huggingface.host", HOSTS) == (
        "https://huggingface.co/a https://huggingface.host.evil/b huggingface.host"
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Code: https://github.com/a/b.", ["https://github.com/a/b"]),
        ("(https://www.fets.ai/). The", ["https://www.fets.ai/"]),
        ("see https://en.wikipedia.org/wiki/A_(b).", ["https://en.wikipedia.org/wiki/A_(b)"]),
        ("at www.powerinfer.ai/v2.", ["https://www.powerinfer.ai/v2"]),
        ("at github.com/IST-DASLab/qmoe.", ["https://github.com/IST-DASLab/qmoe"]),
        ("at hf.co/AI4Chem/ChemLLM-7B-Chat.", ["https://hf.co/AI4Chem/ChemLLM-7B-Chat"]),
        ("page:~https://github.com/a/b.", ["https://github.com/a/b"]),
        ("results.CNN/DailyMail, and/or, i.e./e.g., v1.5/v2.0", []),
        ("a@example.com/x and http:// and https://.", []),
    ],
)
def test_links_are_found_without_the_punctuation_around_them(text: str, links: list[str]) -> None:
    assert [span.target for span in readable(text) if span.kind is Kind.LINK] == links


def test_an_address_without_scheme_is_shown_as_written() -> None:
    assert _shown("available at github.com/IST-DASLab/qmoe.") == "available at github.com/IST-DASLab/qmoe."


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("for $n$ and $\\alpha_t^2$, $O(n)$, $γ-$MoD, $3.5$", ["n", "\\alpha_t^2", "O(n)", "γ-", "3.5"]),
        ("with $100K Budget", []),
        ("between $5 and $10, or US$3 and $4", []),
        ("from $100K-$200K, paid $5M (not $6M)", []),
        (r"costs \$5 and \$6", []),
        ("$$x = y$$", ["x = y"]),
        ("a $ b $ c", []),
        (r"At $\sim$5 keV, $\pm$0.5, $\beta$1 and $2\times$10", [r"\sim", r"\pm", r"\beta", r"2\times"]),
        (r"$$x_1$$5 and $x$5", ["x_1"]),
        (r"costs $5 and a $\sim$ b", [r"\sim"]),
        ("costs $5 of snake_case for CA$6, or $.5 of a_bc for CA$6", []),
    ],
)
def test_mathematics_is_told_from_money(text: str, formulas: list[str]) -> None:
    assert [span.target for span in readable(text) if span.kind is Kind.MATH] == formulas


def test_text_rules_leave_mathematics_and_addresses_alone() -> None:
    text = r"$a~\'e\%$ at https://a.io/~b/c~d%20``x"
    assert _shown(text) == text


def test_flattened_mathematics_stays_as_it_is() -> None:
    text = "3.5times, rangle^top, ell_2-distance, O(log n)"
    assert _shown(text) == text


@given(st.text(max_size=120))
@example("~http")
@example("a ~http b~~http://c")
def test_spans_join_to_the_text_and_a_second_repair_changes_no_link(text: str) -> None:
    spans = readable(text)
    joined = "".join(span.text for span in spans)
    assert joined == " ".join(joined.split()) or not joined.strip()
    assert all(span.text for span in spans) or not text.strip()


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("PanGu-$π$: Enhancing", "PanGu-π: Enhancing"),
        (r"$\gamma$-MoD", "γ-MoD"),
        (r"$\mathcal{O}(n^2)$ Attention in $\mathbb{R}^3$", "O(n²) Attention in R³"),
        (r"An $\Omega(\log n)$ Bound", "An Ω(log n) Bound"),
        (r"Sorting in $O(n\log n)$ time", "Sorting in O(n log n) time"),
        (r"$n^{2}\log\log n$, $f(x)\max$, $[a]\min b$, $2\sin x$", "n² log log n, f(x) max, [a] min b, 2 sin x"),
        (r"$\alpha\exp x$, $(\log n)$, $-\log p$, $k \cos x$", "α exp x, (log n), -log p, k cos x"),
        (r"Of $\beta$1 and $\sim$5 keV", "Of β1 and ∼5 keV"),
        ("with $100K Budget", "with $100K Budget"),
        ("A* Search", "A* Search"),
        (r"M\'elange", "Mélange"),
        (r"$\nosuch{x}$", r"\nosuch{x}"),
    ],
)
def test_a_plain_title_has_no_tex_that_unicode_can_say(title: str, plain: str) -> None:
    assert plain_title(title) == plain


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("PanGu-$π$: More", [("text", "PanGu-"), ("text", "π"), ("text", ": More")]),
        (r"The $\ell_1$ Norm", [("text", "The "), ("text", "ℓ₁"), ("text", " Norm")]),
        (r"On $\sum_{i=1}^{n} x_i$", [("text", "On "), ("math", r"$\sum_{i=1}^{n} x_i$")]),
        ("See https://example.org/x", [("text", "See "), ("text", "https://example.org/x")]),
    ],
)
def test_a_heading_sets_only_the_mathematics_that_unicode_cannot_say(title: str, shown: list[tuple[str, str]]) -> None:
    assert [(span.kind.value, span.text) for span in heading(title)] == shown


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("We use e.g. Adam. It works.", "We use e.g. Adam."),
        ("By Smith et al. The end. More.", "By Smith et al. The end."),
        ("It gains 3.5 points. Good.", "It gains 3.5 points."),
        ("Is it? Yes.", "Is it?"),
        ("No end here", "No end here"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_a_sentence_ends(text: str, first: str) -> None:
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("CO$_2$ in 5 mm$^2$ at 25$^{\\circ}$C for O($n$) lamps", ["_2", "^2", "^{\\circ}", "n"]),
        ("E$^2$-RAG and C$^3$KG", ["^2", "^3"]),
        ("Foo$\\alpha$ and bar$\\beta$", ["\\alpha", "\\beta"]),
        ("US$5. They cost $5 to $10 each", []),
        ("from US$5 to US$10_000", []),
        ("a$b (and c$) or d$e", []),
        ("the $C for O($ of it", []),
    ],
)
def test_formulas_glued_to_a_word_are_found_and_prose_is_not(text: str, formulas: list[str]) -> None:
    assert [span.target for span in find_spans(text) if span.kind is Kind.MATH] == formulas


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Cu$_2$O and CO$_{2}$ by $^{13}$C", "Cu₂O and CO₂ by ¹³C"),
        ("on the 10$^{th}$ day at 25$^{\\circ}$C", "on the 10th day at 25°C"),
        ("the 2$^\\textrm{nd}$ A$^*$ and x$^{\\prime}$", "the 2nd A* and x′"),
        ("Lamp$^+$ and Lamp$^-$", "Lamp⁺ and Lamp⁻"),
        ("x$^{abc}$", "x^{abc}"),
    ],
)
def test_scripts_without_a_base_are_plain_where_unicode_has_them(title: str, plain: str) -> None:
    assert plain_title(title) == plain


@pytest.mark.parametrize(
    ("abstract", "summary"),
    [
        ("© 2017 IEEE. Lamps are dim. We make them bright.", "Lamps are dim."),
        ("(c) 2021 Elsevier Ltd. All rights reserved. Lamps.", "Lamps."),
        ("Copyright 2020, The Authors. Published by Lamp B.V. This is an open access article. Dim.", "Dim."),
        ("Abstract: We map. It works.", "We map."),
        ("ABSTRACT Lamps shine.", "Lamps shine."),
        ("Abstract We map.", "We map."),
        ("Abstract interpretation is a theory.", "Abstract interpretation is a theory."),
        ("Abstract-level lamps.", "Abstract-level lamps."),
        ("Copyright law is strange.", "Copyright law is strange."),
        ("© 2020", ""),
    ],
)
def test_a_summary_from_the_abstract_has_neither_heading_nor_copyright(abstract: str, summary: str) -> None:
    assert repairs.lent_summary(abstract) == summary
