"""What is answered to a suggestion, as Markdown: what others wrote stands in it as text, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.diagnostics import Diagnostic, as_text, for_people, visible

MOST_FINDINGS = 50
LONGEST_QUOTE = 10_000
"""Characters of one quote: GitHub takes 65,536 in a comment, and Linux 131,072 bytes in a variable, as base64."""


def fenced(text: str) -> str:
    r"""Return text as a fenced block: no markup, no link, nobody is called by `@name`, and nothing is hidden.

    The fence is longer than any run of backticks in the text; what cannot be seen is written as `\u202e`.
    """
    seen = visible(text[:LONGEST_QUOTE].rstrip("\n"))
    cut = "\n…" if len(text) > LONGEST_QUOTE else ""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", seen)), default=0))
    return f"{fence}text\n{seen}{cut}\n{fence}\n"


def refused(found: Sequence[Diagnostic]) -> str:
    """Return the answer to a suggestion that cannot go into the library as it is."""
    shown = for_people(found)
    more = len(shown) - MOST_FINDINGS
    return (
        "Thank you for the suggestion. It cannot go into the library as it is:\n\n"
        + fenced(as_text(shown[-MOST_FINDINGS:]))
        + (f"\nThere are {more} more messages.\n" if more > 0 else "")
        + "\n`issue:5` means line 5 of the text above. Edit that text, and it is looked at again.\n"
    )


def accepted(change: str, found: Sequence[Diagnostic]) -> str:
    """Return the answer to a suggestion that fits; `change` says what it changes, a line each."""
    shown = for_people(found)[-MOST_FINDINGS:]
    notes = f"\nGood to know:\n\n{fenced(as_text(shown))}" if shown else ""
    return (
        "Thank you for the suggestion. It fits the library; this is what it changes:\n\n"
        + fenced(change)
        + notes
        + "\nA curator looks at it before it appears on the site.\n"
    )
