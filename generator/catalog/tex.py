r"""TeX that slipped into titles and abstracts, as plain Unicode text.

Only what is certain is replaced: accents, `\%` and its kin, paired quotes, ties between words, and symbols
that Unicode has under the same name. What is not known stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata

from generator.sources.markup import QUOTES
from generator.sources.tex_signs import ACCENTS, LETTERS, OPERATORS, is_tie, symbol

_ACCENT = re.compile(
    r"""\\(?:(?P<mark>['`^"~=.])\s*(?:\{\\?(?P<braced>[^\W\d_])\}|\\?(?P<bare>[^\W\d_]))"""
    r"""|(?P<letter>[cvuHkrdb])(?:\{\\?(?P<held>[^\W\d_])\}|\s+(?P<spaced>[^\W\d_])(?![^\W\d_])))"""
)
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L)(?:\{\}|(?![A-Za-z]) ?)")
_ESCAPE = re.compile(r"\\([%&#_$])")
_TIE = re.compile(r"(?<=[^\s~/])~(?=[^\s~])")
_MACRO = re.compile(r"\\([A-Za-z]+)")
_CLOSING = (")", "]", "}")
_STYLED = re.compile(
    r"\\(?:mathcal|mathbb|mathbf|mathrm|mathit|mathsf|text|textbf|textit|rm|boldsymbol|operatorname)\{([^{}]*)\}"
)
_RAISED = re.compile(r"\^(?:\{([0-9+\-=()n]+)\}|([0-9n+]))")
_LOWERED = re.compile(r"_(?:\{([0-9+\-=()]+)\}|([0-9]))")
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_NO_GROUPS = str.maketrans("", "", "{}")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def accents(text: str) -> str:
    r"""Return text with TeX accents and letters composed: `M\'elange` → `Mélange`, `\ss` → `ß`."""
    if "\\" not in text:
        return text
    return _LETTER.sub(lambda match: LETTERS[match[1]], _ACCENT.sub(_compose, text))


def _compose(match: re.Match[str]) -> str:
    letter = match["braced"] or match["bare"] or match["held"] or match["spaced"]
    composed = unicodedata.normalize("NFC", letter + ACCENTS[match["mark"] or match["letter"]])
    return composed if len(composed) == 1 else match[0]


def escapes(text: str) -> str:
    r"""Return text with `\%`, `\&`, `\#`, `\_` and `\$` as the character they stand for."""
    return _ESCAPE.sub(r"\1", text)


def quotes(text: str) -> str:
    """Return text with ``paired'' TeX quotes as typographic ones; a quote without its partner stays."""
    return QUOTES.sub(r"“\1”", text)


def ties(text: str) -> str:
    """Return text with `~` between words as a space; `~33%`, `2~4` and `/~user` keep theirs."""
    return _TIE.sub(lambda match: _tie(match, text), text)


def _tie(match: re.Match[str], text: str) -> str:
    return " " if is_tie(text[match.start() - 1], text[match.end()]) else "~"


def plain_math(source: str) -> str:
    r"""Return the inside of `$…$` as plain text, as far as Unicode has it: `\gamma^2` → `γ²`."""
    text = _STYLED.sub(r"\1", source)
    text = _MACRO.sub(_said, text)
    text = _RAISED.sub(lambda match: (match[1] or match[2]).translate(_SUPERSCRIPTS), text)
    text = _LOWERED.sub(lambda match: (match[1] or match[2]).translate(_SUBSCRIPTS), text)
    text = re.sub(r"\\[,;:! ]", " ", text)
    return text if has_marks(text.translate(_NO_GROUPS)) else text.translate(_NO_GROUPS)


def _said(macro: re.Match[str]) -> str:
    """Return what Unicode has for a macro, or the macro; a word stands apart from what it follows: `n log`."""
    before = macro.string[max(0, macro.start() - 1) : macro.start()]
    apart = macro[1] in OPERATORS and (before.isalnum() or before in _CLOSING)
    return f"{' ' if apart else ''}{symbol(macro[1]) or macro[0]}"


def has_marks(text: str) -> bool:
    """Tell whether text holds TeX that plain text cannot say: a macro, or something raised or lowered."""
    return any(mark in text for mark in "\\^_{}")
