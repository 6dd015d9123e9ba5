"""The papers among which neighbours are measured."""

from __future__ import annotations

from related import Labelled, paper, without_tags


def test_a_paper_has_the_given_values_and_can_lose_tags() -> None:
    made = paper("lamps", "Talking  lamps", "Lamps \n talk.", ("lamps",))
    assert (made.slug, made.abstract_text, made.tags, made.facts.authors) == ("lamps", "Lamps talk.", ("lamps",), ())
    bare = without_tags(Labelled(name="one", papers=[made], labels={"lamps": {"lamps"}}))
    assert [one.tags for one in bare.papers] == [()]
