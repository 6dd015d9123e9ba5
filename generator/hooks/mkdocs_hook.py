"""Lets MkDocs generate before it builds, and keeps `mkdocs serve` live; the work is done in `generator.build`."""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from generator.hooks.files import publish
from generator.hooks.telling import SAID, log, tell
from generator.standing import Result, standing

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # same input, same bytes: no day of the build in the site


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring `docs/` up to date; an error in the library stops the build before it begins."""
    root = Path(config.config_file_path).parent
    result = standing(root) or _built(root)
    said = config.extra.get(SAID, ())
    tell(finding for finding in result.found if finding not in said)
    if result.changes is None:
        raise PluginError("The library has errors (above); nothing was built.")


def _built(root: Path) -> Result:
    from generator.build import build  # noqa: PLC0415 (to load it takes longer than to see that nothing has changed)

    return build(root)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish what is no page as visitors and programs ask for it."""
    publish(files)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:
    """Watch what people write, not what is generated; a mistake in the library leaves the last good site up."""
    from generator.hooks.quick import InTurn  # noqa: PLC0415 (as above)
    from generator.hooks.serve import edit_in_preview, watch  # noqa: PLC0415 (as above)

    if edit_in_preview(server, config):
        log.info("Edit tags on the page of a paper: press t.")
    rebuild = InTurn(server.builder, config)

    def patient() -> None:
        try:
            built = rebuild()
        except Abort:
            log.error("The last good site stays up until the next save.")
        else:
            if not built:  # browsers show it already, and are not to load it again
                server._wanted_epoch = server._visible_epoch

    server.builder = patient
    watch(server, config)
    rebuild.remember_later()
