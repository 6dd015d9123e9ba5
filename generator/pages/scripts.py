"""What a visitor's browser needs of our scripts: all but the comments, which are half of them."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_EMPTY = re.compile(r"\n{2,}")


def without_comments(code: str) -> str:
    """Return the code of a module without the comments that have lines to themselves, and without empty lines.

    It is no parser, and need not be: in our scripts nothing else begins a line with `//` or `/**`; a test sees to it.
    """
    return _EMPTY.sub("\n", _LINE.sub("", _BLOCK.sub("", code))).lstrip("\n")
