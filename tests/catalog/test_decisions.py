"""The curator's word on which rows are one paper, and what becomes of keys and addresses."""

from __future__ import annotations

from generator.diagnostics import Severity
from tests.support.rows import LONG, codes, grave, papers, places, row

LAMPS = row("Talking Lamps", at="spring:1")
LIGHTS = row("Chatting Lights", at="autumn:1")


def test_same_as_joins_a_paper_to_the_one_that_it_names() -> None:
    for key, other in (("talking-lamps", "chatting-lights"), ("chatting-lights", "talking-lamps")):
        named, found = papers([LAMPS, LIGHTS], f"{key}: {{same_as: {other}}}")
        assert places(named) == {other: ["spring:1", "autumn:1"]}
        assert named[other].formerly == (key,)
        assert codes(found) == []


def test_merged_papers_show_the_title_of_the_more_trusted_source() -> None:
    named, _ = papers([LAMPS, LIGHTS], "talking-lamps: {same_as: chatting-lights}")
    assert named["chatting-lights"].title == "Talking Lamps"


def test_what_is_joined_may_be_joined_again() -> None:
    named, found = papers(
        [LAMPS, LIGHTS, row("Whispering Bulbs", at="autumn:2")],
        "whispering-bulbs: {same_as: chatting-lights}\nchatting-lights: {same_as: talking-lamps}",
    )
    assert places(named) == {"talking-lamps": ["spring:1", "autumn:1", "autumn:2"]}
    assert set(named["talking-lamps"].formerly) == {"chatting-lights", "whispering-bulbs"}
    assert codes(found) == []


def test_an_address_that_the_curator_chose_names_its_paper() -> None:
    named, found = papers([LAMPS, LIGHTS], "talking-lamps: {slug: lamps}\nchatting-lights: {same_as: lamps}")
    assert places(named) == {"lamps": ["spring:1", "autumn:1"]}
    assert codes(found) == []


def test_an_entry_stays_valid_when_its_paper_becomes_one_with_another() -> None:
    rows = [row("Talking Lamps", doi="10.1/a", at="spring:1"), row("Chatty Lamps", doi="10.1/a", at="autumn:1")]
    named, found = papers(rows, "chatty-lamps: {tldr: They chat.}")
    (paper,) = named.values()
    assert paper.curation is not None
    assert (paper.slug, paper.key, paper.curation.tldr) == ("talking-lamps", "chatty-lamps", "They chat.")
    assert paper.formerly == ("chatty-lamps",)
    assert codes(found, Severity.WARNING) == []


def test_two_entries_of_one_paper_are_a_warning_and_together_say_all() -> None:
    rows = [row("Talking Lamps", doi="10.1/a", at="spring:1"), row("Chatty Lamps", doi="10.1/a", at="autumn:1")]
    said = "chatty-lamps: {tldr: They chat., note: A note.}\ntalking-lamps: {tldr: They talk., tags: []}"
    named, found = papers(rows, said)
    (paper,) = named.values()
    assert paper.curation is not None
    assert (paper.key, paper.curation.tldr, paper.curation.note) == ("talking-lamps", "They talk.", "A note.")
    assert paper.curation.tagged
    (warning,) = [finding for finding in found if finding.severity is Severity.WARNING]
    assert (warning.code, warning.where.line) == ("two-entries", 1)
    assert "`talking-lamps` (line 2)" in warning.message


def test_not_same_as_separates_rows_with_one_doi_and_keeps_names() -> None:
    rows = [row("Talking Lamps", doi="10.1/a", at="spring:1"), row("Volume of Lamps", doi="10.1/a", at="autumn:1")]
    for said in ("talking-lamps: {not_same_as: volume-of-lamps}", "volume-of-lamps: {not_same_as: talking-lamps}"):
        named, found = papers(rows, said)
        assert places(named) == {"talking-lamps": ["spring:1"], "volume-of-lamps": ["autumn:1"]}
        assert named["talking-lamps"].apart == {"volume-of-lamps"}
        assert named["volume-of-lamps"].apart == {"talking-lamps"}
        assert codes(found) == []


def test_rows_of_one_title_are_parted_by_their_places() -> None:
    rows = [row("Editorial", LONG, key="a", at="spring:1"), row("Editorial", LONG, key="b", published="2024")]
    named, found = papers(rows, '"editorial@spring:a": {not_same_as: "editorial@refs:b"}')
    assert places(named) == {"editorial": ["spring:1"], "editorial-2024": ["refs:1"]}
    assert codes(found) == ["chosen-address"]
    assert places(papers(rows, '"editorial@spring:1": {not_same_as: "editorial@refs:1"}')[0]) == places(named)


def test_not_same_as_wins_and_the_contradiction_is_reported() -> None:
    said = "talking-lamps: {same_as: chatting-lights}\nchatting-lights: {not_same_as: talking-lamps}"
    named, found = papers([LAMPS, LIGHTS], said)
    assert places(named) == {"talking-lamps": ["spring:1"], "chatting-lights": ["autumn:1"]}
    assert codes(found) == ["contradictory-decision"]


def test_a_contradiction_by_a_roundabout_way_is_reported() -> None:
    rows = [LAMPS, LIGHTS, row("Whispering Bulbs", at="autumn:2")]
    said = (
        "talking-lamps: {same_as: chatting-lights}\nchatting-lights: {same_as: whispering-bulbs}\n"
        "whispering-bulbs: {not_same_as: talking-lamps}"
    )
    named, found = papers(rows, said)
    assert codes(found) == ["contradictory-decision"]
    assert len(named) == 2


def test_decisions_agree_whichever_paper_has_them() -> None:
    mutual = "talking-lamps: {same_as: chatting-lights}\nchatting-lights: {same_as: talking-lamps}"
    named, found = papers([LAMPS, LIGHTS], mutual)
    assert places(named) == {"talking-lamps": ["spring:1", "autumn:1"]}
    assert codes(found) == []


def test_a_decision_stays_right_when_the_sources_say_the_same() -> None:
    rows = [row("Talking Lamps", doi="10.1/a", at="spring:1"), row("Chatty Lamps", doi="10.1/a", at="autumn:1")]
    named, found = papers(rows, "chatty-lamps: {same_as: talking-lamps}")
    assert places(named) == {"talking-lamps": ["spring:1", "autumn:1"]}
    assert codes(found) == []


def test_unknown_papers_and_the_paper_itself_cannot_be_named() -> None:
    _, found = papers([LAMPS, LIGHTS], "talking-lamps: {same_as: chatting-light, not_same_as: talking-lamps}")
    assert codes(found) == ["unknown-paper", "decides-itself"]
    assert "did you mean `chatting-lights`?" in found[0].hint


def test_a_word_that_several_papers_go_by_is_not_guessed() -> None:
    rows = [row("Lamps", doi="10.1/a", key="x"), row("Lamps", doi="10.1/b", key="y", at="refs:2"), LIGHTS]
    _, found = papers(rows, "chatting-lights: {same_as: lamps}")
    assert codes(found, Severity.WARNING) == []  # the first of them has the key `lamps`
    dumps = [row("Lamps β", at="d:1"), row("Lamps b", at="d:2"), LIGHTS]
    _, found = papers(dumps, "chatting-lights: {same_as: lamps-b}")
    (unknown,) = [finding for finding in found if finding.code == "unknown-paper"]
    assert "`lamps-b@d:1` or `lamps-b@d:2`" in unknown.hint


def test_an_identifier_shared_by_unlike_titles_is_doubted_until_decided() -> None:
    rows = [row("Talking Lamps", doi="10.1/a", at="spring:1"), row("Soils of Peru", doi="10.1/a", at="autumn:1")]
    _, found = papers(rows)
    (doubt,) = grave(found)
    assert (doubt.code, doubt.severity) == ("doubtful-merge", Severity.WARNING)
    assert "not_same_as: talking-lamps` under `soils-of-peru`" in doubt.hint
    for decision in ("same_as", "not_same_as"):
        assert codes(papers(rows, f"soils-of-peru: {{{decision}: talking-lamps}}")[1]) == []


def test_a_hint_at_long_keys_names_papers_in_their_order() -> None:
    titles = [f"Lamps {word} of many words that a short key leaves out" for word in ("zeta", "delta", "eta", "beta")]
    _, found = papers(
        [row(title, at=f"spring:{place}") for place, title in enumerate(titles, 1)], "lamps: {tldr: Lit.}"
    )
    (unknown,) = [finding for finding in found if finding.code == "unknown-paper"]
    places = [unknown.hint.index(f"lamps-{word}") for word in ("zeta", "delta", "eta")]
    assert places == sorted(places)
    assert "beta" not in unknown.hint
