"""The data for programs: every file meets its schema, and schema, file and guide name the same fields."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest

from generator.pages.api.tables import LARGEST, Table, split, table_file
from tests.support.case import ROOT
from tests.support.page_facts import FACTS, knowing, rendered

NAMES = {"papers": "papers", "tags": "tags", "paths": "paths", "listings": "listings", "index": "files"}
"""Each file, and the name of its list."""

GUIDE = ROOT / "docs" / "guide" / "programs.md"


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Return the files under `/api/v1/` of two libraries: the invented one, and the same with all facts."""
    folder = tmp_path_factory.mktemp("api")
    return {"tiny": under_api(rendered(folder / "tiny")), "knowing": under_api(knowing(folder / "knowing"))}


def under_api(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files under `/api/v1/` by their paths there."""
    return {path.removeprefix("api/v1/"): data for path, data in files.items() if path.startswith("api/v1/")}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_describes_every_field(libraries: dict[str, dict[str, bytes]], name: str) -> None:
    schema = json.loads(libraries["tiny"][f"{name}.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for part in _objects(schema["$defs"]["row"]):
        assert part["description"].strip()
        assert part.get("additionalProperties", True) is True
        assert part.get("required", []) == list(part.get("properties", {}))


def _objects(schema: Any) -> Iterator[dict[str, Any]]:
    yield schema
    for inner in schema.get("properties", {}).values():
        yield from _objects(inner)
    if "items" in schema:
        yield from _objects(schema["items"])


@pytest.mark.parametrize("name", NAMES)
def test_every_file_meets_its_schema(libraries: dict[str, dict[str, bytes]], name: str) -> None:
    for files in libraries.values():
        table = json.loads(files[f"{name}.json"])
        assert errors_in(json.loads(files[f"{name}.schema.json"]), table) == []
        assert table["count"] == len(table[NAMES[name]]) > 0


def errors_in(schema: Any, value: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


WRONG = [
    ("papers", ["slug"], "Not A Slug"),
    ("papers", ["year"], "2025"),
    ("papers", ["published"], "March 2025"),
    ("papers", ["first_listed"], "2025-13-40"),
    ("papers", ["doi"], "https://doi.org/10.1/x"),
    ("papers", ["tldr"], 3),
    ("papers", ["authors"], None),
    ("papers", ["related"], [{"slug": "x", "score": 1.5, "because": ["maps"]}]),
    ("papers", ["appearances", 0, "position"], 0),
    ("papers", ["links", 0], "https://example.org/"),
    ("tags", ["papers"], -1),
    ("paths", ["papers", 0, "note"], None),
    ("listings", ["year_inferred"], "yes"),
    ("index", ["sha256"], "abc"),
]


@pytest.mark.parametrize(("name", "place", "value"), WRONG, ids=[f"{name} {place}" for name, place, _ in WRONG])
def test_a_schema_refuses_wrong_values_of_a_field(
    libraries: dict[str, dict[str, bytes]], name: str, place: list[Any], value: object
) -> None:
    files = libraries["knowing"]
    table = json.loads(files[f"{name}.json"])
    row = next(row for row in table[NAMES[name]] if len(place) == 1 or row[place[0]])
    table[NAMES[name]] = [row]
    *above, last = place
    for step in above:
        row = row[step]
    row[last] = value
    assert len(errors_in(json.loads(files[f"{name}.schema.json"]), table)) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_field_is_refused_and_a_new_one_accepted(libraries: dict[str, dict[str, bytes]], name: str) -> None:
    files = libraries["tiny"]
    schema, table = json.loads(files[f"{name}.schema.json"]), json.loads(files[f"{name}.json"])
    table[NAMES[name]][0]["added_later"] = {"any": "thing"}
    assert errors_in(schema, table) == []
    del table[NAMES[name]][0][next(iter(table[NAMES[name]][0]))]
    assert len(errors_in(schema, table)) == 1


def _fields(rows: list[dict[str, Any]]) -> set[str]:
    """Return the fields of rows, those of objects in lists as `list[].field`."""
    found: set[str] = set()
    for row in rows:
        for name, value in row.items():
            inner = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
            found |= {name, *(f"{name}[].{field}" for field in _fields(inner))}
    return found


def _described(schema: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for name, said in schema["properties"].items():
        inner = _described(said["items"]) if said.get("items", {}).get("properties") else set()
        found |= {name, *(f"{name}[].{field}" for field in inner)}
    return found


@pytest.mark.parametrize("name", NAMES)
def test_file_schema_and_guide_name_the_same_fields(libraries: dict[str, dict[str, bytes]], name: str) -> None:
    rows = [row for files in libraries.values() for row in json.loads(files[f"{name}.json"])[NAMES[name]]]
    section = re.split(r"^###? ", GUIDE.read_text(encoding="utf-8").split(f"### `/api/v1/{name}.json`")[1], flags=re.M)
    explained = re.findall(r"^\| `([^`]+)` \| \S", section[0], re.MULTILINE)
    assert len(explained) == len(set(explained))
    assert set(explained) == _described(json.loads(libraries["tiny"][f"{name}.schema.json"])["$defs"]["row"])
    found = _fields(rows)
    assert found <= set(explained)
    assert {field for field in explained if "[]" not in field} <= found


def test_every_row_has_every_field_in_the_order_of_the_slugs(libraries: dict[str, dict[str, bytes]]) -> None:
    for files in libraries.values():
        for name in ("papers", "tags", "paths", "listings"):
            rows = json.loads(files[f"{name}.json"])[name]
            assert {tuple(row) for row in rows} == {tuple(rows[0])}
            assert [row["slug"] for row in rows] == sorted({row["slug"] for row in rows})


def test_papers_one_a_line_are_the_same_papers(libraries: dict[str, dict[str, bytes]]) -> None:
    for files in libraries.values():
        *lines, rest = files["papers.ndjson"].decode("utf-8").split("\n")
        assert rest == ""
        assert [json.loads(line) for line in lines] == json.loads(files["papers.json"])["papers"]


def test_the_index_names_every_file_as_it_is_with_its_schema(libraries: dict[str, dict[str, bytes]]) -> None:
    for files in libraries.values():
        index = json.loads(files["index.json"])["files"]
        own = {name for name in files if "/" not in name and not name.endswith(".schema.json")} - {"index.json"}
        assert {file["url"] for file in index} == own | {name for name in files if name.endswith("/index.json")}
        for file in index:
            data = files[file["url"]]
            assert (file["bytes"], file["sha256"]) == sealed(data)
            schema, _, pointer = file["schema"].partition("#")
            whole = json.loads(files[schema])
            if pointer:
                assert pointer == "/$defs/row"
                assert all(errors_in(whole["$defs"]["row"], json.loads(line)) == [] for line in data.splitlines())
            else:
                assert errors_in(whole, json.loads(data)) == []
            assert file["count"] == json.loads(files[f"{re.split('[./]', file['url'])[0]}.json"])["count"]


def sealed(data: bytes) -> tuple[int, str]:
    return len(data), hashlib.sha256(data).hexdigest()


def test_what_is_small_has_no_shards(libraries: dict[str, dict[str, bytes]]) -> None:
    assert not [name for name in libraries["tiny"] if "/" in name and not name.startswith("library/")]


def _table(slugs: Sequence[str], length: int) -> Table:
    return Table(name="papers", slugs=tuple(slugs), lines=tuple(slug.encode().ljust(length) for slug in slugs))


def _parts(table: Table) -> list[tuple[str, ...]]:
    return [table.slugs[part] for part in split(table)]


def test_a_paper_more_or_less_changes_few_shards() -> None:
    slugs = [f"paper-{number:05}" for number in range(0, 20_000, 2)]
    before = _parts(_table(slugs, 5_000))
    assert len(before) > 25
    for change in (sorted([*slugs, "paper-10001"]), [slug for slug in slugs if slug != "paper-00500"]):
        after = _parts(_table(change, 5_000))
        assert len(set(after) - set(before)) <= 3


@pytest.mark.parametrize("length", [5_000, 150_000, 3_000_000])
def test_no_shard_is_larger_than_promised_unless_one_row_is(length: int) -> None:
    table = _table([f"paper-{number:02}" for number in range(40)], length)
    found = list(split(table))
    assert [row for part in found for row in table.slugs[part]] == list(table.slugs)
    for part in found:
        shard = table_file("papers/1", "papers", table.lines[part])
        assert len(shard.data) <= LARGEST or len(table.lines[part]) == 1


def test_the_guide_names_the_fields_of_a_shard(libraries: dict[str, dict[str, bytes]]) -> None:
    section = GUIDE.read_text(encoding="utf-8").split("### `/api/v1/papers/index.json`")[1].split("\n## ")[0]
    explained = re.findall(r"^\| `([^`]+)` \| \S", section, re.MULTILINE)
    schema = json.loads(libraries["tiny"]["shards.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    row = schema["$defs"]["row"]["properties"]
    assert explained == [*row, *(f"lines.{name}" for name in row["lines"]["properties"])]


def test_the_row_of_a_paper_has_its_known_facts(libraries: dict[str, dict[str, bytes]]) -> None:
    known, bare = (
        {paper["slug"]: paper for paper in json.loads(libraries[name]["papers.json"])["papers"]}[
            "a-map-that-draws-itself"
        ]
        for name in ("knowing", "tiny")
    )
    assert bare["formerly"] == ["maps-by-themselves"]
    assert (bare["authors"], bare["year"], bare["published"], bare["venue"]) == ([], None, None, None)
    assert (bare["doi"], bare["arxiv"], bare["keywords"]) == (None, None, [])
    assert known["authors"] == ["Ada van der Müller", "*Star* & Sons"]
    assert (known["year"], known["published"], known["venue"]) == (2025, "2025-03-09", "Maps & [Charts]")
    assert (known["doi"], known["arxiv"], known["keywords"]) == (FACTS.doi, FACTS.arxiv, list(FACTS.keywords))


def test_no_schema_forbids_what_may_be_added(libraries: dict[str, dict[str, bytes]]) -> None:
    for name in NAMES:
        assert b"additionalProperties" not in libraries["tiny"][f"{name}.schema.json"]


def test_the_guide_states_the_version_of_the_files(libraries: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    assert json.loads(libraries["tiny"]["papers.json"])["version"] == 1
    assert "This is version 1" in GUIDE.read_text(encoding="utf-8")
