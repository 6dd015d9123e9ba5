"""The Content-Security-Policy of a site: what its pages may run and fetch, the same on every page.

It names the inline scripts of the theme by their hashes, and allows nothing else that is inline. The option `policy` of
the plugin adds sources to directives, or is `false`. A preview has no policy.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs.config.base import ValidationError
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig

POLICY = "policy"
"""The key of `extra` under which the templates find the policy."""

_TEMPLATES = ("main.html", "base.html", "partials/javascripts/*.html")
_INLINE = re.compile(r"<script(?: data-[a-z]+=\"[^\"]*\")?>([^{]*(?:\{(?![{%#])[^{]*)*)</script>")
_DIRECTIVES = {
    "default-src": ("'self'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # icons in the style sheet
    "object-src": ("'none'",),
    "base-uri": ("'self'",),
    "form-action": ("'self'",),
}
_DIRECTIVE = re.compile(r"[a-z]+(-[a-z]+)*")
_SOURCE = re.compile(r"""[^\s;,"<>&]+""")


class PolicyOption(Type[Any]):
    """The option `policy`: whether there is a policy, or the sources that are added to its directives."""

    def __init__(self, *, default: bool) -> None:
        super().__init__((bool, dict), default=default)

    def run_validation(self, value: object) -> Mapping[str, Sequence[str]] | bool:
        """Return whether there is a policy, or the sources of each directive; refuse what would change its meaning."""
        given = super().run_validation(value)
        if isinstance(given, bool):
            return given
        return {str(name): _sources(str(name), own) for name, own in given.items()}


def _sources(name: str, own: object) -> list[str]:
    found = own.split() if isinstance(own, str) else own
    if not (_DIRECTIVE.fullmatch(name) and isinstance(found, list)):
        raise ValidationError(f"{name}: write a directive, such as script-src, and its sources.")
    for source in found:
        if not (isinstance(source, str) and _SOURCE.fullmatch(source)):
            raise ValidationError(f"{name}: {source!r} is no source, such as https://stats.example.org.")
    return found


def policy(config: MkDocsConfig, more: Mapping[str, Sequence[str]] | bool) -> str:
    """Return the policy of a site as a meta element states it, or '' if it has none."""
    if more is False:
        return ""
    found = {name: list(values) for name, values in _DIRECTIVES.items()}
    found["script-src"] += sorted(set(map(_hash, _inline_scripts(config))))
    for name, own in more.items() if isinstance(more, Mapping) else ():
        found[name] = [*(value for value in found.get(name, found["default-src"]) if value != "'none'"), *own]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in found.items())


def headers(text: str) -> str:
    """Return a file `_headers`, as several hosts read it, that states a policy; only there may it forbid frames."""
    return f"/*\n  Content-Security-Policy: {text}; frame-ancestors 'self'\n"


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
