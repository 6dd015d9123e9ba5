"""The scripts and styles of `docs/assets/` as a site has them: in a folder of their version, each page with its own.

A browser that has an old page never loads a new module with it, or the other way round: all addresses have the version.
The folder of a preview has no version, so that an edit of a script changes no page.
"""

import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

from ..storage.cache import compact_json
from .styles import SEARCH, minified, theme_styles, trimmed, unused

FOLDER = "assets/"
ENTRY = "reading-list.js"
"""The module that every page loads; it names the modules of apps."""
STYLE = "reading-list.css"
"""The one style sheet of a site."""

_NEEDS = "js/lib/preload.js"
_STYLES = (
    *(STYLE, "css/saved.css", "css/box.css", "css/explore.css", "css/menu.css", "css/paper.css", "css/rows.css"),
    *("css/pictures.css", "css/map.css"),
)
_THEME_SEARCH = "css/theme-search.css"
_LIBRARIES = {"lit-html": "vendor/lit-html/lit-html.js", "stemmer": "vendor/stemmer/index.js"}
"""The modules that others import by name: without an import map, a browser needs their addresses."""

APPS = {
    "home": ("box", "news", "paths"),
    "paper": ("paper", "cite"),
    "tag": ("cite",),
    "path": ("path", "cite"),
    "listing": ("cite",),
    "paths": ("paths",),
    "explore": ("explore",),
    "map": ("map",),
    "saved": ("saved",),
    "compare": ("compare",),
}
"""The apps on each kind of page, by the key of `APPS` in the entry."""
_ROW_ACTIONS = "js/saved/actions.js"
_WITH_ROWS = {"home", "paper", "tag", "listing", "digest"}
"""The kinds of pages with rows of papers, whose buttons that module draws."""
DATA = {"explore": ("head", "columns"), "map": ("head", "columns", "map")}
"""The files of data that the apps of a kind of page begin with."""
DATA_HEAD = "data/head.json"
WITH_DATA = frozenset(f"{kind}/index.md" for kind in DATA)
"""The pages that name the version of the data, so that no browser asks for it first; no others change with it."""
_ROWS = 10
"""How many papers the explorer draws at first (`ROWS` in `explorer/list.js`)."""

_IMPORT = re.compile(r'(\bfrom |\bimport |\bimport\()"([^"\n]+)"')
_APP = re.compile(r'^  (\w+): "([\w/-]+\.js)",$', re.MULTILINE)
_BLOCK = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_TYPE = re.compile(r"/\*\* @[^*\n]*\*/ ?")
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_EMPTY = re.compile(r"\n{2,}")


def without_comments(code: str) -> str:
    """Return the code of a module without empty lines, indentation, comments on lines of their own and types in a line.

    This does not parse the code. A test makes sure that no other line of our scripts begins with `//` or `/**`. Lines
    of a text between backticks keep their indentation.
    """
    lines = _EMPTY.sub("\n", _TYPE.sub("", _LINE.sub("", _BLOCK.sub("", code)))).lstrip("\n").splitlines(keepends=True)
    quoted = accumulate((line.count("`") for line in lines), initial=0)
    return "".join(line if count % 2 else line.lstrip(" ") for line, count in zip(lines, quoted, strict=False))


@dataclass(frozen=True)
class Assets:
    """The scripts and styles of a project, by their paths under `docs/assets/`. In a preview, they have no version."""

    sources: Mapping[str, str]
    theme: tuple[str, ...] = ()
    features: frozenset[str] = frozenset()
    """The plugins, extensions of Markdown, features of the theme and keys of `extra` that the site has."""
    preview: bool = False
    colours: frozenset[str] = frozenset()
    """The names of the theme's colours that are used."""

    @cached_property
    def published(self) -> dict[str, str]:
        """The scripts and the style sheet as the site has them, by the same paths."""
        scripts = {path: self._script(path) for path in self._code}
        return {**scripts, STYLE: "".join(self._styles())}

    @cached_property
    def folder(self) -> str:
        """The folder of the site that they are in, with a `/` at its end."""
        if self.preview:
            return FOLDER
        digest = hashlib.sha256(repr(sorted(self.published.items())).encode())
        return f"{FOLDER}{digest.hexdigest()[:6]}/"

    def modules(self, kind: str) -> list[str]:
        """Return the modules that a kind of page needs, as paths in the site: what every page has, and its apps."""
        apps = dict(_APP.findall(self.sources.get(ENTRY, "")))
        rows = [_ROW_ACTIONS] if kind in _WITH_ROWS else []
        roots = (ENTRY, *rows, *(f"js/{apps[app]}" for app in APPS.get(kind, ()) if app in apps))
        return [self.folder + path for path in self._needed(roots) if path != ENTRY]

    def _needed(self, roots: Iterable[str]) -> list[str]:
        """Return modules with all that they import, except what they import late."""
        found: dict[str, None] = {}
        waiting = [root for root in roots if root in self.sources]
        while waiting:
            path = waiting.pop()
            if path not in found:
                found[path] = None
                waiting += [other for other, late in self._imports[path] if not late and other in self.sources]
        return sorted(found)

    @cached_property
    def _imports(self) -> dict[str, list[tuple[str, bool]]]:
        """The modules that each module imports, each with whether it does so late."""
        return {
            path: [(_resolved(path, name), keyword.endswith("(")) for keyword, name in _IMPORT.findall(code)]
            for path, code in self._code.items()
        }

    @cached_property
    def _code(self) -> dict[str, str]:
        return {path: without_comments(code) for path, code in self.sources.items() if path.endswith(".js")}

    def _script(self, path: str) -> str:
        if path.startswith("vendor/"):
            return self.sources[path]
        here = posixpath.dirname(path)

        def address(found: re.Match[str]) -> str:
            other = _LIBRARIES.get(found[2])
            return f'{found[1]}"{posixpath.relpath(other, here or ".")}"' if other else found[0]

        code = _IMPORT.sub(address, self._code[path])
        return code.replace("NEEDS = {}", f"NEEDS = {compact_json(self._late())}") if path == _NEEDS else code

    def _late(self) -> dict[str, list[str]]:
        """Return the modules that are imported late or as an app, below `js/`, each with all that it imports."""
        late = {other for path in self.sources if path.startswith("js/") for other, late in self._imports[path] if late}
        apps = {f"js/{path}" for _, path in _APP.findall(self.sources.get(ENTRY, ""))}
        roots = sorted((late | apps) & self.sources.keys() - {f"js/{name}" for name in _LIBRARIES})
        return {root.removeprefix("js/"): self._needed((root,)) for root in roots}

    def _styles(self) -> Iterator[str]:
        """Yield the parts of the style sheet: our layers go before that of the theme, whatever the selectors."""
        yield "@layer theme, site, states;\n"
        for sheet in self.theme:
            yield f"@layer theme {{{trimmed(sheet, self.unused)}}}\n"
        for name in (*_STYLES, *((_THEME_SEARCH,) if SEARCH in self.features else ())):
            text = self.sources.get(name, "")
            yield f"{text if self.preview else minified(text)}\n" if text else ""

    def unused(self, selector: str) -> bool:
        """Return whether no page has what a selector of the theme means: a feature, or a colour that is not chosen."""
        return unused(selector, self.features, self.colours)

    def is_part(self, path: str) -> bool:
        """Return whether a file of the site is published as a part of another, or elsewhere."""
        return path.removeprefix(FOLDER) in self.sources


def name_assets(config: MkDocsConfig, *, preview: bool) -> Assets:
    """Read the scripts and styles of a project, and name them in `config` where the templates of pages ask for them."""
    folder = Path(config.docs_dir) / FOLDER
    ours = (*folder.glob("js/**/*.js"), *folder.glob("vendor/**/*.js"), *folder.glob("css/*.css"))
    paths = sorted(path for path in (*ours, folder / ENTRY, folder / STYLE) if path.is_file())
    sources = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    plugins = (name.rpartition("/")[2] for name in config.plugins)  # search is material/search, too
    features = frozenset((*plugins, *config.markdown_extensions, *config.theme.get("features", ()), *config.extra))
    features |= {"repo_url"} if config.repo_url else set()
    palette = config.theme.get("palette") or []
    schemes = [palette] if isinstance(palette, dict) else palette
    colours = frozenset(str(scheme[name]) for scheme in schemes for name in ("primary", "accent") if name in scheme)
    assets = Assets(sources, theme_styles(config), features, preview, colours)
    config.extra_css = [path for path in config.extra_css if not assets.is_part(path)]
    for script in config.extra_javascript:
        if isinstance(script, ExtraScriptValue) and assets.is_part(script.path):
            script.path = assets.folder + script.path.removeprefix(FOLDER)
    config.extra["assets"] = {
        "folder": assets.folder,
        "modules": {kind: assets.modules(kind) for kind in ("", *APPS)},
    }
    return assets


@dataclass(frozen=True)
class Data:
    """The data that were built last, as pages name them."""

    docs: Path
    preview: bool = False

    def version(self) -> str:
        """Return the version by which browsers ask for the files; '' in a preview, where files change before pages."""
        return "" if self.preview else str(self._head["build"])

    def files(self, kind: str) -> list[str]:
        """Return the addresses of the files that a kind of page begins with."""
        if self.preview:
            return []
        return [f"data/{name}.json?v={self.version()}" for name in DATA.get(kind, ())]

    def newest(self) -> list[str]:
        """Return the addresses of the files of the papers that the explorer shows if it is asked for nothing."""
        papers, block = int(self._head["papers"]), int(self._head["block"])
        numbers = range(max(0, papers - _ROWS) // block, -(-papers // block))
        return [f"data/papers/{number}.json?v={self.version()}" for number in numbers]

    @property
    def _head(self) -> Any:
        return json.loads((self.docs / DATA_HEAD).read_bytes())


def _resolved(path: str, name: str) -> str:
    """Return the path of a module that another imports by a name."""
    return _LIBRARIES.get(name) or posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
