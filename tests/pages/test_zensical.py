"""Zensical, the successor of Material for MkDocs, reads the generated pages as MkDocs does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

from mkdocs.utils.meta import get_data

from generator.build.manifest import generated_files
from generator.mkdocs_plugin.markdown import body
from generator.pages.page import address_of

SETTINGS = """\
site_name: Reading List
theme:
  name: material
markdown_extensions:
  - attr_list
  - toc
"""


def _shown(html: str) -> str:
    """Return what a page says, as text."""
    return " ".join(unescape(re.sub(r"<template.*?</template>|<[^>]*>", " ", html, flags=re.DOTALL)).split())


def _headings(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<(h[1-3])[^>]* id="([^"]*)"', html)


def test_zensical_reads_the_same_text_and_headings(built_tiny: Path, tmp_path: Path) -> None:
    docs = built_tiny.parent / "docs"
    shutil.copytree(docs, tmp_path / "docs")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    zensical = [str(Path(sys.executable).with_name("zensical")), "build"]
    done = subprocess.run(zensical, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [path for path in generated_files(docs) if path.endswith(".md")]
    assert len(pages) > 20
    for path in pages:
        ours = body(get_data((docs / path).read_text(encoding="utf-8"))[0]).html
        site = (tmp_path / "site" / address_of(path)[1:] / "index.html").read_text(encoding="utf-8")
        article = site.partition("<article")[2].partition(">")[2].partition("</article>")[0]
        if path == "index.md":  # it has no title of its own
            article = article.partition("</h1>")[2]
        assert _shown(article).startswith(_shown(ours)), path  # the tags of the front matter may follow
        assert _headings(article) == _headings(ours), path
