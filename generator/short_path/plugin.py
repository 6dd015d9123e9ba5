"""The plugin: builds beside the site, takes generated pages out of MkDocs' hands, and publishes when all is built."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from generator.pages.page import Page
from generator.pages.rendering import UnrenderableError
from generator.pages.site import theme_fault
from generator.short_path.environment import environment, why_not
from generator.short_path.files import shelve
from generator.short_path.pages import Press, Shells
from generator.short_path.sitemap import sitemap_files
from generator.short_path.work import copy_others, make_pages, place_of, plan, source
from generator.site.cache import cache_of
from generator.site.drafts import hash_bytes
from generator.site.publish import (
    Made,
    forget_record,
    publish,
    read_record,
    record_of,
    renew,
    stage_of,
    write_on_stage,
)
from generator.site.stamp import forget_site, leave_site, state_of_inputs
from generator.site.sync import generated_files
from generator.together import uncollected

log = logging.getLogger("mkdocs.plugins.reading-list")

SITEMAP = "sitemap.xml"
LAST, FIRST = -100, 100


class Options(Config):  # type: ignore[no-untyped-call]
    """What may be set in mkdocs.yml."""

    short_path = config_options.Type(bool, default=True)


class ReadingList(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Builds beside the site, takes generated pages out of MkDocs' hands, and publishes when all is built."""

    _preview = False
    _environment = ""
    _able = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """See whether this is a preview, whose site is gone when it ends."""
        self._preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turn MkDocs to the stage, and leave the sitemap to us."""
        self._root, self._site = Path(config.config_file_path).parent, Path(config.site_dir)
        self._record = record_of(self._root, self._site)
        self._seen = "" if self._preview else state_of_inputs(self._root)
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

    @event_priority(LAST)  # after what generates
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Let MkDocs see of the generated files only what it asks for."""
        self._marks, self._shown = generated_files(Path(config.docs_dir)), set[str]()
        if self._short:
            _let_read(lambda config: shelve(config, self._marks.keys()))

    @event_priority(FIRST)
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Give MkDocs back what it reads files with."""
        _let_read(get_files)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation, which generated pages show too."""
        self._nav = nav

    @event_priority(LAST)
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Keep what pages are made with, and what Jinja compiles from build to build."""
        env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(cache_of(self._root, "theme")))
        self._press = Press(config=config, files=files, nav=self._nav, env=env, careful=not self._preview)

    @event_priority(LAST)  # after all that writes into the site
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make the generated pages, and publish what changed: nothing, where warnings stop a build."""
        stage = Path(config.site_dir)
        here = environment(config)
        if here != self._environment:
            self._environment, self._shells = here, Shells()
        self._made = self._generated(self._marks, read_record(self._record, self._site)) if self._short else {}
        self._put_sitemap()
        self._end(config)
        strict = not self._warnings.get_counts()
        if config.strict and not strict:
            shutil.rmtree(stage)
            return
        forget_site(self._root)
        published = publish(stage, self._site, self._made, self._record)
        log.info(f"Published: {published.changed:,} files of the site changed.")
        if not self._preview:
            leave_site(self._root, self._site, published.files, self._seen, strict=strict)

    def renew(self, pages: Sequence[Page]) -> int | None:
        """Put pages into the site of a preview as they are now, where nothing else changed since it was built.

        Returns how many files that changed, or None, with nothing changed, if it takes a whole build.
        """
        marks = {page.path: hash_bytes(page.data) for page in pages}
        if not self._able or not marks.keys() <= self._marks.keys():
            return None
        new = plan(marks, self._made, self._environment).pages
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
        marks = generated_files(docs)
        self._marks.clear()  # the press looks up there what there is
        self._marks.update(marks)
        for path in self._shown & marks.keys():
            self._press.file(path).content_string = (docs / path).read_text(encoding="utf-8")
        self._made = self._generated(marks, before)
        self._put_sitemap()
        return renew(stage_of(self._site), self._site, before.keys() - self._made.keys())

    def on_build_error(self, error: Exception) -> None:
        """Leave the site as it was, and name the template of the theme that is at fault, if one is."""
        _let_read(get_files)
        if hasattr(self, "_site"):
            shutil.rmtree(stage_of(self._site), ignore_errors=True)
            if isinstance(error, jinja2.TemplateError):
                raise UnrenderableError(theme_fault(error, self._root)) from error

    def on_shutdown(self) -> None:
        """Remove what a preview leaves behind."""
        if self._preview:
            forget_record(self._record)
            shutil.rmtree(stage_of(self._site), ignore_errors=True)

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
        with uncollected():
            notes, differs = make_pages(self._press, {path: marks[path] for path in to_do.pages}, self._shells)
        self._able = not differs
        if differs:
            log.info(f"MkDocs builds all pages itself: it makes something else of {differs}.")
        new = {
            place_of(path): Made(source=source(path, marks[path], self._environment), note=notes.get(path, ""))
            for path in (*to_do.pages, *to_do.others)
        }
        return {**to_do.stay, **new}


def _let_read(files: Callable[[MkDocsConfig], Files]) -> None:
    """Let MkDocs read the files of `docs/` so: it has no event for that."""
    vars(mkdocs_build)["get_files"] = files
