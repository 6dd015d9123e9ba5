"""Makes a library of any size from real text, to measure with: real abstracts, then new ones of their sentences.

    python benchmarks/library.py PAPERS FOLDER [--corpus FILE]

The first papers are those of the corpus as they are, the rest have a title and an abstract recombined from two of
them, so that words keep the frequencies of the field. The corpus is a file of lines of JSON with `title` and
`abstract`; it is not part of this repository, and where it is not there, the papers of this project take its place.
Five in six are curated: a summary, and two to five tags of the real vocabulary, those whose words stand in the text
first. The same size gives the same bytes, and a smaller library is the beginning of a larger one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice
from pathlib import Path

import yaml
from slugify import slugify

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "scale" / "papers_acl_ccby.jsonl"
ROWS = 500
"""Papers in one listing."""
SHORTEST = 200
"""The least number of characters of an abstract."""

_HEAD = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\n{day}\n\n"
_DAY = re.compile(r"[A-Z][a-z]{2} \d{1,2}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A title and an abstract, each one line."""

    title: str
    abstract: str

    @property
    def slug(self) -> str:
        """Return the key of the paper in the files of a library."""
        return slugify(self.title, max_length=72, word_boundary=True, save_order=True)


def main() -> None:
    """Write a library with the given number of papers."""
    parser = argparse.ArgumentParser(description="Makes a library of any size out of real text, to measure with.")
    parser.add_argument("papers", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--corpus", type=corpus_file, default=CORPUS, help="lines of JSON with a title and an abstract each"
    )
    options = parser.parse_args()
    print(f"Made of {material(options.corpus)}.")
    make_library(options.papers, options.folder, options.corpus)


def corpus_file(text: str) -> Path:
    """Return the corpus named on the command line, which must exist."""
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return Path(text)


def material(corpus: Path = CORPUS) -> str:
    """Return the name of the text that papers are made of: the corpus, or the listings of this project."""
    if corpus.is_file():
        return f"{len(_real(corpus)):,} abstracts of a corpus, and beyond that new ones recombined from their sentences"
    return f"the {len(_real(corpus)):,} of this project, and beyond that new ones recombined from their sentences"


def make_library(papers: int, folder: Path, corpus: Path = CORPUS) -> None:
    """Write a library into a new folder; FileExistsError if it exists."""
    (folder / "sources").mkdir(parents=True)
    shutil.copy(ROOT / "library" / "tags.yml", folder)
    rows = list(islice(_rows(corpus), papers))
    register = ["sources:"]
    for number, start in enumerate(range(0, papers, ROWS)):
        day = date(2025, 1, 6) - timedelta(weeks=number)
        text = "\n\n".join(f"{row.title}\n\n{row.abstract}" for row in rows[start : start + ROWS])
        head = _HEAD.format(day=f"{day:%b} {day.day}")
        name = f"{number:03}.txt"
        (folder / "sources" / name).write_text(head + text, encoding="utf-8")
        register += [
            f"  {name}:",
            f"    title: Papers of the week of {day}",
            f"    listed: {day}",
            "    year: inferred",
        ]
    (folder / "sources.yml").write_text("\n".join(register) + "\n", encoding="utf-8")
    (folder / "curation.yml").write_text("".join(_curated(rows)), encoding="utf-8")
    (folder / "paths.yml").write_text(_path(rows), encoding="utf-8")


def _rows(corpus: Path) -> Iterator[Row]:
    """Yield rows without end, no two with the same title, slug or abstract."""
    real = _real(corpus)
    chance = random.Random(20250314)
    seen: set[str] = set()
    for row in chain(real, _recombined(real, chance)):
        marks = {row.slug, row.abstract}
        if row.title and len(row.abstract) > SHORTEST and row.slug and not marks & seen:
            seen |= marks
            yield row


def _real(corpus: Path) -> list[Row]:
    """Return the papers of the corpus; without one, those of the listings of this project."""
    if corpus.is_file():
        return [_row(json.loads(line)) for line in corpus.read_text(encoding="utf-8").splitlines()]
    read = [paper for listing in sorted((ROOT / "library" / "sources").glob("*.txt")) for paper in _listed(listing)]
    return list({row.title: row for row in read}.values())


def _listed(listing: Path) -> Iterator[Row]:
    """Yield the papers of a listing: title and abstract in turn, after a line with the day."""
    blocks = listing.read_text(encoding="utf-8").split("\n\n")
    start = next(place for place, block in enumerate(blocks) if _DAY.fullmatch(block)) + 1
    for title, abstract in zip(blocks[start::2], blocks[start + 1 :: 2], strict=True):
        yield _row({"title": title, "abstract": abstract})


def _row(entry: dict[str, str]) -> Row:
    return Row(title=" ".join(entry["title"].split()), abstract=" ".join(entry["abstract"].split()))


def _recombined(real: list[Row], chance: random.Random) -> Iterator[Row]:
    """Yield a title of two halves and an abstract of the sentences of two papers in turn."""
    while True:
        one, other = chance.sample(real, 2)
        first, second = one.title.split(), other.title.split()
        title = " ".join([*first[: len(first) // 2 + 1], *second[len(second) // 2 :]])
        sentences = [_SENTENCE.split(row.abstract) for row in (one, other)]
        chosen = [chance.choice(pair) for pair in zip(*sentences, strict=False)]
        yield Row(title=title, abstract=" ".join([*chosen, sentences[0][-1]]))


def _curated(rows: list[Row]) -> Iterator[str]:
    vocabulary = yaml.safe_load((ROOT / "library" / "tags.yml").read_text(encoding="utf-8"))
    words = {
        slug: re.compile(rf"\b{re.escape(tag['name'].lower().rstrip('s'))}")
        for facet in vocabulary.values()
        for slug, tag in facet["tags"].items()
    }
    chance = random.Random(42)
    for index, row in enumerate(rows):
        text = f"{row.title} {row.abstract}".lower()
        stated = [slug for slug, word in words.items() if word.search(text)]
        others = chance.sample(sorted(set(words) - set(stated)), 5)
        wanted = chance.randint(2, 5)
        summary = _SENTENCE.split(row.abstract)[0][:136]
        if index % 6:
            tags = ", ".join([*stated, *others][:wanted])
            yield f"{row.slug}:\n  tldr: {json.dumps(summary, ensure_ascii=False)}\n  tags: [{tags}]\n"


def _path(rows: list[Row]) -> str:
    steps = "".join(f"    - {{slug: {row.slug}, note: Read it in this place.}}\n" for row in rows[:12])
    return f"first-steps:\n  title: First steps\n  description: Where to begin.\n  papers:\n{steps}"


if __name__ == "__main__":
    main()
