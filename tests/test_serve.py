"""`mkdocs serve` follows every edit with one build, survives errors, and never loops."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.storage.files import write_whole
from tests.support.case import TINY
from tests.support.project import make_project
from tests.support.server import Server

pytestmark = pytest.mark.serve

MAP = "/papers/a-map-that-draws-itself/"


@pytest.fixture(scope="module")
def server(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(make_project(tmp_path_factory.mktemp("served"))) as running:
        yield running


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    _save(path, text.replace(old, new))


def _save(path: Path, text: str) -> None:
    """Write a file atomically, so that the server never sees half of it."""
    write_whole(path, text.encode())


def _page(server: Server) -> str:
    """Return a page without the number that the server gives each version of the site."""
    return server.get(MAP).split("livereload(")[0]


def test_an_edit_of_the_curation_is_one_build(server: Server) -> None:
    path = server.root / "library/curation.yml"
    took = server.builds_after(
        lambda: _replace(path, "tags: [maps, survey]", "tags: [maps, survey, theory]"),
        lambda: "Theory</a>" in server.get(MAP),
    )
    assert took == 1


def test_the_markdown_of_a_paper_follows_an_edit(server: Server) -> None:
    path = server.root / "library/curation.yml"
    assert server.get(f"{MAP[:-1]}.md").startswith("# A Map That Draws Itself\n\n> Draws maps without a hand & keeps")
    took = server.builds_after(
        lambda: _replace(path, "without a hand & keeps", "without hands & keeps"),
        lambda: "\n> Draws maps without hands & keeps them.\n" in server.get(f"{MAP[:-1]}.md"),
    )
    assert took == 1


def test_an_edit_of_a_template_is_one_build(server: Server) -> None:
    path = server.root / "templates/pages/paper.md.j2"
    took = server.builds_after(
        lambda: _replace(path, ">Listed in<", ">Seen in<"),
        lambda: "Seen in</h2>" in server.get(MAP),
    )
    assert took == 1


def test_an_edit_of_the_theme_is_one_build(server: Server) -> None:
    path = server.root / "templates/theme/main.html"
    took = server.builds_after(
        lambda: _replace(path, '<div class="rl rl-', '<div data-edited class="rl rl-'),
        lambda: "data-edited" in server.get(MAP),
    )
    assert took == 1


def test_an_edit_of_the_guide_is_one_build(server: Server) -> None:
    path = server.root / "docs/guide/visiting.md"
    took = server.builds_after(
        lambda: _save(path, path.read_text(encoding="utf-8") + "\n\nA new last word.\n"),
        lambda: "A new last word." in server.get("/guide/visiting/"),
    )
    assert took == 1


def test_an_edit_of_the_style_is_one_build(server: Server) -> None:
    path = server.root / "docs/assets/reading-list.css"
    took = server.builds_after(
        lambda: _save(path, path.read_text(encoding="utf-8") + "\n/* edited */\n"),
        lambda: "/* edited */" in server.get("/assets/reading-list.css"),
    )
    assert took == 1


def test_adding_and_removing_a_listing_is_one_build_each(server: Server) -> None:
    listing = server.root / "library/sources/summer.txt"
    text = "new\n\nJun 1\n\nA Paper of Summer\n\nIt is warm."
    page = "/papers/a-paper-of-summer/"
    came = server.builds_after(lambda: _save(listing, text), (server.root / f"docs{page[:-1]}.md").is_file)
    assert came == 1
    assert "It is warm" in server.get(page)
    went = server.builds_after(listing.unlink, lambda: not (server.root / f"docs{page[:-1]}.md").exists())
    assert went == 1


def test_an_error_is_logged_and_keeps_the_site_until_the_next_save(server: Server) -> None:
    path = server.root / "library/curation.yml"
    good = path.read_text(encoding="utf-8")
    before = _page(server)
    docs = (server.root / "docs/papers/a-map-that-draws-itself.md").read_bytes()
    took = server.builds_after(
        lambda: _save(path, good.replace("[theory]", "[theory")),
        lambda: "error[yaml-syntax]" in server.log,
    )
    assert took <= 1
    assert "library/curation.yml:17:9: error[yaml-syntax]" in server.log
    assert _page(server) == before
    assert (server.root / "docs/papers/a-map-that-draws-itself.md").read_bytes() == docs
    server.builds_after(
        lambda: _save(path, good.replace("Bounds attention.", "Bounds all attention.")),
        lambda: "Bounds all attention" in server.get("/papers/on-the-g-ray-of-attention/"),
    )


def test_saving_without_a_change_is_one_build_and_rewrites_nothing(server: Server) -> None:
    path = server.root / "library/tags.yml"
    page = server.root / "docs/papers/gardens-of-small-models-pruning-what-nobody-waters.md"
    server.builds_after(
        lambda: _replace(server.root / "library/curation.yml", "and keeps the fruit", "and saves the fruit"),
        lambda: "and saves the fruit" in page.read_text(encoding="utf-8"),
    )
    before, builds = page.stat().st_mtime_ns, server.builds
    assert server.builds_after(lambda: _save(path, path.read_text("utf-8")), lambda: server.builds > builds) == 1
    assert page.stat().st_mtime_ns == before


def test_the_tiny_library_was_not_touched(server: Server) -> None:
    assert "[maps, survey]" in (TINY / "curation.yml").read_text(encoding="utf-8")
