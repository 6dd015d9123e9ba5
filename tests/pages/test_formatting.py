"""Paths and shortened sentences on a page."""

from __future__ import annotations

import posixpath
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.formatting import _shortened
from generator.pages.page import address_of, relative

PATHS = st.lists(st.sampled_from(["papers", "tags", "a", "b"]), min_size=1, max_size=4).map(
    lambda parts: "/".join([*parts, "x.md"])
)


@given(PATHS, PATHS)
def test_a_path_from_one_page_to_another_is_the_shortest(page: str, target: str) -> None:
    here, there = address_of(page), address_of(target)
    short = posixpath.relpath(there, here) + "/" * there.endswith("/")
    assert relative(page, target) == short
    assert relative("index.md", target) == (there[1:] or "./")


@given(st.text(max_size=60), st.integers(3, 40))
def test_a_sentence_that_is_too_long_ends_in_dots_at_a_word(text: str, longest: int) -> None:
    assert _shortened(text, longest) == textwrap.shorten(text, longest, placeholder=" …")
