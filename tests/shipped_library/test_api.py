"""The data of the shipped library for programs meet their schemas."""

from __future__ import annotations

import pytest

from tests.pages.test_api import (
    test_a_file_has_the_fields_of_its_schema_and_no_others,
    test_each_row_of_a_table_stands_on_a_line_of_its_own,
    test_every_file_meets_its_schema,
    test_every_row_has_every_field_in_the_order_of_the_slugs,
    test_the_index_names_every_file_as_it_is_with_its_schema,
    test_what_is_small_has_no_shards,
    under_api,
)

__all__ = [
    "test_a_file_has_the_fields_of_its_schema_and_no_others",
    "test_each_row_of_a_table_stands_on_a_line_of_its_own",
    "test_every_file_meets_its_schema",
    "test_every_row_has_every_field_in_the_order_of_the_slugs",
    "test_the_index_names_every_file_as_it_is_with_its_schema",
    "test_what_is_small_has_no_shards",
]


@pytest.fixture(scope="module")
def libraries(real_files: dict[str, bytes]) -> dict[str, dict[str, bytes]]:
    """Return the files under `/api/v1/` of the shipped library, for tests that are those of the invented one, too."""
    return {"real": under_api(real_files)}
