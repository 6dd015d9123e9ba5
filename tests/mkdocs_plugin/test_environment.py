"""The fast renderer is used only with the settings that it was compared with."""

from __future__ import annotations

import pytest
from mkdocs.config import load_config

from generator.mkdocs_plugin import environment
from generator.mkdocs_plugin.environment import unsupported_markdown
from tests.support.case import ROOT

OURS = ("toc", "tables", "fenced_code", "admonition", "attr_list", "md_in_html")


def test_the_settings_of_this_project_are_supported(mkdocs: None) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[], plugins=[])
    assert unsupported_markdown(config.markdown_extensions, config.mdx_configs) == ""


@pytest.mark.parametrize(
    ("extensions", "settings", "reason"),
    [
        ((*OURS, "smarty"), {}, "the Markdown extension smarty is on"),
        (OURS[:-1], {}, "the Markdown extension md_in_html is off"),
        (OURS, {"toc": {"title": "Here", "permalink": True}}, "permalink of the Markdown extension toc is set"),
    ],
)
def test_other_settings_are_not_supported(
    extensions: tuple[str, ...], settings: dict[str, dict[str, object]], reason: str
) -> None:
    assert unsupported_markdown(extensions, settings) == reason


def test_another_version_of_python_markdown_is_not_supported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "version", lambda name: "4.0")
    assert unsupported_markdown(OURS, {}) == "Python-Markdown 4.0 is not known yet"
