"""Edits a page at random: characters, lines, and Markdown that the fast renderer does not handle."""

from __future__ import annotations

import re
from random import Random

PIECES = (
    *("\n", "\n\n", " ", "  ", "    ", "\t", "\r", "\u00a0", "\u2028", "\x02", "\x03", "#", "# ", "## x\n", "-", "- "),
    *("-   ", "+ a\n", "* a\n", "1. ", "2.  x\n", "٣. ", "A. ", "===\n", "---\n", "***\n", "> ", "```\n", "~~~\n", "`"),
    *("{ .x }", "{ .x", "}", "{: .a }", "{ #id }", "{ a=b }", "{ .b data-c=d }", '{ title="a}b" }', "{ href=q }"),
    *(
        "[",
        "]",
        "(",
        ")",
        "[a](<b.md>)",
        "[a](<#x>)",
        "[a](<title/a.md>)",
        "[a](<?x>)",
        "[a](b)",
        "[a]: b\n",
        "![a](b)",
    ),
    *(
        "<",
        ">",
        "<div>",
        "</div>",
        "</div>\n",
        '<div class="x" markdown>',
        '<div data-b class="x"></div>\n',
        "<p>a</p>",
    ),
    *("<span>", "</span>", "<br>", "<hr>", "<!-- -->", "<!--", "<script>", "<math>", "</math>", "<h2>x</h2>", "<ul>"),
    *('<nav class="rl-pager" aria-label="Pages"><a href="2/" rel="next">Next</a></nav>', "<pre><code>x</code></pre>\n"),
    *("<details><summary>a</summary>b</details>", "<https://a.b>", "<a@b.c>", "https://a.b", "[TOC]", "!!! note\n"),
    *(
        "&",
        "&amp;",
        "&#39;",
        "&#",
        ";",
        "!",
        "\\",
        "*",
        "_",
        "**",
        "|",
        "^",
        "~",
        "%",
        "$",
        '"',
        "'",
        "=",
        "@",
        ":",
        "é",
    ),
)
_TAG = re.compile(r"<div|</div>")


def part(page: str, chance: Random) -> str:
    """Return a few blocks of a page, the elements among them opened and closed."""
    blocks = page.split("\n\n")
    at = chance.randrange(len(blocks))
    some = "\n\n".join(blocks[at : at + chance.randrange(1, 9)])
    depth = unopened = 0
    for tag in _TAG.findall(some):
        depth += 1 if tag == "<div" else -1
        if depth < 0:
            depth, unopened = 0, unopened + 1
    return '<div class="w" markdown>\n\n' * unopened + some + "\n\n</div>" * depth


def edited(text: str, chance: Random) -> str:
    """Return a text after one to three edits."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        text = chance.choice((_characters, _insertion, _insertion, _lines))(text, chance)
    return text or "x"


def _characters(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.randrange(1, 9) :]


def _insertion(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    if chance.random() < 0.5:
        at = text.find("\n", at) + chance.randrange(2)  # where a line ends or begins
    return text[:at] + chance.choice(PIECES) + text[at:]


def _lines(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    edit = chance.randrange(4)
    if edit == 0:
        del lines[at]
    elif edit == 1:
        lines[at], lines[other] = lines[other], lines[at]
    elif edit == 2:
        lines.insert(at, lines[other])
    else:
        lines[at] = chance.choice((" ", "  ", "    ", "        ")) + lines[at].lstrip()
    return "\n".join(lines)
