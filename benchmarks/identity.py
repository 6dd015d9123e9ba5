"""Measures how well rows are grouped to papers: each record of a file is doubled with noise, and the twins are sought.

The file has one JSON object a line with `title`, `authors`, `year` and `venue`:

    python benchmarks/identity.py RECORDS.jsonl [--records 20000] [--seed 1]

A twin is as other sources write the record: another case, no accents, TeX, initials, no authors, another name of the
venue, or a preprint. Both go through BibTeX. Records that are alike without noise count neither for nor against.
"""

import argparse
import json
import random
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from generator.catalog.identity.grouping import group_rows
from generator.catalog.identity.titles import title_key
from generator.sources.bibtex.reader import read
from generator.sources.model import Record

_TEX = {"á": r"{\'a}", "é": r"{\'e}", "í": r"{\'\i}", "ó": r"{\'o}", "ö": r"{\"o}", "ü": r"{\"u}", "ñ": r"{\~n}"}
_PREPRINTS = 0.35  # share of the twins that are preprints
_ACCENTS = 0.3  # share of the entries with accents in TeX
_AUTHORS = 3  # authors before "et al."
_PART = 50_000  # entries of a file
_Entry = dict[str, Any]


def twin(record: _Entry, number: int, chance: random.Random) -> _Entry:
    """Return a record as another source has it; as a preprint it has an identifier of its own, made of `number`."""
    title = chance.choice((str.upper, str.lower, str.title, str, str, _bare, _bare))(record["title"])
    authors = chance.choice(_WAYS)(list(record["authors"]))
    noisy = record | {"title": title, "authors": authors}
    if chance.random() < _PREPRINTS:
        year = record["year"] - chance.choice((0, 0, 1, 1, 2))
        arxiv = f"{year % 100:02}{number % 12 + 1:02}.{number // 12:05}"
        return noisy | {"year": year, "venue": f"arXiv preprint arXiv:{arxiv}", "arxiv": arxiv}
    venues = (record["venue"], f"Proc. {record['venue']} {record['year']}", "", f"{record['venue']} Conf.")
    return noisy | {"venue": chance.choice(venues), "year": chance.choice((*[record["year"]] * 19, ""))}


def _bare(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def _initials(name: str) -> str:
    *given, family = name.split()
    return f"{family}, {' '.join(word[0] + '.' for word in given)}" if given else family


_WAYS: tuple[Callable[[list[str]], list[str]], ...] = (
    lambda _: [],
    *[lambda names: [_initials(name) for name in names]] * 2,
    lambda names: [_bare(name) for name in names],
    lambda names: [*names[:3], "others"] if len(names) > _AUTHORS else names,
    *[lambda names: names] * 5,
)
"""How another source writes authors."""


def entry(number: int, record: _Entry, chance: random.Random) -> str:
    """Return a record as an entry of BibTeX; letters with accents are TeX now and then."""
    fields = {
        "title": record["title"],
        "author": " and ".join(record["authors"]),
        "year": str(record["year"]),
        ("journal" if "arxiv" in record else "booktitle"): record["venue"],
    }
    text = ", ".join(f"{name} = {{{value}}}" for name, value in fields.items() if value)
    if chance.random() < _ACCENTS:
        text = "".join(_TEX.get(sign, sign) for sign in text)
    return f"@{'article' if 'arxiv' in record else 'inproceedings'}{{k{number}, {text}}}\n"


def rows_of(records: Sequence[_Entry], chance: random.Random) -> list[Record]:
    """Return the rows of records, read from BibTeX; the position of each row is its number."""
    rows: list[Record] = []
    for start in range(0, len(records), _PART):
        part = "".join(entry(start + n, one, chance) for n, one in enumerate(records[start : start + _PART]))
        content = read(part, f"part{start}.bib", lambda _: None)
        assert content is not None
        rows += content.records
    return rows


def measure(records: Sequence[_Entry], seed: int) -> None:
    """Print precision, recall and time for records and their twins."""
    chance = random.Random(seed)
    doubled = [(number, one) for number, record in enumerate(records) for one in (record, twin(record, number, chance))]
    chance.shuffle(doubled)
    rows = rows_of([one for _, one in doubled], chance)
    truth = {f"k{place}": number for place, (number, _) in enumerate(doubled)}
    started = time.process_time()
    groups = group_rows(rows)
    seconds = time.process_time() - started
    neutral = alike(records)
    joined = Counter[bool]()
    wrong: list[tuple[int, int]] = []
    for group in groups:
        for one, two in combinations([truth[rows[row].key] for row in group], 2):
            if one == two or frozenset((one, two)) not in neutral:
                joined[one == two] += 1
                wrong += [(one, two)] * (one != two)
    found = joined[True] + joined[False]
    print(
        f"{len(rows):7} rows, {len(groups):7} papers: precision {joined[True] / found:.5f}, "
        f"recall {joined[True] / len(records):.5f}, {seconds:.2f} s"
    )
    for one, two in wrong[:10]:
        print(
            "  joined:",
            records[one]["title"][:70],
            *(f"{records[n]['venue']} {records[n]['year']}" for n in (one, two)),
        )


def alike(records: Sequence[_Entry]) -> set[frozenset[int]]:
    """Return the pairs of records that share title and an author without any noise."""
    titled: dict[str, list[int]] = defaultdict(list)
    for number, record in enumerate(records):
        titled[title_key(record["title"])].append(number)
    pairs = (pair for numbers in titled.values() for pair in combinations(numbers, 2))
    return {frozenset(pair) for pair in pairs if _common(*(records[number]["authors"] for number in pair))}


def _common(one: Iterable[str], other: Iterable[str]) -> bool:
    names, others = set(one), set(other)
    return not names or not others or bool(names & others)


def main() -> None:
    """Measure all records, and half of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    lines = options.file.read_text(encoding="utf-8").splitlines()
    records = [{"authors": [], **json.loads(line)} for line in lines]
    random.Random(options.seed).shuffle(records)
    records = records[: options.records]
    for size in (len(records) // 2, len(records)):
        measure(records[:size], options.seed)


if __name__ == "__main__":
    main()
