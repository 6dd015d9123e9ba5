"""After any sequence of edits a build gives what a build from nothing gives."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator.build.manifest import MANIFEST
from generator.build.pipeline import build
from tests.support.project import make_project
from tests.support.trees import contents

Edit = Callable[[Path, Random], None]

_TAGS = re.compile(r"(?m)^  tags: \[(.*)\]$")
_WORDS = ("a *star*", "5. of them", "plain", "<b>", "ünïcode", "[TOC]", "long words indeed")


def _change(path: Path, pattern: str, chance: Random, new: Callable[[re.Match[str]], str]) -> None:
    """Replace one of the matches of a pattern in a file, if there is any."""
    text = path.read_text(encoding="utf-8")
    matches = list(re.finditer(pattern, text))
    if matches:
        match = chance.choice(matches)
        path.write_text(f"{text[: match.start()]}{new(match)}{text[match.end() :]}", encoding="utf-8")


def _tags(root: Path, chance: Random) -> None:
    known = re.findall(r"(?m)^    ([a-z][a-z0-9-]*):", (root / "library/tags.yml").read_text(encoding="utf-8"))

    def some(_: re.Match[str]) -> str:
        return f"  tags: [{', '.join(chance.sample(known, k=min(len(known), chance.randint(0, 3))))}]"

    _change(root / "library/curation.yml", _TAGS.pattern, chance, some)


def _summary(root: Path, chance: Random) -> None:
    def new(match: re.Match[str]) -> str:
        return f'{match[0]}\n  note: "{chance.choice(_WORDS)}"' if "note" not in match.string else match[0]

    _change(root / "library/curation.yml", _TAGS.pattern, chance, new)


def _tag_name(root: Path, chance: Random) -> None:
    _change(
        root / "library/tags.yml",
        r"(name: )[^,}\n]+",
        chance,
        lambda match: f'{match[1]}"{chance.choice(_WORDS)}"',
    )


def _path_note(root: Path, chance: Random) -> None:
    _change(
        root / "library/paths.yml", r"(?m)^(.*title: ).*$", chance, lambda match: f'{match[1]}"{chance.choice(_WORDS)}"'
    )


def _path_step(root: Path, chance: Random) -> None:
    """Take a paper off the path, or put one on it."""
    path = root / "library/paths.yml"
    step = "    - on-the-g-ray-of-attention\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(step, "") if step in text else f"{text.rstrip()}\n{step}", encoding="utf-8")


def _listing(root: Path, chance: Random) -> None:
    listings = root / "library/sources.yml"
    listings.write_text(re.sub(r"(?m)^ +rows:.*\n", "", listings.read_text(encoding="utf-8")), encoding="utf-8")
    path = chance.choice(sorted((root / "library/sources").glob("*.txt")))
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    path.write_text(
        "\n\n".join([*lines, f"New paper {chance.random()}", "An abstract. Of two."]) + "\n", encoding="utf-8"
    )


def _template(root: Path, chance: Random) -> None:
    path = (
        root
        / "templates/pages"
        / f"{chance.choice(('paper', 'tag', 'listing', 'digest', 'later', 'paper-text'))}.md.j2"
    )
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n\n<p>Edited {chance.random()}</p>\n", encoding="utf-8")


def _facet(root: Path, chance: Random) -> None:
    _change(
        root / "library/tags.yml",
        r"(?m)^(  title: ).*$",
        chance,
        lambda match: f'{match[1]}"{chance.choice(_WORDS)}"',
    )


def _new_tag(root: Path, chance: Random) -> None:
    tag = f"    new-{chance.randint(0, 10**9)}: {{name: New {chance.random()}}}\n"
    _change(root / "library/tags.yml", r"(?m)^  tags:\n", chance, lambda match: f"{match[0]}{tag}")


def _settings(root: Path, chance: Random) -> None:
    _change(
        root / "mkdocs.yml",
        r"(?m)^(site_(?:description|name): ).*$",
        chance,
        lambda match: f"{match[1]}{chance.choice('ab')}",
    )


def _lost_output(root: Path, chance: Random) -> None:
    files = sorted(
        path for path in (root / "docs").rglob("*") if path.is_file() and not {"assets", "guide"} & set(path.parts)
    )
    for path in chance.sample(files, k=min(len(files), 5)):
        path.unlink()


def _lost_cache(root: Path, chance: Random) -> None:
    shutil.rmtree(root / ".cache")


_EDITS: tuple[Edit, ...] = (
    *(_tags, _tags, _tags, _summary, _tag_name, _facet, _new_tag, _path_note, _path_step, _listing),
    *(_template, _template, _settings, _lost_output, _lost_cache),
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try fewer sequences with `--quick`."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(3 if metafunc.config.getoption("--quick") else 12))


def test_edits_end_in_the_pages_of_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    root = make_project(tmp_path / "edited")
    assert build(root).changes is not None
    for _ in range(5):
        chance.choice(_EDITS)(root, chance)
        built = build(root)
        assert built.changes is not None, built.found
    new = tmp_path / "new"
    shutil.copytree(root, new, ignore=lambda folder, names: {MANIFEST, ".cache"} & set(names))
    for path in (root / "docs").iterdir():
        if path.name not in {"assets", "guide"} and (new / "docs" / path.name).exists():
            (shutil.rmtree if path.is_dir() else Path.unlink)(new / "docs" / path.name)
    assert build(new).changes is not None
    assert contents(root / "docs") == contents(new / "docs")
