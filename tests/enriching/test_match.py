"""A match is proposed only if title, abstract and authors leave no doubt, and the next best hit is far."""

from __future__ import annotations

import pytest

from generator.enriching.arxiv import Query, queries
from generator.enriching.proposals import Hit, Match, SearchedPaper, best_match, score_of
from generator.sources.model import Author, Facts

TITLE = "Gardens of Small Models: Pruning What Nobody Waters"
ABSTRACT = "We prune models that nobody waters until small gardens remain, and measure what they still know of flowers."
OTHER_ABSTRACT = "Watering plans for municipal gardens are compared over twelve seasons with regard to their costs."


def sought(title: str = TITLE, abstract: str = ABSTRACT, **facts: object) -> SearchedPaper:
    return SearchedPaper(key="gardens", title=title, abstract=abstract, facts=Facts(**facts))  # type: ignore[arg-type]


def hit(title: str = TITLE, abstract: str = ABSTRACT, arxiv: str = "2503.00001", **facts: object) -> Hit:
    return Hit(title=title, abstract=abstract, facts=Facts(arxiv=arxiv, **facts))  # type: ignore[arg-type]


def matched(paper: SearchedPaper, *hits: Hit) -> Match:
    found = best_match(paper, hits)
    assert found is not None
    return found


def names(*words: str) -> tuple[Author, ...]:
    return tuple(Author(name=word) for word in words)


def test_the_same_title_and_abstract_are_certain() -> None:
    found = matched(sought(), hit(abstract=OTHER_ABSTRACT, title="Gardens", arxiv="1"), hit())
    assert (found.score, found.certain, found.hit.facts.arxiv) == (1.0, True, "2503.00001")
    assert found.because.startswith("title 1.00, abstract 1.00; 0.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Naïve Gärten: Schrödinger’s “Models”", "Naive Garten: Schrodinger's ``Models''"),
        ("PanGu-π: Enhancing Language Models", "PanGu-$\\pi$: enhancing  language models"),
        ("Testing — Deep Models", "TESTING - Deep Models"),
    ],
)
def test_case_accents_signs_and_tex_make_no_other_title(one: str, other: str) -> None:
    assert score_of(sought(one), hit(other))[0] == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("On the Growth of Gardens, Part I", "On the Growth of Gardens, Part II"),
        ("Gardens 2: Open Foundation Models", "Gardens: Open Foundation Models"),
        ("A Report on GARDEN-4 and Its Many Uses", "A Report on GARDEN-3 and Its Many Uses"),
    ],
)
@pytest.mark.parametrize("abstract", ["", ABSTRACT])
def test_another_number_is_another_paper_even_with_the_same_authors(one: str, other: str, abstract: str) -> None:
    authors = names("Ada Marsh", "Bo Li")
    found = matched(sought(one, abstract, authors=authors), hit(other, authors=authors))
    assert not found.certain


def test_a_title_that_changed_a_little_is_certain_only_with_its_abstract() -> None:
    changed = TITLE.replace("Nobody", "No One")
    assert matched(sought(), hit(changed)).certain
    assert not matched(sought(abstract=""), hit(changed)).certain
    authors = names("Ada Marsh", "Bo Li")
    assert not matched(sought(abstract="", authors=authors), hit(changed, authors=authors)).certain


def test_one_title_over_another_abstract_or_other_authors_is_not_certain() -> None:
    assert not matched(sought(), hit(abstract=OTHER_ABSTRACT)).certain
    paper = sought(abstract="", authors=names("Ada Marsh", "Bo Li"))
    assert not matched(paper, hit(authors=names("Cy Young", "Di Fox"))).certain
    assert matched(paper, hit(authors=names("A. Marsh", "B. Li", "C. More"))).certain


def test_a_title_alone_is_enough_only_if_it_is_long() -> None:
    assert matched(sought(abstract=""), hit()).certain
    assert not matched(sought("Introduction", abstract=""), hit("Introduction")).certain


def test_two_hits_that_fit_alike_are_not_certain() -> None:
    found = matched(sought(), hit(arxiv="2503.00001"), hit(arxiv="2503.00002"))
    assert (found.score, found.margin, found.certain) == (1.0, 0.0, False)


def test_two_versions_of_one_paper_are_one_hit() -> None:
    assert matched(sought(), hit(), hit()).certain


def test_a_hit_with_another_identifier_is_no_match() -> None:
    assert best_match(sought(arxiv="2503.00009"), [hit()]) is None
    assert best_match(sought(doi="10.1000/1"), [hit(doi="10.1000/2")]) is None
    assert best_match(sought(), []) is None


def test_titles_of_nothing_match_nothing() -> None:
    assert score_of(sought("", ""), hit("", ""))[0] == 0.0
    assert score_of(sought("¿?", "…"), hit("!", "…"))[0] == 0.0


def test_queries_are_the_title_then_its_longest_words_or_the_identifier() -> None:
    phrase, words = queries(sought('Gardens: "γ-Models" of the (Small) AND ti:x_y'))
    assert phrase == Query(words='ti:"Gardens γ Models of the Small AND ti x y"')
    assert words == Query(words="ti:Gardens AND ti:Models AND ti:Small")
    assert list(queries(sought(arxiv="hep-th/9901001"))) == [Query(identifier="hep-th/9901001")]
    assert list(queries(sought("…"))) == []
