"""Words are what suggestions are learned from."""

from __future__ import annotations

from generator.insights.features import beginnings, occurrences, stem, terms


def test_words_are_folded_and_common_ones_left_out() -> None:
    assert [stem(word) for word in ("Policies", "layers", "loss", "bias", "KV")] == [
        "policy",
        "layer",
        "loss",
        "bias",
        "kv",
    ]
    assert terms("The KV-caches of LLaMA-3.1") == ["kv", "cache", "llama", "3.1", "kv cache", "llama 3.1"]
    known = {"post training", "quantization", "post"}
    assert list(occurrences("Post-training quantization", known, beginnings(known))) == [
        *("post", "post training", "quantization"),
    ]
