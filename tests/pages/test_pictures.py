"""The page of charts: hostile names stay text, and its numbers are those of the library."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.build.pipeline import build
from generator.pages.charts import FEW, RowLabel, bars, columns, matrix, proportions, stacked
from generator.pages.escape import element, table
from tests.support.project import build_here, make_project

HOSTILE = 'Maps & charts <b>"x"</b> </text></svg><script>alert(1)</script> &amp; {{ x }} **y**'


class _Reader(HTMLParser):
    """Collects the tags and the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _page(tmp_path: Path) -> str:
    project = make_project(tmp_path / "project")
    tags = project / "library/tags.yml"
    text = tags.read_text(encoding="utf-8").replace('"Reviews of what there is."', '"Reviews."')
    quoted = HOSTILE.replace("'", "''")
    tags.write_text(text.replace("name: Maps & charts", f"name: '{quoted}'"), encoding="utf-8")
    return (build_here(project) / "pictures/index.html").read_text(encoding="utf-8")


def test_a_hostile_name_is_text_in_every_picture_and_table(mkdocs: None, tmp_path: Path) -> None:
    page = _page(tmp_path)
    article = page[page.index("<article") : page.index("</article>")]
    assert "<script>alert" not in article
    for svg in re.findall(r"<svg class=\"rl-graph.*?</svg>", article):
        ET.fromstring(svg)  # whole, and nothing in it ends it early
    reader = _Reader()
    reader.feed(article)
    assert reader.texts.count(HOSTILE) >= 4  # a row, a column, a share and a table
    assert "b" not in reader.tags


def test_a_library_without_tags_and_days_has_the_pictures_that_are_left(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    library = project / "library"
    (library / "curation.yml").write_text("a-map-that-draws-itself: {tags: []}\n", encoding="utf-8")
    (library / "paths.yml").write_text("", encoding="utf-8")
    sources = "sources:\n  autumn.txt: {title: One}\n  spring.txt: {title: Two}\n"
    (library / "sources.yml").write_text(sources, encoding="utf-8")
    assert not build(project).fails(strict=False)
    text = (project / "docs/pictures.md").read_text(encoding="utf-8")
    assert "Papers per listing" in text
    assert "go together" not in text.split("# Pictures")[1]
    assert "day to day" not in text.split("# Pictures")[1]


@pytest.mark.parametrize("number", [1, 5, 100])
def test_any_number_of_days_fits_the_width(number: int) -> None:
    drawn = ET.fromstring(columns([0.5] * number, 0.5, ("a", "b"), "x"))
    found = [rect.attrib for rect in drawn.iter("rect")]
    assert len(found) == number
    last = found[-1]
    assert float(last["x"].rstrip("%")) + float(last["width"].rstrip("%")) <= 100.05
    assert {rect["height"] for rect in found} == {"72"}


def test_a_day_without_curated_papers_has_no_column() -> None:
    drawn = ET.fromstring(columns([None, 0.0, 0.1], 0.1, ("a", "b"), "x"))
    assert [rect.attrib["height"] for rect in drawn.iter("rect")] == ["0", "72"]


def test_columns_are_measured_from_nothing_and_show_their_values() -> None:
    drawn = ET.fromstring(columns([None, 0.25, 0.5, 0.05], 0.5, ("a", "b"), "x"))
    assert [float(rect.attrib["height"]) for rect in drawn.iter("rect")] == [36, 72, 7.2]
    assert {float(rect.attrib["y"]) + float(rect.attrib["height"]) for rect in drawn.iter("rect")} == {86}
    values = [text.text for text in drawn.iter("text") if text.get("class") == "rl-graph__figure"]
    assert values == ["–", "25%", "50%", "5%"]


def test_values_of_many_columns_have_room() -> None:
    few, many = (ET.fromstring(columns([0.5] * number, 0.5, ("a", "b"), "x")) for number in (FEW, 30))
    assert few.attrib["width"] == "100%"
    assert int(many.attrib["width"]) >= 30 * 30


def test_bars_are_measured_from_nothing() -> None:
    drawn = ET.fromstring(bars([("a", 200), ("b", 50), ("c", 0)], "x"))
    widths = [rect.attrib["width"] for rect in drawn.iter("rect") if "class" not in rect.attrib]
    assert widths == ["100.00%", "25.00%", "0.00%"]


def test_a_matrix_has_a_square_for_each_pair_that_there_is() -> None:
    names = [RowLabel(text=text, href=f"../{text}/", colour=1) for text in "abc"]
    drawn = ET.fromstring(matrix(names, {(0, 2): 4, (2, 0): 4}, lambda row, column: f"{row} and {column}"))
    assert [title.text for title in drawn.iter("title")] == ["0 and 2", "2 and 0"]
    assert [text.text for text in drawn.iter("text")] == ["4", "4"]
    assert [link.attrib.get("tabindex") for link in drawn.iter("a")] == ["-1"] * 3 + [None] * 3


def test_text_and_attributes_are_escaped_and_elements_are_not() -> None:
    inner = element("b", "<i>", title='"')
    assert element("p", inner, "&", data_x=1.5) == '<p data-x="1.5"><b title="&quot;">&lt;i&gt;</b>&amp;</p>'
    assert "<td>&lt;td&gt;</td>" in table(("x", "y"), (("z", "<td>"),))


@pytest.mark.parametrize(
    ("numbers", "percent"),
    [((460, 79, 1), (85.19, 14.63, 0.19)), ((540, 0, 0), (100, 0, 0)), ((1, 1, 2), (25, 25, 50)), ((0, 0), (0, 0))],
)
def test_parts_of_a_bar_are_proportional_to_their_numbers(numbers: tuple[int, ...], percent: tuple[float, ...]) -> None:
    assert proportions(numbers) == pytest.approx(percent, abs=0.01)


def test_a_stacked_bar_has_one_rectangle_after_another_and_none_for_nothing() -> None:
    drawn = ET.fromstring(stacked([("a", 3), ("b", 0), ("c", 1)], "3 & 1"))
    assert [(part.get("class"), part.get("x"), part.get("width")) for part in drawn] == [
        ("rl-graph__a", "0.00%", "75.00%"),
        ("rl-graph__c", "75.00%", "25.00%"),
    ]
    assert drawn.get("aria-label") == "3 & 1"
