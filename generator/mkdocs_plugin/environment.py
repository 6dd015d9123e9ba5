"""Keeps what Jinja compiles from templates from build to build, in the cache of the project."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig

from ..storage.cache import fingerprint, read_cached, write_cached
from .files import README

_FOLDER = "theme"


class TemplateCache(BytecodeCache):
    """The compiled templates of a project; a file that is not as it was kept counts as none."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was kept of its template, if it was."""
        data = read_cached(self._root, _FOLDER, bucket.key)
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        write_cached(self._root, _FOLDER, bucket.key, bucket.bytecode_to_string())


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


def why_not_the_dialect(extensions: Sequence[str], settings: Mapping[str, Mapping[str, object]]) -> str:
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
    yield why_not_the_dialect(config.markdown_extensions, config.mdx_configs)
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
