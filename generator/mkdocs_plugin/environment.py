"""Decides whether the fast renderer can be used with the settings of a project, and caches compiled templates.

The fast renderer gives the pages of MkDocs only with the versions, extensions and settings that it was compared with.
"""

import os
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig

from ..storage.cache import fingerprint, read_cached, write_cached
from .markdown import unsupported_markdown
from .mkdocs_files import README

_FOLDER = "trimmed-theme"


class TemplateCache(BytecodeCache):
    """The compiled templates of the theme, in the cache of a project. A file that was changed is ignored."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket of a template from the cache, if it is there."""
        data = read_cached(self._root, f"{_FOLDER}/{bucket.key}")
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store a compiled template."""
        write_cached(self._root, f"{_FOLDER}/{bucket.key}", bucket.bytecode_to_string())


SWITCH = "READING_LIST_SHORT_PATH"
"""The environment variable that turns the fast renderer off if it is `0`."""

KNOWN = {"mkdocs": "1.6.1", "mkdocs-material": "9.8.", "markdown": "3.11."}
"""The beginning of the versions that the fast renderer agrees with."""
_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
"""The events of plugins that need each page."""
_PARTS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments")
_ELSEWHERE = frozenset({"site_dir", "docs_dir", "config_file_path", "plugins", "hooks", "theme", "dev_addr", "watch"})
"""Settings that no page shows, or that `unsupported` checks."""


def unsupported(config: MkDocsConfig) -> str:
    """Return why the fast renderer cannot be used with these settings, so that MkDocs must build all pages, or ''."""
    return next(filter(None, _reasons(config)), "")


def _reasons(config: MkDocsConfig) -> Iterator[str]:
    if os.environ.get(SWITCH) == "0":
        yield f"{SWITCH} is 0"
    for package, known in KNOWN.items():
        if not version(package).startswith(known):
            yield f"{package} {version(package)} is not known yet"
    if config.theme.name != "material":
        yield "the theme is not Material"
    for event in _EVENTS:
        if config.plugins.events.get(event):
            yield f"a plugin or hook handles each page (on_{event})"
    yield unsupported_markdown(config.markdown_extensions, config.mdx_configs)
    if any((Path(config.docs_dir) / name).exists() for name in (README, f"papers/{README}")):
        yield f"there is a {README} in docs/"


def environment_fingerprint(config: MkDocsConfig) -> str:
    """Return a hash of all that the HTML of pages depends on besides their Markdown: settings, theme and versions."""
    settings = {name: repr(value) for name, value in config.items() if name not in _ELSEWHERE}
    settings["extra"] = repr({name: value for name, value in config.extra.items() if name not in _ELSEWHERE})
    theme = {name: repr(value) for name, value in config.theme.items() if name != "static_templates"}
    parts = [f"{name}={value}" for name, value in sorted({**settings, **theme}.items())]
    parts += [f"{package}={version(package)}" for package in _PARTS]
    for folder in filter(None, (config.theme.custom_dir, Path(__file__).parent)):
        files = (path for path in Path(str(folder)).rglob("*") if path.suffix in {".html", ".xml", ".txt", ".py"})
        parts += [part for path in sorted(files) for part in (path.name, path.read_text(encoding="utf-8"))]
    return fingerprint(parts)[:12]
