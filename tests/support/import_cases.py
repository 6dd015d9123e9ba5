"""Reads the import cases: small files as people have them, and what a library of these files alone must become.

They are too foreign to commit. `README.md` beside them says what each word of `cases.json` means.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.build.pipeline import build
from generator.diagnostics import Diagnostic, Severity
from tests.support.case import FAST
from tests.support.project import make_project

FOLDER = Path(os.environ.get("READING_LIST_IMPORTS", Path(__file__).parents[3] / "shared" / "cases" / "imports"))

Case = dict[str, Any]

_LIBRARY = {
    "tags.yml": 'kind: {title: Kind, tags: {sentinel: {name: Sentinel, description: "Stands guard."}}}\n',
    "curation.yml": "{}\n",
    "paths.yml": "{}\n",
}
_OF_THE_LIBRARY = {"nothing-curated", "unused-tag"}
"""What the check says of these files, whatever the sources are."""
_PLAIN = str.maketrans(dict.fromkeys("‘’‚′", "'") | dict.fromkeys("“”„″", '"') | dict.fromkeys("‐‑‒–—−", "-"))
_MATH = re.compile(r'<span class="rl-math">.*?<math[^>]*>(.*?)</math></template>.*?</span>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_NAMES = {"authors", "people"}


def import_cases() -> dict[str, Case]:
    """Return the cases by name; there are none where their folder is absent."""
    file = FOLDER / "cases.json"
    cases: dict[str, Case] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return cases


def plain(text: str) -> str:
    """Return a text as texts are compared: after NFKC, with plain quotes and dashes and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN).split())


class Built:
    """A library of the files of a case, after the build."""

    def __init__(self, case: Case, root: Path) -> None:
        library = root / "given"
        (library / "sources").mkdir(parents=True)
        for name, text in _LIBRARY.items():
            (library / name).write_text(text, encoding="utf-8")
        for name in case["files"]:
            shutil.copy(FOLDER / name, library / "sources" / name)
        lines = (f"  {name}: {{title: {Path(name).stem}}}\n" for name in case["files"])
        (library / "sources.yml").write_text("sources:\n" + "".join(lines), encoding="utf-8")
        self.docs = make_project(root / "project", library) / "docs"
        found = build(root / "project").found
        self.found = [finding for finding in found if finding.code not in _OF_THE_LIBRARY]

    @property
    def reported(self) -> str:
        """Everything that the check said, for a failure."""
        return "\n".join(
            f"{one.where} {one.severity.word} {one.code}: {one.message} ({one.hint})" for one in self.found
        )

    @property
    def warnings(self) -> list[Diagnostic]:
        """The warnings and errors."""
        return [finding for finding in self.found if finding.severity > Severity.INFO]

    @property
    def refused(self) -> bool:
        """Whether there was an error, so that nothing was written."""
        return any(finding.severity is Severity.ERROR for finding in self.found)

    def text(self, name: str) -> str:
        """Return a file of `docs/`, or nothing after an error."""
        path = self.docs / name
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    @cached_property
    def papers(self) -> list[dict[str, Any]]:
        """The rows of `papers.json`, each with what its page shows."""
        rows = json.loads(self.text("api/v1/papers.json") or '{"papers": []}')["papers"]
        return [row | self._shown(row) for row in rows]

    def _shown(self, row: dict[str, Any]) -> dict[str, Any]:
        head, _, body = self.text(f"papers/{row['slug']}.md").removeprefix("---\n").partition("\n---\n")
        front = yaml.load(head, Loader=FAST)
        page = html.unescape(_TAG.sub("", _MATH.sub(lambda found: f"⟦{_TAG.sub('', found[1])}⟧", body)))
        byline = re.search(r"^(.+)\n\{ \.rl-authors \}", page, re.MULTILINE)
        named = re.split(r", | and ", byline[1]) if byline else []
        return {
            "rows": len(row["appearances"]),
            "links": [link["url"] for link in row["links"]],
            "people": list(dict.fromkeys((*row["authors"], *row.get("editors", ()), *named))),
            "page_title": front["title"],
            "summary": front.get("description"),
            "heading": next((line[2:] for line in page.split("\n") if line.startswith("# ")), ""),
            "page": page,
        }


def failures(case: Case, built: Built) -> list[str]:
    """Return what does not hold of a case."""
    expect = case["expect"]
    if built.refused and (accepted := expect.get("or_refused_with")):
        ways = accepted if isinstance(accepted, list) else [{"message": accepted}, {"hint": accepted}]
        if any(
            re.search(words, getattr(one, part)) for way in ways for part, words in way.items() for one in built.found
        ):
            return []
    return list(_failures(expect, built))


def _failures(expect: dict[str, Any], built: Built) -> Iterator[str]:  # noqa: C901 (one step for each word)
    if "papers" in expect and not _number(expect["papers"], len(built.papers)):
        yield f"papers: {len(built.papers)}, not {expect['papers']}"
    for fields in expect.get("each", ()):
        yield from _each(fields, built.papers)
    for paper in built.papers:
        yield from _differences(expect.get("all", {}), paper)
    for fields in expect.get("none", ()):
        yield from (f"a paper has {fields}" for paper in built.papers if not list(_differences(fields, paper)))
    for name, findings in (("warn", built.warnings), ("told", built.found)):
        if name in expect and not any(
            re.search(expect[name], part) for one in findings for part in (one.code, one.message, one.hint)
        ):
            yield f"no message says {expect[name]}"
    if len(built.warnings) < expect.get("warnings", 0):
        yield f"{len(built.warnings)} warnings, not {expect['warnings']}"
    for name, file in (("bib", "library.bib"), ("ris", "library.ris"), ("csl", "library.csl.json")):
        yield from _regexes(expect.get(name, {}), built.text(file), name)
    entries = re.split(r"\n(?=@)", built.text("library.bib"))
    for fields in expect.get("bib_each", ()):
        found = [entry for entry in entries if re.search(fields["match"], entry)]
        yield from _regexes(fields, found[0], "bib") if len(found) == 1 else [f"{len(found)} × {fields['match']}"]
    for words in expect.get("bib_none", ()):
        yield from (f"an entry meets {words}" for entry in entries if re.search(words, entry))
    ways = [list(_failures(way, built)) for way in expect.get("any", ())]
    if ways and all(ways):
        yield f"none of: {ways}"


def _each(fields: dict[str, Any], papers: list[dict[str, Any]]) -> Iterator[str]:
    found = [paper for paper in papers if not list(_differences(fields["match"], paper))]
    if len(found) == 1:
        yield from _differences({name: value for name, value in fields.items() if name != "match"}, found[0])
    else:
        yield f"{len(found)} papers match {fields['match']}: {[paper['title_plain'] for paper in papers]}"


def _regexes(fields: dict[str, Any], text: str, name: str) -> Iterator[str]:
    yield from (f"{name} has no {words}" for words in fields.get("has", ()) if not re.search(words, text))
    yield from (f"{name} has {words}" for words in fields.get("lacks", ()) if re.search(words, text))


def _differences(fields: dict[str, Any], paper: dict[str, Any]) -> Iterator[str]:
    for name, wanted in fields.items():
        if not _holds(name, wanted, paper[name]):
            yield f"{name} is {paper[name]!r}, not {wanted!r}"


def _number(wanted: Any, value: int) -> bool:
    least, most = (wanted[0], wanted[-1]) if isinstance(wanted, list) else (wanted, wanted)
    return bool(least <= value <= most)


def _holds(name: str, wanted: Any, value: Any) -> bool:
    """Return whether a field has a wanted value."""
    if wanted is None:
        return value in (None, "", [])
    if isinstance(value, list):
        return _list_holds(name, wanted, value)
    if name == "rows":
        return _number(wanted, value)
    if isinstance(wanted, list):
        return any(_holds(name, one, value) for one in wanted)
    if isinstance(wanted, dict):
        text = plain(str(value or ""))
        return (
            re.fullmatch(wanted.get("re", ".*"), text, re.DOTALL) is not None
            and all(re.search(words, text) for words in _words(wanted, "has"))
            and not any(re.search(words, text) for words in _words(wanted, "lacks"))
        )
    both = isinstance(value, str) and isinstance(wanted, str)
    return plain(value) == plain(wanted) if both else bool(value == wanted)


def _list_holds(name: str, wanted: Any, value: list[str]) -> bool:
    if isinstance(wanted, list):
        return len(wanted) == len(value) and all(map(_one_holds, [name] * len(value), wanted, value))
    return (
        len(value) >= wanted.get("min", 0)
        and ("any" not in wanted or any(_holds(name, one, value) for one in wanted["any"]))
        and all(any(_one_holds(name, one, item) for item in value) for one in wanted.get("has", ()))
        and not any(re.search(words, item) for words in _words(wanted, "lacks") for item in value)
    )


def _one_holds(name: str, wanted: Any, item: str) -> bool:
    """Return whether an item of a list is the wanted one; names are compared without dots, keywords without case."""
    if isinstance(wanted, list):
        return any(_one_holds(name, one, item) for one in wanted)
    if isinstance(wanted, dict):
        return any(re.fullmatch(wanted["re"], text) for text in (plain(item), plain(item).replace(".", "")))
    one, other = plain(wanted), plain(item)
    if name in _NAMES:
        return one.replace(".", "") == other.replace(".", "")
    return one.casefold() == other.casefold() if name == "keywords" else one == other


def _words(wanted: dict[str, Any], name: str) -> list[str]:
    words = wanted.get(name, [])
    return words if isinstance(words, list) else [words]


def main() -> None:
    """Print which cases fail, and why: `python -m tests.support.import_cases [CASE …]`."""
    for name, case in import_cases().items():
        if name in (sys.argv[1:] or [name]):
            with tempfile.TemporaryDirectory() as folder:
                built = Built(case, Path(folder))
                wrong = failures(case, built)
            lines = [
                f"{'fails' if wrong else 'right'} {case['kind']:4}{name}",
                *(f"      {line[:300]}" for line in wrong),
            ]
            print("\n".join(lines + [built.reported] * (len(sys.argv) > 1)))  # noqa: T201


if __name__ == "__main__":
    main()
