"""Validates YAML: asks a node for the value that it should have, and reports where it has another."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from slugify import slugify

from ..diagnostics import Location, Report, closest, either, error, warning
from .nodes import BrokenNode, MappingNode, Node, SequenceNode, TextNode

_T = TypeVar("_T")
_SHOWN = 40  # characters of a long name in a message
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NO_ADDRESS = re.compile(r"[\s<>\"\\\x00-\x1f]")

RESERVED = frozenset({"index"})
"""Slugs whose page would be an overview."""

_LONGEST_NAME = 200  # bytes: file systems allow 255, and suffixes such as `.papers.json` are added
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³")})
"""Names of devices on Windows, with any suffix. Source: Microsoft, “Naming Files, Paths, and Namespaces”."""


def unfit_name(name: str) -> str:
    """Return why a file cannot have this name on every system, or "" if it can."""
    size = len(name.encode("utf-8", "surrogateescape"))
    if size > _LONGEST_NAME:
        return f"has {size} bytes, and no more than {_LONGEST_NAME} make a file name everywhere"
    if name.split(".", maxsplit=1)[0].rstrip(" ").casefold() in _DEVICES:
        return "is the name of a device on Windows, which makes no such file"
    if name.endswith((".", " ")):
        return "ends in a dot or a space, which Windows leaves out"
    return ""


class Fields:
    """The fields of one mapping, each read by its name and type.

    A value of another type is reported and empty. `what` names the mapping in messages ("this paper", "this tag"). A
    field outside `allowed` is an error, and makes the mapping `strange`.
    """

    def __init__(self, node: MappingNode, what: str, allowed: tuple[str, ...], report: Report) -> None:
        self.where = node.where
        self._values = {key.value: value for key, value in reversed(node.entries)}
        self.strange = any(key.value not in allowed for key, _ in node.entries)
        self._what = what
        self._report = report
        for key, _ in node.entries:
            if key.value not in allowed:
                hint = closest(key.value, allowed, f"it may have {either(allowed)}")
                error(report, "unknown-field", key.where, f"{what} cannot have a field `{key.value}`", hint)

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def get(self, name: str) -> Node | None:
        """Return the node of a field, or None."""
        return self._values.get(name)

    def text(self, name: str) -> TextNode | None:
        """Return the text of a field, or None if it has none."""
        value = self._values.get(name)
        if value is None or isinstance(value, BrokenNode):
            return None
        if isinstance(value, TextNode) and not value.missing:
            return value
        hint = f"write the text after `{name}:`, or remove the field"
        error(self._report, "wrong-shape", value.where, f"`{name}` holds {value.shape}, where one text belongs", hint)
        return None

    def required(self, name: str, where: Location) -> str:
        """Return a text that must not be blank; without it, report at `where` and return ''."""
        if name in self._values:
            text = self.text(name)
            if text is None:
                return ""
            if text.value.strip():
                return text.value.strip()
            where = text.where
        error(self._report, "missing-field", where, f"{self._what} has no `{name}`", f"add `{name}: …`")
        return ""

    def line(self, name: str) -> str:
        """Return a text without white space at its ends, or ''."""
        text = self.text(name)
        return text.value.strip() if text else ""

    def is_blank(self, name: str) -> bool:
        """Return whether a field is missing, nothing is written, or its list or mapping is empty."""
        value = self._values.get(name)
        if isinstance(value, TextNode):
            return value.missing
        parts = value.items if isinstance(value, SequenceNode) else getattr(value, "entries", ())
        return not parts and not isinstance(value, BrokenNode)

    def items(self, name: str, hint: str) -> tuple[Node, ...]:
        """Return the items of a list; another value is reported, and has none."""
        value = self._values.get(name)
        if isinstance(value, SequenceNode):
            return value.items
        if value is not None and not isinstance(value, BrokenNode):
            error(self._report, "wrong-shape", value.where, f"`{name}` must be a list", hint)
        return ()

    def words(self, name: str, *, single: bool = True) -> tuple[TextNode, ...]:
        """Return a list of words; with `single`, one word is a list, too. A repeated word is a warning."""
        value = self._values.get(name)
        if value is None or isinstance(value, BrokenNode):
            return ()
        if isinstance(value, TextNode) and single and not value.missing:
            return (value,)
        if not isinstance(value, SequenceNode):
            hint = f"write `{name}: [first, second]`"
            error(self._report, "wrong-shape", value.where, f"`{name}` holds {value.shape}, where a list belongs", hint)
            return ()
        return tuple(self._distinct(name, value))

    def _distinct(self, name: str, value: SequenceNode) -> Iterator[TextNode]:
        seen: set[str] = set()
        for item in value.items:
            if isinstance(item, BrokenNode):
                continue
            if not isinstance(item, TextNode) or item.missing:
                message = f"`{name}` holds something other than a word"
                hint = "a list of words contains neither lists nor `name: value`"
                error(self._report, "wrong-shape", item.where, message, hint)
            elif item.value in seen:
                hint = "remove one of the two"
                warning(self._report, "repeated-word", item.where, f"`{item.value}` is in `{name}` twice", hint)
            else:
                seen.add(item.value)
                yield item

    def slugs(self, name: str) -> tuple[TextNode, ...]:
        """Return a list of slugs, or of one; what is not a slug is reported and left out."""
        return tuple(word for word in self.words(name) if is_slug(word, self._report))

    def flag(self, name: str) -> bool:
        """Return whether `true` is written; no text means false."""
        text = self.text(name)
        if text is None:
            return False
        if text.value not in {"true", "false"} or not text.plain:
            message = f"`{name}: {text.value}` is neither `true` nor `false`"
            error(self._report, "wrong-shape", text.where, message, f"write `{name}: true`, or remove the field")
        return text.value == "true"

    def parsed(self, name: str, read: Callable[[str], _T | None], code: str, message: str, hint: str) -> _T | None:
        """Return what `read` makes of a text, or None; a text of which it makes None is reported.

        `{}` in the message stands for the text.
        """
        text = self.text(name)
        value = read(text.value) if text else None
        if text and value is None:
            error(self._report, code, text.where, message.format(text.value), hint)
        return value

    def date(self, name: str) -> date | None:
        """Return the date of a text `YYYY-MM-DD`, or None."""
        return self.parsed(name, _date, "bad-date", "`{}` is not a date", "write YYYY-MM-DD")

    def count(self, name: str) -> int | None:
        """Return a whole number, or None."""
        message = f"`{name}` is not a whole number: `{{}}`"
        return self.parsed(name, _count, "wrong-shape", message, "write digits only")

    def choice(self, name: str, among: tuple[str, ...]) -> str:
        """Return one of the words `among`, or ''."""
        text = self.text(name)
        if text is None or text.value in among:
            return text.value if text else ""
        hint = closest(text.value, among, f"write {either(among)}")
        error(self._report, "wrong-shape", text.where, f"`{name}` cannot be `{text.value}`", hint)
        return ""

    def url(self, name: str) -> str:
        """Return an `http(s)` address, or ''."""
        text = self.text(name)
        return text.value if text and is_url(text, self._report) else ""


def _date(text: str) -> date | None:
    with suppress(ValueError):  # no day of the calendar
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    return None


def _count(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else None


def is_slug(word: TextNode, report: Report) -> bool:
    """Return whether a word is made of `a-z`, `0-9` and `-` and no reserved name; report it if not."""
    if word.value in RESERVED:
        hint = "choose another name"
        error(report, "reserved-slug", word.where, f"the address of `{word.value}` is that of an overview", hint)
        return False
    if re.fullmatch(r"[a-z0-9-]+", word.value):
        reason = unfit_name(word.value)
        if reason:
            shown = word.value if len(word.value) <= _SHOWN else f"{word.value[:_SHOWN]}…"
            error(report, "bad-name", word.where, f"`{shown}` {reason}", "choose another name")
        return not reason
    likely = slugify(word.value)
    hint = "only lower-case letters a-z, digits and hyphens" + (f": `{likely}`" if likely else "")
    error(report, "bad-slug", word.where, f"`{word.value}` cannot be part of an address", hint)
    return False


def is_web_address(text: str) -> bool:
    """Return whether a text is an absolute `http` or `https` address."""
    if _NO_ADDRESS.search(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:  # a broken IPv6 host
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def is_url(word: TextNode, report: Report) -> bool:
    """Return whether a text is an absolute `http` or `https` address; report it if not."""
    if is_web_address(word.value):
        return True
    hint = "a link begins with http:// or https:// and has no spaces"
    error(report, "bad-link", word.where, f"`{word.value}` is not a link", hint)
    return False


def mapping(node: Node, what: str, report: Report, hint: str) -> MappingNode | None:
    """Return the node if it is a mapping; report another node (nothing at all included) and return None."""
    if isinstance(node, MappingNode):
        return node
    if not isinstance(node, BrokenNode):
        error(report, "wrong-shape", node.where, f"{what} holds {node.shape}, where `field: value` lines belong", hint)
    return None
