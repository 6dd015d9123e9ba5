"""The built site: strict, light, complete, and the same bytes every time."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.case import TINY
from tests.project import REAL_LIBRARY, build_site, environment, make_project, run
from tests.trees import contents

TO_TAKE_AWAY = re.compile(
    r"^library\.|^papers/[^/]+/cite\.|^(?:tags|paths|listings)/[^/]+\.(?:bib|ris|csl\.json|txt|csv)$"
)
pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(make_project(tmp_path_factory.mktemp("real"), REAL_LIBRARY))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(make_project(tmp_path_factory.mktemp("tiny"), TINY))


def test_the_site_is_light(real: Path) -> None:
    sizes = {path.relative_to(real).as_posix(): path.stat().st_size for path in real.rglob("*") if path.is_file()}
    pages = {name: size for name, size in sizes.items() if name.endswith("index.html")}
    assert sum(name.startswith("papers/") for name in pages) == 540
    assert max(size for name, size in pages.items() if name.startswith("papers/")) <= 20_000
    assert max(size for name, size in pages.items() if name.startswith("tags/")) <= 80_000
    away = {name: size for name, size in sizes.items() if TO_TAKE_AWAY.search(name)}
    assert len(away) == 5 * (540 + 80 + 8 + 5 + 1)
    assert sum(away.values()) <= 27_000_000  # each paper in six files of each format; nobody fetches all
    assert sum(sizes.values()) - sum(away.values()) <= 25_000_000


def test_two_builds_have_the_same_bytes(tiny: Path, tmp_path: Path) -> None:
    project = make_project(tmp_path / "again", TINY)
    done = run(project, "mkdocs", "build", "--quiet", env=environment(TZ="Pacific/Kiritimati", PYTHONHASHSEED="7"))
    assert done.returncode == 0, done.stderr
    assert contents(project / "site") == contents(tiny)


def test_no_mark_of_the_templates_is_left_in_a_page(real: Path, tiny: Path) -> None:
    for page in [*real.rglob("index.html"), *tiny.rglob("index.html")]:
        text = re.sub(r"<(pre|code)\b.*?</\1>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\{[ :]*[.#]|\{\{|\{%|data-search-exclude=", text), page


def test_every_page_is_reached_in_three_clicks(tiny: Path, real: Path) -> None:
    for site in (tiny, real):
        reached = {"index.html"}
        for _ in range(3):
            reached |= {target for page in reached for target in _links(site, page)}
        pages = {path.relative_to(site).as_posix() for path in site.rglob("index.html")}
        redirects = {page for page in pages if "http-equiv" in (site / page).read_text(encoding="utf-8")}
        assert pages - redirects - reached == set()


def _links(site: Path, page: str) -> set[str]:
    folder = (site / page).parent
    found = re.findall(r'<a [^>]*href="([^"#?:]+)"', (site / page).read_text(encoding="utf-8"))
    targets = {(folder / link / "index.html").resolve() for link in found}
    return {target.relative_to(site.resolve()).as_posix() for target in targets if target.is_file()}


def test_the_search_leads_to_sections_of_the_guide_that_are_there(real: Path) -> None:
    for _, address, _ in json.loads((real / "data/guide.json").read_bytes()):
        page, _, anchor = address.partition("#")
        assert not anchor or f'id="{anchor}"' in (real / page / "index.html").read_text(encoding="utf-8"), address


def test_papers_are_not_in_the_navigation(real: Path) -> None:
    text = (real / "guide/index.html").read_text(encoding="utf-8")
    assert "/papers/" not in text.split("<article")[0]


def test_the_list_of_addresses_is_the_site(tiny: Path) -> None:
    listed = set((tiny / "urls.txt").read_text(encoding="utf-8").splitlines())
    built = {f"/{path.parent.relative_to(tiny).as_posix()}/".replace("/./", "/") for path in tiny.rglob("index.html")}
    assert built - listed == {f"/guide/{name}" for name in ("", "visiting/", "curating/", "running/", "messages/")}
    assert listed <= built


def test_the_sitemap_names_every_page_and_no_day(tiny: Path) -> None:
    root = ET.fromstring((tiny / "sitemap.xml").read_bytes())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    pages = [element.text for element in root.iter(f"{space}loc")]
    assert "http://127.0.0.1:8000/papers/talking-lamps/" in pages
    assert not list(root.iter(f"{space}lastmod"))
    assert gzip.decompress((tiny / "sitemap.xml.gz").read_bytes()) == (tiny / "sitemap.xml").read_bytes()


def test_with_a_repository_each_page_leads_to_where_it_is_written(tmp_path: Path) -> None:
    project = make_project(tmp_path, TINY)
    done = run(
        project, "mkdocs", "build", "--strict", "--quiet", env=environment(REPO_URL="https://example.org/me/list")
    )
    assert done.returncode == 0, done.stderr
    edit = "https://example.org/me/list/edit/main/"
    for page, place in {
        "papers/a-map-that-draws-itself": "library/curation.yml#L2",
        "papers/script-alert-1-script-bold-claims-c-eos": "library/curation.yml",
        "tags/theory": "library/tags.yml#L4",
        "paths/first-steps": "library/paths.yml#L1",
        "guide/visiting": "docs/guide/visiting.md",
    }.items():
        assert f'href="{edit}{place}"' in (project / "site" / page / "index.html").read_text(encoding="utf-8"), page


def test_a_mistake_in_the_library_fails_the_build_with_its_message(tmp_path: Path) -> None:
    project = make_project(tmp_path, TINY)
    shutil.copy(project / "library/paths.yml", project / "library/tags.yml")
    done = run(project, "mkdocs", "build")
    assert done.returncode == 1
    assert "library/tags.yml:3:3: error[unknown-field]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site" / "index.html").exists()


def test_hand_written_pages_are_published_beside_ours(tmp_path: Path) -> None:
    project = make_project(tmp_path, TINY)
    (project / "docs" / "papers").mkdir()
    (project / "docs" / "papers" / "mine.md").write_text("# Mine\n\nWritten by hand.\n", encoding="utf-8")
    site = build_site(project)
    assert "Written by hand." in (site / "papers/mine/index.html").read_text(encoding="utf-8")
