"""Long lists of the shipped library have several pages."""

from __future__ import annotations

import json
import re

from tests.pages.test_paginate import HEADING, front, papers_of


def test_pages_of_a_tag_or_listing_show_each_paper_once_in_order(
    real_files: dict[str, bytes],
) -> None:
    listings = json.loads(real_files["api/v1/listings.json"])["listings"]
    papers = json.loads(real_files["api/v1/papers.json"])["papers"]
    long = {f"listings/{one['slug']}": [row["slug"] for row in one["papers"]] for one in listings}
    tagged = [paper for paper in papers if "language-models" in paper["tags_with_broader"]]
    for stem, expected in (*long.items(), ("tags/language-models", [paper["slug"] for paper in tagged])):
        pages = [real_files[f"{stem}.md"]]
        while f"{stem}/{len(pages) + 1}.md" in real_files:
            pages.append(real_files[f"{stem}/{len(pages) + 1}.md"])
        shown = [slug for page in pages for slug in papers_of(page)]
        assert [len(papers_of(page)) for page in pages[:-1]] == [100] * (len(pages) - 1)
        if stem.startswith("tags/"):
            assert len(pages) > 1
            days = {paper["slug"]: paper["first_listed"] for paper in tagged}
            assert [days[slug] for slug in shown] == sorted(days.values(), reverse=True)
        assert shown == expected if stem in long else sorted(shown) == sorted(expected)


def test_a_later_page_has_its_number_and_no_exports_or_companions(
    real_files: dict[str, bytes],
) -> None:
    first, second = (real_files[f"tags/language-models{rest}.md"] for rest in ("", "/2"))
    meta = front(second)
    assert meta["title"] == "Language models, page 2"
    assert re.fullmatch(r"Papers 101 to (\d+) of \1 on language models\.", meta["description"])
    assert meta["feed"] == front(first)["feed"]
    assert meta["card"] == front(first)["card"]
    graph = json.loads(meta["ld"].replace("<site>", "/"))["@graph"]
    assert [node["@type"] for node in graph] == ["BreadcrumbList"]
    steps = [step["name"] for step in graph[0]["itemListElement"]]
    assert steps == ["Home", "Tags", "Language models", "Language models, page 2"]
    for part in (b"rl-export", b"Often together", b"Combine"):
        assert (part in first, part in second) == (True, False)


def test_a_day_goes_on_from_page_to_page(real_files: dict[str, bytes]) -> None:
    first, second = (HEADING.findall(real_files[f"tags/language-models{rest}.md"].decode()) for rest in ("", "/2"))
    assert second[0] in (f"{first[-1]}, continued", second[0].removesuffix(", continued"))
    assert not any(heading.endswith(", continued") for heading in (*first, *second[1:]))


def test_without_a_script_every_page_of_the_plain_list_is_linked(real_files: dict[str, bytes]) -> None:
    plain = real_files["explore/index.md"].decode().partition("<noscript>")[2]
    pages = [f"explore/{number}.md" for number in re.findall(r'<a href="(\d+)/" aria-label="Page \1">', plain)]
    assert pages == [f"explore/{number}.md" for number in range(2, 8)]
    begun = re.findall(r'<li><a href="\.\./papers/([^/]+)/">', plain)
    shown = [*begun, *(slug for page in pages for slug in papers_of(real_files[page]))]
    assert len(begun) == 20
    assert len(shown) == len(set(shown)) == 540
