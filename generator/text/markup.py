"""Text as programs for references hold it, without the markup they put into it.

Zotero and its kin write rich text into titles (`H<sub>2</sub>O`), publishers send HTML entities, and the typewriter's
quotes and dashes of TeX travel with a title into every format. One paper must read the same from all of them.
"""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TAG = re.compile(r"<(/?)(i|b|u|em|strong|sub|sup|sc|span|p|jats:[a-z-]{1,20})((?:\s[^<>]{0,300})?)>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_PARAGRAPHS = ("p", "jats:p", "jats:title")
_DASHES = re.compile(r"(?<![-<])-{2,3}(?![->])")
QUOTES = re.compile(r"``([^`\"]{1,300}?)(?:''|\")")
"""Quotes of TeX in pairs, with what stands between them."""


def plain_markup(text: str) -> str:
    """Return text without HTML entities and without the tags of rich text, such as `<i>` and `<span class="nocase">`.

    A tag counts only if its partner is there too: `a<b>c` is mathematics. White space stays as it is, but that a
    paragraph ends with a space. Good for titles and abstracts alike.
    """
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    if "<" not in text:
        return text
    seen = {(found[1], found[2].lower()) for found in _TAG.finditer(text)}
    paired = {name for slash, name in seen if not slash and ("/", name) in seen}
    return _BREAK.sub(" ", _TAG.sub(lambda found: _without(found, paired), text))


def _without(tag: re.Match[str], paired: set[str]) -> str:
    name = tag[2].lower()
    if name not in paired:
        return tag[0]
    return " " if name in _PARAGRAPHS else ""


def title_text(text: str) -> str:
    """Return a title as every format of references gives it: no markup, one line, dashes and ``quotes'' as in print."""
    plain = " ".join(plain_markup(text).split())
    if "--" in plain:
        plain = _DASHES.sub(_dash, plain)
    return QUOTES.sub(r"“\1”", plain)


def _dash(found: re.Match[str]) -> str:
    """Return the dash that hyphens in a row stand for; `--option` and what stands at an end keep theirs."""
    before, behind = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if not before or not behind or (before == " " and behind != " "):
        return found[0]
    return "—" if len(found[0]) == len("---") else "–"
