"""The built site: strict, light, complete, and the same bytes every time."""

from __future__ import annotations

import gzip
import re
import shutil
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from generator.pages.escape import front_matter, one_line
from tests.support.case import ROOT, TINY
from tests.support.heads import Head, wrong_in
from tests.support.hostile import NASTY, hostile_meta
from tests.support.project import build_here, environment, make_project, run
from tests.support.trees import contents

HERE = "http://127.0.0.1:8000/"


@pytest.fixture
def tiny(built_tiny: Path) -> Path:
    return built_tiny


def test_two_builds_have_the_same_bytes(tiny: Path, processes: None, tmp_path: Path) -> None:
    project = make_project(tmp_path / "again", TINY)
    done = run(project, "mkdocs", "build", "--quiet", env=environment(TZ="Pacific/Kiritimati", PYTHONHASHSEED="7"))
    assert done.returncode == 0, done.stderr
    assert contents(project / "site") == contents(tiny)


def test_the_guide_names_a_reader_for_every_file(tiny: Path) -> None:
    text = (ROOT / "docs/guide/running.md").read_text(encoding="utf-8").partition("| files | read by |\n")[2]
    rows = text.partition("\n\n")[0].splitlines()[1:]
    named = [pattern for row in rows for pattern in re.findall("`([^`]+)`", row.split(" | ")[0])]
    files = {path.relative_to(tiny).as_posix() for path in tiny.rglob("*") if path.is_file()}
    assert {file for file in files if not any(fnmatch(file, pattern) for pattern in named)} == set()
    assert [pattern for pattern in named if not any(fnmatch(file, pattern) for file in files)] == []


def test_no_markup_of_the_templates_is_left_in_a_page(tiny: Path) -> None:
    for page in tiny.rglob("index.html"):
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\{[ :]*[.#]|\{\{|\{%|data-search-exclude=", text), page


def test_every_page_is_reached_in_three_clicks(tiny: Path) -> None:
    reached = new = {"index.html"}
    for _ in range(3):
        new = {target for page in new for target in _links(tiny, page)} - reached
        reached = reached | new
    pages = {path.relative_to(tiny).as_posix() for path in tiny.rglob("index.html")}
    redirects = {page for page in pages if "http-equiv" in (tiny / page).read_text(encoding="utf-8")}
    assert pages - redirects - reached == set()


def _links(site: Path, page: str) -> set[str]:
    folder = (site / page).parent
    found = re.findall(r'<a [^>]*href="([^"#?:]+)"', (site / page).read_text(encoding="utf-8"))
    targets = {(folder / link / "index.html").resolve() for link in found}
    return {target.relative_to(site.resolve()).as_posix() for target in targets if target.is_file()}


def test_the_list_of_addresses_has_every_page(tiny: Path) -> None:
    listed = set((tiny / "urls.txt").read_text(encoding="utf-8").splitlines())
    built = {f"/{path.parent.relative_to(tiny).as_posix()}/".replace("/./", "/") for path in tiny.rglob("index.html")}
    assert built - listed == {
        f"/guide/{name}"
        for name in ("", "visiting/", "programs/", "curating/", "running/", "scaling/", "performance/", "messages/")
    }
    assert listed <= built


def test_the_sitemap_has_every_page_with_its_newest_day(tiny: Path) -> None:
    root = ET.fromstring((tiny / "sitemap.xml").read_bytes())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    days = {
        page.findtext(f"{space}loc", "").removeprefix(HERE): page.findtext(f"{space}lastmod")
        for page in root.iter(f"{space}url")
    }
    assert days["papers/talking-lamps/"] == "2025-09-10"  # listed in spring, and again in autumn
    assert days["papers/a-map-that-draws-itself/"] == days["tags/maps/"] == "2025-03-14"
    assert days[""] == days["explore/"] == days["listings/autumn/"] == "2025-09-10"
    assert days["guide/running/"] is days["desk/"] is None  # nobody knows when they changed
    assert not days.keys() & {"kept/", "compare/", "404.html", "papers/maps-by-themselves/"}
    assert gzip.decompress((tiny / "sitemap.xml.gz").read_bytes()) == (tiny / "sitemap.xml").read_bytes()


def test_hidden_pages_are_in_the_sitemap_for_the_theme_alone(tiny: Path) -> None:
    root = ET.fromstring((tiny / "sitemap.xml").read_bytes())
    hidden = [element.text for element in root.iter("{urn:not-for-robots}loc")]
    assert hidden == [f"{HERE}compare/", f"{HERE}kept/"]


def test_robots_txt_has_the_address_of_the_sitemap(tiny: Path) -> None:
    lines = (tiny / "robots.txt").read_text(encoding="utf-8").split("\n")
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    assert f"Sitemap: {HERE}sitemap.xml" in lines


def test_every_page_has_metadata_for_programs(tiny: Path) -> None:
    for page in _own_pages(tiny):
        head = Head(page)
        where = page.parent.relative_to(tiny).as_posix()
        assert wrong_in(head, HERE) == [], where
        assert head.one("canonical") == head.one("og:url") == f"{HERE}{where}/".replace("/./", "/")
        assert head.one("description") == head.one("og:description"), where
        assert head.one("og:title") in head.title, where
        assert head.one("og:type") == ("article" if where.startswith("papers/") else "website")
        assert head.one("twitter:card") == "summary_large_image"
        assert head.one("og:image:alt")
        picture = tiny / head.one("og:image").removeprefix(HERE)
        assert picture.read_bytes()[16:24] == b"".join(
            int(head.one(f"og:image:{side}")).to_bytes(4, "big") for side in ("width", "height")
        )
        assert ("robots" in head.named) == (where in {"kept", "compare"}), where


def _own_pages(site: Path) -> list[Path]:
    """Return every page that is no redirect."""
    return [page for page in sorted(site.rglob("index.html")) if "http-equiv" not in page.read_text(encoding="utf-8")]


def test_each_kind_of_page_has_its_kind_of_structured_data(tiny: Path) -> None:
    for page in _own_pages(tiny):
        kinds = set(Head(page).nodes)
        kind, _, rest = page.parent.relative_to(tiny).as_posix().partition("/")
        if kind == "papers":
            assert kinds == {"ScholarlyArticle", "BreadcrumbList"}
        elif kind in {"tags", "paths", "listings"} and "/" in rest:
            assert kinds == {"BreadcrumbList"}, rest  # a further page: the first one says what the whole is
        elif kind in {"tags", "paths", "listings"}:
            assert kinds == {"CollectionPage", "BreadcrumbList"}, rest
        elif kind != ".":
            assert kinds == {"BreadcrumbList"}, kind


def test_structured_data_describes_site_paper_and_tag(tiny: Path) -> None:
    assert Head(tiny / "index.html").nodes["WebSite"]["url"] == HERE
    article = Head(tiny / "papers/script-alert-1-script-bold-claims-c-eos/index.html").nodes["ScholarlyArticle"]
    assert article["headline"] == "<script>alert(1)</script> & **Bold** _Claims_ (c) <EOS>"
    tag = Head(tiny / "tags/models/index.html").nodes["CollectionPage"]["mainEntity"]
    assert tag["numberOfItems"] == len(tag["itemListElement"]) == 1


def test_every_page_has_breadcrumbs(tiny: Path) -> None:
    trails = {
        where: [
            (step["name"], step.get("item", "").removeprefix(HERE))
            for step in Head(tiny / where / "index.html").nodes["BreadcrumbList"]["itemListElement"]
        ]
        for where in ("guide", "guide/curating", "desk", "kept", "digests/spring")
    }
    assert trails == {
        "guide": [("Home", ""), ("Guide", "")],
        "guide/curating": [("Home", ""), ("Guide", "guide/"), ("Curating", "")],
        "desk": [("Home", ""), ("The curator’s desk", "")],
        "kept": [("Home", ""), ("Saved", "")],
        "digests/spring": [
            ("Home", ""),
            ("Listings", "listings/"),
            ("Spring listing", "listings/spring/"),
            ("New in Spring listing", ""),
        ],
    }


def test_the_page_for_missing_addresses_is_not_indexed(tiny: Path) -> None:
    head = Head(tiny / "404.html")
    assert head.one("robots") == "noindex"
    assert not {"og:title", "og:image", "canonical"} & head.named.keys()
    assert head.data == []


def test_hostile_metadata_is_escaped(mkdocs: None, tmp_path: Path) -> None:
    project = make_project(tmp_path, TINY)
    (project / "docs/papers").mkdir()
    for number, text in enumerate(NASTY):
        meta = hostile_meta(text, f"papers/hostile-{number}.md")
        (project / f"docs/papers/hostile-{number}.md").write_text(f"{front_matter(meta)}\n\n# Page\n", "utf-8")
    site = build_here(project)
    for number, text in enumerate(NASTY):
        head = Head(site / f"papers/hostile-{number}/index.html")
        assert wrong_in(head, HERE) == [], text
        assert head.one("og:title") == head.one("citation_title") == one_line(text)
        assert head.one("citation_author") == one_line(f"{text}, {text}")
        assert head.one("citation_abstract_html_url") == head.one("canonical")
        article = head.nodes["ScholarlyArticle"]
        assert article["headline"] == article["author"][0]["familyName"] == one_line(text).strip()
        assert head.elements["script"] == Head(site / "papers/talking-lamps/index.html").elements["script"]


def test_without_address_and_cards_pages_have_no_metadata_that_needs_them(mkdocs: None, tmp_path: Path) -> None:
    project = make_project(tmp_path, TINY)
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("site_url: !ENV", "# site_url: !ENV").replace("  # cards: false", "  cards: false")
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    site = build_here(project)
    head = Head(site / "papers/talking-lamps/index.html")
    assert not {"og:image", "og:url", "canonical"} & head.named.keys()
    assert head.one("twitter:card") == "summary"
    assert head.nodes["ScholarlyArticle"]["url"] == "../../papers/talking-lamps/"
    assert list(site.rglob("card.png")) == []
    assert "Sitemap" not in (site / "robots.txt").read_text(encoding="utf-8")


def test_with_a_repository_each_page_links_to_its_source(
    mkdocs: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPO_URL", "https://example.org/me/list")
    site = build_here(make_project(tmp_path, TINY))
    edit = "https://example.org/me/list/edit/main/"
    for page, place in {
        "papers/a-map-that-draws-itself": "library/curation.yml",
        "papers/script-alert-1-script-bold-claims-c-eos": "library/curation.yml",
        "tags/theory": "library/tags.yml",
        "paths/first-steps": "library/paths.yml",
        "guide/visiting": "docs/guide/visiting.md",
    }.items():
        assert f'href="{edit}{place}"' in (site / page / "index.html").read_text(encoding="utf-8"), page


def test_an_error_in_the_library_fails_the_build_with_its_message(processes: None, tmp_path: Path) -> None:
    project = make_project(tmp_path, TINY)
    shutil.copy(project / "library/paths.yml", project / "library/tags.yml")
    done = run(project, "mkdocs", "build")
    assert done.returncode == 1
    assert "library/tags.yml:3:3: error[unknown-field]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site" / "index.html").exists()


def test_hand_written_pages_are_published_beside_ours(mkdocs: None, tmp_path: Path) -> None:
    project = make_project(tmp_path, TINY)
    (project / "docs" / "papers").mkdir()
    (project / "docs" / "papers" / "mine.md").write_text("# Mine\n\nWritten by hand.\n", encoding="utf-8")
    site = build_here(project)
    assert "Written by hand." in (site / "papers/mine/index.html").read_text(encoding="utf-8")
