"""Renders the lines and the HTML elements of our Markdown: text, entities, links with attributes, known elements.

This is one half of the fast renderer, and `markdown` is the other. The grammar excludes each character that any step of
Python-Markdown may treat specially, so the order of these steps does not matter. Anything outside the grammar raises
`OutsideError`, and MkDocs renders the page.
"""

import re
from collections.abc import Callable
from functools import lru_cache

Resolve = Callable[[str], str | None]
"""Returns the address that MkDocs writes for the target of a link, or None if it is not known."""

_Pairs = tuple[tuple[str, str | None], ...]

_INLINE_TAGS = (
    "a|abbr|b|bdi|br|button|circle|cite|code|em|i|input|kbd|label|mark|path|rect|s|small|span|strong|sub|sup|svg"
    "|template|time|u|wbr"
)
_MATH_TAGS = (
    "math|mfrac|mi|mn|mo|mover|mpadded|mphantom|mroot|mrow|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr"
    "|munder|munderover"
)
# Controls, white space other than the space, changes of direction, surrogates: what `strip` or `split` might remove.
_CONTROLS = (
    "\\x00-\\x1f\\x7f-\\xa0\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000"
    "\\ud800-\\udfff\\ufdd0-\\ufdef\\ufeff\\ufff0-\\uffff"
)
_TEXT = rf"[^!#&*<>\[\\\]^_`{{|}}~{_CONTROLS}]++"
_ENTITY = r"&(?:#[0-9]++|#x[0-9a-f]++|[a-zA-Z][a-zA-Z0-9]*+);"
# No attribute that makes an anchor, and no character in a value that Python-Markdown treats before it reads elements.
_ATTRIBUTE = rf' (?!(?:id|name|markdown)\b(?!-))[a-zA-Z][a-zA-Z-]*+(?:="[^"<>\[\\\]`{{}}~{_CONTROLS}]*+")?+'
_TAG = rf"<(?:{_INLINE_TAGS}|{_MATH_TAGS})(?:{_ATTRIBUTE})*+ ?/?>|</(?:{_INLINE_TAGS}|{_MATH_TAGS})>"
# The HTML parser takes a target for an element: it must not be one with a special content, or a block.
_ELEMENTS = (
    "address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|group|h[1-6]|head|header|hgroup|hr|html|iframe|legend|li|link|main|map|math|menu|nav|noembed|noframes|noscript"
    "|object|ol|option|output|p|plaintext|pre|progress|script|section|style|summary|table|tbody|td|template|textarea|tfoot"
    "|th|thead|title|tr|ul|video|xmp"
)
_TARGET = rf"(?!(?i:{_ELEMENTS})[/>])[a-zA-Z0-9.#](?:[a-zA-Z0-9:/?#@!$+,=%.~_-]|&(?!#))*+"
_PAIR = r'(?:\.[a-zA-Z][a-zA-Z0-9_-]*|[a-z][a-z-]*=(?:"[a-zA-Z0-9 .,:/+_-]+"|[a-zA-Z0-9-]+)|data-[a-z-]+)'
ATTRIBUTES = rf"\{{ {_PAIR}(?: {_PAIR})*+ \}}"
_LINK = rf"\[(?! )(?:{_TEXT}|{_ENTITY}|{_TAG})++\]\(<{_TARGET}>\)(?:{ATTRIBUTES})?+"

# A line must not begin another kind of block.
_START = r"(?!\d+\.(?: |$))(?=[^\W_]|&|\[|<(?!/?math\b))"
_LINE = re.compile(rf"{_START}(?:{_TEXT}|{_ENTITY}|{_TAG}|{_LINK})++")
_LINKS = re.compile(r"\[([^\]]++)\]\(<([^>]++)>\)(?:\{([^}]++)\})?+")
_PAIRS = re.compile(_PAIR)
_WHOLE_ATTRIBUTES = re.compile(ATTRIBUTES)
_RESERVED = {"class", "data-toc-label", "href", "id", "markdown", "name", "src"}


class OutsideError(Exception):
    """A page is outside the grammar of the fast renderer."""


def render_line(text: str, resolve: Resolve) -> str:
    """Return a line of a paragraph, of a list or of a heading as HTML."""
    if not _LINE.fullmatch(text):
        raise OutsideError(text)
    if "](<" not in text:
        return text

    def as_link(match: re.Match[str]) -> str:
        words, target, attributes = match.groups()
        address = resolve(target)
        if address is None or not address.isprintable() or '"' in address or "<" in address or ">" in address:
            raise OutsideError(target)
        if "&" in address:
            if ";" in address:
                raise OutsideError(target)  # perhaps an entity, which is not escaped again
            address = address.replace("&", "&amp;")
        if not attributes:
            return f'<a href="{address}">{words}</a>'
        before, after = split_at(attributes, "href")
        return f'<a{before} href="{address}"{after}>{words}</a>'

    return _LINKS.sub(as_link, text)


@lru_cache(maxsize=4096)
def split_at(attributes: str, name: str) -> tuple[str, str]:
    """Return the HTML of an attribute list in two parts, before and after the attribute `name`; they sort by name."""
    pairs = _parse_attributes(attributes)
    before = tuple(pair for pair in pairs if pair[0] < name)
    return _as_html(before), _as_html(pairs[len(before) :])


def _parse_attributes(attributes: str) -> _Pairs:
    """Return the names and values of an attribute list, with or without its braces, sorted by name."""
    classes: list[str] = []
    found: dict[str, str | None] = {}
    for pair in _PAIRS.findall(attributes):
        name, equal, value = pair.partition("=")
        if name.startswith("."):
            classes.append(name[1:])
        elif name in _RESERVED or name in found:
            raise OutsideError(attributes)
        else:
            found[name] = value.strip('"') if equal else None
    if classes:
        found["class"] = " ".join(classes)
    return tuple(sorted(found.items()))


def _as_html(pairs: _Pairs) -> str:
    """Return attributes as HTML; an attribute without a value is its name alone."""
    return "".join(f" {name}" if value is None else f' {name}="{value}"' for name, value in pairs)


@lru_cache(maxsize=4096)
def block_attributes(text: str) -> str:
    """Return the attribute list of a block as HTML."""
    if not _WHOLE_ATTRIBUTES.fullmatch(text):
        raise OutsideError(text)
    return _as_html(_parse_attributes(text))


_CONTAINERS = "article|aside|div|footer|header|main|nav|section"
_ROOTS = f"{_CONTAINERS}|details|pre"
_BLOCKS = f"{_ROOTS}|dd|dl|dt|figcaption|figure|li|ol|p|summary|table|tbody|td|tfoot|th|thead|tr|ul"
_VOID = {"br", "input", "wbr"}

_OPENING = re.compile(rf"<({_CONTAINERS})((?:{_ATTRIBUTE})*+ markdown(?:{_ATTRIBUTE})*+)>")
_CLOSING = re.compile(rf"</({_CONTAINERS})>")
_ROOT = re.compile(rf"</?(?:{_ROOTS})[ >]")
_NAMES = re.compile(r' ([a-zA-Z-]++)(?:="([^"]*+)")?+')
_TOKEN = re.compile(
    rf"<(?P<end>/?)(?P<tag>{_BLOCKS}|{_INLINE_TAGS})(?P<attributes>(?:{_ATTRIBUTE})*+) ?(?P<empty>/?)>"
    rf"|(?:[^<>&`~{_CONTROLS}]|\n|{_ENTITY})++"
)
_INLINE = frozenset(_INLINE_TAGS.split("|"))


@lru_cache(maxsize=1024)
def container_tag(line: str) -> tuple[str, str] | None:
    """Return name and HTML of a line that opens or closes an element with Markdown inside, or None."""
    if match := _CLOSING.fullmatch(line):
        return match[1], f"{line}\n"
    match = _OPENING.fullmatch(line)
    return (match[1], f"<{match[1]}{_sorted(match[2])}>\n") if match else None


def is_html(block: str) -> bool:
    """Return whether a block begins with a tag of a block element."""
    return bool(_ROOT.match(block))


@lru_cache(maxsize=1024)
def render_element(block: str, *, nested: bool) -> str:
    """Return the HTML of a block that is one element.

    Python-Markdown leaves an element as it is, unless it is `nested` in an element with Markdown inside: then its
    attributes are sorted, and it may contain only text and inline elements here.
    """
    tags = _tags(block)
    root = tags[0]
    if root["empty"]:
        raise OutsideError(block)
    if not nested:
        return f"{block}\n\n"
    if any(match["tag"] not in _INLINE for match in tags[1:-1]) or "{" in block or root["tag"] == "details":
        raise OutsideError(block)
    return f"<{root['tag']}{_sorted(root['attributes'])}>{block[root.end() :]}\n"


def _tags(block: str) -> list[re.Match[str]]:
    """Return the tags of a block that is one element; all elements in it must be closed."""
    found: list[re.Match[str]] = []
    opened: list[str] = []
    at = 0
    for match in _TOKEN.finditer(block):
        if match.start() != at or (at and not opened):
            raise OutsideError(block)
        at = match.end()
        if match["tag"]:
            found.append(match)
            _nest(match, opened)
    if opened or at != len(block):
        raise OutsideError(block)
    return found


def _nest(match: re.Match[str], opened: list[str]) -> None:
    tag = match["tag"]
    if match["end"]:
        if not opened or opened.pop() != tag or match["attributes"] or match["empty"]:
            raise OutsideError(match.string)
    elif not match["empty"] and tag not in _VOID:
        opened.append(tag)


def _sorted(attributes: str) -> str:
    """Return the attributes of an element sorted, as Python-Markdown writes them."""
    if "&" in attributes:
        raise OutsideError(attributes)
    found: dict[str, str] = {}
    for match in _NAMES.finditer(attributes):
        name = match[1].lower()
        if name in found:
            raise OutsideError(attributes)
        found[name] = name if match[2] is None else match[2]
    found.pop("markdown", "")
    return _as_html(tuple(sorted(found.items())))
