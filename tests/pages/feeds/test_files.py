"""The feeds of a library are valid, dated by its listings, and never announce a paper twice."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from generator.build.pipeline import build
from generator.pages.feeds import feed_files
from tests.support.feeds import NS, atom_of, entry_ids, json_feed_of, text
from tests.support.project import make_project

SITE = "https://papers.example.org/list/"


def _build(root: Path, site: str = SITE) -> Path:
    """Build a project that is published at `site`; return its feeds."""
    before = os.environ.get("SITE_URL")
    os.environ["SITE_URL"] = site
    try:
        result = build(root)
    finally:
        os.environ.pop("SITE_URL")
        if before is not None:
            os.environ["SITE_URL"] = before
    assert result.changes is not None, result.found
    return root / "docs" / "feeds"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(make_project(tmp_path_factory.mktemp("tiny")))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def _edit(path: Path, old: str, new: str) -> None:
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new), encoding="utf-8")


def test_the_whole_list_and_each_tag_listing_and_path_have_a_feed(tiny: Path) -> None:
    atoms = {path.relative_to(tiny).as_posix() for path in tiny.rglob("*.atom")}
    tags = ("theory", "survey", "models", "networks", "small-models", "dialogue", "maps")
    assert atoms == {
        "papers.atom",
        *(f"tags/{slug}.atom" for slug in tags),
        *("listings/autumn.atom", "listings/spring.atom", "paths/first-steps.atom"),
    }
    assert {path.relative_to(tiny).as_posix() for path in tiny.rglob("*.json")} == {"papers.json"}


def test_every_feed_keeps_the_rules_of_its_format(tiny: Path) -> None:
    for path in tiny.rglob("*.atom"):
        atom_of(path.read_bytes())
    feed = json_feed_of((tiny / "papers.json").read_bytes())
    assert [item["id"] for item in feed["items"]] == entry_ids((tiny / "papers.atom").read_bytes())


def test_a_reader_of_feeds_has_nothing_to_complain_of(tiny: Path) -> None:
    for path in [*tiny.glob("*.atom"), *tiny.glob("tags/[k-t]*.atom"), *tiny.glob("[lp]*/*.atom")]:
        parsed = feedparser.parse(path.read_bytes(), response_headers={"content-type": "application/atom+xml"})
        assert parsed.bozo is False, (path, parsed.get("bozo_exception"))
        assert parsed.version == "atom10"
        assert all(entry.id.startswith("urn:uuid:") and entry.link.startswith(SITE) for entry in parsed.entries)


def test_a_feed_has_the_same_facts_of_a_paper_as_its_page(tiny: Path) -> None:
    parsed = feedparser.parse((tiny / "tags/models.atom").read_bytes())
    assert parsed.feed.title == "Reading List: Models"
    assert parsed.feed.subtitle == "Models of all sizes."
    assert parsed.feed.author == "Reading List"
    assert parsed.feed.link == f"{SITE}tags/models/"
    (entry,) = parsed.entries  # it carries a narrower tag, too
    assert entry.link == f"{SITE}papers/gardens-of-small-models-pruning-what-nobody-waters/"
    assert entry.summary == "Cuts what nobody waters and keeps the fruit."
    assert [tag.label for tag in entry.tags] == ["Small models", "Models"]
    assert entry.content[0].value.startswith("<p>Cuts what nobody waters and keeps the fruit.</p><p>")
    assert entry.published == entry.updated


def test_hostile_text_stays_text(tiny: Path) -> None:
    parsed = feedparser.parse((tiny / "papers.atom").read_bytes())
    entry = next(entry for entry in parsed.entries if "script" in entry.link)
    assert entry.title == "<script>alert(1)</script> & **Bold** _Claims_ (c) <EOS>"
    assert entry.title_detail.type == "text/plain"
    raw = (tiny / "papers.atom").read_text(encoding="utf-8")
    assert "<script" not in raw
    assert 'href="javascript' not in raw
    assert "&quot;javascript" not in raw
    item = next(item for item in json_feed_of((tiny / "papers.json").read_bytes())["items"] if "script" in item["url"])
    assert "<script" not in item["content_html"]


def test_an_unchanged_library_has_the_same_feeds_to_the_byte(tmp_path: Path, tiny: Path) -> None:
    again = _build(make_project(tmp_path / "again"))
    for path in tiny.rglob("*"):
        assert path.is_dir() or path.read_bytes() == (again / path.relative_to(tiny)).read_bytes()


def test_another_address_of_the_site_changes_links_but_no_id(project: Path, tiny: Path) -> None:
    moved = _build(project, "https://elsewhere.example/")
    for path in tiny.rglob("*.atom"):
        there = (moved / path.relative_to(tiny)).read_bytes()
        assert entry_ids(there) == entry_ids(path.read_bytes())
        assert text(ET.fromstring(there), "id") == text(ET.fromstring(path.read_bytes()), "id")
        assert SITE.encode() not in there


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  slug: talking-lamps", "  slug: lamps-that-talk\n  formerly: talking-lamps"),
        ("  slug: talking-lamps", "  formerly: []"),
        ("  formerly: maps-by-themselves", "  slug: maps\n  formerly: [maps-by-themselves, a-map-that-draws-itself]"),
        ("  formerly: maps-by-themselves", "  formerly: [maps-by-themselves, maps-alone]"),
    ],
    ids=["another slug", "the slug given up", "a slug for a title that had changed", "one more former address"],
)
def test_another_address_of_a_paper_announces_nothing(project: Path, tiny: Path, old: str, new: str) -> None:
    _edit(project / "library/curation.yml", old, new)
    _edit(project / "library/paths.yml", "slug: talking-lamps", "slug: talking-lamps-a-dialogue-model-for-furniture")
    renamed = _build(project)
    assert set(entry_ids((renamed / "papers.atom").read_bytes())) == set(entry_ids((tiny / "papers.atom").read_bytes()))


def test_a_new_title_announces_nothing_if_the_old_address_is_kept(project: Path, tiny: Path) -> None:
    sources = [path for path in (project / "library/sources").glob("*.txt") if b"Ray of Attention" in path.read_bytes()]
    assert sources
    for path in sources:
        lines = path.read_text(encoding="utf-8").split("\n")
        path.write_text("\n".join("Light of Attention" if "Ray of Attention" in one else one for one in lines))
    _edit(
        project / "library/curation.yml",
        "on-the-g-ray-of-attention:",
        "light-of-attention:\n  formerly: on-the-g-ray-of-attention",
    )
    renamed = _build(project)
    assert "Ray of Attention" not in (renamed / "papers.atom").read_text(encoding="utf-8")
    assert set(entry_ids((renamed / "papers.atom").read_bytes())) == set(entry_ids((tiny / "papers.atom").read_bytes()))


def test_the_feed_of_a_renamed_tag_keeps_its_id_and_address(project: Path, tiny: Path) -> None:
    _edit(project / "library/tags.yml", '    dialogue: {name: Dialogue, description: "Talking things."}',
          '    talk: {name: Dialogue, description: "Talking things.", formerly: dialogue}')  # fmt: skip
    _edit(project / "library/curation.yml", "- dialogue", "- talk")
    feeds = _build(project)
    assert (feeds / "tags/dialogue.atom").read_bytes() == (feeds / "tags/talk.atom").read_bytes()
    before = ET.fromstring((tiny / "tags/dialogue.atom").read_bytes())
    assert text(ET.fromstring((feeds / "tags/talk.atom").read_bytes()), "id") == text(before, "id")


def test_a_new_site_name_changes_ids_unless_the_old_one_is_kept(project: Path, tiny: Path) -> None:
    _edit(project / "mkdocs.yml", "site_name: Reading List", "site_name: Other List")
    renamed = entry_ids((_build(project) / "papers.atom").read_bytes())
    known = set(entry_ids((tiny / "papers.atom").read_bytes()))
    assert not known & set(renamed)
    _edit(project / "mkdocs.yml", "  branch: main", "  branch: main\n  identity: Reading List")
    assert set(entry_ids((_build(project) / "papers.atom").read_bytes())) == known


def test_a_library_without_days_has_valid_feeds_that_never_change(project: Path) -> None:
    _edit(project / "library/sources.yml", "    listed: 2025-09-10\n    year: inferred\n", "")
    _edit(project / "library/sources.yml", "    listed: 2025-03-14\n    year: stated\n", "")
    feeds = _build(project)
    root = atom_of((feeds / "papers.atom").read_bytes())
    entries = root.findall(f"{NS}entry")
    assert len(entries) == 5
    assert {text(entry, "updated") for entry in [root, *entries]} == {"1970-01-01T00:00:00Z"}
    assert not list(root.iter(f"{NS}published"))
    items = json_feed_of((feeds / "papers.json").read_bytes())["items"]
    assert not any("date_published" in item for item in items)
    assert not feedparser.parse((feeds / "papers.atom").read_bytes()).bozo


def test_papers_without_a_day_follow_those_with_one(project: Path) -> None:
    _edit(project / "library/sources.yml", "    listed: 2025-09-10\n    year: inferred\n", "")
    root = atom_of((_build(project) / "papers.atom").read_bytes())
    days = [text(entry, "updated")[:4] for entry in root.findall(f"{NS}entry")]
    assert days == sorted(days, reverse=True)
    assert set(days) == {"2025", "1970"}
    assert text(root, "updated") == "2025-03-14T00:00:00Z"


def test_a_tag_without_papers_has_a_feed_to_wait_for(project: Path) -> None:
    tags = project / "library" / "tags.yml"
    tags.write_text(f"{tags.read_text(encoding='utf-8')}    lamps: {{name: Lamps}}\n", encoding="utf-8")
    feeds = _build(project)
    assert not atom_of((feeds / "tags/lamps.atom").read_bytes()).findall(f"{NS}entry")
    assert "feeds/tags/lamps.atom" in (project / "docs/tags/lamps.md").read_text(encoding="utf-8")


def test_a_listing_that_grows_at_its_end_shows_its_last_rows(project: Path) -> None:
    spring = project / "library/sources/spring.txt"
    rows = "".join(f"\n\nLamp number {n} of a long row\n\nIt shines {n} times." for n in range(1, 31))
    spring.write_text(spring.read_text(encoding="utf-8") + rows, encoding="utf-8")
    entries = ET.fromstring((_build(project) / "listings/spring.atom").read_bytes()).findall(f"{NS}entry")
    assert text(entries[0], "title") == "Lamp number 30 of a long row"
    assert len(entries) == feed_files.LATEST_OF_ONE


def test_without_a_site_address_atom_is_relative_and_json_has_no_addresses(project: Path) -> None:
    _edit(project / "mkdocs.yml", 'site_url: !ENV [SITE_URL, "http://127.0.0.1:8000/"]', "")
    feeds = _build(project)
    root = atom_of((feeds / "tags/models.atom").read_bytes(), absolute=False)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{NS}link")}
    assert links == {"self": "../../feeds/tags/models.atom", "alternate": "../../tags/models/"}
    assert "home_page_url" not in json_feed_of((feeds / "papers.json").read_bytes())
    assert not (feeds / "all.opml").exists()
    assert "all.opml" not in (feeds / "index.md").read_text(encoding="utf-8")


def test_all_feeds_are_in_one_file_for_readers(tiny: Path) -> None:
    root = ET.fromstring((tiny / "all.opml").read_bytes())
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == "Reading List"
    feeds = [outline for outline in root.iter("outline") if outline.get("type") == "rss"]
    assert all(outline.get("text") and (outline.get("htmlUrl") or "").startswith(SITE) for outline in feeds)
    named = {(outline.get("xmlUrl") or "").removeprefix(f"{SITE}feeds/") for outline in feeds}
    assert named == {path.relative_to(tiny).as_posix() for path in tiny.rglob("*.atom")} - {"tags/networks.atom"}
    assert [group.get("text") for group in root.findall("body/outline")][1:] == [
        *("Kind of paper", "Subject", "Reading paths", "Listings")
    ]
    assert next(one.get("text") for one in feeds if (one.get("xmlUrl") or "").endswith("maps.atom")) == (
        "Reading List: Maps & charts"
    )


def test_a_hidden_paper_is_in_no_feed(tiny: Path) -> None:
    assert not any(b"secret-paper" in path.read_bytes() for path in tiny.rglob("*") if path.is_file())
