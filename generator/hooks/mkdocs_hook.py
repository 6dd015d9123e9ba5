"""Lets MkDocs generate before it builds, and keeps `mkdocs serve` live; the work is done in `generator.build`."""

import logging
import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from generator.build import WATCHED, build
from generator.diagnostics import as_text
from generator.hooks.files import publish
from generator.hooks.quick import HASTY
from generator.hooks.serve import edit_in_preview

log = logging.getLogger("mkdocs.hooks.reading-list")
os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # same input, same bytes: no day of the build in the site


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring `docs/` up to date; an error in the library stops the build before it begins."""
    result = build(Path(config.config_file_path).parent, hasty=bool(config.extra.get(HASTY)))
    for finding in result.found:
        log.log(finding.severity, as_text([finding]).rstrip())
    if result.changes is None:
        raise PluginError("The library has errors (above); nothing was built.")


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish what is no page as visitors and programs ask for it."""
    publish(files)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:
    """Watch what people write, not what is generated; a mistake in the library leaves the last good site up."""
    if edit_in_preview(server, config):
        log.info("Edit tags on the page of a paper: press t.")
    rebuild = server.builder

    def patient() -> None:
        try:
            rebuild()
        except Abort:
            log.error("The last good site stays up until the next save.")

    server.builder = patient
    server.unwatch(config.docs_dir)
    for folder in WATCHED:
        server.watch(str(Path(config.config_file_path).parent / folder))
