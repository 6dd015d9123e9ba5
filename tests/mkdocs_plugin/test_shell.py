"""A shell is the HTML that the theme puts around the texts of a page; there is none if the theme changes the texts."""

from __future__ import annotations

from html import escape

import pytest

from generator.mkdocs_plugin.shell import Meta, Theme, make_shell, shape, texts

META = {"title": "A &amp; B", "kind": "paper", "hide": ["navigation", "toc"], "line": 7, "tags": ["x", "y"]}
LD = {**META, "ld": '{"url":"<site>papers/a/","name":"\'"}'}


def _filled(theme: Theme, path: str, meta: Meta, body: str = "<p>") -> str:
    shell = make_shell(path, meta, theme)
    assert shell is not None
    return shell.fill(texts(path, meta, body, "top"))


@pytest.mark.parametrize(
    "theme",
    [
        lambda path, meta, body, top: f"<title>{meta['title']}</title><a href=#{top}>{body}{meta['line']}{path}",
        lambda path, meta, body, top: f"<b>{escape(meta['title'])}</b>{body}{meta['tags'][1]}",
        lambda path, meta, body, top: meta["ld"].replace("<site>", "https://example.org/") + body + meta["ld"],
        lambda path, meta, body, top: "nothing of the page",
        lambda path, meta, body, top: "yes" if meta["kind"] == "paper" and "toc" in meta["hide"] else "no",
    ],
    ids=["as it is", "escaped", "with the address of the site", "constant", "decided by its kind"],
)
def test_a_filled_shell_is_the_page_that_the_theme_renders(theme: Theme) -> None:
    assert _filled(theme, "papers/a.md", LD) == theme("papers/a.md", LD, "<p>", "top")


@pytest.mark.parametrize(
    "theme",
    [
        lambda path, meta, body, top: meta["title"].upper(),
        lambda path, meta, body, top: meta["title"][:9],
        lambda path, meta, body, top: meta["title"].replace("&", "and"),
        lambda path, meta, body, top: str(len(body)) + body[3:],
    ],
    ids=["in capitals", "cut short", "replaced", "without its beginning"],
)
def test_there_is_no_shell_if_the_theme_changes_texts(theme: Theme) -> None:
    assert make_shell("papers/a.md", META, theme) is None


def test_pages_of_one_shape_differ_in_texts_only() -> None:
    assert shape("papers/a.md", META) == shape("papers/b.md", {**META, "title": "C", "line": 9, "tags": ["p", "q"]})


@pytest.mark.parametrize(
    ("path", "meta"),
    [
        ("tags/a.md", META),
        ("papers/a/b.md", META),
        ("papers/a.md", {**META, "kind": "tag"}),
        ("papers/a.md", {**META, "hide": ["toc"]}),
        ("papers/a.md", {**META, "title": ""}),
        ("papers/a.md", {**META, "line": 0}),
        ("papers/a.md", {**META, "tags": ["x"]}),
        ("papers/a.md", {**META, "day": "2025-03-14"}),
        ("papers/a.md", {**META, "noindex": True}),
    ],
    ids=["folder", "depth", "kind", "hidden parts", "no title", "no line", "fewer tags", "a day", "not for robots"],
)
def test_whatever_the_theme_may_depend_on_makes_another_shape(path: str, meta: Meta) -> None:
    assert shape(path, meta) != shape("papers/a.md", META)


@pytest.mark.parametrize("path", ["about.md", "tags/index.md", "papers/A b.md", "papers/a&b.md"])
def test_single_pages_share_no_shell(path: str) -> None:
    assert shape(path, META) is None


def test_a_page_with_a_table_of_contents_shares_no_shell() -> None:
    assert shape("papers/a.md", {**META, "hide": ["navigation"]}) is None
