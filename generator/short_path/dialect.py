"""Says whether a site reads Markdown in the way that our dialect was compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version

PYTHON_MARKDOWN = "3.11."
"""How the versions of Python-Markdown begin that give the HTML that we give."""

EXTENSIONS = frozenset(
    {
        "admonition",
        "attr_list",
        "fenced_code",
        "md_in_html",
        "tables",
        "toc",
        "pymdownx.highlight",
        "pymdownx.superfences",
    }
)
"""Extensions beside which the dialect means the same; attribute lists and Markdown in HTML it needs."""

_NEEDED = frozenset({"attr_list", "md_in_html", "toc"})
_SETTINGS = {"toc": {"title"}, "pymdownx.highlight": {"use_pygments"}}
"""What may be set of an extension without a change to our pages."""


def why_not(extensions: Sequence[str], settings: Mapping[str, Mapping[str, object]]) -> str:
    """Return why a site with these Markdown extensions and their settings may have other HTML than ours, or nothing."""
    if not version("markdown").startswith(PYTHON_MARKDOWN):
        return f"Python-Markdown {version('markdown')} is not known yet"
    if strange := sorted(set(extensions) - EXTENSIONS):
        return f"the Markdown extension {strange[0]} is on"
    if missing := sorted(_NEEDED - set(extensions)):
        return f"the Markdown extension {missing[0]} is off"
    for name, given in settings.items():
        if other := sorted(set(given or {}) - _SETTINGS.get(name, set())):
            return f"{other[0]} of the Markdown extension {name} is set"
    return ""
