"""The facts of a paper are merged in the order of trust."""

from __future__ import annotations

from generator.catalog.merge import merged_facts
from generator.sources.model import Facts, Link


def test_what_was_found_fills_gaps_and_adds_its_links() -> None:
    own, code = Link(rel="link", url="https://example.org/"), Link(rel="code", url="https://example.org/code")
    known = Facts(kind="article-journal", venue="Maps", links=(own,))
    found = Facts(kind="paper-conference", venue="WACV 2025", published="2023-03", links=(code, own))
    assert merged_facts([known, found]) == Facts(
        kind="article-journal", venue="Maps", published="2023-03", links=(own, code)
    )
