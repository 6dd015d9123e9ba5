"""A suggestion in the text of an issue becomes a change of the library, or findings that say why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.build import LIBRARY, read_library
from generator.catalog.model import Catalog
from generator.contributing.forms import FORMS, ISSUE, Answers, read_answers
from generator.contributing.words import known_paper, known_tags, new_title, one_sentence
from generator.diagnostics import Diagnostic, Location, Report, Severity, error
from generator.editing import Change, apply
from generator.editing.by_hand import Handmade, add_paper
from generator.editing.papers import known_papers
from generator.editing.saving import copy_of
from generator.shapes import is_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a suggestion: `change` are the lines of the difference, and `found` says why there is none.

    `notes` are warnings that the library would have anew, such as a tag that nobody carries any more: they are for
    the curator, who sees them at the pull request.
    """

    found: tuple[Diagnostic, ...]
    change: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the suggestion fits the library."""
        return bool(self.change)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What there is to carry out, and in which project."""

    root: Path
    catalog: Catalog
    answers: Answers
    day: date | None


def propose(root: Path, kind: str, body: str, *, day: date | None = None, write: bool = False) -> Verdict:
    """Judge the suggestion that the text of an issue holds and, with `write`, carry it out in the library.

    `kind` is a word of `FORMS`, `day` that of the suggestion: a suggested paper is new on it. The suggestion is
    carried out in a copy of the library first; what is refused changes nothing.
    """
    found: list[Diagnostic] = []
    answers = read_answers(body, FORMS[kind], found.append)
    before: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, before.append)
    if answers is None or catalog is None:
        return _verdict(found or [finding for finding in before if finding.severity is Severity.ERROR])
    case = _Case(root=root, catalog=catalog, answers=answers, day=day)
    with copy_of(root) as draft:
        lines = _KINDS[kind](replace(case, root=draft), found)
        after: list[Diagnostic] = []
        read_library(draft / LIBRARY, after.append)
    if write and lines and not _stands_in_the_way(found):
        _KINDS[kind](case, found)
    return _verdict(found, lines, _new_warnings(before, after))


def _new_warnings(before: list[Diagnostic], after: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    known = {(finding.code, finding.message) for finding in before}
    warnings = [finding for finding in after if finding.severity is Severity.WARNING]
    return tuple(finding for finding in warnings if (finding.code, finding.message) not in known)


def _suggested_tags(case: _Case, found: list[Diagnostic]) -> tuple[str, ...]:
    """Return the lines that change when tags and a summary are suggested for a paper."""
    answers, vocabulary = case.answers, case.catalog.vocabulary
    paper = known_paper(answers.text("paper"), case.catalog, found.append)
    add = known_tags(answers.lines("add"), vocabulary, found.append)
    remove = known_tags(answers.lines("remove"), vocabulary, found.append)
    summary = one_sentence(answers.text("summary"), found.append)
    if paper is None or _stands_in_the_way(found):
        return ()
    change = Change(key=paper.key, add=add, remove=remove, tldr=summary or None)
    return _carried_out(case, change, found)


def _carried_out(case: _Case, change: Change, found: list[Diagnostic]) -> tuple[str, ...]:
    """Return the lines that a change makes; a change that leaves everything as it is, is an error."""
    if change == Change(key=change.key):
        _report_nothing(found.append, "it names no tag and has no summary")
        return ()
    outcome = apply(case.root, [change])
    if not outcome.lines and not outcome.refused:
        _report_nothing(found.append, "the library says so already")
    found += outcome.found
    return outcome.lines


def _suggested_paper(case: _Case, found: list[Diagnostic]) -> tuple[str, ...]:
    """Return the lines that change when a paper is suggested that the library does not have."""
    answers = case.answers
    title, link = new_title(answers.text("title"), known_papers(case.root), found.append), answers.text("link")
    tags = known_tags(answers.lines("tags"), case.catalog.vocabulary, found.append)
    summary = one_sentence(answers.text("summary"), found.append)
    if (link.value and not is_url(link, found.append)) or _stands_in_the_way(found):
        return ()
    abstract = answers.text("abstract").value
    paper = Handmade(title=title, abstract=abstract, listed=case.day, url=link.value, tags=tags, tldr=summary or None)
    outcome = add_paper(case.root, paper)
    found += outcome.found
    return outcome.lines


def _report_nothing(report: Report, why: str) -> None:
    hint = "name tags to add or to remove, or write a summary"
    error(report, "nothing-suggested", Location(file=ISSUE), f"the suggestion changes nothing: {why}", hint)


def _stands_in_the_way(found: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Tell whether a suggestion is refused: by a warning too, since a pull request does not pass with one."""
    return any(finding.severity >= Severity.WARNING for finding in found)


def _verdict(found: list[Diagnostic], lines: tuple[str, ...] = (), notes: tuple[Diagnostic, ...] = ()) -> Verdict:
    told = tuple(sorted(set(found), key=lambda finding: finding.place))
    return Verdict(found=told) if _stands_in_the_way(told) else Verdict(found=told, change=lines, notes=notes)


_KINDS: dict[str, Callable[[_Case, list[Diagnostic]], tuple[str, ...]]] = {
    "tags": _suggested_tags,
    "paper": _suggested_paper,
}
