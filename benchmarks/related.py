"""Measures related papers on labels that the method does not see: how many of the first neighbours share one.

    python benchmarks/related.py [FILE …] [--library FOLDER] [--corpus FOLDER] [--seed 0]
    python benchmarks/related.py --scale 540 5000 20000

Three ways to find neighbours are compared: ours, tags alone (cosine of tags, weighted by their rarity) and plain
TF-IDF (all single words of title and abstract, cosine of everything with everything). In "no tags" all labels are
hidden; in "half" the half of the vocabulary is given to the methods as tags, and the other half are the labels.
Labels are the curated tags of the library, the tags of `yaml/awesome_3dgs_papers.yaml` where the corpus is, and the
`keywords` of the papers in a FILE: JSON, or JSON lines, of objects with title, abstract and keywords (a list, or
words parted by semicolons). A neighbour that is not there counts as one that shares nothing.

With `--scale`, the time and the memory are measured for invented libraries of so many papers, each made of
sentences of the corpus (or of the library), each size in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from scipy import sparse

from generator.catalog.library import read_library
from generator.catalog.model import Paper
from generator.insights.features import normalized, read_papers
from generator.insights.related import MOST, find_related
from generator.sources.model import Facts
from generator.text.repairs import readable

ROOT = Path(__file__).resolve().parents[1]
DEPTHS = (1, 3, 6)
MERELY_LINKS = {"Project", "Code", "Video"}  # tags that say which links an entry has
Neighbours = dict[str, list[str]]
Method = Callable[[Sequence[Paper]], Neighbours]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Papers with labels by slug; the papers carry the tags that a method may see."""

    name: str
    papers: list[Paper]
    labels: dict[str, set[str]]


def main() -> None:
    """Print a table, or with `--scale` the time and memory of each size."""
    parser = argparse.ArgumentParser(description="Measures related papers on labels that are hidden from the method.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="papers with keywords, as JSON")
    parser.add_argument("--library", dest="folder", type=Path, default=ROOT / "library")
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--scale", type=int, nargs="+", default=(), metavar="PAPERS")
    parser.add_argument("--once", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        measure(invented(options.once, options.folder, options.corpus, options.seed))
    for size in options.scale:
        command = [sys.executable, __file__, "--once", str(size), "--seed", str(options.seed)]
        subprocess.run([*command, "--library", options.folder, "--corpus", options.corpus], check=True)
    if not options.once and not options.scale:
        compare(list(labelled(options.folder, options.corpus, options.files)), options.seed)


def compare(sets: Sequence[Labelled], seed: int) -> None:
    """Print, for each set, the share of neighbours with a common label at one, three and six, for each method."""
    print(f"{'':32}" + "".join(f"{name:>22}" for name in ("ours", "tags alone", "plain TF-IDF")))
    print(f"{'':25}{'papers':>7}" + f"{'   @1     @3     @6':>22}" * 3)
    for whole in sets:
        for name, one in (
            ("no tags", without_tags(whole)),
            ("half", half(whole, seed)),
            ("half", half(whole, seed + 1)),
        ):
            cells = [figures(one, method(one.papers)) for method in (ours, tags_alone, plain)]
            columns = "".join("  " + "".join(f"{cell:7.3f}" for cell in found)[1:] for found in cells)
            print(f"{one.name[:16]:17}{name:8}{len(one.papers):7}  {columns}")


def labelled(library: Path, corpus: Path, files: Sequence[Path]) -> Iterator[Labelled]:
    """Yield the sets of labelled papers that are there."""
    catalog = read_library(library, lambda finding: None)
    if catalog is None:
        raise SystemExit("the library cannot be read: run `reading-list build --check`")
    papers = list(catalog.papers.values())
    yield Labelled(name="library", papers=papers, labels={paper.slug: set(paper.tags) for paper in papers})
    splats = corpus / "yaml" / "awesome_3dgs_papers.yaml"
    if splats.is_file():
        entries = yaml.load(splats.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        rows = [(row["title"], row["abstract"], set(row["tags"]) - MERELY_LINKS) for row in entries if row["title"]]
        yield as_labelled("3dgs", rows)
    for file in files:
        yield as_labelled(file.stem, list(keyworded(file)))


def keyworded(file: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Yield title, abstract and keywords of the papers in a file."""
    text = file.read_text(encoding="utf-8")
    for row in json.loads(text) if text.startswith("[") else map(json.loads, text.splitlines()):
        words = row.get("keywords") or []
        listed = words.split(";") if isinstance(words, str) else words
        if row.get("title") and row.get("abstract"):
            yield row["title"], row["abstract"], {word.strip().lower() for word in listed if word.strip()}


def as_labelled(name: str, rows: Sequence[tuple[str, str, set[str]]]) -> Labelled:
    """Return papers made of titles, abstracts and labels; a title that comes again is left out."""
    found = {title: paper(f"p{number:06}", title, abstract) for number, (title, abstract, _) in enumerate(rows)}
    labels = {found[title].slug: words for title, _, words in rows}
    return Labelled(name=name, papers=sorted(found.values(), key=lambda one: one.slug), labels=labels)


def paper(slug: str, title: str, abstract: str, tags: tuple[str, ...] = ()) -> Paper:
    """Return a paper with the given values and no others."""
    text = re.sub(r"\s+", " ", abstract or "").strip()
    return Paper(
        slug=slug, key=slug, title=title, title_plain=title, heading=readable(title), abstract=readable(text),
        abstract_source=text, summary="", summarized=False, tags=tags, tagged=bool(tags), note="", facts=Facts(),
        links=(), appearances=(), formerly=(), entry=None,
    )  # fmt: skip


def without_tags(one: Labelled) -> Labelled:
    """Return a set whose papers carry no tags."""
    return replace(one, papers=[replace(paper, tags=()) for paper in one.papers])


def half(one: Labelled, seed: int) -> Labelled:
    """Return a set whose papers carry half of the vocabulary as tags, and only the other half as labels."""
    chance = random.Random(seed)
    given = {label for label in sorted(set().union(*one.labels.values())) if chance.random() < 0.5}  # noqa: PLR2004
    papers = [replace(paper, tags=tuple(sorted(one.labels[paper.slug] & given))) for paper in one.papers]
    return replace(one, papers=papers, labels={slug: words - given for slug, words in one.labels.items()})


def figures(one: Labelled, found: Neighbours) -> list[float]:
    """Return the share of the first neighbours that share a label, over all papers with a label, by depth."""
    asked = [slug for slug, words in one.labels.items() if words]
    shares = (
        [sum(bool(one.labels[slug] & one.labels[near]) for near in found[slug][:depth]) / depth for slug in asked]
        for depth in DEPTHS
    )
    return [sum(share) / len(asked) for share in shares]


def ours(papers: Sequence[Paper]) -> Neighbours:
    """Return related papers as the site shows them."""
    return {slug: [one.slug for one in near] for slug, near in find_related(papers, read_papers(papers)).items()}


def tags_alone(papers: Sequence[Paper]) -> Neighbours:
    """Return the papers with the most similar tags, rare ones weighing more."""
    return nearest(papers, [Counter(paper.tags) for paper in papers])


def plain(papers: Sequence[Paper]) -> Neighbours:
    """Return the papers with the most similar words."""
    texts = (f"{paper.title_plain} {paper.abstract_text}".lower() for paper in papers)
    return nearest(papers, [Counter(re.findall(r"\b\w\w+\b", text)) for text in texts])


def nearest(papers: Sequence[Paper], counts: Sequence[Counter[str]]) -> Neighbours:
    """Return the nearest by cosine of counts times inverse document frequency, of all pairs."""
    papers_with = Counter(term for count in counts for term in count)
    column = {term: index for index, term in enumerate(sorted(papers_with))}
    entries = [
        (number * (math.log((1 + len(papers)) / (1 + papers_with[term])) + 1), row, column[term])
        for row, count in enumerate(counts)
        for term, number in count.items()
    ]
    values, rows, columns = zip(*entries, strict=True) if entries else ((), (), ())
    table = sparse.csr_matrix((values, (rows, columns)), shape=(len(papers), max(1, len(column))), dtype=np.float64)
    table = normalized(table)
    likeness = np.round((table @ table.T).toarray(), 9)
    np.fill_diagonal(likeness, 0)
    order = np.argsort(-likeness, axis=1, kind="stable")[:, :MOST]
    return {
        paper.slug: [papers[at].slug for at in order[row] if likeness[row, at] > 0] for row, paper in enumerate(papers)
    }


def invented(size: int, library: Path, corpus: Path, seed: int) -> list[Paper]:
    """Return papers of seven sentences each, three of one real paper, with up to four of eighty tags."""
    chance = random.Random(seed)
    scale = corpus / "scale" / "papers_acl_ccby.jsonl"
    if scale.is_file():
        rows = [json.loads(line) for line in scale.read_text(encoding="utf-8").splitlines()]
        real = [(row["title"], row["abstract"]) for row in rows]
    else:
        catalog = read_library(library, lambda finding: None)
        real = [(one.title_plain, one.abstract_text) for one in catalog.papers.values()] if catalog else []
    sentences = [(title, re.split(r"(?<=[.!?]) ", abstract)) for title, abstract in real]
    made = []
    for number in range(size):
        title, own = chance.choice(sentences)
        other = [chance.choice(chance.choice(sentences)[1]) for _ in range(4)]
        text = " ".join([*chance.sample(own, min(3, len(own))), *other])
        tags = tuple({f"tag-{int(80 * chance.random() ** 2)}" for _ in range(chance.randrange(5))})
        made.append(paper(f"p{number:06}", title, text, tuple(sorted(tags))))
    return made


def measure(papers: Sequence[Paper]) -> None:
    """Print how much processor time it takes to relate papers, and how much memory beyond the papers themselves."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    found = find_related(papers, read_papers(papers))
    taken = time.process_time() - started
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    pairs = sum(map(len, found.values()))
    print(
        f"{len(papers):7} papers{taken:9.2f} s{1000 * taken / len(papers):8.2f} ms a paper{more:8.0f} MB more"
        f"{1024 * more / len(papers):7.1f} kB a paper{pairs / len(papers):6.2f} related papers each"
    )


if __name__ == "__main__":
    main()
