"""The data of the shipped library for programs meet their schemas, the large ones in shards."""

from __future__ import annotations

import json

import pytest

from generator.pages.api.tables import LARGEST
from tests.pages.test_api import (
    errors_in,
    sealed,
    test_a_file_has_the_fields_of_its_schema_and_no_others,
    test_every_file_meets_its_schema,
    test_every_row_has_every_field_in_the_order_of_the_slugs,
    test_papers_one_a_line_are_the_same_papers,
    test_the_index_names_every_file_as_it_is_with_its_schema,
    under_api,
)

__all__ = [
    "test_a_file_has_the_fields_of_its_schema_and_no_others",
    "test_every_file_meets_its_schema",
    "test_every_row_has_every_field_in_the_order_of_the_slugs",
    "test_papers_one_a_line_are_the_same_papers",
    "test_the_index_names_every_file_as_it_is_with_its_schema",
]


@pytest.fixture(scope="module")
def libraries(real_files: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Return the files under `/api/v1/` of the shipped library, for tests that are those of the invented one, too."""
    return {"real": under_api(real_files)}


def test_the_shards_of_a_large_file_have_its_rows_in_order(
    libraries: dict[str, dict[str, bytes]],
) -> None:
    files = libraries["real"]
    large = [name for name, data in files.items() if len(data) > LARGEST]
    assert large == ["papers.json", "papers.ndjson"]
    index = json.loads(files["papers/index.json"])
    shards = index["shards"]
    rows = []
    for shard in shards:
        part = json.loads(files[f"papers/{shard['url']}"])["papers"]
        assert (shard["count"], shard["first"], shard["last"]) == (len(part), part[0]["slug"], part[-1]["slug"])
        for said in (shard, shard["lines"]):
            assert (said["bytes"], said["sha256"]) == sealed(files[f"papers/{said['url']}"])
        assert (
            errors_in(
                json.loads(files[shard["schema"].removeprefix("../")]), {"version": 1, "count": 1, "papers": part[:1]}
            )
            == []
        )
        rows += part
    assert len(shards) > 1
    assert set(shards[0]) == set(json.loads(files["shards.schema.json"])["$defs"]["row"]["properties"])
    assert rows == json.loads(files["papers.json"])["papers"]
    assert index["count"] == len(rows) == 540
    assert b"".join(files[f"papers/{shard['lines']['url']}"] for shard in shards) == files["papers.ndjson"]
