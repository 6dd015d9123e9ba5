"""Measures the suggestions: hides the tags of a fifth of the curated papers at a time, and predicts them.

    python benchmarks/suggest.py [--library FOLDER] [--folds 5] [--seed 0]

Prints micro precision, recall and F1 of what would be shown (at the shipped threshold), precision at one and at
three, and how many of the true tags are among the first five. Beside it: phrases only (`match`, names, aliases),
and the tags of the ten nearest papers by TF-IDF, each at the threshold that suits it best.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from generator.catalog.library import read_library
from generator.catalog.model import Paper, Vocabulary
from generator.insights.features import read_papers
from generator.insights.model import THRESHOLD
from generator.insights.suggest import example_rows, find_phrases, invert, suggest
from generator.text.tokens import beginnings, occurrences, words

ROOT = Path(__file__).resolve().parents[1]
NEIGHBOURS = 10
Scores = dict[str, dict[str, float]]
Method = Callable[[Sequence[Paper], Vocabulary], Scores]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of how well true tags were found, each from 0 to 1."""

    precision: float
    recall: float
    f1: float
    first: float
    three: float
    five: float


def main() -> None:
    """Print a line of figures for the suggestions and for each baseline."""
    parser = argparse.ArgumentParser(description="Measures suggestions on papers whose tags are hidden.")
    parser.add_argument("--library", dest="folder", type=Path, default=ROOT / "library")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    catalog = read_library(options.folder, lambda finding: None)
    if catalog is None:
        raise SystemExit("the library cannot be read: run `reading-list build --check`")
    papers = list(catalog.papers.values())
    truth = {paper.slug: set(paper.tags) for paper in papers if paper.tags}
    print(
        f"{len(truth)} tagged papers, {len(catalog.vocabulary.tags)} tags, {options.folds} folds, seed {options.seed}"
    )
    print(f"{'':22}{'threshold':>10}{'precision':>10}{'recall':>8}{'F1':>7}{'p@1':>7}{'p@3':>7}{'r@5':>7}")
    for name, method, threshold in (
        ("suggestions", ours, THRESHOLD),
        ("phrases only", phrases_only, None),
        ("nearest neighbours", neighbours, None),
    ):
        scores = held_out(papers, catalog.vocabulary, method, options.folds, options.seed)
        best = threshold if threshold is not None else best_threshold(scores, truth)
        found = figures(scores, truth, best)
        cells = (found.precision, found.recall, found.f1, found.first, found.three, found.five)
        print(f"{name:22}{best:10.2f}{cells[0]:10.3f}{cells[1]:8.3f}" + "".join(f"{cell:7.3f}" for cell in cells[2:]))


def held_out(papers: Sequence[Paper], vocabulary: Vocabulary, method: Method, folds: int, seed: int) -> Scores:
    """Return the scores of a method for every tagged paper, with the tags of its fold hidden."""
    tagged = sorted(paper.slug for paper in papers if paper.tags)
    random.Random(seed).shuffle(tagged)
    scores: Scores = {}
    for fold in range(folds):
        hidden = set(tagged[fold::folds])
        asked = [replace(paper, tags=()) if paper.slug in hidden else paper for paper in papers]
        stated = method(asked, vocabulary)
        scores |= {slug: stated[slug] for slug in hidden}
    return scores


def ours(papers: Sequence[Paper], vocabulary: Vocabulary) -> Scores:
    """Return the suggestions as the site shows them."""
    matrix = read_papers(papers)
    phrases, inverse = find_phrases(papers, vocabulary), invert(matrix, example_rows(papers))
    made = suggest(papers, vocabulary, matrix, phrases, inverse)
    return {slug: {one.tag: one.score for one in found} for slug, found in made.items()}


def phrases_only(papers: Sequence[Paper], vocabulary: Vocabulary) -> Scores:
    """Return, for each tag, one for a phrase in the title and a half for one in the abstract."""
    meant: dict[str, list[str]] = {}
    begun: frozenset[str] = frozenset()
    for tag in vocabulary.tags.values():
        for text in (tag.name, tag.slug, *tag.aliases, *tag.match):
            read = words(text)
            begun |= beginnings([read])
            meant.setdefault("".join(read), []).append(tag.slug)
    scores: Scores = {paper.slug: {} for paper in papers}
    for paper in papers:
        for text, weight in ((paper.abstract_text, 0.5), (paper.title_plain, 1.0)):
            read = words(text)
            for found in chain(zip(read), occurrences(read, meant, begun)):
                scores[paper.slug] |= dict.fromkeys(meant.get("".join(found), ()), weight)
    return scores


def neighbours(papers: Sequence[Paper], vocabulary: Vocabulary) -> Scores:
    """Return, for each tag, the share of likeness among the nearest tagged papers that carry it."""
    matrix = read_papers(papers)
    tagged = [index for index, paper in enumerate(papers) if paper.tags]
    likeness = np.asarray((matrix.rows @ matrix.rows[tagged].T).todense())
    scores: Scores = {}
    for row, paper in enumerate(papers):
        near = np.argsort(-likeness[row], kind="stable")[:NEIGHBOURS]
        total = float(likeness[row][near].sum()) or 1.0
        votes: dict[str, float] = {}
        for column in near:
            for tag in papers[tagged[column]].tags:
                votes[tag] = votes.get(tag, 0) + float(likeness[row][column]) / total
        scores[paper.slug] = votes
    return scores


def best_threshold(scores: Scores, truth: dict[str, set[str]]) -> float:
    """Return the threshold with the best F1 on the truth itself: a baseline is shown at its best."""
    tried = [step / 50 for step in range(1, 50)]
    return max(tried, key=lambda threshold: figures(scores, truth, threshold).f1)


def figures(scores: Scores, truth: dict[str, set[str]], threshold: float) -> Figures:
    """Return how well scores at a threshold, and their ranking, find the true tags."""
    hits = shown = 0
    first, three, five = 0, 0.0, 0
    for slug, tags in truth.items():
        ranked = sorted(scores[slug], key=lambda tag: (-scores[slug][tag], tag))
        above = {tag for tag in ranked if scores[slug][tag] >= threshold}
        hits, shown = hits + len(above & tags), shown + len(above)
        first += bool(set(ranked[:1]) & tags)
        three += len(set(ranked[:3]) & tags) / 3
        five += len(set(ranked[:5]) & tags)
    total = sum(map(len, truth.values()))
    return Figures(
        precision=hits / max(shown, 1),
        recall=hits / total,
        f1=2 * hits / (shown + total),
        first=first / len(truth),
        three=three / len(truth),
        five=five / total,
    )


if __name__ == "__main__":
    main()
