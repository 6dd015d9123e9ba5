"""The plugin: builds beside the site, takes generated pages out of MkDocs' hands, and publishes when all is built."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from ..build.drafts import hash_bytes
from ..build.fingerprints import forget_site, leave_site, state_of_inputs
from ..build.publish import (
    Made,
    check_docs,
    check_site,
    forget_record,
    make_stage,
    publish,
    read_record,
    record_of,
    remove_stage,
    renew,
    stage_of,
    write_on_stage,
)
from ..build.state import BuildResult, last_result
from ..build.write import generated_files
from ..pages.page import Page
from ..pages.registry import UnrenderableError, theme_fault
from ..parallel import gc_paused
from ..storage.errors import cannot_write
from ..storage.files import misplaced_links
from ..storage.lock import AnotherBuildError, build_lock
from .environment import TemplateCache, environment, why_not
from .files import adjust_published, shelve
from .render import Renderer, Shells
from .report import MISTAKES, SAID, StoppedError, tell
from .sitemap import sitemap_files
from .work import copy_others, make_pages, place_of, plan, source

log = logging.getLogger("mkdocs.plugins.reading-list")

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # same input, same bytes: no day of the build in the site

SITEMAP = "sitemap.xml"
LAST, FIRST = -100, 100


class Options(Config):  # type: ignore[no-untyped-call]
    """What may be set in mkdocs.yml."""

    short_path = config_options.Type(bool, default=True)


class ReadingList(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Builds beside the site, takes generated pages out of MkDocs' hands, and publishes when all is built."""

    preview = False
    _begun = False
    _environment = ""
    _able = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """See whether this is a preview, whose site is gone when it ends."""
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turn MkDocs to the stage, and leave the sitemap to us."""
        self._root, self._site = Path(config.config_file_path).parent, Path(config.site_dir)
        self._record, self._held = record_of(self._root, self._site), ExitStack()
        self._begin(config)
        self._seen = "" if self.preview else state_of_inputs(self._root)
        config.site_dir = str(stage_of(self._site))
        config.theme.static_templates.discard(SITEMAP)
        reason = why_not(config) if self.config.short_path else "short_path is false in mkdocs.yml"
        if reason:
            log.info(f"MkDocs builds all pages itself: {reason}.")
        self._short, self._able = not reason, False
        self._warnings = CountHandler()
        self._warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._warnings)
        return config

    def _begin(self, config: MkDocsConfig) -> None:
        """Stop before anything is written if it must not be written, or if nobody could look at it."""
        if self.preview and not self._begun:
            _try_port(*config.dev_addr)
        self._begun = True
        check_docs(Path(config.docs_dir), self._root)
        check_site(self._site, self._root)
        if found := misplaced_links(self._root):
            raise StoppedError(found)
        try:
            if not self.preview:  # whose site nobody else writes
                self._held.enter_context(build_lock(self._root))
        except AnotherBuildError as reason:
            raise StoppedError([reason.finding]) from None
        make_stage(self._site)
        self._held.callback(remove_stage, self._site)

    @event_priority(LAST)  # after what generates
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Bring `docs/` up to date, and let MkDocs see of the generated files only what it asks for.

        An error in the library stops the build before it begins.
        """
        self._generate(config)
        self._marks, self._shown = generated_files(Path(config.docs_dir)), set[str]()
        if self._short:
            _let_read(lambda config: shelve(config, self._marks.keys()))

    def _generate(self, config: MkDocsConfig) -> None:
        result = last_result(self._root) or _built(self._root, wait=self.preview)
        said = config.extra.get(SAID, ())
        tell(finding for finding in result.found if finding not in said)
        MISTAKES.remember(result.found if result.changes is None else ())
        if result.changes is None:
            raise PluginError("The library has errors (above); nothing was built.")

    @event_priority(FIRST)
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Give MkDocs back what it reads files with, and publish what is no page as visitors ask for it."""
        _let_read(get_files)
        adjust_published(files)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation, which generated pages show too."""
        self._nav = nav

    @event_priority(LAST)
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Keep what pages are made with, and what Jinja compiles from build to build."""
        env.bytecode_cache = TemplateCache(self._root)
        self._press = Renderer(config=config, files=files, nav=self._nav, env=env, careful=not self.preview)

    @event_priority(LAST)  # after all that writes into the site
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make the generated pages, and publish what changed: nothing, where warnings stop a build."""
        here = environment(config)
        if here != self._environment:
            self._environment, self._shells = here, Shells()
        self._made = self._generated(self._marks, read_record(self._record, self._site)) if self._short else {}
        self._put_sitemap()
        self._end(config)
        strict = not self._warnings.get_counts()
        if strict or not config.strict:
            self._publish(strict=strict)
        self._held.close()

    def _publish(self, *, strict: bool) -> None:
        forget_site(self._root)
        published = publish(stage_of(self._site), self._site, self._made, self._record)
        log.info(f"Published: {published.changed:,} files of the site changed.")
        if not self.preview:
            leave_site(self._root, self._site, published.files, self._seen, strict=strict)

    def renew(self, pages: Sequence[Page]) -> int | None:
        """Put pages into the site of a preview as they are now, where nothing else changed since it was built.

        Returns how many files that changed, or None, with nothing changed, if it takes a whole build.
        """
        marks = {page.path: hash_bytes(page.data) for page in pages}
        if not self._able or not marks.keys() <= self._marks.keys():
            return None
        new = plan(marks, self._made, self._environment).pages
        make_stage(self._site)
        for page in pages:
            if page.path in new:
                self._press.file(page.path).content_string = page.data.decode()
        self._shown.update(new)
        self._made |= self._generated({path: marks[path] for path in new}, {})
        return renew(stage_of(self._site), self._site)

    def catch_up(self) -> int | None:
        """Bring the site of a preview up to date with `docs/`, where only generated files changed since it was built.

        Returns how many files changed, or None, with nothing changed, if it takes a whole build.
        """
        if not self._able:
            return None
        docs, before = Path(self._press.config.docs_dir), self._made
        make_stage(self._site)
        marks = generated_files(docs)
        self._marks.clear()  # the press looks up there what there is
        self._marks.update(marks)
        for path in self._shown & marks.keys():
            self._press.file(path).content_string = (docs / path).read_text(encoding="utf-8")
        self._made = self._generated(marks, before)
        self._put_sitemap()
        return renew(stage_of(self._site), self._site, before.keys() - self._made.keys())

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., object]) -> None:
        """Watch what people write, and build after each save."""
        from .serve import serve  # noqa: PLC0415 (it needs the preview, which no other build loads)

        serve(server, config)

    def on_build_error(self, error: Exception) -> None:
        """Leave the site as it was, and name what is at fault: a template of the theme, or what the system refuses."""
        _let_read(get_files)
        if hasattr(self, "_held"):
            self._held.close()
            if isinstance(error, jinja2.TemplateError):
                raise UnrenderableError(theme_fault(error, self._root)) from error
            if isinstance(error, OSError):
                raise StoppedError([cannot_write(error, root=self._root)]) from None

    def on_shutdown(self) -> None:
        """Remove what a preview leaves behind."""
        if self.preview and self._begun:
            forget_record(self._record)
            remove_stage(self._site)

    def _end(self, config: MkDocsConfig) -> None:
        logging.getLogger("mkdocs").removeHandler(self._warnings)
        config.site_dir = str(self._site)

    def _put_sitemap(self) -> None:
        pages = (path for path in self._marks if path.endswith(".md")) if self._made else ()
        notes = {path: self._made[place_of(path)].note for path in pages}
        for path, data in sitemap_files(self._press, notes):
            write_on_stage(stage_of(self._site) / path, data)

    def _generated(self, marks: Mapping[str, str], known: Mapping[str, Made]) -> dict[str, Made]:
        """Put generated files on the stage if they changed, and return what all of them were made from."""
        to_do = plan(marks, known, self._environment)
        copy_others(Path(self._press.config.docs_dir), stage_of(self._site), to_do.others)
        with gc_paused():
            notes, differs = make_pages(self._press, {path: marks[path] for path in to_do.pages}, self._shells)
        self._able = not differs
        if differs:
            log.info(f"MkDocs builds all pages itself: it makes something else of {differs}.")
        new = {
            place_of(path): Made(source=source(path, marks[path], self._environment), note=notes.get(path, ""))
            for path in (*to_do.pages, *to_do.others)
        }
        return {**to_do.stay, **new}


def _built(root: Path, *, wait: bool) -> BuildResult:
    from ..build.pipeline import build  # noqa: PLC0415 (to load it takes longer than to see that nothing has changed)

    return build(root, wait=wait)


def _try_port(host: str, port: int) -> None:
    """Stop if the preview could not be served there, before its pages are made."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # as the server does, which need not wait for connections that have ended
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            hint = f"use another port: make serve PORT={port + 1}, or mkdocs serve --dev-addr {host}:{port + 1}"
            raise Abort(f"The preview cannot use port {port} of {host}: {reason.strerror}.\n    hint: {hint}") from None


def _let_read(files: Callable[[MkDocsConfig], Files]) -> None:
    """Let MkDocs read the files of `docs/` so: it has no event for that."""
    vars(mkdocs_build)["get_files"] = files
