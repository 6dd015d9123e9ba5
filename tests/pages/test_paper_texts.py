"""The Markdown of a paper has the facts of its page, in lines that hostile text cannot break."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.support.page_facts import knowing, rendered, rendered_in
from tests.support.project import make_project

HOSTILE = "script-alert-1-script-bold-claims-c-eos"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return texts_of(rendered(tmp_path_factory.mktemp("texts") / "tiny"))


def texts_of(files: dict[str, bytes]) -> dict[str, str]:
    found = (re.fullmatch(r"papers/([^/]+)\.md\.txt", path) for path in files)
    return {match[1]: files[match[0]].decode("utf-8") for match in found if match}


def test_every_paper_has_one_heading_and_the_sections_that_it_needs(tiny: dict[str, str]) -> None:
    assert len(tiny) >= 5
    known = {"Abstract", "Note of the curator", "Links", "Reading paths", "Related papers", "Listed in", "Cite"}
    for text in tiny.values():
        assert re.fullmatch(r"# \S.*", text.split("\n", 1)[0])
        assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
        sections = re.findall(r"^## (.*)", text, re.MULTILINE)
        assert set(sections) <= known
        assert sections[0] == "Abstract"
        assert sections[-2:] == ["Listed in", "Cite"]
        assert "\n\n\n" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_a_hostile_title_stays_one_line(tiny: dict[str, str]) -> None:
    heading, blank, *_ = tiny[HOSTILE].split("\n")
    assert heading == r"# \<script>alert(1)\</script> & \*\*Bold\*\* \_Claims\_ (c) \<EOS>"
    assert blank == ""


def test_no_paper_brings_html_into_its_text(tiny: dict[str, str]) -> None:
    parser = MarkdownIt("commonmark")
    for text in tiny.values():
        kinds = {part.type for token in parser.parse(text) for part in (token, *(token.children or ()))}
        assert not kinds & {"html_inline", "html_block", "code_block", "fence"}


def test_the_text_of_a_paper_has_summary_tags_path_and_note(tiny: dict[str, str]) -> None:
    text = tiny["gardens-of-small-models-pruning-what-nobody-waters"]
    for part in (
        "\n> Cuts what nobody waters and keeps the fruit.\n",
        "\n- Tags: [Small models](../tags/small-models/), [Models](../tags/models/)\n",
        "\nFirst paragraph of the note.\n\nSecond paragraph, with \\<b>markup\\</b>.\n",
        "\n- video: <https://example.org/video?a=1&b=%282%29>\n",
        "\n- [First steps](../paths/first-steps/), step 1 of 3: Begin here.\n",
        "\n- [Spring listing](../listings/spring/), no. 1 of 4, 2025-03-14\n",
    ):
        assert part in text, part


def test_an_inferred_year_and_a_missing_curator_are_named(tiny: dict[str, str]) -> None:
    text = tiny[HOSTILE]
    assert "2025-09-10 (year inferred)" in text
    assert "- Tags: none yet; no curator has looked at this paper" in text
    assert "\n> " not in text


def test_mathematics_keeps_its_dollars_and_money_gets_a_backslash(tiny: dict[str, str]) -> None:
    text = tiny["on-the-g-ray-of-attention"]
    assert r"$\sum_i \alpha_i^2$" in text
    assert r"\$5 or \$100K" in text


def test_text_and_citation_have_the_facts_of_the_sources(tmp_path: Path) -> None:
    text = texts_of(knowing(tmp_path / "knowing"))["a-map-that-draws-itself"]
    for part in (
        r"- Authors: Ada van der Müller, \*Star\* & Sons",
        "- Published: 2025-03-09",
        r"- In: Maps & \[Charts\]",
        "- pdf: <https://example.org/a_b.pdf?x=%281%29>",
        r"Ada van der Müller, \*Star\* & Sons (2025). A Map That Draws Itself. Maps & \[Charts\]. "
        "<https://doi.org/10.1000/x_y%281%29>",
    ):
        assert f"\n{part}\n" in text, part


def test_the_first_version_is_separate_and_a_question_gets_no_full_stop(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    curation = project / "library/curation.yml"
    said = "  title: Lamps?\n  published: 2023-03-13\n  venue: WACV 2025\n"
    key = "talking-lamps-a-dialogue-model-for-furniture:\n"
    curation.write_text(curation.read_text(encoding="utf-8").replace(key, key + said), encoding="utf-8")
    text = texts_of(rendered_in(project))["talking-lamps"]
    assert "\n- Published: 2025\n- First version: 2023-03-13\n- In: WACV 2025\n" in text
    assert "\n(2025). Lamps? WACV 2025\n" in text


def test_unknown_facts_are_left_out(tiny: dict[str, str]) -> None:
    text = tiny["a-map-that-draws-itself"]
    assert "Authors" not in text
    assert "Published" not in text
    assert "## Cite\n\nA Map That Draws Itself\n" in text
