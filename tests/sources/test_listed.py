"""The day on which a list added a paper is read, and distinguished from a day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.sources import read

ZOTERO = "Key,Item Type,Title,Date,Date Added,Date Modified\nK,preprint,Lamps,2020-01-02,{},2024-09-09 10:00:00\n"
RAINDROP = "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,Lamps,,,,,,{},,,false\n"
POCKET = "title,url,time_added,tags,status\nLamps,https://example.org/l,{},,unread\n"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.csv", ZOTERO, "2023-04-05 08:09:10"),
        ("x.csv", RAINDROP, "2023-04-05T08:09:10.000Z"),
        ("x.csv", POCKET, "1680682150"),
        ("x.csv", "Title,Date Added\nLamps,{}\n", "2023-04-05"),
        ("x.yaml", "- title: Lamps\n  added: {}\n", "2023-04-05"),
        ("x.json", '[{{"title": "Lamps", "bookmarked_at": {}}}]', "1680682150000"),
        ("x.jsonl", '{{"title": "Lamps", "saved_at": "{}"}}', "2023-04-05T23:59:59Z"),
    ],
)
def test_the_day_on_which_a_list_added_a_paper_is_read(name: str, text: str, said: str) -> None:
    assert read(name, text.format(said)).row.listed == date(2023, 4, 5)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", "Title,Date Added To Xplore\nLamps,2023-04-05\n"),
        ("x.csv", "Title,created\nLamps,2023-04-05\n"),
        ("x.yaml", "- title: Lamps\n  date: 2023-04-05\n  published: 2023-04-05\n  time: 2023-04-05\n"),
        ("x.yaml", "- title: Lamps\n  added: true\n"),
        ("x.csv", "Title,Date Added\nLamps,April 2023\n"),
        ("x.csv", "Title,Date Added\nLamps,2023-04\n"),
        ("x.csv", "Title,Date Added\nLamps,2023-02-29\n"),
    ],
)
def test_publication_days_and_other_values_are_no_listing_day(name: str, text: str) -> None:
    assert read(name, text).row.listed is None
