"""The plugin of MkDocs: it builds `docs/`, renders the generated pages instead of MkDocs, and publishes the site."""

import logging
import os
import socket
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import Config, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler

from ..build import manifest, publish, state
from ..build.inputs import site_inputs
from ..build.result import BuildResult
from ..diagnostics import Diagnostic, Location
from ..pages.templates import template_fault
from ..settings import SETTINGS, report_flat_addresses
from ..storage.errors import cannot_write
from ..storage.files import misplaced_links
from ..storage.lock import AnotherBuildError, build_lock
from .assets import Data, name_assets
from .csp import POLICY, PolicyOption, policy
from .environment import TemplateCache, environment_fingerprint, unsupported
from .mkdocs_files import adjust_published, docs_files
from .render import Renderer, Shells, site_path, stage_generated
from .report import ERRORS, StoppedError, log, report_findings
from .sitemap import sitemap_files

if TYPE_CHECKING:  # a build needs no server
    from mkdocs.livereload import LiveReloadServer

os.environ.setdefault("SOURCE_DATE_EPOCH", "0")  # the day of the build must not be in the site: same input, same bytes

_SITEMAP = "sitemap.xml"
_LAST, _FIRST = -100, 100


class Options(Config):  # type: ignore[no-untyped-call]
    """The options of the plugin in mkdocs.yml."""

    short_path = config_options.Type(bool, default=True)
    policy = PolicyOption(default=True)


class ReadingList(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """The plugin `reading-list`: the events of one build in their order, then those of a preview.

    The site is built in a staging folder and published at the end, so that a build that fails leaves it as it was.
    """

    _preview = False
    _started = False
    _root = Path()
    _environment = ""
    _incremental = False  # whether single pages of the site can be replaced
    reported: tuple[Diagnostic, ...] = ()
    """Findings that the next build need not report again."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether this is a preview, whose site is removed when it ends."""
        self._preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check that the site may be built, let MkDocs build it in the staging folder, and choose the renderer."""
        root, self._site = Path(config.config_file_path).parent, Path(config.site_dir)
        if root != self._root:  # MkDocs keeps the plugin for the next project of its process
            self._root, self._environment = root, ""
        self._cleanup = ExitStack()
        self._prepare(config)
        self._inputs = "" if self._preview else site_inputs(self._root)
        config.site_dir = str(publish.staging_folder(self._site))
        self._assets = name_assets(config, preview=self._preview)
        config.extra["is_preview"] = self._preview
        config.extra[POLICY] = "" if self._preview else policy(config, self.config.policy)
        config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)  # for the policy
        config.theme.static_templates.discard(_SITEMAP)  # written in on_post_build
        reason = unsupported(config) if self.config.short_path else "short_path is false in mkdocs.yml"
        if reason:
            log.info(f"MkDocs builds all pages itself: {reason}.")
        self._fast, self._incremental = not reason, False
        self._warnings = CountHandler()
        self._warnings.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(self._warnings)
        return config

    def _prepare(self, config: MkDocsConfig) -> None:
        """Make the staging folder, unless something forbids to build or to serve the site."""
        if self._preview and not self._started:
            _check_port(*config.dev_addr)
        self._started = True
        if not config.use_directory_urls:
            flat: list[Diagnostic] = []
            report_flat_addresses(Location(file=SETTINGS), flat.append)
            raise StoppedError(flat)
        publish.check_docs(Path(config.docs_dir), self._root)
        publish.check_site(self._site, self._root)
        if found := misplaced_links(self._root):
            raise StoppedError(found)
        try:
            if not self._preview:  # no other process writes the site of a preview
                self._cleanup.enter_context(build_lock(self._root))
        except AnotherBuildError as reason:
            raise StoppedError([reason.finding]) from None
        publish.make_staging(self._site)
        self._cleanup.callback(publish.remove_staging, self._site)

    @event_priority(_LAST)  # after plugins that write files of `docs/`
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Bring `docs/` up to date, or stop if the library has an error. Hide the generated files from MkDocs."""
        result = state.last_result(self._root) or _build(self._root, wait=self._preview)
        report_findings(finding for finding in result.found if finding not in self.reported)
        self.reported = ()
        ERRORS.replace(result.found if result.changes is None else ())
        if result.changes is None:
            raise PluginError("The library has errors (above); nothing was built.")
        self._digests = manifest.generated_files(Path(config.docs_dir))
        if self._fast:
            _set_reader(lambda config: docs_files(config, self._digests.keys()))

    @event_priority(_FIRST)
    def on_files(self, files: Files, config: MkDocsConfig) -> None:
        """Restore what `on_pre_build` replaced, and adjust the files that are not pages."""
        _set_reader(get_files)
        adjust_published(files, config, self._assets)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation for the renderer."""
        self._nav = nav

    @event_priority(_LAST)  # after plugins that change the templates
    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Make the renderer, and cache compiled templates."""
        env.bytecode_cache = TemplateCache(self._root)
        data = Data(Path(config.docs_dir), self._preview)
        env.globals.update(data_version=data.version, data_files=data.files, newest_files=data.newest)
        env.trim_blocks = env.lstrip_blocks = True  # a fifth of the frame around a page would be empty lines
        staging, thorough = publish.staging_folder(self._site), not self._preview
        self._renderer = Renderer(
            config=config, files=files, nav=self._nav, env=env, staging=staging, thorough=thorough
        )

    @event_priority(_LAST)  # after plugins that write files of the site
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Render the generated pages and publish the site, unless there were warnings and the build is strict."""
        environment = environment_fingerprint(config)
        if environment != self._environment:
            self._environment, self._shells = environment, Shells()
        self._files: dict[str, state.SiteFile] = {}
        if self._fast:
            self._files = self._stage(self._digests, state.recorded_site(self._root, self._site))
        self._stage_sitemap()
        logging.getLogger("mkdocs").removeHandler(self._warnings)
        config.site_dir = str(self._site)
        no_warnings = not self._warnings.get_counts()
        if no_warnings or not config.strict:
            if not self._preview:
                state.forget_site(self._root)
            changed, files = publish.publish(self._site, self._files.keys())
            log.info(f"Published: {changed:,} files of the site changed.")
            if not self._preview:
                state.record_site(self._root, self._site, files, self._files, inputs=self._inputs, strict=no_warnings)
        self._cleanup.close()

    def _stage(self, digests: Mapping[str, str], published: Mapping[str, state.SiteFile]) -> dict[str, state.SiteFile]:
        """Stage the generated files that changed, and return all of them by their paths in the site."""
        files, differs = stage_generated(self._renderer, digests, published, self._environment, self._shells)
        self._incremental = not differs
        if differs:
            log.info(f"MkDocs builds all pages itself: it renders {differs} otherwise.")
        return files

    def _stage_sitemap(self) -> None:
        pages = (path for path in self._digests if path.endswith(".md")) if self._files else ()
        notes = {path: self._files[site_path(path)].note for path in pages}
        for path, data in sitemap_files(self._renderer.files, self._renderer.config.site_url or "", notes):
            publish.write_staged(self._renderer.staging / path, data)

    def on_build_error(self, error: Exception) -> None:
        """Clean up, and report a template of the theme or an error of the system with a remedy."""
        _set_reader(get_files)
        if hasattr(self, "_cleanup"):
            self._cleanup.close()
            if isinstance(error, jinja2.TemplateError):
                raise StoppedError([template_fault(error, self._root, "theme", "fix the template")]) from error
            if isinstance(error, OSError):
                raise StoppedError([cannot_write(error, root=self._root)]) from None

    def on_serve(self, server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[..., object]) -> None:
        """Watch what people write, and build after each save."""
        from .serve import serve  # noqa: PLC0415 (a build needs nothing of the preview)

        serve(server, config)

    def publish_docs(self) -> int | None:
        """Publish `docs/` in a preview in which only generated files have changed since the last build.

        Returns how many files of the site changed, or None, with nothing changed, if a whole build is needed.
        """
        if not self._incremental:
            return None
        docs, before, digests = Path(self._renderer.config.docs_dir), self._files, dict(self._digests)
        publish.make_staging(self._site)
        self._digests.clear()  # the files of the renderer refer to this dictionary
        self._digests.update(manifest.generated_files(docs))
        for path, digest in self._digests.items():
            if path.endswith(".md") and digests.get(path) != digest:
                self._renderer.file(path).content_string = (docs / path).read_text(encoding="utf-8")
        self._files = self._stage(self._digests, before)
        self._stage_sitemap()
        return publish.publish_changes(self._site, before.keys() - self._files.keys())

    def on_shutdown(self) -> None:
        """Remove what a preview leaves behind."""
        if self._preview and self._started:
            publish.remove_staging(self._site)


def _build(root: Path, *, wait: bool) -> BuildResult:
    from ..build.pipeline import build  # noqa: PLC0415 (loading it takes longer than finding that nothing has changed)

    return build(root, wait=wait)


def _check_port(host: str, port: int) -> None:
    """Stop if the preview cannot use its port, before its pages are built."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # as the server does: ended connections do not block the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            hint = f"use another port: make serve PORT={port + 1}, or mkdocs serve --dev-addr {host}:{port + 1}"
            raise Abort(f"The preview cannot use port {port} of {host}: {reason.strerror}.\n    hint: {hint}") from None


def _set_reader(reader: Callable[[MkDocsConfig], Files]) -> None:
    """Replace the function by which MkDocs lists the files of `docs/`; it has no event for that."""
    vars(mkdocs_build)["get_files"] = reader
