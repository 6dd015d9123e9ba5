"""The schemas for editors accept what the check accepts, refuse what it refuses, and have the words of the library."""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
from ruamel.yaml import YAML

from generator.build.pipeline import analyse_library, build
from generator.build.result import BuildResult
from generator.catalog import curation, enrichment, paths, vocabulary
from generator.catalog.curation import KINDS, STATED
from generator.sources import register
from tests.support.case import ROOT, TINY
from tests.support.project import make_project
from tests.support.trees import copy_shared

NAMES = ("sources", "tags", "curation", "paths", "enrichment")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("tiny"))
    build(root)
    return root


@cache
def _schema(root: Path, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((root / f"docs/api/v1/library/{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def _load(text: str) -> Any:
    """Return YAML as an editor reads it: by the rules of YAML 1.2, dates as text."""
    loader = YAML(typ="safe", pure=True)
    loader.constructor.yaml_constructors["tag:yaml.org,2002:timestamp"] = lambda _, node: node.value
    return loader.load(io.StringIO(text))


def _errors(root: Path, name: str, text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(_schema(root, name))
    return [error.message for error in validator.iter_errors(_load(text))]


def _text(root: Path, name: str) -> str:
    """Return a file of the library; where it has no proposals, one as the program writes it."""
    path = root / f"library/{name}.yml"
    return path.read_text(encoding="utf-8") if path.exists() or name != "enrichment" else PROPOSED


PROPOSED = """\
# Proposed.
on-the-g-ray-of-attention:
  accept:
  found: "On the γ-Ray of Attention"
  score: 0.97
  because: "title 1.00, abstract 0.94; 0.70 above the next hit"
  kind: paper-conference
  arxiv: "2503.00001"
  doi: "10.1000/182"
  published: "2025-03-01"
  venue: "Lamps 7 (2025) 1-9"
  authors: ["Ada Marsh", {name: "Lamp Works, Ltd"}]
  links: [{rel: code, url: "https://example.org/gamma"}, "https://example.org/talk"]
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_library_fits_its_schemas(tiny: Path, name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(_schema(tiny, name))
    assert _errors(tiny, name, _text(tiny, name)) == []


def _objects(schema: Any) -> list[dict[str, Any]]:
    inside = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    return [*([schema] if isinstance(schema, dict) else []), *(found for part in inside for found in _objects(part))]


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described_and_no_other_is_accepted(tiny: Path, name: str) -> None:
    for schema in _objects(_schema(tiny, name)):
        properties = schema.get("properties", {})
        if schema.get("type") == "object":
            assert "additionalProperties" in schema
            fields = properties if schema["additionalProperties"] is False else {}
            for field, said in fields.items():
                assert said.get("description") or said["$ref"], field


def test_schemas_have_the_fields_of_the_readers(tiny: Path) -> None:
    for name, part, fields in (
        ("sources", "source", register._FIELDS),
        ("tags", "tag", vocabulary._TAG_FIELDS),
        ("tags", "facet", vocabulary._FACET_FIELDS),
        ("curation", "paper", curation._FIELDS),
        ("paths", "path", paths._FIELDS),
        ("enrichment", "proposal", enrichment.FIELDS),
    ):
        assert tuple(_schema(tiny, name)["$defs"][part]["properties"]) == fields


def test_schemas_state_the_limits_and_words_of_the_readers(tiny: Path) -> None:
    paper = _schema(tiny, "curation")["$defs"]["paper"]["properties"]
    proposal = _schema(tiny, "enrichment")["$defs"]["proposal"]["properties"]
    assert paper["tldr"]["maxLength"] == curation.LONGEST_TLDR
    assert f"at most {curation.LONGEST_TLDR} characters" in paper["tldr"]["description"]
    assert f"below {enrichment.CERTAIN} nothing" in proposal["score"]["description"]
    assert proposal["kind"]["enum"] == [*KINDS, ""]
    assert _schema(tiny, "curation")["$defs"]["link"] == _schema(tiny, "enrichment")["$defs"]["link"]
    for name in (*STATED, "links"):
        assert paper[name] == proposal[name]


WRONG = [
    ("curation", "tags: [maps, survey]", "tags: [maps, survy]"),
    ("curation", "tags: [maps, survey]", "tags: [maps, maps]"),
    ("curation", "tags: [maps, survey]", "tags: maps"),
    ("curation", "tags: [maps, survey]", "tags:"),
    ("curation", "tags: [maps, survey]", "tags: [[maps]]"),
    ("curation", "tldr: Bounds attention.", "tlrd: Bounds attention."),
    ("curation", "tldr: Bounds attention.", "tldr: [Bounds attention.]"),
    ("curation", "tldr: Bounds attention.", f"tldr: {'x' * 141}"),
    ("curation", "hidden: true", "hidden: maybe"),
    ("curation", "hidden: true", 'hidden: "true"'),
    ("curation", "- https://example.org/gardens", "- ftp://example.org/gardens"),
    ("curation", "- https://example.org/gardens", "- https://exa mple.org"),
    ("curation", "{rel: video, url:", "{rel: video, uri:"),
    ("curation", "slug: talking-lamps", "slug: Talking Lamps"),
    ("curation", "slug: talking-lamps", "slug: index"),
    ("curation", "on-the-g-ray-of-attention:", "on-the-g-ray-of-atention:"),
    ("curation", "formerly: maps-by-themselves", "formerly: {a: b}"),
    ("curation", "tldr: Bounds attention.", "authors: Ada Lovelace"),
    ("curation", "tldr: Bounds attention.", "authors: [{nam: Rays}]"),
    ("curation", "tldr: Bounds attention.", "published: May 2024"),
    ("curation", "tldr: Bounds attention.", "venue: [a, b]"),
    ("curation", "tldr: Bounds attention.", "same_as: {a: b}"),
    ("tags", "title: Kind of paper", "titel: Kind of paper"),
    ("tags", "title: Kind of paper", "title: ''"),
    ("tags", "name: Dialogue, ", ""),
    ("tags", "broader: models", "broader: modles"),
    ("tags", "broader: models", "broader: networks"),
    ("tags", "    survey: {", "    Survey Papers: {"),
    ("tags", "maps: {name: Maps & charts}", "maps: Maps"),
    ("paths", "title: First steps", "title:"),
    ("paths", "slug: talking-lamps", "slug: talking-lmaps"),
    ("paths", "- a-map-that-draws-itself", "- secret-paper"),
    ("paths", "note: Then listen.", "notes: Then listen."),
    ("paths", "first-steps:", "First steps:"),
    ("sources", "title: Autumn listing\n    ", ""),
    ("sources", "listed: 2025-09-10", "listed: 10 September"),
    ("sources", "year: inferred", "year: guessed"),
    ("sources", "rows: 4", "rows: four"),
    ("sources", "rows: 4", "rows: -4"),
    ("sources", "look.alike.example: example.org", "look.alike.example: https://example.org"),
    ("sources", "hosts:", "host:"),
    ("sources", "year: inferred", "year: inferred\n    tags: {Lamps: modles}"),
    ("sources", "year: inferred", "year: inferred\n    tags: {Lamps: {tag: models}}"),
    ("sources", "year: inferred", "year: inferred\n    tags: [models]"),
    ("enrichment", "accept:", "accept: maybe"),
    ("enrichment", "accept:", 'accept: "true"'),
    ("enrichment", "accept:", "accepted: true"),
    ("enrichment", "score: 0.97", "score: 97"),
    ("enrichment", "score: 0.97", "score: high"),
    ("enrichment", "kind: paper-conference", "kind: poem"),
    ("enrichment", 'published: "2025-03-01"', "published: spring"),
    ("enrichment", 'url: "https://example.org/gamma"', "url: gamma"),
    ("enrichment", 'authors: ["Ada Marsh", {name: "Lamp Works, Ltd"}]', "authors: Ada Marsh"),
]


def _checked(root: Path, name: str, text: str) -> BuildResult:
    """Return what is found in the invented library with another text in one of its files."""
    copy_shared(TINY, root / "library")
    (root / f"library/{name}.yml").write_text(text, encoding="utf-8")
    return analyse_library(root, write=False)


@pytest.mark.parametrize(("name", "old", "new"), WRONG, ids=[f"{name} {new[:40]}" for name, _, new in WRONG])
def test_what_the_check_refuses_the_schema_refuses(tiny: Path, tmp_path: Path, name: str, old: str, new: str) -> None:
    text = _text(tiny, name)
    assert old in text
    wrong = text.replace(old, new, 1)
    assert _errors(tiny, name, wrong) != []
    assert _checked(tmp_path, name, wrong).fails(strict=True)


RIGHT = [
    ("curation", "tags: [maps, survey]", "tags: [maps, proofs, networks]"),  # an alias, a former name
    ("curation", "tags: [maps, survey]", "tags: []"),
    ("curation", "tldr: Bounds attention.", "tldr: 2024"),
    ("curation", "formerly: maps-by-themselves", "formerly: [maps-by-themselves, maps-2]"),
    ("tags", "broader: models", "broader: [models, theory]"),
    ("curation", "tldr: Bounds attention.", "authors: [Ada Lovelace, {name: The Ray Group}]"),
    ("curation", "tldr: Bounds attention.", "published: 2024"),
    ("curation", "tldr: Bounds attention.", "published: 2024-05-01"),
    ("curation", "tldr: Bounds attention.", 'doi: ""'),
    ("curation", "tldr: Bounds attention.", "arxiv: 2301.10000"),
    ("curation", "hidden: true", "same_as: talking-lamps"),
    ("curation", "hidden: true", "not_same_as: [talking-lamps]"),
    ("paths", "- a-map-that-draws-itself", "- maps-by-themselves"),
    ("paths", "slug: talking-lamps", "slug: talking-lamps-a-dialogue-model-for-furniture"),
    ("sources", "rows: 4", 'rows: "4"'),
    ("sources", "listed: 2025-09-10", 'listed: "2025-09-10"'),
    ("sources", "year: inferred", "year: inferred\n    tags: {Lamps: models, Code: [], Talk: [proofs], Data: }"),
    ("enrichment", "accept:", "accept: true"),
    ("enrichment", "accept:", "accept: false"),
    ("enrichment", "accept:", 'accept: ""'),
    ("enrichment", "score: 0.97", "score: 1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new"), RIGHT, ids=[f"{name} {new[:40]}" for name, _, new in RIGHT])
def test_what_the_check_accepts_the_schema_accepts(tiny: Path, tmp_path: Path, name: str, old: str, new: str) -> None:
    text = _text(tiny, name)
    assert old in text
    right = text.replace(old, new, 1)
    assert _errors(tiny, name, right) == []
    assert not _checked(tmp_path, name, right).fails(strict=False)


def test_tags_and_papers_are_offered_with_what_they_mean(tiny: Path) -> None:
    tags = _schema(tiny, "curation")["$defs"]["tag"]
    offered = dict(zip(tags["enum"], tags["enumDescriptions"], strict=True))
    assert offered["survey"] == "Survey. Reviews of what there is."
    assert offered["proofs"] == "An alias: write theory."
    assert offered["networks"] == "A former name: write models."
    keys = _schema(tiny, "curation")["properties"]
    assert keys["talking-lamps-a-dialogue-model-for-furniture"]["description"].startswith("Talking Lamps")
    papers = _schema(tiny, "paths")["$defs"]["paper"]
    assert "talking-lamps" in papers["enum"]
    assert "secret-paper" not in papers["enum"]


def test_a_joined_paper_keeps_its_entry_in_the_eyes_of_an_editor(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    path = project / "library/curation.yml"
    text = path.read_text(encoding="utf-8").replace("hidden: true", "same_as: talking-lamps")
    path.write_text(text, encoding="utf-8")
    build(project)
    assert _errors(project, "curation", text) == []


def test_vs_code_finds_the_schema_of_every_file(tiny: Path) -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert set(settings.values()) == {f"library/{name}.yml" for name in NAMES}
    for schema, file in settings.items():
        assert re.fullmatch(r"\./docs/[\w/.]+", schema)
        assert (tiny / schema).is_file()
        assert Path(schema).name.removesuffix(".schema.json") == Path(file).stem
    extensions = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert extensions == {"recommendations": ["redhat.vscode-yaml"]}
