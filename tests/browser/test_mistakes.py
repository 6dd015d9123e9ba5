"""Errors saved during the preview stand on its pages, in a real browser on the real `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from generator.storage.files import write_whole
from tests.support.project import make_project
from tests.support.server import Server
from tests.support.windows import check_accessible, visit

pytestmark = [pytest.mark.browser, pytest.mark.serve]

MAP = "/papers/a-map-that-draws-itself/"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(make_project(tmp_path_factory.mktemp("mistaken"))) as running:
        yield running


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("library/curation.yml", "[theory]", "[thory]", "library/curation.yml:17:10"),
        ("library/tags.yml", "name: Theory", "nam: Theory", "library/tags.yml:4:14"),
        ("library/sources/autumn.txt", "Sep 10", "Sep 41", "library/sources/autumn.txt"),
        ("templates/pages/paper.md.j2", "{{", "{% if %}{{", "templates/pages/paper.md.j2"),
        ("templates/theme/main.html", "{% block", "{% if %}{% block", "templates/theme/main.html"),
        ("mkdocs.yml", "docs_dir: docs", "docs_dir: nowhere", "MkDocs cannot build the site"),
    ],
)
def test_a_mistake_is_on_the_page_until_it_is_mended(
    file: str, old: str, new: str, said: str, browser: Browser, server: Server
) -> None:
    path = server.root / file
    good = path.read_text(encoding="utf-8")
    assert old in good
    with visit(browser) as seen:
        seen.page.goto(f"http://127.0.0.1:{server.port}{MAP}")
        write_whole(path, good.replace(old, new, 1).encode())
        banner = seen.page.locator(".rlp-errors")
        expect(banner).to_contain_text(said)
        expect(seen.page.get_by_role("heading", name="A Map That Draws Itself")).to_be_visible()
        write_whole(path, good.encode())
        expect(banner).to_have_count(0)


def test_all_errors_are_named_readable_and_out_of_the_way_when_folded(browser: Browser, server: Server) -> None:
    path = server.root / "library/curation.yml"
    good = path.read_text(encoding="utf-8")
    address = f"http://127.0.0.1:{server.port}{MAP}"
    bad = (
        good.replace("[theory]", "[thory]")
        .replace("[maps, survey]", "[maps, <b>]")
        .replace("tldr: Bounds", "tldl: Bounds")
    )
    write_whole(path, bad.encode())
    server.wait(lambda: "rlp-errors" in server.get(MAP))
    for scheme, width in (("light", 1280), ("dark", 390)):
        with visit(browser, width=width, scheme=scheme) as seen:
            seen.page.goto(address)
            banner = seen.page.locator(".rlp-errors")
            expect(banner.get_by_role("listitem")).to_have_count(3)
            check_accessible(seen.page)
            assert seen.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            banner.locator("summary").focus()
            seen.page.keyboard.press("Enter")
            expect(banner.get_by_role("listitem")).to_have_count(0)
            check_accessible(seen.page)
            height = seen.page.evaluate("document.querySelector('.rlp-errors').getBoundingClientRect().height")
            assert height < seen.page.evaluate("innerHeight") / 6
    write_whole(path, good.encode())
    server.wait(lambda: "rlp-errors" not in server.get(MAP))
