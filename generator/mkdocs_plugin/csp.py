"""The Content-Security-Policy of a site: what its pages may run and fetch, the same on every page.

It names the inline scripts of the theme by their hashes, and nothing else that is inline. `extra.csp` in mkdocs.yml
adds sources to directives, or is `false`. A preview has none.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

POLICY = "policy"
"""The key of `extra` under which the templates find the policy."""

_TEMPLATES = ("main.html", "base.html", "partials/javascripts/*.html")
_INLINE = re.compile(r"<script(?: data-base=\"[^\"]*\")?>([^{]*(?:\{(?![{%#])[^{]*)*)</script>")
_DIRECTIVES = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "style-src-attr": ("'unsafe-inline'",),  # tables that align their columns, and the colours of charts
    "img-src": ("'self'", "data:"),  # icons in the style sheet
    "object-src": ("'none'",),
    "base-uri": ("'self'",),
    "form-action": ("'self'",),
}


def policy(config: MkDocsConfig, *, preview: bool) -> str:
    """Return the policy of a site as a meta element states it, or '' if it has none."""
    more: Any = config.extra.get("csp", {})
    if preview or more is False:
        return ""
    return "; ".join(f"{name} {' '.join(values)}" for name, values in _directives(config, more).items())


def headers(text: str) -> str:
    """Return a file `_headers`, as several hosts read it, that states a policy; only there may it forbid frames."""
    return f"/*\n  Content-Security-Policy: {text}; frame-ancestors 'self'\n"


def _directives(config: MkDocsConfig, more: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {name: list(values) for name, values in _DIRECTIVES.items()}
    found["script-src"] += sorted(set(map(_hash, _inline_scripts(config))))
    for name, values in more.items():
        own = [values] if isinstance(values, str) else list(values)
        found[name] = [*(value for value in found.get(name, ["'self'"]) if value != "'none'"), *own]
    return found


def _inline_scripts(config: MkDocsConfig) -> Iterator[str]:
    """Yield the scripts within the templates of the theme, those that replace others of the same name first."""
    seen: set[str] = set()
    for folder in map(Path, config.theme.dirs):
        for path in (path for pattern in _TEMPLATES for path in sorted(folder.glob(pattern))):
            name = path.relative_to(folder).as_posix()
            if name not in seen:
                seen.add(name)
                yield from _INLINE.findall(path.read_text(encoding="utf-8"))


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
