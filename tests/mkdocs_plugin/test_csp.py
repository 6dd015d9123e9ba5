"""The policy of a site: the same on every page, as an element and as a file, with what the owner adds."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from mkdocs.config.base import load_config

from generator.mkdocs_plugin.csp import headers, policy
from tests.support.case import ROOT

STATED = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def _policy(*, preview: bool = False, **extra: Any) -> str:
    config = load_config(str(ROOT / "mkdocs.yml"))
    config.extra.update(extra)
    return policy(config, preview=preview)


def test_every_page_states_one_policy_and_the_host_is_told_it(built_tiny: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in built_tiny.rglob("*.html")]
    (stated,) = {text for page in pages if "<body dir" in page for text in STATED.findall(page)}
    assert all(STATED.search(page) for page in pages if "<body dir" in page)
    assert (built_tiny / "_headers").read_text(encoding="utf-8") == headers(stated)
    assert "frame-ancestors 'self'" in headers(stated)


def test_every_inline_script_is_named_and_nothing_else_may_run(mkdocs: None, built_tiny: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in built_tiny.rglob("*.html")]
    scripts = {script for page in pages for script in INLINE.findall(page)}
    stated = _policy()
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in stated, script[:80]
    directive = re.search(r"script-src ([^;]+)", stated)
    assert directive
    assert "unsafe" not in directive[1]
    assert "data:" not in (re.search(r"(?:connect|default)-src ([^;]+)", stated) or [""])[0]


def test_an_owner_adds_sources_or_has_no_policy(mkdocs: None) -> None:
    stated = _policy(csp={"script-src": "https://stats.example.org", "frame-src": ["https://a.example"]})
    assert "script-src 'self' 'sha256-" in stated
    assert " https://stats.example.org;" in stated
    assert "frame-src 'self' https://a.example" in stated
    assert _policy(csp=False) == ""


def test_a_preview_has_no_policy(mkdocs: None) -> None:
    assert _policy(preview=True) == ""
