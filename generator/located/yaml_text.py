"""Examines the text of a YAML file: line ends that only YAML counts, comments meant as text, and syntax errors."""

import re

import yaml

_SHOWN = frozenset({"title", "name", "description", "tldr", "note", "venue", "found", "authors", "aliases"})
"""Fields of text that people read, or lists of such texts."""

_NOT_LINE_ENDS = "\u0085\u2028\u2029"  # YAML counts these as line ends, editors do not
_TABBED_BLANK = re.compile(r"^[ \t]++$", re.MULTILINE)
_PRIVATE_USE = range(0xE000, 0xF900)
_COMMENT = re.compile(r"([ \t]+)(#[^\r\n]*)")
_REMARK = re.compile(r"(?:  |\t)[ \t]*#+(?:[ \t]|$)")
"""A comment as it is usually written: two spaces or a tab before the `#`, and white space after it."""


Problem = tuple[int, str, str]
"""A mistake in a text: its index, the message and the hint."""


def lost_words(text: str, end: int, name: str, value: str) -> Problem | None:
    """Return the comment after the plain value of the field `name` that ends at `end`, if it was surely meant as text.

    It was in a field that people read, unless it is written as comments usually are. Where the value is empty, white
    space after the `#` is enough for a comment.
    """
    found = _COMMENT.match(text, end) if name in _SHOWN else None
    if found is None or _REMARK.match(found[0] if text[end - 1 : end] != ":" else f" {found[0]}"):
        return None
    words = found[2].rstrip()
    whole = (value + found[1] + words).strip().replace("\\", "\\\\").replace('"', '\\"')
    message = f"`{name}` ends before this `#`: “{words}” is read as a comment and lost"
    hint = f'put all of it in double quotes: `"{whole}"`; '
    hint += "write a comment on a line of its own, or after two spaces: `  # …`"
    return found.start(2), message, hint


def neutral(text: str) -> tuple[str, dict[int, str]]:
    """Return a text of the same length whose lines the parser counts as editors do, and a table to translate back."""
    if "\t" in text:
        text = _TABBED_BLANK.sub(lambda match: " " * len(match[0]), text)  # a line of tabs is blank
    swaps = _swaps(text)
    if not swaps:
        return text, {}
    back = {ord(swap): char for char, swap in swaps.items()}
    return text.translate({ord(char): swap for char, swap in swaps.items()}), back


def _swaps(text: str) -> dict[str, str]:
    """Map each character that only YAML counts as a line end to a private-use character that is not in the text."""
    found = [char for char in _NOT_LINE_ENDS if char in text]
    if not found:
        return {}
    taken = set(text)
    free = (chr(code) for code in _PRIVATE_USE if chr(code) not in taken)
    return dict(zip(found, free, strict=False))


def syntax_problem(reason: yaml.MarkedYAMLError, text: str, last: yaml.ScalarEvent | None) -> Problem:
    """Return what is wrong where the parser failed; `last` is the scalar that was read before."""
    if last is not None and _runs_on(last, reason, text):
        line = text.count("\n", 0, index_of(last.end_mark)) + 1
        message = f"the text that begins here runs on to line {line}, and what follows is not valid there"
        hint = "close the quote where the text ends, or put the missing colon and space after the name"
        return index_of(last.start_mark), message, hint
    # A bracket, quote or key without its end is best shown where it begins; a block where it ends, for it
    # may begin hundreds of lines above.
    block = (reason.context or "").startswith("while parsing a block")
    mark = reason.problem_mark if block or reason.context_mark is None else reason.context_mark
    message = " ".join(filter(None, [reason.problem or "not YAML", reason.context and f"({reason.context})"]))
    hint = "look at indentation (spaces, no tabs), quotes and brackets here and in the line above"
    return min(index_of(mark), len(text)), message, hint


def _runs_on(last: yaml.ScalarEvent, reason: yaml.MarkedYAMLError, text: str) -> bool:
    """Return whether the parser failed behind a text of several lines.

    Its cause is a quote that is not closed, or a name without its colon, where the text begins.
    """
    in_brackets = (reason.context or "").startswith("while parsing a flow")
    if reason.problem_mark is None or in_brackets or last.style in {"|", ">"}:
        return False
    start, end = index_of(last.start_mark), index_of(last.end_mark)
    return "\n" in text[start:end] and "\n" not in text[end : reason.problem_mark.index]


def index_of(mark: yaml.error.Mark | yaml._yaml.Mark | None) -> int:
    """Return the index of a mark in the text; without a mark, 0."""
    return mark.index if mark is not None else 0
