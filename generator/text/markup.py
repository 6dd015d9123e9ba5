"""Makes plain text of the markup of other programs: HTML, JATS, MathML and entities."""

import html
import re
import unicodedata
from xml.etree.ElementTree import Element

from .tex import symbol

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TWICE = re.compile(r"&amp;(?=(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_STYLES = (
    "i|b|u|s|a|em|strong|sub|sup|inf|sc|scp|span|font|tt|code|small|big|italic|bold|underline|monospace|roman|small-caps"
    "|sans-serif|styled-content|named-content|ext-link|inline-formula|disp-formula|alternatives|tex-math|fn|xref"
)
_BLOCKS = "p|title|label|sec|abstract|div|section|article|h[1-6]|ul|ol|li|dl|dt|dd|list|list-item|blockquote|center"
_TAG = re.compile(
    rf"<(/?)(?:jats:)?({_STYLES}|{_BLOCKS}|(?<=jats:)[a-z][a-z-]{{0,20}})((?:\s[^<>]{{0,300}})?)>", re.IGNORECASE
)
_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_SPACE_MARKS = re.compile(
    r"<(?:br|hr|break)\s?/?>|<jats:[a-z-]{1,20}(?:\s[^<>]{0,300})?/>|<!--.{0,1000}?-->", re.IGNORECASE | re.DOTALL
)
_NOTE = re.compile(
    r"<((?:jats:)?xref)\s[^<>]{0,100}ref-type=[\"']?(?:fn|aff|corresp|author-notes|table-fn)\b[^<>]{0,100}>[^<>]{0,20}</\1>"
    r"|<((?:jats:)?fn)\b[^<>]{0,100}>[^<>]{0,300}</\2>",
    re.IGNORECASE,
)
"""The mark of a footnote, or the footnote itself."""
_HEADING = re.compile(
    r"\A(\s*(?:<(?:jats:)?(?:sec|abstract|p|div|section)(?:\s[^<>]{0,100})?>\s*)*)"
    r"<((?:jats:)?title|(?:jats:)?p|h[1-6]|b|strong)(?:\s[^<>]{0,100})?>\s*(?:abstract|summary)\s*[:.]?\s*</\2>[:.]?(?=\s*\S)",
    re.IGNORECASE,
)
"""The heading of the abstract, which is no part of it."""
_MATHML = re.compile(r"<((?:\w{1,10}:)?math)\b(?:\s[^<>]*)?>.{0,50000}?</\1>", re.DOTALL)
_BOTH = re.compile(r"<((?:jats:)?alternatives)>(.{0,50000}?)</\1>", re.DOTALL)
_TEX = re.compile(r"<((?:jats:)?tex-math)(?:\s[^<>]*)?>(.{0,50000}?)</\1>", re.DOTALL)
_DOCUMENT = re.compile(r"\\documentclass\b.{0,2000}?\\begin\{document\}(.{0,20000}?)\\end\{document\}", re.DOTALL)
_DISPLAYED = re.compile(r"\$\$\s*([^$]{1,300}?)\s*\$\$")
_PREFIX = re.compile(r"(</?)\w{1,10}:|\s(?:xmlns(?::\w+)?|\w+:\w+)=(?:\"[^\"]*\"|'[^']*')")
_NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]+|#[xX][0-9a-fA-F]+);)([a-zA-Z]+;)?")


def plain_markup(text: str) -> str:
    """Return text without HTML entities and without the tags of rich text, such as `<i>` and `<jats:p>`.

    A tag without its partner stays: `a<b>c` is mathematics. The tags of a paragraph become spaces. Formulas in MathML
    become text or, if they need it, TeX in dollars.
    """
    if "math" in text or "$$" in text:
        text = _formulas(text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), _TWICE.sub("&", text))
    if "<" not in text:
        return text
    if "math" in text:
        text = _formulas(text)
    text = _HEADING.sub(r"\1", _NOTE.sub("", text))
    seen = {(found[1], found[2].lower()) for found in _TAG.finditer(text)}
    paired = {name for slash, name in seen if not slash and ("/", name) in seen}
    return _SPACE_MARKS.sub(" ", _TAG.sub(lambda found: _without(found, paired), text))


def _without(tag: re.Match[str], paired: set[str]) -> str:
    name = tag[2].lower()
    if name not in paired:
        return tag[0]
    return " " if _BLOCK.fullmatch(name) else ""


def _formulas(text: str) -> str:
    """Return text with its formulas in TeX or MathML as text or between dollars; of both forms of one, TeX counts."""
    text = _DOCUMENT.sub(lambda found: f"${_in_dollars(found[1])}$", text)
    if "$$" in text:
        text = _without_copies(text)
    if "<" not in text:
        return text
    text = _BOTH.sub(lambda found: found[2] if not _TEX.search(found[2]) else _MATHML.sub("", found[2]), text)
    return _MATHML.sub(_of_mathml, _TEX.sub(lambda found: _in_dollars(found[2]), text))


def _in_dollars(tex: str) -> str:
    return f"${tex.strip().strip('$').strip()}$"


def _without_copies(text: str) -> str:
    """Return text without the flattened copies of formulas: some publishers write `$$k^2$$ k 2` for one formula."""
    out: list[str] = []
    done = 0
    for found in _DISPLAYED.finditer(text):
        if found.start() < done:
            continue
        out += [text[done : found.start()], f"$${found[1]}$$"]
        done = _end_of_copy(text, found.end(), _signs(found[1]))
    return "".join(out) + text[done:]


def _signs(tex: str) -> str:
    """Return the signs of a formula that are left when it is flattened."""
    shown = re.sub(r"\\([A-Za-z]+)", lambda name: symbol(name[1]), tex)
    return "".join(re.findall(r"[^\s{}_^\\$]", unicodedata.normalize("NFKC", shown)))


def _end_of_copy(text: str, begin: int, signs: str) -> int:
    """Return where a copy of some signs ends that begins at an index, or the index if there is none.

    A single letter may be a word of the sentence, so that it is no copy.
    """
    at = begin
    for sign in signs:
        while text[at : at + 1].isspace():
            at += 1
        if unicodedata.normalize("NFKC", text[at : at + 1]) != sign:
            return begin
        at += 1
    is_whole = not (text[at : at + 1].isalnum() and signs[-1:].isalnum())
    return at if is_whole and signs not in {"", "a", "A", "I"} else begin


def _of_mathml(found: re.Match[str]) -> str:
    """Return a formula of MathML as text, or as TeX if it is more than a row of signs; what is broken stays."""
    source = _NAMED_ENTITY.sub(_character, _PREFIX.sub(lambda mark: mark[1] or "", found[0]))
    from defusedxml import DefusedXmlException  # noqa: PLC0415 (few texts have a formula in XML)
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415

    try:
        formula = fromstring(source)
    except (ParseError, DefusedXmlException):
        return found[0]
    tex = _tex(formula).strip()
    is_text = all(part.tag in _FLAT for part in formula.iter())
    return tex if is_text or not tex else f"${tex}$"


def _character(entity: re.Match[str]) -> str:
    """Return the character of an entity that XML does not know; a bare `&` is escaped."""
    character = html.unescape(entity[0])
    return character if character != entity[0] else f"&amp;{entity[1] or ''}"


_FLAT = {"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mpadded", "semantics"}
_FORMS: dict[str, str] = {
    "msup": "{0}^{{{1}}}", "msub": "{0}_{{{1}}}", "msubsup": "{0}_{{{1}}}^{{{2}}}", "mfrac": r"\frac{{{0}}}{{{1}}}",
    "munder": "{0}_{{{1}}}", "mover": "{0}^{{{1}}}", "munderover": "{0}_{{{1}}}^{{{2}}}",
    "mroot": r"\sqrt[{1}]{{{0}}}",
}  # fmt: skip
"""The TeX of each element of MathML that has parts in a fixed order."""
_SPACED = frozenset("=<>≤≥≈∈→±×")
_LEFT_OUT = {"annotation", "annotation-xml", "mphantom", "none", "mprescripts"}


def _tex(element: Element) -> str:
    """Return an element of MathML as TeX; signs stay as they are."""
    tag = str(element.tag)
    if tag in _LEFT_OUT:
        return ""
    parts = [_tex(part) for part in element]
    form = _FORMS.get(tag)
    if form and form.count("{0}") + form.count("{1}") + form.count("{2}") == len(parts):
        return form.format(*parts)
    whole = "".join(parts) or " ".join((element.text or "").split())
    if tag == "msqrt":
        return rf"\sqrt{{{whole}}}"
    return f" {whole} " if tag == "mo" and whole in _SPACED else whole
