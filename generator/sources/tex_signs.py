"""What commands of TeX stand for, as tables: accents, letters, signs of text and symbols of mathematics."""

from __future__ import annotations

import unicodedata

ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361", "ocirc": "\u030a", "polhk": "\u0328",
}  # fmt: skip
"""The combining sign of each accent; the last two are those of Mathematical Reviews."""

LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "i": "ı",
    "j": "ȷ", "SS": "ẞ", "cprime": "ʹ",
}  # fmt: skip
"""Letters that have a command of their own; the space behind it belongs to the command."""

SIGNS = {
    "textless": "<", "textgreater": ">", "textbar": "|", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}",
    "textunderscore": "_", "textdollar": "$", "textquotedbl": '"', "textquotesingle": "'", "textasciigrave": "`",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "lq": "‘", "rq": "’", "quotesinglbase": "‚", "quotedblbase": "„", "glqq": "„", "grqq": "“",
    "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "guilsinglleft": "‹",
    "guilsinglright": "›", "textendash": "–", "textemdash": "—", "texthyphen": "-", "textellipsis": "…",
    "textbullet": "•", "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "textservicemark": "℠",
    "textsterling": "£", "pounds": "£", "texteuro": "€", "euro": "€", "textyen": "¥", "textcent": "¢",
    "textsection": "§", "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡", "textdegree": "°",
    "textmu": "µ", "textpm": "±", "texttimes": "×", "textdiv": "÷", "textminus": "−", "textonehalf": "½",
    "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹", "texttwosuperior": "²",
    "textthreesuperior": "³", "textordfeminine": "ª", "textordmasculine": "º", "textexclamdown": "¡",
    "textquestiondown": "¿", "textperiodcentered": "·", "textnumero": "№", "textperthousand": "‰",
    "textcelsius": "℃", "textvisiblespace": "␣", "textasteriskcentered": "∗", "textfractionsolidus": "⁄",
    "quad": " ", "qquad": " ", "newline": " ", "linebreak": " ", "par": " ", "space": " ", "item": " ", "slash": "/",
}  # fmt: skip
"""Signs that stand in running text; the space behind one belongs to its command."""

OPERATORS = frozenset({"log", "ln", "exp", "min", "max", "sup", "inf", "lim", "sin", "cos", "tan", "det", "arg"})
"""Words that stand in mathematics for a function; TeX sets them apart from what they stand behind."""

SYMBOLS = {
    "times": "×", "cdot": "·", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠", "ne": "≠",
    "approx": "≈", "sim": "∼", "infty": "∞", "to": "→", "rightarrow": "→", "leftarrow": "←", "in": "∈",
    "ell": "ℓ", "nabla": "∇", "partial": "∂", "sum": "∑", "prod": "∏", "sqrt": "√", "star": "⋆", "ast": "∗",
    "epsilon": "ε", "varepsilon": "ε", "varphi": "φ", "circ": "°", "ldots": "…", "dots": "…", "top": "⊤",
    "dagger": "†", "oplus": "⊕", "otimes": "⊗", **{name: name for name in OPERATORS},
}  # fmt: skip
"""Symbols of mathematics that Unicode has under the same name, but for Greek letters."""

WORDS = {
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "copyright": "©", "degree": "°",
    "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
}  # fmt: skip
"""Signs behind which a space is meant, although TeX swallows it."""


def symbol(name: str) -> str:
    """Return the symbol of mathematics or the Greek letter of a command, or ""."""
    if name in SYMBOLS:
        return SYMBOLS[name]
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return ""


def is_tie(before: str, behind: str) -> bool:
    """Tell whether `~` between two signs is a space: it is not in `~33%`, `2~4` and `/~user`."""
    if not before.strip(" \n\t/~") or not behind.strip(" \n\t~"):
        return False
    is_range = before.isdigit() and behind.isdigit()
    return not (is_range or before in "([{<=" or behind in ".,;:)]}%")
