"""Lets MkDocs generate before it builds, and keeps `mkdocs serve` live; everything else is in `generator.build`."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

from generator.build import build
from generator.diagnostics import Severity, as_text

log = logging.getLogger("mkdocs.hooks.reading-list")
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # same input, same bytes: no build date in the sitemap
LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.DEBUG}


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring `docs/` up to date; an error in the library stops the build before it begins."""
    result = build(Path(config.config_file_path).parent)
    for finding in result.found:
        log.log(LEVELS[finding.severity], as_text([finding]).rstrip())
    if result.changes is None:
        raise PluginError("nothing was built: mend the errors above, and save")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave the source maps of the theme at home: more than a megabyte that no visitor opens."""
    for file in list(files.media_files()) + list(files.javascript_files()):
        if file.src_uri.endswith(".map"):
            files.remove(file)


def on_serve(server: Any, config: MkDocsConfig, builder: object) -> None:
    """Watch what people write instead of what the generator writes, or one edit would build for ever."""
    root = Path(config.config_file_path).parent
    server.unwatch(config.docs_dir)
    for folder in ("library", "templates", "docs/guide", "docs/assets"):
        server.watch(str(root / folder))
