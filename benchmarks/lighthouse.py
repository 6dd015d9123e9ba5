"""Measures the pages of the site with Lighthouse as on a telephone, and prints the failed audits.

    python benchmarks/lighthouse.py [--runs 3] [PATH …]

Prints for each page the median of the runs in four categories, and how much JavaScript it fetches, compressed: all of
it, and what is not of the theme. Ends with status 1 if a page is below what is asked of it. The pages come from `site/`
by way of a server on this machine that compresses, as a web host does. It needs what `make lighthouse` installs into
`benchmarks/lighthouse/`, and Chromium: the one `CHROME_PATH` or `CHROMIUM` names, or one on PATH. A busy machine makes
every page look slow: the last column is how fast it was meanwhile (Lighthouse takes 1,500 and more for a fast desktop).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from compressed import serve

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "benchmarks/lighthouse/node_modules/.bin/lighthouse"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
FULL = 100
ASKED = {"performance": 95, "accessibility": FULL, "best-practices": FULL, "seo": FULL}
PAGES = (
    "",
    "tags/quantization/",
    "papers/gptq-accurate-post-training-quantization-for-generative-pre-trained/",
    "listings/",
    "explore/",
)

Report = dict[str, Any]


def main() -> None:
    """Print the table and the failed audits; the status is 0 if every page has the required scores."""
    parser = argparse.ArgumentParser(description="Measures pages of site/ with Lighthouse.")
    parser.add_argument("--runs", type=int, default=3, help="runs of each page; the median counts")
    parser.add_argument("pages", nargs="*", default=PAGES, metavar="PATH", help="addresses below the site's own")
    options = parser.parse_args()
    there = [page for page in options.pages if (ROOT / "site" / page / "index.html").is_file()]
    width = max(map(len, there)) + 1
    print(
        f"{'page':{width}} "
        + " ".join(f"{name:>14}" for name in ASKED)
        + f" {'JavaScript':>11} {'not theme':>10} {'machine':>8}"
    )
    with serve(ROOT / "site") as address:
        good = [show(page, width, [audit(f"{address}/{page}") for _ in range(options.runs)]) for page in there]
    sys.exit(0 if all(good) else 1)


def audit(url: str) -> Report:
    """Return the report of Lighthouse on a page."""
    browser = (
        os.environ.get("CHROME_PATH")
        or os.environ.get("CHROMIUM")
        or next(filter(None, map(shutil.which, BROWSERS)), "")
    )
    command = [str(LIGHTHOUSE), url, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(ASKED)}")
    run = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": browser}, stdout=subprocess.PIPE, check=True, timeout=300
    )
    report: Report = json.loads(run.stdout)
    return report


def show(page: str, width: int, reports: list[Report]) -> bool:
    """Print the line of a page and its failed audits; return whether it has the required scores."""
    marks = {name: round(statistics.median(mark(report, name) for report in reports)) for name in ASKED}
    scripts, own = weights(reports[0])
    speed = statistics.median(report["environment"]["benchmarkIndex"] for report in reports)
    print(
        f"{'/' + page:{width}} "
        + " ".join(f"{marks[name]:14}" for name in ASKED)
        + f" {scripts:8.1f} kB {own:7.1f} kB {speed:8.0f}"
    )
    for name, reached in marks.items():
        if reached < FULL:
            print(*failures(reports[0], name), sep="\n")
    return all(marks[name] >= least for name, least in ASKED.items())


def mark(report: Report, category: str) -> float:
    """Return the score in a category, from 0 to 100."""
    return FULL * float(report["categories"][category]["score"] or 0)


def weights(report: Report) -> tuple[float, float]:
    """Return how many kB of JavaScript were fetched, as compressed, and how many of them are not the theme's."""
    found = [entry for entry in report["audits"]["network-requests"]["details"]["items"] if is_script(entry)]
    own = [entry for entry in found if "/assets/javascripts/" not in entry["url"]]
    return sum(entry["transferSize"] for entry in found) / 1000, sum(entry["transferSize"] for entry in own) / 1000


def is_script(entry: dict[str, Any]) -> bool:
    """Return whether a request was for JavaScript."""
    return entry.get("resourceType") == "Script"


def failures(report: Report, category: str) -> list[str]:
    """Return a line for each audit of a category that counts and is not passed."""
    counted = {ref["id"]: ref["weight"] for ref in report["categories"][category]["auditRefs"] if ref["weight"]}
    audits = [report["audits"][name] for name in counted]
    missed = [found for found in audits if found["score"] is not None and found["score"] < 1]
    return [f"    {category}: {found['title']} {found.get('displayValue', '')}".rstrip() for found in missed]


if __name__ == "__main__":
    main()
