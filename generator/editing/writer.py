"""Writes an entry in house style: `tidy` and every edit write entries in this one form.

Fields stand below the key, indented by two spaces. Tags stand on one line, or one below the other where comments stand
among them; a summary stands in double quotes. Other fields stay as typed unless their value changes. Each comment
stays above or behind what it stood above or behind; if that is removed, it stays on a line of its own. Blank lines
between fields go.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..located.nodes import MappingNode, Node, Pair, SequenceNode, TextNode
from ..located.yaml_text import lost_words
from .tree import Comment, Plain, Tree, as_word, comments_in, quoted, rows, words_of, written_note

_PAD = "  "


def yaml_of(name: str, value: Plain) -> str:
    """Return the value of a field, a list of words or a text, as YAML."""
    if isinstance(value, str):
        return written_note(value) if name == "note" else quoted(value)
    return f"[{', '.join(map(as_word, words_of(value) or ()))}]"


def new_entry(key: str, fields: Iterable[tuple[str, str]]) -> list[str]:
    """Return the lines of a new entry; its key and the values of its fields are given as YAML."""
    below = [line for name, written in fields for line in _field(name, written)]
    return [f"{key}:" if below else f"{key}: {{}}", *_indented(below)]


class EntryWriter:
    """Writes an entry that is there, whose value is a mapping or nothing, once.

    `tag` returns the slug of the tag that a word names.
    """

    def __init__(self, tree: Tree, entry: Pair, tag: Callable[[str], str]) -> None:
        self._text, self._tree, self._tag, self._key = tree.text, tree, tag, entry.key.value
        value, self._end = entry.value, tree.end_of(entry)
        self._pairs = value.entries if isinstance(value, MappingNode) else ()
        self._closed = value.end if isinstance(value, MappingNode) and value.flow else 0  # behind the brace
        self._comments = _Comments(comments_in(tree, entry.key.end, self._end, value))

    def lines(self, fields: Mapping[str, Plain]) -> list[str]:
        """Return the lines of the entry with these fields, in this order, and with its comments."""
        comments, below = self._comments, list[str]()
        on_key = comments.behind(0, self._pairs[0].start if self._pairs else self._end)
        on_key = on_key or (comments.behind(self._closed, self._end) if self._closed else "")
        starts = [*(pair.start for pair in self._pairs[1:]), self._closed or self._end]
        there = {pair.key.value: (pair, start) for pair, start in zip(self._pairs, starts, strict=False)}
        for name, new in fields.items():
            if name in there:
                pair, start = there[name]
                below += comments.above(pair.start)
                below += self._field(pair, new, min(self._tree.line_end(pair.end), start))
            else:
                below += _field(name, yaml_of(name, new))
        below += comments.above(self._end)
        return [f"{as_word(self._key)}:{'' if fields else ' {}'}{on_key}", *_indented(below)]

    def _field(self, pair: Pair, new: Plain, end: int) -> list[str]:
        """Return the lines of a field that is there, whose last line ends at `end`."""
        name, old, words = pair.key.value, pair.value, words_of(new)
        if name == "tags" and words is not None:
            return self._tags(old, words, end)
        typed = old.value if isinstance(old, TextNode) and old.value.strip() == new else None
        lost = isinstance(old, TextNode) and old.plain and lost_words(self._text, old.end, name, old.value)
        if isinstance(new, str) and (typed is None or (name == "tldr" and not lost)):
            behind = self._comments.behind(pair.end, end) or self._comments.behind(0, end)
            head, *below = _field(name, yaml_of(name, new if typed is None else typed))
            return [*self._comments.above(end), head + behind, *below]
        if not self._closed:
            return self._as_typed(pair, end)
        *lines, last = self._in_braces(pair)
        behind = self._comments.behind(old.end, end)
        return [*lines, last + (behind[1:] if lost else behind)]  # one space, so that the warning of lost words stays

    def _tags(self, old: Node, new: tuple[str, ...], end: int) -> list[str]:
        """Return the lines of the tags: one, or one for each if there are comments among them."""
        items = [item for item in old.items if isinstance(item, TextNode)] if isinstance(old, SequenceNode) else []
        starts = [*(item.start for item in items), old.end if isinstance(old, SequenceNode) and old.flow else end]
        on_name = self._comments.behind(0, starts[0])
        left, lines, above = list(new), list[str](), list[str]()
        for item, start in zip(items, starts[1:], strict=True):
            above += self._comments.above(item.start)
            if (word := self._tag(item.value)) in left:
                left.remove(word)
                lines += [*above, f"- {as_word(word)}{self._comments.behind(item.end, start)}"]
                above = []
        lines += [f"- {as_word(word)}" for word in left]
        if lines != [f"- {as_word(word)}" for word in new]:
            return [f"tags:{on_name}", *_indented(lines), *above, *self._comments.above(end)]
        behind = on_name or self._comments.behind(0, end)
        return [f"tags: {yaml_of('tags', new)}{behind}", *above, *self._comments.above(end)]

    def _as_typed(self, pair: Pair, end: int) -> list[str]:
        """Return the lines of a field as they are, with the comments in them, but for their indentation."""
        self._comments.above(end)
        head, *below = rows(self._text[pair.start : end])
        column = self._tree.column(pair.start)
        return [head, *(line[min(column, len(line) - len(line.lstrip(" "))) :] for line in below)]

    def _in_braces(self, pair: Pair) -> list[str]:
        """Return the lines of a field in braces, its value as typed, with the comments in it."""
        above, value = self._comments.above(pair.value.start), self._text[pair.value.start : pair.value.end]
        self._comments.above(pair.value.end)
        name = self._text[pair.start : pair.key.end]
        return [*above, *_field(name, "\n".join(line.lstrip(" \t") for line in rows(value)))]


class _Comments:
    """The comments of an entry that are not written yet."""

    def __init__(self, found: Iterator[Comment]) -> None:
        self._found = list(found)

    def above(self, end: int) -> list[str]:
        """Take the comments before a place."""
        taken = [comment.text for comment in self._found if comment.at < end]
        del self._found[: len(taken)]
        return taken

    def behind(self, start: int, end: int) -> str:
        """Take the first comment between two places that follows something in its line, with two spaces before it."""
        found = next((one for one in self._found if start <= one.at < end and not one.own), None)
        if found is None:
            return ""
        self._found.remove(found)
        return f"  {found.text}"


def _field(name: str, written: str) -> list[str]:
    head, *below = f"{name}: {written}".rstrip().split("\n")
    return [head, *_indented(below)]


def _indented(lines: Iterable[str]) -> list[str]:
    return [_PAD + line if line else "" for line in lines]
