"""With the real `mkdocs serve`, a save is in the YAML and on the page after one build; it is never half done."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from generator.mkdocs_plugin.serve import edit_in_preview
from generator.preview.app import Preview
from tests.support.case import ROOT
from tests.support.project import environment, make_project
from tests.support.server import Server
from tests.support.waiting import TIMEOUT

pytestmark = pytest.mark.serve

MAP = "a-map-that-draws-itself"
PAGE = f"/papers/{MAP}/"


@pytest.fixture(scope="module")
def server(processes: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(make_project(tmp_path_factory.mktemp("edited"))) as running:
        yield running


def _token(server: Server) -> str:
    found = re.search(r'data-token="([^"]+)"', server.get(PAGE))
    assert found
    return found[1]


def _send(server: Server, change: dict[str, object], **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/-/paper/{MAP}",
        data=json.dumps(change).encode(),
        headers={"Content-Type": "application/json", **headers},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


def test_a_save_is_in_the_yaml_and_on_the_page(server: Server) -> None:
    token = _token(server)

    def save() -> None:
        assert _send(server, {"add": ["theory"]}, **{"X-Reading-List-Token": token}) == (
            200,
            {"written": True, "found": []},
        )

    def shown() -> bool:
        return "Theory</a>" in server.get(PAGE)

    assert server.builds_after(save, shown) == 1
    text = (server.root / "library/curation.yml").read_text(encoding="utf-8")
    assert "tags: [maps, survey, theory]" in text


def test_the_running_preview_refuses_others_too(server: Server) -> None:
    token = {"X-Reading-List-Token": _token(server)}
    before = (server.root / "library/curation.yml").read_bytes()
    change: dict[str, object] = {"add": ["dialogue"]}
    assert _send(server, change)[0] == 403
    assert _send(server, change, **token, Origin="https://evil.example")[0] == 403
    assert _send(server, change, **token, Host=f"evil.example:{server.port}")[0] == 403
    assert _send(server, {"note": "x" * 70_000}, **token)[0] == 413
    assert (server.root / "library/curation.yml").read_bytes() == before


def test_each_start_has_a_new_token(server: Server, tmp_path: Path) -> None:
    with Server(make_project(tmp_path)) as other:
        assert _token(other) != _token(server)


def test_nothing_of_the_panel_is_in_a_built_site(built_tiny: Path) -> None:
    assert not (built_tiny / "-").exists()
    panel = [path.read_bytes() for path in (ROOT / "templates/preview").iterdir()]
    for path in built_tiny.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert data not in panel, path
            assert b"/-/panel" not in data, path
            assert b"data-token" not in data, path


def _edits(root: Path, address: str = "127.0.0.1:8000") -> bool:
    """Return whether papers can be edited in a preview at an address."""
    config = load_config(str(root / "mkdocs.yml"), dev_addr=address)
    host, port = config.dev_addr
    server = LiveReloadServer(builder=lambda: None, host=host, port=port, root=str(root))
    try:
        edits = edit_in_preview(server, config, server.serve_request)
        assert isinstance(server.get_app(), Preview) is edits
        return edits
    finally:
        server.server_close()


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "127.1.2.3:8000", "localhost:8000", "[::1]:8000"])
def test_papers_are_edited_at_an_address_of_this_machine(mkdocs: None, tmp_path: Path, address: str) -> None:
    assert _edits(make_project(tmp_path), address)


@pytest.mark.parametrize("address", ["0.0.0.0:8000", "[::]:8000", "192.168.0.2:8000"])
def test_no_paper_is_edited_where_others_can_reach_the_preview(mkdocs: None, tmp_path: Path, address: str) -> None:
    assert not _edits(make_project(tmp_path), address)


def test_one_setting_turns_editing_off(mkdocs: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_project(tmp_path)
    monkeypatch.setenv("READING_LIST_EDIT", "0")
    assert not _edits(root)
    monkeypatch.delenv("READING_LIST_EDIT")
    assert _edits(root)
    path = root / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    assert "\nextra:" in text
    path.write_text(text.replace("\nextra:", "\nextra:\n  preview: {edit: false}"), encoding="utf-8")
    assert not _edits(root)


SAVES = """
import sys
from pathlib import Path
from tests.preview.conftest import Visitor
visitor = Visitor(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    for change in ({"add": ["theory"]}, {"remove": ["theory"]}):
        assert visitor.change(**change).json["written"]
"""


def test_a_preview_killed_while_saving_leaves_a_whole_file(processes: None, tmp_path: Path) -> None:
    root = make_project(tmp_path)
    path = root / "library/curation.yml"
    without = path.read_bytes()
    states = {without, without.replace(b"[maps, survey]", b"[maps, survey, theory]")}
    for kill in range(10):
        path.write_bytes(without)
        command = [sys.executable, "-c", SAVES, str(root)]
        with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE) as saving:
            assert saving.stdout
            saving.stdout.readline()
            time.sleep(0.02 + kill * 0.0137)
            saving.kill()
        assert path.read_bytes() in states
