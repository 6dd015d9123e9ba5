"""The plugin: builds beside the site, takes generated pages out of MkDocs' hands, and publishes when all is built."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import jinja2
import mkdocs.commands.build as mkdocs_build
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import Navigation

from generator.short_path.environment import environment, why_not
from generator.short_path.files import shelve
from generator.short_path.pages import Press
from generator.short_path.sitemap import sitemap
from generator.short_path.work import copy_others, make_pages, plan, published, source
from generator.site.publish import Made, publish, read_record, record_of, stage_of
from generator.site.sync import generated_files

log = logging.getLogger("mkdocs.plugins.reading-list")

SITEMAP = "sitemap.xml"


class Options(Config):
    """What may be set in mkdocs.yml."""

    short_path = config_options.Type(bool, default=True)


class ReadingList(BasePlugin[Options]):
    """Builds beside the site, takes generated pages out of MkDocs' hands, and publishes when all is built."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Turn MkDocs to the stage, and to our making of the sitemap."""
        self._site = Path(config.site_dir)
        config.site_dir = str(stage_of(self._site))
        config.theme.static_templates.discard(SITEMAP)
        reason = why_not(config) if self.config.short_path else "short_path is false in mkdocs.yml"
        self._short = not reason
        if reason:
            log.info(f"MkDocs builds all pages itself: {reason}.")
        return config

    @event_priority(-100)  # after what generates
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Let MkDocs see of the generated files only what it asks for."""
        self._marks = generated_files(Path(config.docs_dir))
        if self._short:
            mkdocs_build.get_files = lambda config: shelve(config, self._marks.keys())

    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Give MkDocs back what it reads files with."""
        mkdocs_build.get_files = get_files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation, which generated pages show too."""
        self._nav = nav

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Keep what pages are made with."""
        self._press = Press(config=config, files=files, nav=self._nav, env=env)

    @event_priority(-100)  # after all that writes into the site
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Make the generated pages, and publish what changed."""
        root = Path(config.config_file_path).parent
        record = record_of(root, self._site)
        made = self._generated(config, read_record(record, self._site)) if self._short else {}
        stage = Path(config.site_dir)
        for path, data in sitemap(self._press, made):
            (stage / path).write_bytes(data)
        changed = publish(stage, self._site, made, record)
        config.site_dir = str(self._site)
        log.info(f"Published: {changed:,} files of the site changed.")

    def on_build_error(self, error: Exception) -> None:
        """Leave the site as it was."""
        mkdocs_build.get_files = get_files
        shutil.rmtree(stage_of(self._site), ignore_errors=True)

    def on_shutdown(self) -> None:
        """Remove what a preview leaves behind."""
        if self._preview:
            ...

    def _generated(self, config: MkDocsConfig, known: dict[str, Made]) -> dict[str, Made]:
        """Put generated files on the stage if they changed, and return what all of them were made from."""
        here = environment(config)
        to_do = plan(self._marks, known, here)
        copy_others(Path(config.docs_dir), Path(config.site_dir), to_do.others)
        notes, differs = make_pages(self._press, to_do.pages)
        if differs:
            log.info(f"MkDocs builds all pages itself: it makes something else of {differs}.")
        new = {
            published(path): Made(source=source(path, self._marks[path], here), note=notes.get(path, ""))
            for path in (*to_do.pages, *to_do.others)
        }
        return {**to_do.stay, **new}
