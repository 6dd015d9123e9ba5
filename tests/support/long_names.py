"""Lays out a project with long tag names without a space, and a paper with many tags."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.support.project import make_project

LONG = "Pneumonoultramicroscopicsilicovolcanoconiosisneuralarchitecturesearchbenchmarks" * 2
PAPERS = (
    "a-map-that-draws-itself",
    "gardens-of-small-models-pruning-what-nobody-waters",
    "on-the-g-ray-of-attention",
    "talking-lamps-a-dialogue-model-for-furniture",
)
MANY = 40


def make_long(root: Path) -> Path:
    """Lay out the project: the first tag of a facet has the long name, and the first paper has all tags."""
    make_project(root)
    tags = root / "library/tags.yml"
    known = yaml.safe_load(tags.read_text(encoding="utf-8"))
    more = {f"{LONG.lower()}-{at}": {"name": f"{LONG}{at}", "description": LONG} for at in range(2)}
    more |= {f"further-{at}": {"name": f"Further tag {at}"} for at in range(MANY)}
    known["long"] = {"title": LONG, "tags": more}
    tags.write_text(yaml.safe_dump(known, sort_keys=False), encoding="utf-8")
    curation = root / "library/curation.yml"
    entries = yaml.safe_load(curation.read_text(encoding="utf-8"))
    for paper in PAPERS:
        own = list(more) if paper == PAPERS[0] else list(more)[:2]
        entries[paper]["tags"] = own + entries[paper]["tags"]
    entries["script-alert-1-script-bold-claims-c-eos"] = {"tags": list(more)[:2], "tldr": LONG[:130]}
    curation.write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")
    paths = root / "library/paths.yml"
    paths.write_text(
        paths.read_text(encoding="utf-8").replace("title: First steps", f"title: {LONG}"), encoding="utf-8"
    )
    register = root / "library/sources.yml"
    listed = register.read_text(encoding="utf-8").replace("title: Autumn listing", f"title: {LONG}")
    register.write_text(listed, encoding="utf-8")
    return root
