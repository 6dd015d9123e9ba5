"""Papers are compared by words and pairs of words, which are shown as the paper spells them."""

from __future__ import annotations

from generator.insights.features import distinct, spellings, terms


def test_terms_are_words_and_pairs_without_stop_words() -> None:
    assert terms("The KV-stores of LLaMA-3.1") == ["kv", "store", "llama", "3.1", "kv store", "llama 3.1"]


def test_words_with_punctuation_between_them_are_no_pair() -> None:
    assert terms("Fast, robust (sparse) layers.") == ["fast", "robust", "sparse", "layer"]


def test_spellings_are_those_of_the_text_in_its_order() -> None:
    text = "Layers and layers of one-step, one step LLMs; a layer 2025."
    found = spellings(text, {"layer", "step", "one step", "llm", "step llm", "llm layer", "2025"})
    assert found == {
        "layer": ["Layers", "layers", "layer"],
        "step": ["one-step", "step"],
        "one step": ["one-step", "one step"],
        "llm": ["LLMs"],
        "step llm": ["step LLMs"],
    }


def test_a_hyphen_before_a_mark_joins_no_words() -> None:
    assert spellings("A (dis-)similarity.", {"dis", "similarity"}) == {"dis": ["dis"], "similarity": ["similarity"]}


def test_spellings_keep_the_accents_of_the_text() -> None:
    assert spellings("Le modèle réduit", {"modele", "modele reduit"}) == {
        "modele": ["modèle"],
        "modele reduit": ["modèle réduit"],
    }


def test_reasons_of_several_words_come_first_and_no_word_repeats() -> None:
    assert distinct(["rank", "low", "tuning", "low rank", "low bit"], 3) == ["low rank", "tuning"]
    assert distinct(["tuning", "fine tuning", "adapter", "rank", "loss"], 3) == ["fine tuning", "adapter", "rank"]
