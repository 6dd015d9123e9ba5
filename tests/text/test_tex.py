r"""Fields of BibTeX become plain text, and none of their text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.pages.exports.bibtex import tex
from generator.text.tex import plain_address, plain_text
from tests.support.references import lines


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (
            r"M{\"u}ller, {\'E}tienne, Krej{\v{c}}{\'{\i}}, Fran\c{c}ois, \v Capek",
            "Müller, Étienne, Krejčí, François, Čapek",
        ),
        (
            r"P\'eter, na\"{\i}ve, \'\i, {\AA}, S{\o}ren, \O re, Stra{\ss}e, \L{}\'od\'z",
            "Péter, naïve, í, Å, Søren, Øre, Straße, Łódź",
        ),
        (r"Vi{\d{\^e}}t, \'{\^e}, \H{o}, \k{a}, \t{oo}, {\=a}, {\.z}", "Việt, ế, ő, ą, o͡o, ā, ż"),
        (r"Franc{\ocirc{u}}", "Franců"),
    ],
)
def test_accents_are_composed(field: str, text: str) -> None:
    assert plain_text(field) == text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (r"50\% of R\&D costs \$5, \#1, a\_b, \{x\}", "50% of R&D costs $5, #1, a_b, {x}"),
        (
            r"{\textless}i{\textgreater}p{\textless}/i{\textgreater} {\textbar} {\textbackslash} {\textasciicircum}",
            "<i>p</i> | \\ ^",
        ),
        (r"\{\vphantom{\}} and \vphantom{\{}\}", "{ and }"),
        (r"\textquotedblleft so\textquotedblright{} {\textendash} \textemdash{}", "“so” – —"),
        (r"{``}guarded{''} {--} ``open'' -- text", "“guarded” – ``open'' -- text"),
        (r"\LaTeX is \textregistered{} at 5\,\% \ldots", "LaTeX is ® at 5 % …"),
    ],
)
def test_signs_stand_for_themselves(field: str, text: str) -> None:
    assert plain_text(field) == text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("{BERT}: {P}re-training of {{Deep}} {B}idirectional", "BERT: Pre-training of Deep Bidirectional"),
        (r"\emph{x} {\em y} {\bf z} \textbf{\textit{w}} \mbox{G-Animal's} \unknown{v}", "x y z w G-Animal's v"),
        (r"\textcolor{red}{Red} {\noopsort{1973b}}1973", "Red 1973"),
        (r"see \url{https://example.org/a_b~c\%20} now", "see https://example.org/a_b~c%20 now"),
        (
            r"\href{https://example.org/}{here}, \href{https://a.example}{https://a.example}",
            "here (https://example.org/), https://a.example",
        ),
        (r"Figure~2, Dr.~No, ~30\%, 2~4, two\\lines, hy\-phen", "Figure 2, Dr. No, ~30%, 2~4, two lines, hyphen"),
    ],
)
def test_braces_and_looks_go(field: str, text: str) -> None:
    assert plain_text(field) == text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (r"{Cu$_2$O} and $\gamma_{i}^{2}$-{MoD}", r"Cu$_2$O and $\gamma_{i}^{2}$-MoD"),
        (r"\(\alpha\) and $$x$$", r"$\alpha$ and $$x$$"),
        (r"H$_{\textrm{2}}$O, 10$^{\textrm{th}}$, $4^{\textrm{ème}}$", "H2O, 10th, 4ème"),
        (r"from \$5 to \$10, $5 to {U}", "from $5 to $10, $5 to U"),
        (r"At $\sim$5 {keV} and 10$^{-3}$ s", r"At $\sim$5 keV and 10$^{-3}$ s"),
        (r"$\pm$0.5, $\beta$1, $\times$10, $2\times$10", r"$\pm$0.5, $\beta$1, $\times$10, $2\times$10"),
        (r"$5 to $10, $100{K}, $5 and a $\sim$ b", r"$5 to $10, $100K, $5 and a $\sim$ b"),
        (r"US$5 of snake_{case} for CA$6", "US$5 of snake_case for CA$6"),
        (r"3.5 \times faster, \alpha and \beta", "3.5 × faster, α and β"),
    ],
)
def test_mathematics_stays_as_it_is_written(field: str, text: str) -> None:
    assert plain_text(field) == text


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (r"C:\xyz and \frac{a}{b}", r"C:\xyz and \frac{a}{b}"),
        (r"so \"called\" things", 'so "called" things'),
        ("a } b { c", "a  b  c"),
        ("ends in \\", "ends in \\"),
        (r"\~{} \^{} \'{}", "~ ^ '"),
    ],
)
def test_what_is_not_known_stays(field: str, text: str) -> None:
    assert plain_text(field) == text


@pytest.mark.parametrize(
    ("field", "address"),
    [
        (r"https://example.org/~me/a\_b\%20c", "https://example.org/~me/a_b%20c"),
        (r"https://example.org/{\textasciitilde}me/\~{}you/$\sim$us", "https://example.org/~me/~you/~us"),
        (r"\url{https://example.org/a_b}", "https://example.org/a_b"),
        (
            r"10.1002/(SICI)1097-0258(19980815/30)17:15$<$1661::AID-SIM968$>$3.0.CO;2-2",
            "10.1002/(SICI)1097-0258(19980815/30)17:15<1661::AID-SIM968>3.0.CO;2-2",
        ),
    ],
)
def test_an_address_is_what_it_was(field: str, address: str) -> None:
    assert plain_address(field) == address


@given(lines)
def test_what_is_written_as_tex_is_read_as_the_same_text(text: str) -> None:
    assert plain_text(tex(text)) == text


def test_braces_may_nest_as_deep_as_they_like() -> None:
    deep = 20_000
    assert plain_text("{" * deep + "x" + "}" * deep) == "x"
    assert plain_text(r"\emph{" * deep + "x") == "x"
    assert plain_text(r"\'" * deep + "x").endswith("x")


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"\texorpdfstring{$\alpha$}{alpha}-Lamps", r"$\alpha$-Lamps"),
        (r"The \enquote{Lamp} and \mkbibquote{Wick}", "The “Lamp” and “Wick”"),
        (r"\ce{H2O}, \ce{SO4^2-} and \ce{C + O2 -> CO2}", "H₂O, SO₄²⁻ and C + O₂ → CO₂"),
        (r"\SI{5}{\mm}, \SI{5}{\milli\metre} and \qty{20}{\percent}", "5 mm, 5 mm and 20%"),
        (r"\si{\metre\per\second\squared}, \num{1e-3}, \ang{45}", "m/s², 1 × 10⁻³, 45°"),
        (r"\SI[mode=text]{3}{\square\metre} \SI of", r"3 m² \SI of"),
        (r"\noop{1973c}1981 \SortNoop{3}a \noopsort{b}c", "1981 a c"),
        (r"Lamps {\&}amp$\mathsemicolon$ $\less$sub$\greater$2", "Lamps &amp; <sub>2"),
    ],
)
def test_commands_with_rules_of_their_own_are_read(tex: str, plain: str) -> None:
    assert plain_text(tex) == plain
