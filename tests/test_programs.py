"""What the site offers to programs is there when it is served, and the examples of the guide work."""

from __future__ import annotations

import http.server
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin
from urllib.request import urlopen

import pytest

from tests.case import ROOT
from tests.waiting import TIMEOUT

STANDS_FOR = "https://list.example"
"""What the examples call the address of the site; the guide says so."""

GUIDE = ROOT / "docs" / "guide" / "programs.md"
_FENCE = re.compile(r"^```(sh|python|js)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
EXAMPLES = _FENCE.findall(GUIDE.read_text(encoding="utf-8"))
_LINK = re.compile(r"(?<!\\)\]\(([^\s()]+)\)")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site(built_real: Path) -> Iterator[str]:
    """Return the address at which the site of the real library is served."""
    handler = partial(_Quiet, directory=str(built_real))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def papers(built_real: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((built_real / "api/v1/papers.json").read_bytes())["papers"]
    return found


def _run(language: str, code: str, folder: Path) -> str:
    """Run an example in an empty folder and return what it prints; skip it where its language is not there."""
    needed = {"sh": ("sh", "curl"), "python": (), "js": ("node",)}[language]
    for program in needed:
        if shutil.which(program) is None:
            pytest.skip(f"no {program} on PATH, which this example needs")
    command = {
        "sh": ["sh", "-e", "-c", code],
        "python": [sys.executable, "-I", "-W", "error", "-c", code],
        "js": ["node", "--input-type=module", "--eval", code],
    }[language]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8", timeout=TIMEOUT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_guide_shows_every_language_and_says_what_stands_for_the_site() -> None:
    assert {language for language, _ in EXAMPLES} == {"sh", "python", "js"}
    assert all(STANDS_FOR in code for _, code in EXAMPLES)
    assert f"`{STANDS_FOR}` stands for the address of this site" in GUIDE.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[f"{i} in {one[0]}" for i, one in enumerate(EXAMPLES)])
def test_an_example_of_the_guide_prints_what_it_is_for(
    site: str, papers: list[dict[str, Any]], built_real: Path, tmp_path: Path, number: int
) -> None:
    language, code = EXAMPLES[number]
    printed = _run(language, code.replace(STANDS_FOR, site), tmp_path)
    assert printed.strip() == "\n".join(_expected(site, papers, built_real)[number]).strip()


def _expected(site: str, papers: list[dict[str, Any]], built: Path) -> list[list[str]]:
    """Return what each example must print, in their order."""
    tags = json.loads((built / "api/v1/tags.json").read_bytes())["tags"]
    path = json.loads((built / "api/v1/paths.json").read_bytes())["paths"][0]
    index = json.loads((built / "api/v1/index.json").read_bytes())["files"]
    texts = {step["slug"]: (built / f"papers/{step['slug']}.md").read_text("utf-8") for step in path["papers"]}
    tagged = [paper for paper in papers if "quantization" in paper["tags_with_broader"]]
    assert len(tagged) > 20
    return [
        [str(sum(any(link["rel"] == "code" for link in paper["links"]) for paper in papers))],
        ['{"version":1,"count":540,'],
        [
            f"{paper['first_listed']} {paper['title_plain']} {site}/papers/{paper['slug']}/"
            for paper in sorted(tagged, key=lambda paper: paper["first_listed"], reverse=True)
        ],
        [
            f"{paper['title_plain']} ({', '.join(paper['authors']) or 'authors not known'}, "
            f"{paper['year'] or 'year not known'})"
            for paper in papers
        ],
        [f"{file['url']} {file['count']} is whole" for file in index],
        ["GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers"],
        [
            f"{tag['name']}: {tag['papers_with_narrower']} papers, {site}/tags/{tag['slug']}/"
            for tag in sorted(tags, key=lambda tag: -tag["papers_with_narrower"])[:10]
        ],
        [f"{texts[step['slug']]}\nWhy here: {step['note']}\n" for step in path["papers"]],
    ]


def test_what_is_not_newer_is_not_fetched_again(site: str, tmp_path: Path) -> None:
    code = next(code for language, code in EXAMPLES if "--time-cond" in code).replace(STANDS_FOR, site)
    assert _run("sh", code, tmp_path)
    (tmp_path / "papers.json").write_text("what I have", encoding="utf-8")
    assert _run("sh", code, tmp_path) == "what I have"


def test_markdown_is_served_as_such_at_the_address_beside_the_page(site: str, papers: list[dict[str, Any]]) -> None:
    for paper in papers[:3]:
        with urlopen(f"{site}/papers/{paper['slug']}.md") as answer:
            assert answer.headers["Content-Type"] == "text/markdown"
            assert answer.read().startswith(b"# ")


def test_every_page_of_a_paper_names_its_markdown(built_real: Path, built_tiny: Path) -> None:
    for built in (built_real, built_tiny):
        pages = [page for page in (built / "papers").glob("*/index.html") if b"http-equiv" not in page.read_bytes()]
        assert len(pages) >= 5
        for page in pages:
            named = re.findall(
                r'<link rel="alternate" type="text/markdown" href="([^"]+)">', page.read_text(encoding="utf-8")
            )
            assert [(page.parent / target).resolve() for target in named] == [page.parent.with_suffix(".md").resolve()]
            assert page.parent.with_suffix(".md").is_file()
        assert "text/markdown" not in (built / "index.html").read_text(encoding="utf-8")


def test_markdown_has_no_other_name_in_the_site(built_real: Path) -> None:
    assert len(list((built_real / "papers").glob("*.md"))) == 540
    assert not list(built_real.rglob("*.md.txt"))


@pytest.mark.parametrize("library", ["built_real", "built_tiny"])
def test_every_link_of_llms_txt_and_of_the_markdown_leads_somewhere(
    request: pytest.FixtureRequest, library: str
) -> None:
    built: Path = request.getfixturevalue(library)
    at = "http://127.0.0.1:8000/"
    files = [built / "llms.txt", *(built / "papers").glob("*.md")]
    followed = 0
    for file in files:
        here = urljoin(at, file.relative_to(built).as_posix())
        for target in _LINK.findall(file.read_text(encoding="utf-8")):
            address = unquote(urldefrag(urljoin(here, target))[0])
            if not address.startswith(at):
                continue
            path = built / address.removeprefix(at)
            assert (path / "index.html" if address.endswith("/") else path).is_file(), (file, target)
            followed += 1
    assert followed > 9 * len(files)


def test_what_programs_read_stays_within_its_bounds(built_real: Path) -> None:
    texts = sum(path.stat().st_size for path in (built_real / "papers").glob("*.md"))
    assert texts < 3_000_000
    assert (built_real / "api/v1/papers.ndjson").stat().st_size < 4_000_000
    assert sum(path.stat().st_size for path in (built_real / "api/v1").glob("*.schema.json")) < 16_000
