"""Times the map and measures how well it keeps neighbours: for the library, and for a given number of papers.

    python benchmarks/map.py [--library FOLDER] [--papers 20000] [--draw]

Papers beyond those of the library are made up: sentences and tags of neighbours in it, put together by chance. "Kept"
is the share of the ten papers most alike in words and tags that are among the thirty nearest on the map; beside it
the same for the first two principal components, and for chance. With --draw, Chromium draws as many points, and what
is quoted is the time of a frame.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import random
import resource
import shutil
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.linalg import svds
from scipy.spatial import cKDTree

from generator.catalog.library import read_library
from generator.catalog.model import Catalog, Paper
from generator.insights.features import Pairs, nearest, read_papers
from generator.insights.map import lay_out, map_rows
from generator.insights.regions import name_regions
from generator.text.repairs import readable

ROOT = Path(__file__).resolve().parents[1]
ALIKE, AROUND = 10, 30
FRAMES = """async ({papers, frames}) => {
  const drawing = await import("/assets/js/map/drawing.js");
  const view = await import("/assets/js/map/view.js");
  const canvas = Object.assign(document.createElement("canvas"), {width: 1780, height: 1240});
  const context = canvas.getContext("2d");
  const value = () => Float32Array.from({length: papers}, () => Math.random() * 1000);
  const points = {x: value(), y: value()};
  const groups = Uint8Array.from({length: papers}, (_, number) => number % 10);
  const inks = {ink: "#111", mute: "#777", ground: "#fff", land: "#dde", faint: "#aaa", mark: "#000",
    hues: ["#3767b8", "#0f8a64", "#c95a22", "#8456c6", "#6d8f16", "#0d88a8", "#c5447f", "#a87600"]};
  const land = drawing.makeLand(points.x, points.y, inks.land);
  const measure = zoom => {
    const times = [];
    for (let frame = 0; frame < frames; frame++) {
      const began = performance.now();
      const shown = view.dragged(view.zoomed(view.whole(1780, 1240), zoom), frame, frame);
      drawing.drawPoints(context, shown, points, groups, inks, land);
      const issued = performance.now() - began;
      context.getImageData(0, 0, 1, 1);
      times.push([issued, performance.now() - began]);
    }
    const middle = index => times.map(time => time[index]).sort((one, other) => one - other)[frames >> 1];
    return [middle(0), middle(1)];
  };
  return [1, 4].map(zoom => [zoom, ...measure(zoom)]);
}"""


def main() -> None:
    """Print a line of figures for the library, and one for the given number of papers."""
    parser = argparse.ArgumentParser(description="Times the map of a library and measures how true it is.")
    parser.add_argument("--library", dest="folder", type=Path, default=ROOT / "library")
    parser.add_argument("--papers", type=int, default=20000)
    parser.add_argument("--draw", action="store_true", help="also time the drawing in Chromium")
    options = parser.parse_args()
    catalog = read_library(options.folder, lambda finding: None)
    if catalog is None:
        raise SystemExit("the library cannot be read: run `reading-list build --check`")
    papers = list(catalog.papers.values())
    print(f"{'papers':>8}{'layout s':>10}{'names s':>9}{'MB':>6}{'kept':>7}{'PCA':>7}{'chance':>8}")
    for few in (papers, made_up(papers, options.papers)):
        report(catalog, few)
    if options.draw:
        draw(options.papers)


def made_up(papers: Sequence[Paper], number: int) -> list[Paper]:
    """Return a number of papers, each with sentences and tags of three that are close together in the library."""
    chance = random.Random(0)
    sentences = [paper.abstract_text.split(". ") for paper in papers]
    made = []
    for at in range(number):
        first = chance.randrange(len(papers))
        parts = [first, first, (first + chance.randrange(5)) % len(papers), chance.randrange(len(papers))]
        text = ". ".join(chance.choice(sentences[part]) for part in parts for _ in range(2))
        title = papers[first].title_plain.split()
        chance.shuffle(title)
        tags = papers[first].tags[:2] + papers[parts[2]].tags[:1]
        paper = replace(
            papers[first],
            slug=f"{at}",
            title_plain=" ".join(title),
            abstract=readable(text),
            tags=tuple(dict.fromkeys(tags)),
        )
        made.append(paper)
    return made


def report(catalog: Catalog, papers: Sequence[Paper]) -> None:
    """Print the time of the map of some papers, and the share of neighbours that it keeps."""
    matrix = read_papers(papers)
    began = time.process_time()  # of the processor: other work on the machine does not count
    places = lay_out(papers, matrix)
    laid = time.process_time()
    name_regions(papers, places, tuple(catalog.vocabulary.tags.values()))
    named = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rows = map_rows(papers, matrix)
    near = nearest(rows, ALIKE)
    chance = np.random.default_rng(0)
    left, size, _ = svds(rows.astype(np.float64), k=3, rng=np.random.default_rng(0))
    shares = (
        kept(np.array(places) + chance.random((len(papers), 2)) / 100, near),
        kept((left * size)[:, :2], near),
        kept(chance.random((len(papers), 2)), near),
    )
    print(
        f"{len(papers):8}{laid - began:10.2f}{named - laid:9.2f}{memory:6}" + "".join(f"{one:7.3f}" for one in shares)
    )


def kept(points: NDArray[np.float64], near: Pairs) -> float:
    """Return the share of the papers most alike that are among the nearest on a map."""
    around = cKDTree(points).query(points, AROUND + 1)[1][:, 1:]
    return float((near.other[:, None] == around[near.one]).any(axis=1).mean())


def draw(papers: int) -> None:
    """Print how long Chromium takes for a frame with that many points: to issue it, and to show it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only needed here)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Write no log."""

    handler = functools.partial(Quiet, directory=str(ROOT / "docs"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/guide/")
        for zoom, issued, done in page.evaluate(FRAMES, {"papers": papers, "frames": 41}):
            print(f"{papers} points on 1780 × 1240, zoom {zoom}: {issued:.1f} ms to issue, {done:.1f} ms to pixels")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
