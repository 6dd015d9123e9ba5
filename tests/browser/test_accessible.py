"""The check of accessibility finds what is wrong, also with one of many things that are alike, and in either scheme."""

from __future__ import annotations

import pytest

from tests.support.windows import Visit, check_accessible

PAGE = """<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>%s</main>
<style>
  body {background: white; color: black} i {color: %s}
  @media (prefers-color-scheme: dark) {body {background: black; color: white} i {color: %s}}
</style></html>"""
MANY = "<p>A word, and <i>another one</i> in it.</p>" * 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("content", "light", "dark", "found"),
    [
        (MANY, "#eee", "white", "color-contrast"),
        (MANY, "black", "#222", "color-contrast"),
        (MANY + "<p style='background: #777'>A word.</p>", "black", "white", "color-contrast"),
        (MANY + "<p>A word, <b><i style='color: #888'>faint</i></b>.</p>", "black", "white", "color-contrast"),
        ("<input>", "black", "white", "label"),
    ],
)
def test_what_is_wrong_in_any_scheme_is_reported_in_both(
    window: Visit, scheme: str, content: str, light: str, dark: str, found: str
) -> None:
    window.colour(scheme)
    window.page.set_content(PAGE % (content, light, dark))
    with pytest.raises(AssertionError, match=found):
        check_accessible(window.page)


def test_a_page_without_a_fault_passes(window: Visit) -> None:
    window.page.set_content(PAGE % (MANY, "black", "white"))
    check_accessible(window.page)
