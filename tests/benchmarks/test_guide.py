"""What was measured, as it stands in the guide."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest

from comparison.guide import BEGIN, END, PAGE, NoPlaceError, measured, placed, write
from comparison.plot import LINE, apart
from comparison.record import Figure, Record, Run, Seen, load
from comparison.tables import memory


def _figure(contest: str, papers: int, *cpu: float, ended: str = "") -> Figure:
    runs = tuple(Run(cpu=took, wall=2 * took, peak=50_000_000, tree=40_000_000) for took in cpu)
    return Figure(contest=contest, papers=papers, runs=runs, size=3_000_000, files=1_234, ended=ended)


@pytest.fixture
def record() -> Record:
    return Record(
        date="2025-03-14",
        machine="a machine",
        material="invented",
        limit=900,
        versions={"mkdocs": "1.6.1"},
        absent={"Eleventy": "make bench"},
        figures=[
            _figure("ours", 2_000, 1.0, 3.0, 2.0),
            _figure("ours", 20_000, 20.0),
            _figure("stock", 2_000, 20.0),
            _figure("stock", 20_000, ended="over"),
            _figure("pelican", 2_000, ended="failed"),
            _figure("pelican", 20_000, ended="left out"),
            _figure("copy", 2_000, 0.5),
        ],
        seen=[
            Seen(what="search-ours", papers=2_000, seconds=(0.5, 0.25, 0.3), size=70_000),
            Seen(what="search-stock", papers=2_000, seconds=()),
        ],
    )


def _row(text: str, title: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {title}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_summary_has_medians_and_growth(record: Record) -> None:
    assert _row(measured(record), "**Reading List**") == ["**Reading List**", "2.00", "20.0", "n<sup>1.00</sup>"]


def test_what_was_too_slow_failed_or_was_not_run_says_so(record: Record) -> None:
    text = measured(record)
    assert _row(text, "MkDocs, short nav") == ["MkDocs, short nav", "20.0", ">900", "–"]
    assert _row(text, "Pelican") == ["Pelican", "failed", "–", "–"]
    assert "Eleventy was not there; `make bench` installs it." in text


def test_a_table_has_time_memory_bytes_files_and_share_of_stock(record: Record) -> None:
    row = _row(measured(record).partition("### 2,000 papers")[2], "**Reading List**")
    assert row == ["**Reading List**", "2.00", "4.00", "0.10", "50 MB", "3 MB in 1,234"]


def test_memory_is_the_larger_of_largest_process_and_all_processes() -> None:
    one, two = (
        Figure(contest="ours", papers=1, runs=(Run(cpu=1, wall=1, peak=50_000_000, tree=tree),))
        for tree in (40_000_000, 90_000_000)
    )
    assert memory(one) == "50 MB"
    assert memory(two) == "50 MB, all 90 MB"


def test_our_own_states_are_held_against_a_copy(record: Record) -> None:
    text = measured(record).partition("### 2,000 papers")[2]
    assert _row(text, "site from the Markdown")[3] == "4.00"


def test_a_search_shows_its_median_and_bytes_or_that_nothing_came(record: Record) -> None:
    text = measured(record)
    assert _row(text, "first key to first result, ours")[1] == "0.30 s, 70 kB"
    assert _row(text, "first key to first result, the theme’s")[1] == "none in 30 s"


def test_the_plot_is_well_formed_markup_and_names_every_line(record: Record) -> None:
    text = measured(record)
    figure = text[text.index("<figure") : text.index("</figure>") + len("</figure>")]
    assert "\n\n" not in figure  # Markdown would end it there
    root = ET.fromstring(figure)
    svg = root.find("div/svg")
    assert svg is not None
    assert svg.get("role") == "img"
    assert "CPU seconds" in svg.get("aria-label", "")
    names = {text.text for text in svg.iter("text")}
    assert {"Reading List", "MkDocs, short nav"} <= names
    assert "Pelican" not in names


def test_names_at_the_ends_of_lines_do_not_overlap() -> None:
    placed = apart({"one": 100.0, "two": 101.0, "three": 359.0, "four": 360.0, "five": 360.0})
    places = sorted(placed.values())
    assert all(after - before >= LINE for before, after in pairwise(places))
    assert sorted(placed, key=lambda name: placed[name]) == ["one", "two", "three", "five", "four"]
    assert max(places) <= 360.0


def test_only_what_is_between_the_marks_is_written(tmp_path: Path, record: Record) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"# Before\r\n\n{BEGIN}\nold\n{END}\n\nAfter, kept.\n", encoding="utf-8", newline="")
    write(record, page)
    write(record, page)
    written = page.read_bytes().decode()
    assert written == f"# Before\r\n\n{BEGIN}\n\n{measured(record)}\n\n{END}\n\nAfter, kept.\n"


@pytest.mark.parametrize("text", ["nothing", BEGIN, f"{END}\n{BEGIN}", f"{BEGIN}\n{BEGIN}\n{END}"])
def test_a_page_without_one_pair_of_marks_is_not_written(text: str) -> None:
    with pytest.raises(NoPlaceError, match="once each"):
        placed(text, "figures")


def test_the_guide_has_the_place_for_the_figures() -> None:
    assert "## Measure it yourself" in placed(PAGE.read_text(encoding="utf-8"), "figures")


def test_a_record_is_read_back_as_it_was_kept(tmp_path: Path, record: Record) -> None:
    path = tmp_path / "cache/measured.json"
    record.save(path)
    assert load(path) == record
