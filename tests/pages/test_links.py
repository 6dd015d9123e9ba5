"""Each link from a generated page to another file of the site leads to one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build.pipeline import build
from generator.pages.page import broken_links, link_targets
from tests.support.project import make_project
from tests.support.trees import snapshot


def _targets(path: str, body: str) -> list[str]:
    return list(link_targets(path, f"---\nld: '<a href=\"../no/\">'\n---\n\n{body}\n".encode()))


@pytest.mark.parametrize(
    ("path", "href", "target"),
    [
        ("papers/a.md", "../../tags/b/", "/tags/b/"),
        ("papers/a.md", "../b/#top", "/papers/b/"),
        ("papers/a.md", "cite.bib", "/papers/a/cite.bib"),
        ("tags/index.md", "../", "/"),
        ("tags/index.md", "?tag=b&amp;c", ""),
        ("index.md", "explore/?tag=b&amp;c", "/explore/"),
        ("index.md", "./", "/"),
        ("index.md", "#tags", ""),
        ("index.md", "https://example.org/", ""),
        ("index.md", "mailto:a@example.org", ""),
        ("index.md", "/feeds/papers.atom", "/feeds/papers.atom"),
    ],
)
def test_a_link_leads_to_an_address_in_the_site(path: str, href: str, target: str) -> None:
    assert _targets(path, f'a <a class="b" href="{href}">c</a>') == [target] * bool(target)


def test_a_file_that_is_no_page_has_no_links() -> None:
    assert list(link_targets("data/a.json", b'<a href="../no/">')) == []


def test_a_link_may_lead_to_a_page_or_a_written_file(tmp_path: Path) -> None:
    for name in ("guide/a.md", "guide/b/index.md", "c.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    targets = {"/papers/x/", "/guide/a/", "/guide/b/", "/c.pdf", "/guide/no/", "/no.pdf", "/guide/a"}
    assert broken_links(targets, ["papers/x.md"], tmp_path) == {"/guide/no/", "/no.pdf", "/guide/a"}


def test_each_broken_link_is_an_error_at_the_line_that_writes_it(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    templates = root / "templates/pages"
    _edit(templates / "exports.md.j2", '<div class="rl-export"', '<a href="no.html">away</a><div class="rl-export"')
    _edit(templates / "tags.md.j2", "../pictures/", "../picture/")
    _edit(templates / "saved.md.j2", "{{ compare }}", '<a href="../{{ compare | length }}/">x</a>')
    before = snapshot(root / "docs")
    result = build(root)
    assert result.changes is None
    assert [(str(finding.where), finding.code) for finding in result.found if finding.code == "dead-link"] == [
        ("templates/pages/exports.md.j2:2:1", "dead-link"),
        ("templates/pages/saved.md.j2:8:1", "dead-link"),
        ("templates/pages/tags.md.j2:5:1", "dead-link"),
    ]
    assert snapshot(root / "docs") == before


def test_the_project_a_template_was_compiled_for_may_be_gone(tmp_path: Path) -> None:
    for name in ("first", "second"):
        root = make_project(tmp_path / name)
        _edit(root / "templates/pages/tags.md.j2", "../pictures/", "../picture/")
        result = build(root)
        assert [str(finding.where) for finding in result.found if finding.code == "dead-link"] == [
            "templates/pages/tags.md.j2:5:1"
        ]
        shutil.rmtree(root)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
