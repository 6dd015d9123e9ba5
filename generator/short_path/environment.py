"""What a page depends on besides its Markdown, and whether the short path is open in a project."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.short_path import dialect
from generator.short_path.files import README
from generator.site.cache import fingerprint

SWITCH = "READING_LIST_SHORT_PATH"
"""The environment variable that closes the short path if it is `0`."""

KNOWN = {"mkdocs": "1.6.1", "mkdocs-material": "9.8."}
"""How the versions begin of which the short path is known to give the same pages."""
_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
"""What a plugin wants to be told of if it needs each page."""
_PARTS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments")
_ELSEWHERE = frozenset(
    {"site_dir", "docs_dir", "config_file_path", "plugins", "hooks", "theme", "dev_addr", "watch", "said"}
)
"""Settings that no page shows, or that are looked at in another way."""


def why_not(config: MkDocsConfig) -> str:
    """Return why MkDocs must build all pages of a project itself, or nothing."""
    return next(filter(None, _reasons(config)), "")


def _reasons(config: MkDocsConfig) -> Iterator[str]:
    """Yield what speaks against the short path; what does not is empty."""
    if os.environ.get(SWITCH) == "0":
        yield f"{SWITCH} is 0"
    for package, known in KNOWN.items():
        if not _version(package).startswith(known):
            yield f"{package} {_version(package)} is not known yet"
    if config.theme.name != "material" or not config.use_directory_urls:
        yield "the theme is not Material with addresses that end in a slash"
    for event in _EVENTS:
        if config.plugins.events.get(event):
            yield f"a plugin or hook has a word in each page (on_{event})"
    yield dialect.why_not(config.markdown_extensions, config.mdx_configs)
    if any((Path(config.docs_dir) / name).exists() for name in (README, f"papers/{README}")):
        yield f"there is a {README} in docs/"


def environment(config: MkDocsConfig) -> str:
    """Return a hash of all that the pages of a project depend on besides their Markdown."""
    settings = {name: repr(value) for name, value in config.items() if name not in _ELSEWHERE}
    settings["extra"] = repr({name: value for name, value in config.extra.items() if name not in _ELSEWHERE})
    theme = {name: repr(value) for name, value in config.theme.items() if name != "static_templates"}
    return fingerprint(
        [
            *(f"{name}={value}" for name, value in sorted({**settings, **theme}.items())),
            *(f"{package}={_version(package)}" for package in _PARTS),
            *(
                text
                for folder in (config.theme.custom_dir, Path(__file__).parent)
                if folder
                for text in _texts(Path(folder))
            ),
        ]
    )[:12]


def _texts(folder: Path) -> list[str]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".xml", ".txt", ".py"})
    return [part for path in files for part in (path.name, path.read_text(encoding="utf-8"))]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"
