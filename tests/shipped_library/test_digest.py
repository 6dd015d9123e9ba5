"""The digest of a large library, and its mail that must not be truncated."""

from __future__ import annotations

import re
from datetime import date

from generator.catalog.model import Catalog
from generator.pages.digest import LARGEST, digest_since, mail
from tests.pages.digest.test_digest import (
    SITE,
    test_a_digest_of_the_whole_library_has_every_paper,
    test_each_paper_is_new_in_one_listing,
    test_lines_of_the_plain_text_are_short_but_for_addresses,
    test_the_mail_is_complete_in_itself_and_runs_nothing,
)

__all__ = [
    "test_a_digest_of_the_whole_library_has_every_paper",
    "test_each_paper_is_new_in_one_listing",
    "test_lines_of_the_plain_text_are_short_but_for_addresses",
    "test_the_mail_is_complete_in_itself_and_runs_nothing",
]


def test_a_mail_that_would_be_cut_off_is_shortened_and_says_so(catalog: Catalog) -> None:
    document = mail(digest_since(catalog, date(2025, 1, 1), SITE))
    assert len(document.encode()) <= LARGEST
    shown = document.count('<p style="margin:0 0 12px">')
    left_out = re.search(r"(\d+) more papers would make this message too long", document)
    assert left_out
    assert shown + int(left_out[1]) == 540
    assert shown > 200
    assert document.endswith("</body></html>\n")
