"""Lines are counted at line feeds and nowhere else, in any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.storage.text import Lines


@given(st.lists(st.sampled_from(["\n", "a", "é\u2028\r", "b" * 4095, "\n" * 4097, "c" * 9000]), max_size=8), st.data())
def test_a_place_is_what_counting_says(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    index = data.draw(st.integers(0, len(text)))
    before = text[:index]
    where = Lines(text, "x").locate(index)
    assert (where.line, where.column) == (before.count("\n") + 1, index - before.rfind("\n"))
