"""Files of the papers of the shipped library are read back, equal in every field."""

from __future__ import annotations

import pytest

from generator.catalog.model import Catalog
from tests.pages.exports.test_round_trips import (
    Files,
    files_of,
    some,
    test_biber_finds_nothing_to_complain_of,
    test_bibtex_makes_a_list_of_them_without_a_warning,
    test_bibtexparser_reads_every_field,
    test_citation_js_reads_them,
    test_csv_has_every_field,
    test_pandoc_reads_them,
    test_pybtex_splits_names_as_the_sources_do,
    test_rispy_reads_every_field,
)

__all__ = [
    "test_biber_finds_nothing_to_complain_of",
    "test_bibtex_makes_a_list_of_them_without_a_warning",
    "test_bibtexparser_reads_every_field",
    "test_citation_js_reads_them",
    "test_csv_has_every_field",
    "test_pandoc_reads_them",
    "test_pybtex_splits_names_as_the_sources_do",
    "test_rispy_reads_every_field",
]


@pytest.fixture(scope="module")
def files(catalog: Catalog) -> Files:
    """Return papers of the shipped library in every format."""
    return files_of(some(catalog))
