"""Converts TeX to MathML at build time, so that a page needs no script to show a formula.

The library that parses the TeX supports most of it, fails in many ways on the rest, and emits elements that only some
browsers support. So this module writes the tree itself, with the elements and attributes listed below only. A formula
that would lose anything stays TeX.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from markupsafe import Markup

from .escape import escape

_LEAVES = {"mi", "mn", "mo", "mtext"}
_ELEMENTS = {
    *("math", "mrow", "mstyle", "mspace", "mpadded", "mphantom", "mfrac", "msqrt", "mroot"),
    *("msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd"),
}
_ATTRIBUTES = {
    *("accent", "display", "displaystyle", "fence", "form", "linethickness", "lspace", "maxsize", "minsize"),
    *("movablelimits", "rspace", "scriptlevel", "separator", "stretchy", "width"),
}
"""Attributes of MathML Core, without those for colours, links and positions."""

_VALUE = re.compile(r"[a-z]+|[+-]?[\d.]+(?:em|ex|px|%)?")
_DEFINITION = re.compile(r"\\(?:new|renew|provide)command|\\(?:[egx]?def|let)\b")
_ARG = re.compile(r"\\arg(?![A-Za-z])")  # the library does not support it
_FUNCTIONS = {
    *("arg", "log", "ln", "lg", "exp", "deg", "dim", "hom", "ker"),
    *("sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan"),
}
_STYLES = {
    "bold": "BOLD", "italic": "ITALIC", "bold-italic": "BOLD ITALIC", "script": "SCRIPT", "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR", "bold-fraktur": "BOLD FRAKTUR", "double-struck": "DOUBLE-STRUCK", "sans-serif": "SANS-SERIF",
    "bold-sans-serif": "SANS-SERIF BOLD", "sans-serif-italic": "SANS-SERIF ITALIC", "monospace": "MONOSPACE",
}  # fmt: skip
_THIN = Markup('<mspace width="0.167em"></mspace>')


class _UnsettableError(Exception):
    """A formula, or a part of one, that would not be shown as intended."""


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool = False) -> Markup | None:
    r"""Return TeX, given without its dollars, as MathML for a Markdown page; None if that cannot express it.

    >>> mathml(r"\alpha")
    '<math display="inline"><mrow><mi>&#945;</mi></mrow></math>'
    """
    if _DEFINITION.search(tex):
        return None  # macros could expand without end
    try:
        return Markup(_written(_tree(_ARG.sub(r"\\operatorname{arg}", tex), display=display)))
    except _UnsettableError:
        return None


def _tree(tex: str, *, display: bool) -> Element:
    # The import takes a tenth of a second, which a library without mathematics does not need.
    from latex2mathml import converter, exceptions  # noqa: PLC0415

    named = (kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, Exception))
    mistakes: tuple[type[Exception], ...] = (*named, LookupError, RuntimeError, StopIteration, TypeError, ValueError)
    try:
        return converter.convert_to_element(tex, display="block" if display else "inline")
    except mistakes as problem:
        raise _UnsettableError(tex) from problem


def _written(element: Element) -> str:
    tag = element.tag
    if tag in _LEAVES:
        return _leaf(element)
    if tag not in _ELEMENTS or (element.text or "").strip():
        raise _UnsettableError(tag)
    return f"<{tag}{_attributes(element)}>{''.join(_children(element))}</{tag}>"


def _children(parent: Element) -> Iterator[str]:
    """Yield the children of an element, with a thin space between the name of a function and an operand."""
    for at, child in enumerate(parent):
        beside = parent[at - 1] if at else None
        if beside is not None and parent.tag in {"math", "mrow"} and _are_apart(beside, child):
            yield _THIN
        yield _written(child)


def _are_apart(left: Element, right: Element) -> bool:
    names = [_base(element).text in _FUNCTIONS for element in (left, right)]
    return any(names) and not any(element.tag in {"mo", "mspace"} for element in (left, right))


def _base(element: Element) -> Element:
    return element[0] if element.tag in {"msub", "msup", "msubsup"} else element


def _leaf(element: Element) -> str:
    text = html.unescape(element.text or "")
    if "\\" in text or len(element):
        raise _UnsettableError(text)  # an unknown macro
    variant = element.get("mathvariant", "")
    styled = "".join(_styled(char, _STYLES[variant]) for char in text) if variant in _STYLES else text
    upright = element.tag == "mi" and len(styled) == 1 and (variant == "normal" or "Α" <= styled <= "Ω")
    normal = ' mathvariant="normal"' if upright else ""
    return f"<{element.tag}{normal}{_attributes(element)}>{escape(styled)}</{element.tag}>"


def _styled(char: str, style: str) -> str:
    """Return the Unicode character for a letter or digit in a style, or the character itself if there is none."""
    name = unicodedata.name(char, "").removeprefix("LATIN ").removeprefix("GREEK ").replace("LETTER ", "")
    try:
        return unicodedata.lookup(f"MATHEMATICAL {style} {name}")
    except KeyError:
        return char


def _attributes(element: Element) -> str:
    kept = ((name, value) for name, value in element.attrib.items() if name in _ATTRIBUTES and _VALUE.fullmatch(value))
    return "".join(f' {name}="{value}"' for name, value in kept)
