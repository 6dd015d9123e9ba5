"""The part of the schema of `curation.yml` in which the curator overrules the sources."""

from __future__ import annotations

from generator.pages.schema_parts import DATE, WORD, Schema, a_text, fields_of, some_words


def stated_fields() -> dict[str, Schema]:
    """Return the fields in which the curator overrules the sources, or tells which rows are one paper."""
    other = "the key or the address of another paper, or `slug@file:position` for a row"
    return {
        "title": a_text("The title as it is shown; key and address stay those of the sources."),
        "authors": {
            "description": "The authors in their order; `Family, Given` says which is the family name.",
            "type": "array",
            "items": {
                "anyOf": [
                    {**a_text("A name.", blank=False)},
                    fields_of(
                        "A name that is one piece, such as an institution.",
                        {"name": a_text("The whole name.", blank=False)},
                        required=("name",),
                    ),
                ]
            },
        },
        "published": {"description": "When it was published: YYYY, YYYY-MM or YYYY-MM-DD.", **WORD, "pattern": DATE},
        "venue": a_text("Where it was published: a journal, a conference, a publisher."),
        "doi": {"description": "Its DOI, or an empty text if it has none.", **WORD},
        "arxiv": {"description": "Its arXiv identifier, or an empty text if it has none.", **WORD},
        "same_as": some_words(f"It is one paper with this one: {other}.", WORD),
        "not_same_as": some_words(f"It is another paper than this one: {other}.", WORD),
    }
