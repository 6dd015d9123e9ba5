"""The data for programs: every file has the fields of its schema, and the guide says of them what the schema says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest

from generator.pages.api import tables
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


@pytest.mark.parametrize("name", [*NAMES, "shards"])
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


def _fields(schema: dict[str, Any], above: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the fields of an object, those of objects in lists as `list[].field`."""
    for name, field in schema.get("properties", {}).items():
        yield above + name, field
        yield from _fields(field, f"{above}{name}.")
        yield from _fields(field.get("items", {}), f"{above}{name}[].")


def _type(field: dict[str, Any]) -> str:
    named = field["type"]
    kinds = [named] if isinstance(named, str) else named
    return f"array of {_type(field['items'])}s" if named == "array" else " or ".join(kinds)


@pytest.mark.parametrize("name", [*NAMES, "shards"])
def test_the_guide_has_each_field_with_type_and_meaning(libraries: dict[str, dict[str, bytes]], name: str) -> None:
    page = {"shards": "papers/index"}.get(name, name)
    section = re.split(r"^##", GUIDE.read_text(encoding="utf-8").split(f"### `/api/v1/{page}.json`")[1], flags=re.M)[0]
    rows = re.findall(r"^\| `.+", re.sub(r"\[([^\]]+)\]\(\S+\)", r"\1", section), re.MULTILINE)
    fields = _fields(json.loads(libraries["tiny"][f"{name}.schema.json"])["$defs"]["row"])
    assert rows == [f"| `{path}` | {_type(field)} | {field['description']} |" for path, field in fields]


def _promised(schema: dict[str, Any], value: Any) -> bool:
    """Return whether a value has exactly the fields of its schema, in its order, whatever the value holds."""
    if "items" in schema:
        return all(_promised(schema["items"], one) for one in value)
    inner = schema.get("properties")
    return not inner or (list(value) == list(inner) and all(_promised(inner[name], value[name]) for name in inner))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_has_the_fields_of_its_schema_and_no_others(libraries: dict[str, dict[str, bytes]], name: str) -> None:
    for files in libraries.values():
        schema = json.loads(files[f"{name}.schema.json"])["$defs"]["row"]
        assert all(_promised(schema, row) for row in json.loads(files[f"{name}.json"])[NAMES[name]])


def test_every_row_has_every_field_in_the_order_of_the_slugs(libraries: dict[str, dict[str, bytes]]) -> None:
    for files in libraries.values():
        for name in ("papers", "tags", "paths", "listings"):
            rows = json.loads(files[f"{name}.json"])[name]
            assert {tuple(row) for row in rows} == {tuple(rows[0])}
            assert [row["slug"] for row in rows] == sorted({row["slug"] for row in rows})


def test_each_row_of_a_table_stands_on_a_line_of_its_own(libraries: dict[str, dict[str, bytes]]) -> None:
    for files in libraries.values():
        for name, rows in NAMES.items():
            _, *lines = files[f"{name}.json"].decode("utf-8").removesuffix("]}\n").split("\n")
            assert [json.loads(line.removesuffix(",")) for line in lines] == json.loads(files[f"{name}.json"])[rows]


def test_the_index_names_every_file_as_it_is_with_its_schema(libraries: dict[str, dict[str, bytes]]) -> None:
    for files in libraries.values():
        index = json.loads(files["index.json"])["files"]
        own = {name for name in files if "/" not in name and not name.endswith(".schema.json")} - {"index.json"}
        assert {file["url"] for file in index} == own | {name for name in files if name.endswith("/index.json")}
        for file in index:
            data = files[file["url"]]
            assert (file["bytes"], file["sha256"]) == sealed(data)
            assert errors_in(json.loads(files[file["schema"]]), json.loads(data)) == []
            assert file["count"] == json.loads(files[f"{re.split('[./]', file['url'])[0]}.json"])["count"]


def sealed(data: bytes) -> tuple[int, str]:
    return len(data), hashlib.sha256(data).hexdigest()


def test_what_is_small_has_no_shards(libraries: dict[str, dict[str, bytes]]) -> None:
    for files in libraries.values():
        assert not [name for name in files if "/" in name and not name.startswith("library/")]


def test_the_shards_of_a_large_file_have_its_rows_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST", 3_000)
    files = under_api(rendered(tmp_path / "large"))
    index = json.loads(files["papers/index.json"])
    shards = index["shards"]
    rows = []
    for shard in shards:
        data = files[f"papers/{shard['url']}"]
        part = json.loads(data)["papers"]
        assert (shard["count"], shard["first"], shard["last"]) == (len(part), part[0]["slug"], part[-1]["slug"])
        assert (shard["bytes"], shard["sha256"]) == sealed(data)
        assert errors_in(json.loads(files[shard["schema"].removeprefix("../")]), json.loads(data)) == []
        rows += part
    assert len(shards) > 1
    assert errors_in(json.loads(files["shards.schema.json"]), index) == []
    assert set(shards[0]) == set(json.loads(files["shards.schema.json"])["$defs"]["row"]["properties"])
    assert rows == json.loads(files["papers.json"])["papers"]
    assert index["count"] == len(rows)
    test_the_index_names_every_file_as_it_is_with_its_schema({"large": files})


def _table(slugs: Sequence[str], length: int) -> Table:
    return Table(name="papers", slugs=tuple(slugs), lines=tuple(slug.encode().ljust(length) for slug in slugs))


def _parts(table: Table) -> list[tuple[str, ...]]:
    return [table.slugs[part] for part in split(table)]


def test_a_paper_more_or_less_changes_few_shards() -> None:
    slugs = [f"paper-{number:05}" for number in range(0, 20_000, 2)]
    before = _parts(_table(slugs, 12_500))
    assert len(before) > 25
    for change in (sorted([*slugs, "paper-10001"]), [slug for slug in slugs if slug != "paper-00500"]):
        after = _parts(_table(change, 12_500))
        assert len(set(after) - set(before)) <= 3


@pytest.mark.parametrize("length", [12_500, 375_000, 6_000_000])
def test_no_shard_is_larger_than_promised_unless_one_row_is(length: int) -> None:
    table = _table([f"paper-{number:02}" for number in range(40)], length)
    found = list(split(table))
    assert [row for part in found for row in table.slugs[part]] == list(table.slugs)
    for part in found:
        shard = table_file("papers/1", "papers", table.lines[part])
        assert len(shard.data) <= LARGEST or len(table.lines[part]) == 1


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
