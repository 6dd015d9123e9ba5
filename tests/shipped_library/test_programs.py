"""What the site offers to programs is there when it is served, and the examples of the guide work."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.support.waiting import TIMEOUT
from tests.test_programs import (
    EXAMPLES,
    STANDS_FOR,
    test_every_link_of_llms_txt_and_of_the_markdown_leads_somewhere,
    test_every_page_of_a_paper_names_its_markdown,
)

__all__ = [
    "test_every_link_of_llms_txt_and_of_the_markdown_leads_somewhere",
    "test_every_page_of_a_paper_names_its_markdown",
]


@pytest.fixture
def built(built_real: Path) -> Path:
    return built_real


"""What the examples call the address of the site; the guide says so."""


@pytest.fixture
def site(real: str) -> str:
    return real


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


@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[f"{i} in {one[0]}" for i, one in enumerate(EXAMPLES)])
def test_an_example_of_the_guide_prints_what_it_is_for(
    site: str, papers: list[dict[str, Any]], built_real: Path, tmp_path: Path, number: int
) -> None:
    language, code = EXAMPLES[number]
    printed = _run(language, code.replace(STANDS_FOR, site), tmp_path)
    assert printed.strip() == "\n".join(_expected(site, papers, built_real)[number]).strip()


def _expected(site: str, papers: list[dict[str, Any]], built: Path) -> list[list[str]]:
    """Return what each example must print, in their order."""
    path = json.loads((built / "api/v1/paths.json").read_bytes())["paths"][0]
    texts = {step["slug"]: (built / f"papers/{step['slug']}.md").read_text("utf-8") for step in path["papers"]}
    tagged = [paper for paper in papers if "quantization" in paper["tags_with_broader"]]
    assert len(tagged) > 20
    return [
        ['{"version":1,"count":540,'],
        [
            f"{paper['first_listed']} {paper['title_plain']} {site}/papers/{paper['slug']}/"
            for paper in sorted(tagged, key=lambda paper: paper["first_listed"], reverse=True)
        ],
        ["GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers"],
        [f"{texts[step['slug']]}\nWhy here: {step['note']}\n" for step in path["papers"]],
    ]


def test_what_is_not_newer_is_not_fetched_again(site: str, processes: None, tmp_path: Path) -> None:
    code = next(code for language, code in EXAMPLES if "--time-cond" in code).replace(STANDS_FOR, site)
    assert _run("sh", code, tmp_path)
    (tmp_path / "papers.json").write_text("what I have", encoding="utf-8")
    assert _run("sh", code, tmp_path) == "what I have"


def test_markdown_is_served_as_such_at_the_address_beside_the_page(site: str, papers: list[dict[str, Any]]) -> None:
    for paper in papers[:3]:
        with urlopen(f"{site}/papers/{paper['slug']}.md") as answer:
            assert answer.headers["Content-Type"] == "text/markdown"
            assert answer.read().startswith(b"# ")


def test_markdown_has_no_other_name_in_the_site(built_real: Path) -> None:
    assert len(list((built_real / "papers").glob("*.md"))) == 540
    assert not list(built_real.rglob("*.md.txt"))


def test_what_programs_read_stays_within_its_bounds(built_real: Path) -> None:
    texts = sum(path.stat().st_size for path in (built_real / "papers").glob("*.md"))
    assert texts < 3_000_000
    assert (built_real / "api/v1/papers.json").stat().st_size < 4_000_000
    assert sum(path.stat().st_size for path in (built_real / "api/v1").glob("*.schema.json")) < 16_000
