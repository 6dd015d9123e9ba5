"""Our Markdown as other engines read it."""

from __future__ import annotations

from pathlib import Path

import yaml

from comparison.foreign import addressed, convert, front_matter, meta_data

PAGE = """---
title: 'Lamps: a survey'
description: On lamps.
kind: paper
ld: '{"@context": 1}'
---

# Lamps

One &#123;brace&#125; and [a tag](<../tags/light.md>){ .t .f2 }.
{ .rl-summary data-search-exclude }

-   [next](<other.md#end>), [all](index.md), [file](<lamps/cite.bib>), [far](https://example.org/a.md)
"""


def test_links_to_pages_become_addresses_and_other_links_stay() -> None:
    text = addressed(PAGE, "papers/lamps.md")
    assert "[a tag](/tags/light/)" in text
    assert "[next](/papers/other/#end), [all](/papers/)" in text
    assert "[file](<lamps/cite.bib>), [far](https://example.org/a.md)" in text


def test_hugo_and_eleventy_get_title_description_and_text_without_attributes(tmp_path: Path) -> None:
    (tmp_path / "docs/papers").mkdir(parents=True)
    (tmp_path / "docs/papers/lamps.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "docs/papers/index.md").write_text("# Papers\n", encoding="utf-8")
    convert(tmp_path / "docs", tmp_path / "pages", front_matter, index="_index.md")
    _, head, text = (tmp_path / "pages/papers/lamps.md").read_text(encoding="utf-8").split("---\n")
    assert yaml.safe_load(head) == {"title": "Lamps: a survey", "description": "On lamps."}
    assert "One &#123;brace&#125; and [a tag](/tags/light/).\n\n-   [next]" in text
    assert (tmp_path / "pages/papers/_index.md").is_file()


def test_pelican_gets_the_address_as_slug() -> None:
    assert meta_data("papers/lamps.md", {"title": "Lamps: a survey"}, "\n# Lamps\n") == (
        "title: Lamps: a survey\ndescription: \nslug: papers/lamps/\n\n# Lamps\n"
    )
    assert "slug: ./\n" in meta_data("index.md", {}, "")
