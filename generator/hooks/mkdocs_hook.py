"""Lets MkDocs generate before it builds, and keeps `mkdocs serve` live; the work is done in `generator.build`."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from generator.diagnostics import Diagnostic, Location, error
from generator.hooks.files import publish
from generator.hooks.telling import MISTAKES, SAID, log, tell
from generator.settings import SETTINGS
from generator.standing import Result, standing

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # same input, same bytes: no day of the build in the site


def on_pre_build(config: MkDocsConfig) -> None:
    """Bring `docs/` up to date; an error in the library stops the build before it begins."""
    root = Path(config.config_file_path).parent
    plugin = config.plugins.get("reading-list")
    result = standing(root) or _built(root, wait=bool(getattr(plugin, "preview", False)))
    said = config.extra.get(SAID, ())
    tell(finding for finding in result.found if finding not in said)
    MISTAKES.remember(result.found if result.changes is None else ())
    if result.changes is None:
        raise PluginError("The library has errors (above); nothing was built.")


def report_stop(reason: MkDocsException) -> None:
    """Report why MkDocs stops where the library is not at fault: mostly for what its settings say."""
    found: list[Diagnostic] = []
    message = f"MkDocs cannot build the site: {' '.join(str(reason).split())}"
    error(found.append, "cannot-build", Location(file=SETTINGS), message, "the terminal says more; look at mkdocs.yml")
    _report(found)


def _built(root: Path, *, wait: bool) -> Result:
    from generator.build import build  # noqa: PLC0415 (to load it takes longer than to see that nothing has changed)

    return build(root, wait=wait)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish what is no page as visitors and programs ask for it."""
    publish(files)


def _rebuild(rebuild: Callable[[], bool], root: Path) -> bool:
    """Build after a save; return whether something had changed, so that browsers have pages or errors to show."""
    from generator.pages.rendering import UnrenderableError  # noqa: PLC0415 (as above)
    from generator.short_path.plugin import StoppedError  # noqa: PLC0415 (as above)
    from generator.site.system_errors import cannot_write  # noqa: PLC0415 (as above)

    mistakes, built = MISTAKES.errors, True
    MISTAKES.remember(())
    try:
        built = rebuild()
    except UnrenderableError as reason:  # a template of the theme
        _report([reason.finding])
    except StoppedError as reason:
        _report(reason.found)
    except OSError as reason:
        _report([cannot_write(reason, root=root)])
    except MkDocsException as reason:
        if not MISTAKES.errors:
            report_stop(reason)
    if not built:  # what was wrong still is
        MISTAKES.remember(mistakes)
    elif MISTAKES.errors:
        log.error("The last good site stays up until the next save.")
    return built


def _report(found: Sequence[Diagnostic]) -> None:
    MISTAKES.remember(found)
    tell(found)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> None:
    """Watch what people write, not what is generated; a mistake in the library leaves the last good site up."""
    from generator.hooks.quick import InTurn  # noqa: PLC0415 (as above)
    from generator.hooks.serve import edit_in_preview, show_mistakes, watch  # noqa: PLC0415 (as above)

    site = show_mistakes(server, config, MISTAKES)

    if edit_in_preview(server, config, site):
        log.info("Edit tags on the page of a paper: press t.")
    rebuild = InTurn(server.builder, config)

    def patient() -> None:
        if not _rebuild(rebuild, Path(config.config_file_path).parent):
            server._wanted_epoch = server._visible_epoch  # browsers show it already, and are not to load it again

    server.builder = patient
    watch(server, config)
    rebuild.remember_later()
