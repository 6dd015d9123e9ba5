"""The sitemap is one file with the bytes of the template, or an index of files if it is too large for the protocol."""

from __future__ import annotations

from types import SimpleNamespace
from xml.etree import ElementTree as ET

import jinja2
import pytest

from generator.mkdocs_plugin import sitemap as module
from generator.mkdocs_plugin.sitemap import SitemapEntry, sitemap
from tests.support.case import ROOT

SITE = "https://list.example/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
STOPS = (
    SitemapEntry(address=SITE, day="2025-03-14"),
    SitemapEntry(address=f"{SITE}guide/"),
    SitemapEntry(address=f"{SITE}kept/", hidden=True),
    SitemapEntry(address=f'{SITE}papers/a-&-b\'s-"c"-<d>-ü/', day="2025-01-02"),
)


def _by_template(entries: tuple[SitemapEntry, ...]) -> bytes:
    """Return what MkDocs makes of the template."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "templates" / "theme"), autoescape=False)
    pages = [
        SimpleNamespace(
            page=SimpleNamespace(
                meta={"kind": "paper", "day": stop.day, "noindex": stop.hidden},
                is_link=False,
                canonical_url=stop.address,
                abs_url=None,
            )
        )
        for stop in entries
    ]
    return environment.get_template("sitemap.xml").render(pages=pages).encode()


@pytest.mark.parametrize("entries", [STOPS, STOPS[:1], ()])
def test_one_file_has_the_bytes_of_the_template(entries: tuple[SitemapEntry, ...]) -> None:
    assert sitemap(entries, SITE) == [("sitemap.xml", _by_template(entries))]


def test_too_many_addresses_are_divided_among_files_with_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 10)
    entries = [
        SitemapEntry(address=f"{SITE}papers/{number}/", day=f"2025-01-{number % 28 + 1:02}") for number in range(25)
    ]
    files = dict(sitemap([*entries, STOPS[2]], SITE))
    index = ET.fromstring(files.pop("sitemap.xml"))
    assert index.tag == f"{SPACE}sitemapindex"
    named = {found.findtext(f"{SPACE}loc"): found.findtext(f"{SPACE}lastmod") for found in index}
    assert named == {
        f"{SITE}sitemap-1.xml": "2025-01-10",
        f"{SITE}sitemap-2.xml": "2025-01-20",
        f"{SITE}sitemap-3.xml": "2025-01-25",
    }
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    parts = [[found.findtext(f"{SPACE}loc") for found in ET.fromstring(data)] for data in files.values()]
    assert list(map(len, parts)) == [10, 10, 5]
    assert [address for part in parts for address in part] == [stop.address for stop in entries]


def test_the_most_addresses_that_the_protocol_allows_are_in_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert module.MOST == 50_000
    monkeypatch.setattr(module, "MOST", 10)
    entries = [SitemapEntry(address=f"{SITE}papers/{number}/") for number in range(10)]
    assert len(sitemap(entries, SITE)) == 1
    assert len(sitemap([*entries, SitemapEntry(address=SITE)], SITE)) == 3


def test_no_file_has_more_bytes_than_the_protocol_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 3_000)
    files = dict(sitemap([SitemapEntry(address=f"{SITE}papers/{'x' * 400}/")] * 9, SITE))
    assert len(files) > 3
    assert all(len(data) <= 3_000 for data in files.values())
