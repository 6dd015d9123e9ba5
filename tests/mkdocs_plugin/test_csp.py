"""The policy of a site: the same on every page, as an element and as a file, with what the owner adds."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.base import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from generator.mkdocs_plugin.csp import headers, policy
from tests.support.case import ROOT

STATED = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
INLINE = re.compile(r"<script(?: data-base=\"[^\"]*\")?>(.*?)</script>", re.DOTALL)


def _policy(option: Any = True) -> str:
    config = load_config(str(ROOT / "mkdocs.yml"), plugins=[{"reading-list": {"policy": option}}])
    return policy(config, config.plugins["reading-list"].config.policy)


def _documents(site: Path) -> list[str]:
    pages = [path.read_text(encoding="utf-8") for path in site.rglob("*.html")]
    return [page for page in pages if "<body dir" in page]


def test_every_page_states_one_policy_and_the_host_is_told_it(built_tiny: Path) -> None:
    (stated,) = {text for page in _documents(built_tiny) for text in STATED.findall(page)}
    assert all(STATED.search(page) for page in _documents(built_tiny))
    assert (built_tiny / "_headers").read_text(encoding="utf-8") == headers(stated)
    assert "frame-ancestors 'self'" in headers(stated)


def test_every_inline_script_is_named_and_nothing_else_may_run(mkdocs: None, built_tiny: Path) -> None:
    scripts = {script for page in _documents(built_tiny) for script in INLINE.findall(page)}
    stated = _policy()
    assert scripts
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in stated, script[:80]
    assert "unsafe" not in stated
    assert [directive for directive in stated.split("; ") if "data:" in directive] == ["img-src 'self' data:"]


def test_no_page_has_a_style_attribute(built_tiny: Path) -> None:
    assert [page[:200] for page in _documents(built_tiny) if re.search(r"<[^<>]* style=", page)] == []


def test_an_owner_adds_sources_or_has_no_policy(mkdocs: None) -> None:
    stated = _policy({"script-src": "https://stats.example.org", "frame-src": ["https://a.example", "'none'"]})
    assert "script-src 'self' 'sha256-" in stated
    assert " https://stats.example.org;" in stated
    assert "frame-src 'self' https://a.example 'none'" in stated
    assert _policy(False) == ""


@pytest.mark.parametrize("option", ["all", {"Script": "x"}, {"script-src": 1}, {"script-src": ["a; b"]}])
def test_what_is_no_policy_is_refused_with_an_example(
    mkdocs: None, option: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises((Abort, ConfigurationError)):
        _policy(option)
    assert "policy" in caplog.text
