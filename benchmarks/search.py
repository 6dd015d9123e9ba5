"""Compares the search with that of the theme on the same site, in Chromium, as a visitor uses both.

    python benchmarks/search.py [--library FOLDER] [--queries FILE …] [--ours]

How often a paper that is meant comes first, and how often among the first five, for the queries of `queries.yml` and
`queries_more.yml`; how many rows of `spellings.yml` find one list; and from a cold cache, how many bytes and how long
it takes from the first key to the first result.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from compressed import serve
from generator.catalog.library import read_library
from generator.catalog.model import Catalog, Paper
from generator.text.tokens import words

ROOT = Path(__file__).resolve().parents[1]
HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
COLD = ("quantization", "kv cache compression", "one step diffusion distilation", "language models", "pruning")
"""The queries from a cold cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """A search as a visitor sees it: its field, its result links, and the addresses of its files."""

    name: str
    field: str
    links: str
    parts: tuple[str, ...]


OURS = Engine(
    name="ours",
    field="header .rl-box__field",
    links="[data-search-results=papers] a",
    parts=("/data/", "/assets/js/", "/vendor/lit-html/", "/vendor/stemmer/"),
)
THEIRS = Engine(
    name="theme",
    field=".md-search__input",
    links=".md-search-result__link",
    parts=("/search/search_index", "/workers/search", "/lunr/"),
)


def main() -> None:
    """Print a table for the queries, and one for a cold cache."""
    parser = argparse.ArgumentParser(description="Measures the search against the theme's on the same site.")
    parser.add_argument("--library", dest="folder", type=Path, default=ROOT / "library")
    parser.add_argument("--queries", type=Path, nargs="+", default=[HERE / "queries.yml", HERE / "queries_more.yml"])
    parser.add_argument("--ours", action="store_true", help="leave the theme's search out")
    options = parser.parse_args()
    queries = [query for path in options.queries for query in labelled(path, options.folder)]
    spellings = yaml.safe_load((HERE / "spellings.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS
        )
        for engine in (OURS,) if options.ours else (OURS, THEIRS):
            site = lay_out(Path(folder, engine.name), options.folder, plugin=engine is THEIRS)
            with serve(site) as address:
                report(engine, ask(browser, address, engine, queries))
                alike = sum(one_list(browser, address, engine, row) for row in spellings)
                print(f"{engine.name:6} {alike} of {len(spellings)} rows of spellings find one list")
                report_cold(engine, [cold(browser, address, engine, text) for text in COLD])


Query = tuple[str, str, frozenset[str]]
"""A query: its kind, its words, and the slugs of the right papers."""


def labelled(path: Path, library: Path) -> list[Query]:
    """Return the queries of a file: each names a paper, or some, or says what a right paper has."""
    catalog = read_library(library, lambda finding: None)
    if catalog is None:
        raise SystemExit(f"{library} has errors")
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [(kind, text, meant(label, catalog)) for kind, queries in rows.items() for text, label in queries]


def meant(label: str | dict[str, Any], catalog: Catalog) -> frozenset[str]:
    """Return the slugs of the papers that a label means."""
    if isinstance(label, str):
        return frozenset({label})
    named = frozenset(label.get("papers", ()))
    stated = {key: value for key, value in label.items() if key != "papers"}
    found = named | frozenset(slug for slug, paper in catalog.papers.items() if stated and has(paper, stated))
    if not found <= catalog.papers.keys() or not found:
        raise SystemExit(f"no such papers: {label}")
    return found


def has(paper: Paper, stated: dict[str, Any]) -> bool:
    """Return whether a paper has all that a label says: tags, an author, a venue, a year."""
    facts = paper.facts
    names = [" ".join(words(author.name)) for author in facts.authors]
    return (
        set(stated.get("tags", ())) <= set(paper.tags)
        and any(" ".join(words(stated.get("author", ""))) in name for name in names or [""])
        and stated.get("venue", "") in facts.venue
        and stated.get("year", facts.year) == facts.year
    )


def one_list(browser: Browser, address: str, engine: Engine, row: Sequence[str]) -> bool:
    """Return whether all spellings of a row find the same papers in the same order."""
    page = browser.new_page()
    page.goto(address)
    lists = [look_for(page, engine, text) for text in row]
    page.close()
    return all(found == lists[0] for found in lists)


def lay_out(root: Path, library: Path, *, plugin: bool) -> Path:
    """Build the site of a library in `root`, with MkDocs' search plugin or with our search; return its folder."""
    root.mkdir()
    for name in ("generator", "templates", "docs/assets", "docs/guide"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(library, root / "library")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("  - reading-list", "  - search\n  - reading-list") if plugin else settings
    )
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=root, env=environment, check=True)
    return root / "site"


def ask(browser: Browser, address: str, engine: Engine, queries: Sequence[Query]) -> list[tuple[str, int | None]]:
    """Return, for each query, its kind and at which place the first paper that was meant is, counted from 0."""
    page = browser.new_page()
    page.goto(address)
    found: list[tuple[str, int | None]] = []
    for kind, text, right in queries:
        links = look_for(page, engine, text)
        papers = list(dict.fromkeys(link.split("/papers/")[1].split("/")[0] for link in links if "/papers/" in link))
        found.append((kind, next((at for at, slug in enumerate(papers[:5]) if slug in right), None)))
    page.close()
    return found


def look_for(page: Page, engine: Engine, text: str) -> list[str]:
    """Type a query and return the addresses of the results once they have settled."""
    field = page.locator(engine.field)
    field.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Backspace")
    page.wait_for_timeout(60)
    page.keyboard.insert_text(text)
    page.keyboard.press("End")  # the theme's search listens to keys
    links: list[str] = []
    for _ in range(40):
        page.wait_for_timeout(120)
        now: list[str] = page.locator(engine.links).evaluate_all("links => links.map(link => link.href)")
        if now and now == links:
            break
        links = now
    return links


def cold(browser: Browser, address: str, engine: Engine, text: str) -> tuple[float, int]:
    """Return seconds from the first key to the first result, and the bytes of the search until then.

    The browser is new, and the page has settled: what is fetched is what nobody asked for before.
    """
    context = browser.new_context()
    page = context.new_page()
    taken: list[int] = []
    page.on(
        "requestfinished",
        lambda request: (
            taken.append(request.sizes()["responseBodySize"])
            if any(part in request.url for part in engine.parts)
            else None
        ),
    )
    page.goto(address, wait_until="networkidle")
    page.locator(engine.field).wait_for(state="attached")
    started = time.perf_counter()
    page.locator(engine.field).focus()
    page.keyboard.insert_text(text)
    page.keyboard.press("End")
    page.locator(engine.links).first.wait_for(state="attached")
    seconds = time.perf_counter() - started
    fetched = sum(taken)
    context.close()
    return seconds, fetched


def report(engine: Engine, found: Sequence[tuple[str, int | None]]) -> None:
    """Print how often the paper that was meant came first, and among the first five."""
    for kind in [*dict.fromkeys(kind for kind, _ in found), "all"]:
        places = [place for of, place in found if kind in (of, "all")]
        first, five = (sum(place in wanted for place in places) / len(places) for wanted in ((0,), range(5)))
        print(f"{engine.name:6} {kind:8} {len(places):4} queries  hit@1 {first:.2f}  hit@5 {five:.2f}")


def report_cold(engine: Engine, runs: Sequence[tuple[float, int]]) -> None:
    """Print medians and maxima of time and bytes."""
    times, sizes = zip(*runs, strict=True)
    print(
        f"{engine.name:6} cold: first result after {statistics.median(times):.2f} s (at most {max(times):.2f}), "
        f"{statistics.median(sizes) / 1000:.0f} KB (at most {max(sizes) / 1000:.0f})"
    )


if __name__ == "__main__":
    main()
