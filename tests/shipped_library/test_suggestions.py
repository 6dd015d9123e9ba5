"""Suggestions are learned from tagged papers, say why, and are the same every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.build.pipeline import analyse_library
from generator.catalog.model import Catalog, Paper, Vocabulary
from generator.insights.features import read_papers
from generator.insights.model import THRESHOLD, Suggestion
from generator.insights.suggest import EXPLAINED, MOST, example_rows, find_phrases, invert, suggest
from generator.text.repairs import readable
from generator.text.tokens import words


def _papers(catalog: Catalog) -> list[Paper]:
    return list(catalog.papers.values())


def _suggest(papers: Sequence[Paper], vocabulary: Vocabulary) -> Mapping[str, tuple[Suggestion, ...]]:
    matrix = read_papers(papers)
    phrases, inverse = find_phrases(papers, vocabulary), invert(matrix, example_rows(papers))
    return suggest(papers, vocabulary, matrix, phrases, inverse)


def test_held_back_tags_are_found_again(catalog: Catalog) -> None:
    papers = _papers(catalog)
    tagged = [paper for paper in papers if paper.tags]
    hidden = {paper.slug for paper in tagged[::4]}
    made = _suggest(
        [replace(paper, tags=()) if paper.slug in hidden else paper for paper in papers], catalog.vocabulary
    )
    truth = {paper.slug: set(paper.tags) for paper in tagged if paper.slug in hidden}
    shown = {slug: {found.tag for found in made[slug] if found.shown} for slug in hidden}
    hits = sum(len(shown[slug] & truth[slug]) for slug in hidden)
    total = sum(len(tags) for tags in truth.values())
    assert 2 * hits / (total + sum(map(len, shown.values()))) >= 0.65
    assert sum(made[slug][0].tag in truth[slug] for slug in hidden) / len(hidden) >= 0.9
    assert sum(len({found.tag for found in made[slug][:5]} & truth[slug]) for slug in hidden) / total >= 0.8


def test_a_paper_is_never_suggested_what_it_has(catalog: Catalog) -> None:
    made = _suggest(_papers(catalog), catalog.vocabulary)
    assert all(not {found.tag for found in made[paper.slug]} & set(paper.tags) for paper in _papers(catalog))


def test_suggestions_are_ranked_few_and_repeatable(catalog: Catalog) -> None:
    made = _suggest(_papers(catalog), catalog.vocabulary)
    assert made == _suggest(_papers(catalog), catalog.vocabulary)
    assert set(made) == set(catalog.papers)
    for found in made.values():
        assert len(found) <= MOST
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
        assert all(0 < one.score <= 1 and one.shown is (one.score >= THRESHOLD) for one in found)


def test_every_reason_is_written_in_the_paper(catalog: Catalog) -> None:
    made = _suggest(_papers(catalog), catalog.vocabulary)
    for paper in catalog.papers.values():
        written = f"{paper.title_plain} {paper.abstract_text} {' '.join(paper.facts.keywords)}"
        for found in made[paper.slug]:
            for reason in found.because:
                assert reason in written, (paper.slug, reason)
        assert all(found.because for found in made[paper.slug] if found.shown)
        assert not any(found.because for found in made[paper.slug] if found.score < EXPLAINED)


def test_with_few_examples_only_phrases_speak(catalog: Catalog) -> None:
    papers = [replace(paper, tags=()) for paper in _papers(catalog)[:30]]
    made = _suggest(papers, catalog.vocabulary)
    for paper in papers:
        text = "".join(words(f"{paper.title_plain} {paper.abstract_text}"))
        for found in made[paper.slug]:
            assert "".join(words(found.because[0])) in text


def test_keywords_of_sources_suggest_tags_as_abstracts_do(catalog: Catalog) -> None:
    paper = replace(_papers(catalog)[0], title_plain="Of lamps", abstract=(), tags=(), tagged=False)
    told = replace(paper, facts=replace(paper.facts, keywords=("Knowledge distillation", "lamps")))
    (found,) = (one for one in _suggest([told], catalog.vocabulary)[paper.slug] if one.tag == "distillation")
    assert found.because == ("Knowledge distillation",)
    assert all(one.tag != "distillation" for one in _suggest([paper], catalog.vocabulary)[paper.slug])


def test_an_empty_library_has_no_suggestions(catalog: Catalog) -> None:
    assert _suggest([], catalog.vocabulary) == {}
    paper = _papers(catalog)[0]
    assert _suggest([paper], replace(catalog.vocabulary, tags={})) == {paper.slug: ()}


def test_texts_without_words_do_not_disturb(catalog: Catalog) -> None:
    empty = replace(_papers(catalog)[0], slug="empty", title_plain="?", abstract=readable("!"), tags=())
    assert _suggest([*_papers(catalog), empty], catalog.vocabulary)["empty"] is not None


def test_the_real_library_is_known_whole(real_project: Path) -> None:
    known = analyse_library(real_project, write=False).insights
    assert known is not None
    assert len(known.alike) == 2
    assert len(known.suggestions) == 540
