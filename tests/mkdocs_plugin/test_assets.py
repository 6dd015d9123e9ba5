"""Scripts and styles as a site has them: versioned, without an import map, each page with what it needs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.mkdocs_plugin.assets import APPS, Assets, without_comments
from generator.mkdocs_plugin.styles import trimmed
from tests.support.case import ROOT

SOURCES = {
    "reading-list.js": 'import "./js/app/every-page.js";\nconst APPS = {\n  map: "map/map.js",\n};\n',
    "js/lib/preload.js": "const NEEDS = {};\n",
    "js/app/every-page.js": 'import "../lib/keys.js";\nimport "../lib/preload.js";\n',
    "js/lib/keys.js": 'const late = () => import("../map/list.js");\n',
    "js/map/map.js": 'import { html } from "lit-html";\nimport { draw } from "./draw.js";\n',
    "js/map/draw.js": "// Draws.\nexport const draw = 1;\n",
    "js/map/list.js": 'import { draw } from "./draw.js";\n',
    "vendor/lit-html/lit-html.js": "export const html = 1;\n",
    "reading-list.css": "/* Ours. */\n.t { color: red; }\n",
}


def test_a_page_needs_what_its_apps_import_and_nothing_late() -> None:
    site = Assets(SOURCES)
    everywhere = ["js/app/every-page.js", "js/lib/keys.js", "js/lib/preload.js"]
    own = ["js/map/draw.js", "js/map/map.js"]
    assert site.modules("") == [site.folder + path for path in everywhere]
    assert site.modules("map") == [
        site.folder + path for path in sorted([*everywhere, *own, "vendor/lit-html/lit-html.js"])
    ]


def test_what_is_imported_late_is_named_with_all_it_needs() -> None:
    needs = Assets(SOURCES).published["js/lib/preload.js"]
    assert '"map/list.js":["js/map/draw.js","js/map/list.js"]' in needs
    assert '"map/map.js":["js/map/draw.js","js/map/map.js","vendor/lit-html/lit-html.js"]' in needs


def test_libraries_are_imported_by_their_addresses() -> None:
    assert 'from "../../vendor/lit-html/lit-html.js"' in Assets(SOURCES).published["js/map/map.js"]


def test_any_change_gives_all_assets_another_version_but_in_a_preview() -> None:
    site = Assets(SOURCES)
    changed = {**SOURCES, "js/map/draw.js": "export const draw = 2;\n"}
    assert re.fullmatch(r"assets/[0-9a-f]{6}/", site.folder)
    assert site.folder == Assets({**SOURCES, "js/map/draw.js": "export const draw = 1;\n"}).folder
    assert site.folder != Assets(changed).folder
    assert replace(site, preview=True).folder == "assets/"


def test_the_style_sheet_has_that_of_the_theme_without_what_is_unused() -> None:
    theme = "a:is(b,.md-search),i{x:y}@media print{.md-search__x{x:y}}[data-md-color-primary=red]{x:y}"
    assert trimmed(theme, Assets({}).unused) == "i{x:y}"
    icon = ":root{--md-x-icon:url('data:a;b,)c');--y:1}"
    assert trimmed(icon, Assets({}).unused) == ":root{--y:1}"
    assert trimmed(shown := f"{icon}i{{x:var(--md-x-icon)}}", Assets({}).unused) == shown
    assert "md-search" in trimmed(theme, Assets({}, features=frozenset({"search"})).unused)
    style = Assets(SOURCES, (theme,)).published["reading-list.css"]
    assert "color:red" in style
    assert "Ours" not in style


@pytest.mark.parametrize("kind", APPS)
def test_every_app_of_a_kind_of_page_is_in_its_template(kind: str) -> None:
    entry = (ROOT / "docs/assets/reading-list.js").read_text(encoding="utf-8")
    for app in APPS[kind]:
        assert re.search(rf'^  {app}: "', entry, re.MULTILINE)
        templates = (ROOT / "templates/pages").glob("*.j2")
        assert any(f'data-app="{app}"' in path.read_text(encoding="utf-8") for path in templates)


def test_comments_on_lines_of_their_own_are_removed() -> None:
    code = "// What it is.\n\n/**\n * Says one.\n * @returns {number}\n */\nexport const one = () => 1; // stays\n"
    assert without_comments(code) == "export const one = () => 1; // stays\n"


def test_lines_with_code_are_not_changed() -> None:
    code = 'const url = "https://example.org/**/x";\nconst half = 1 / 2;\n'
    assert without_comments(code) == code


def test_types_within_a_line_are_removed() -> None:
    assert without_comments("const one = /** @type {number} */ (two);\n") == "const one = (two);\n"


def test_indentation_is_removed_but_not_from_texts_between_backticks() -> None:
    code = "if (one) {\n  two();\n}\nconst three = `four\n  five`;\n  six();\n"
    assert without_comments(code) == "if (one) {\ntwo();\n}\nconst three = `four\n  five`;\nsix();\n"
