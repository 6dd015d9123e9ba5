"""The style sheet of a site: that of the theme without what the site does not use, and ours, both short."""

import re
from collections.abc import Callable, Set
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

SEARCH = "search"
"""The plugin of the theme's search."""

_PARTS = {
    ".md-search": SEARCH,
    ".tabbed-": "pymdownx.tabbed",
    ".keys": "pymdownx.keys",
    ".critic": "pymdownx.critic",
    ".task-list": "pymdownx.tasklist",
    ".footnote": "footnotes",
    ".md-version": "version",
    ".md-consent": "consent",
    ".md-feedback": "analytics",
    ".md-post": "blog",
    ".md-author": "blog",
    ".md-pagination": "blog",
    "--post": "blog",
    ".md-meta": "blog",
    ".md-pin": "blog",
    ".md-profile": "blog",
    ".md-draft": "blog",
    ".md-select": "alternate",
    ".md-social": "social",
    ".md-status": "status",
    ".md-source__": "repo_url",
    ".md-path": "navigation.path",
    ".md-nav--integrated": "toc.integrate",
    ".md-footer__link": "navigation.footer",
    ".md-clipboard": "content.code.copy",
    ".arithmatex": "pymdownx.arithmatex",
    ".emojione": "pymdownx.emoji",
    ".gemoji": "pymdownx.emoji",
    ".twemoji": "pymdownx.emoji",
    ".md-tabs": "tabs",  # no page of ours has these
}
"""Parts of the theme's style sheet, with the feature that a site must have to use them."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BETWEEN = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r" *([{}]) *|(?<=[;:]) ")
"""Spaces beside brackets, and after `;` and `:`: in selectors, there are none after a colon."""
_THEME = "assets/stylesheets"
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/\s*")
_CHARSET = '@charset "UTF-8";'
_ICON = re.compile(r"(--md-[\w-]*icon[\w-]*):url\((['\"]).*?\2\);?")
_COLOUR = re.compile(r"\[data-md-color-(?:primary|accent)=[\"']?([a-z-]+)")
_RULE = re.compile(r"[^{}]*\{(?:[^{}]|\{[^{}]*\})*\}")
_INNER = re.compile(r"([^{}]+)\{([^{}]*)\}")


def theme_styles(config: MkDocsConfig) -> tuple[str, ...]:
    """Return the style sheets of the theme without the lines that name source maps and the character set."""
    names = ("main.*.min.css", "palette.*.min.css")
    found = (path for name in names for folder in config.theme.dirs for path in Path(folder).glob(f"{_THEME}/{name}"))
    return tuple(_SOURCE_MAP.sub("", path.read_text(encoding="utf-8")).removeprefix(_CHARSET) for path in found)


def unused(selector: str, features: Set[str], colours: Set[str]) -> bool:
    """Return whether no page has what a selector of the theme means: a feature, or a colour that is not chosen."""
    needed = {feature for part, feature in _PARTS.items() if part in selector}
    return not (needed <= features and set(_COLOUR.findall(selector)) <= colours)


def minified(css: str) -> str:
    """Return a style sheet of ours as it is published, one folder deeper, without comments and useless spaces."""
    lines = _BETWEEN.sub("\n", _COMMENT.sub("", css)).strip()
    return _SPACES.sub(r"\1", lines).replace(";}", "}").replace('url("fonts/', 'url("../fonts/')


def trimmed(css: str, is_unused: Callable[[str], bool]) -> str:
    """Return a minified style sheet without the selectors that are unused, and the icons that only these show."""
    kept = "".join(_remaining(found[0], is_unused) for found in _RULE.finditer(css))
    return _ICON.sub(lambda icon: icon[0] if f"var({icon[1]})" in kept else "", kept)


def _remaining(rule: str, is_unused: Callable[[str], bool]) -> str:
    head, _, body = rule.partition("{")
    if "{" not in body:
        selectors = [one for one in _selectors(head) if not is_unused(one)]
        return f"{','.join(selectors)}{{{body}" if selectors else ""
    inner = "".join(_remaining(found[0], is_unused) for found in _INNER.finditer(body[:-1]))
    return f"{head}{{{inner}}}" if inner else ""


def _selectors(head: str) -> list[str]:
    """Return the selectors of a rule, whose commas between brackets separate nothing."""
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(head):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append(head[begin:at])
            begin = at + 1
    return [*parts, head[begin:]]
