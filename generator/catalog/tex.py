r"""TeX that slipped into titles and abstracts, as plain Unicode text.

Only what is certain is replaced: accents, `\%` and its kin, paired quotes, ties between words, and symbols
that Unicode has under the same name. What is not known stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\\(?:(?P<mark>['`^"~=.])\s*(?:\{\\?(?P<braced>[^\W\d_])\}|\\?(?P<bare>[^\W\d_]))"""
    r"""|(?P<letter>[cvuHkrdb])(?:\{\\?(?P<held>[^\W\d_])\}|\s+(?P<spaced>[^\W\d_])(?![^\W\d_])))"""
)
_LETTERS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
}
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L)(?:\{\}|(?![A-Za-z]) ?)")
_ESCAPE = re.compile(r"\\([%&#_$])")
_QUOTES = re.compile(r"``([^`\"]{1,300}?)(?:''|\")")
_TIE = re.compile(r"(?<=[^\s~/])~(?=[^\s~])")
_SYMBOLS = {
    "times": "×", "cdot": "·", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠", "ne": "≠",
    "approx": "≈", "sim": "∼", "infty": "∞", "to": "→", "rightarrow": "→", "leftarrow": "←", "in": "∈",
    "ell": "ℓ", "nabla": "∇", "partial": "∂", "sum": "∑", "prod": "∏", "sqrt": "√", "star": "⋆", "ast": "∗",
    "epsilon": "ε", "varepsilon": "ε", "varphi": "φ", "circ": "°", "ldots": "…", "dots": "…", "log": "log",
    "exp": "exp", "min": "min", "max": "max", "top": "⊤", "dagger": "†", "oplus": "⊕", "otimes": "⊗",
}  # fmt: skip
_MACRO = re.compile(r"\\([A-Za-z]+)")
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
    return _LETTER.sub(lambda match: _LETTERS[match[1]], _ACCENT.sub(_compose, text))


def _compose(match: re.Match[str]) -> str:
    letter = match["braced"] or match["bare"] or match["held"] or match["spaced"]
    composed = unicodedata.normalize("NFC", letter + _ACCENTS[match["mark"] or match["letter"]])
    return composed if len(composed) == 1 else match[0]


def escapes(text: str) -> str:
    r"""Return text with `\%`, `\&`, `\#`, `\_` and `\$` as the character they stand for."""
    return _ESCAPE.sub(r"\1", text)


def quotes(text: str) -> str:
    """Return text with ``paired'' TeX quotes as typographic ones; a quote without its partner stays."""
    return _QUOTES.sub(r"“\1”", text)


def ties(text: str) -> str:
    """Return text with `~` between words as a space; `~33%`, `2~4` and `/~user` keep theirs."""
    return _TIE.sub(lambda match: _tie(match, text), text)


def _tie(match: re.Match[str], text: str) -> str:
    before, behind = text[match.start() - 1], text[match.end()]
    is_range = before.isdigit() and behind.isdigit()
    opens = before in "([{<=" or behind in ".,;:)]}%"
    return "~" if is_range or opens else " "


def plain_math(source: str) -> str:
    r"""Return the inside of `$…$` as plain text, as far as Unicode has it: `\gamma^2` → `γ²`."""
    text = _STYLED.sub(r"\1", source)
    text = _MACRO.sub(_symbol, text)
    text = _RAISED.sub(lambda match: (match[1] or match[2]).translate(_SUPERSCRIPTS), text)
    text = _LOWERED.sub(lambda match: (match[1] or match[2]).translate(_SUBSCRIPTS), text)
    text = re.sub(r"\\[,;:! ]", " ", text)
    return text if has_marks(text.translate(_NO_GROUPS)) else text.translate(_NO_GROUPS)


def has_marks(text: str) -> bool:
    """Tell whether text holds TeX that plain text cannot say: a macro, or something raised or lowered."""
    return any(mark in text for mark in "\\^_{}")


def _symbol(match: re.Match[str]) -> str:
    name = match[1]
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return match[0]
