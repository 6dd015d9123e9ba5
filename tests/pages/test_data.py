"""The data for the browser: blocks of papers, columns and the head, all by the same numbers."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

from generator.build.pipeline import build
from generator.pages.data import identities, identity
from tests.support.project import make_project


def _data(root: Path) -> dict[str, Any]:
    assert build(root).changes is not None
    folder = root / "docs" / "data"
    return {
        path.relative_to(folder).with_suffix("").as_posix(): json.loads(path.read_bytes())
        for path in folder.rglob("*.json")
    }


def _rows(data: dict[str, Any]) -> list[Any]:
    """Return the rows of all papers, in their order."""
    size = data["head"]["block"]
    return [row for at in range(-(-data["head"]["papers"] // size)) for row in data[f"papers/{at}"]]


def test_papers_are_numbered_from_the_oldest_to_the_newest(tmp_path: Path) -> None:
    data = _data(make_project(tmp_path / "tiny"))
    days = [row[5] for row in _rows(data)]
    assert days == sorted(days)
    assert len(days) == data["head"]["papers"]


def test_a_row_has_slug_title_summary_tags_and_day(tmp_path: Path) -> None:
    data = _data(make_project(tmp_path / "tiny"))
    row = next(row for row in _rows(data) if row[0] == "a-map-that-draws-itself")
    names = [data["head"]["tags"][number]["name"] for number in row[4]]
    assert row[2:4] == ["Draws maps without a hand & keeps them.", 1]
    assert names == ["Maps & charts", "Survey"]


def test_columns_have_the_papers_of_a_tag_and_of_its_narrower_tags(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    curation = root / "library" / "curation.yml"
    text = curation.read_text(encoding="utf-8").replace("[small-models, models]", "[small-models]")
    curation.write_text(text, encoding="utf-8")
    data = _data(root)
    slugs = [row[0] for row in _rows(data)]
    number = {tag["slug"]: index for index, tag in enumerate(data["head"]["tags"])}
    columns = data["columns"]
    small = [slugs[at] for at in accumulate(columns["tags"][number["small-models"]])]
    assert small == ["gardens-of-small-models-pruning-what-nobody-waters"]
    assert set(small) <= {slugs[at] for at in accumulate(columns["within"][str(number["models"])])}
    assert str(number["dialogue"]) not in columns["within"]


def test_columns_have_the_papers_with_code_pdf_abstract_and_summary(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    data = _data(root)
    papers = {paper["slug"]: paper for paper in json.loads((root / "docs/api/v1/papers.json").read_bytes())["papers"]}
    slugs = [row[0] for number in range(len(data)) for row in data.get(f"papers/{number}", ())]
    tests: dict[str, Callable[[Any], bool]] = {
        "code": lambda paper: any(link["rel"] == "code" for link in paper["links"]),
        "pdf": lambda paper: ">PDF</a>" in (root / f"docs/papers/{paper['slug']}.md").read_text(encoding="utf-8"),
        "abstract": lambda paper: paper["abstract"] != "",
        "summary": lambda paper: paper["tldr"] is not None,
    }
    for name, has in tests.items():
        found = {slugs[at] for at in accumulate(data["columns"][name])}
        assert found == {slug for slug, paper in papers.items() if has(paper)}, name


def test_a_hidden_paper_leaves_a_gap_in_its_listing(tmp_path: Path) -> None:
    data = _data(make_project(tmp_path / "tiny"))
    listed = [number for listing in data["columns"]["listings"] for number in listing]
    assert -1 in listed
    assert len(listed) == sum(listing["rows"] for listing in data["head"]["listings"])


def test_the_build_changes_with_the_data_and_only_then(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny")
    first = _data(root)["head"]["build"]
    assert _data(root)["head"]["build"] == first
    curation = root / "library" / "curation.yml"
    curation.write_text(curation.read_text(encoding="utf-8").replace("Bounds attention", "Binds it"), encoding="utf-8")
    assert _data(root)["head"]["build"] != first


def test_an_identity_is_the_fnv_hash_and_a_salt_avoids_collisions() -> None:
    assert [identity(""), identity("a"), identity("foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
    salt, packed = identities(["costarring", "liquid", "altarage"])  # the first two have one hash
    found = base64.b64decode(packed)
    words = [int.from_bytes(found[at : at + 4], "little") for at in range(0, len(found), 4)]
    assert salt != "0" or identity("0costarring") != identity("0liquid")
    assert words == [identity(f"{salt}{slug}") for slug in ("costarring", "liquid", "altarage")]
    assert len(set(words)) == 3
