"""Judges a suggestion from an issue form, and applies it to the library."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from ..catalog.curation import LONGEST_TLDR
from ..catalog.identity.titles import title_key
from ..catalog.library import LIBRARY, read_library
from ..catalog.model import Catalog, Paper, Vocabulary
from ..diagnostics import Diagnostic, Location, Report, Severity, closest, error, errors_in, in_order, warning
from ..editing import Change, apply
from ..editing.entry_changes import known_tag
from ..editing.find_papers import library_papers, paper_titled
from ..editing.new_paper import NewPaper, add_paper
from ..editing.saving import Outcome, copy_of, kind_of
from ..editing.tree import one_line
from ..located.nodes import TextNode
from ..located.validate import is_url
from .forms import FORMS, ISSUE, lines_of, read_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The result of a suggestion: `change` are the lines of the difference, and `found` says why there are none.

    `notes` are the warnings that the library would have with it, and does not have now, such as a tag without papers:
    they are for the curator, who sees them at the pull request.
    """

    found: tuple[Diagnostic, ...]
    change: tuple[str, ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the suggestion is accepted."""
        return bool(self.change)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Suggestion:
    """The answers of an issue, and the project that they are about."""

    root: Path
    catalog: Catalog
    answers: dict[str, TextNode]
    day: date | None


def propose(root: Path, kind: str, body: str, *, day: date | None = None, write: bool = False) -> Verdict:
    """Judge the suggestion in the text of an issue and, with `write`, apply it to the library.

    `kind` is a key of `FORMS`, `day` the day on which a suggested paper is new. The suggestion is
    applied to a copy of the library first; one that is refused changes nothing.
    """
    found: list[Diagnostic] = []
    answers = read_answers(body, FORMS[kind], found.append)
    before: list[Diagnostic] = []
    catalog = read_library(root / LIBRARY, before.append)
    if answers is None or catalog is None:
        return Verdict(found=in_order(found or errors_in(before)))
    suggestion = _Suggestion(root=root, catalog=catalog, answers=answers, day=day)
    with copy_of(root) as draft:
        lines = _KINDS[kind](replace(suggestion, root=draft), found)
        after: list[Diagnostic] = []
        read_library(draft / LIBRARY, after.append)
    if write and lines and not _is_refused(found):
        _KINDS[kind](suggestion, found)
    if _is_refused(found):
        return Verdict(found=in_order(found))
    return Verdict(found=in_order(found), change=lines, notes=_new_warnings(before, after))


def _new_warnings(before: list[Diagnostic], after: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    known = set(map(kind_of, before))
    return tuple(one for one in after if one.severity is Severity.WARNING and kind_of(one) not in known)


def _suggested_tags(suggestion: _Suggestion, found: list[Diagnostic]) -> tuple[str, ...]:
    """Return the lines that change when tags and a summary are suggested for a paper.

    A suggestion that changes nothing is an error.
    """
    answers, vocabulary = suggestion.answers, suggestion.catalog.vocabulary
    paper = _named_paper(answers["paper"], suggestion.catalog, found.append)
    add = _named_tags(answers["add"], vocabulary, found.append)
    remove = _named_tags(answers["remove"], vocabulary, found.append)
    summary = _summary(answers["summary"], found.append)
    if paper is None or _is_refused(found):
        return ()
    change = Change(key=paper.key, add=add, remove=remove, tldr=summary)
    outcome = Outcome(found=()) if change.is_empty else apply(suggestion.root, [change])
    if not outcome.lines and not outcome.refused:
        why = "it names no tag and has no summary" if change.is_empty else "the library has all of it already"
        hint = "name tags to add or to remove, or write a summary"
        message = f"the suggestion changes nothing: {why}"
        error(found.append, "nothing-suggested", Location(file=ISSUE), message, hint)
    found += outcome.found
    return outcome.lines


def _suggested_paper(suggestion: _Suggestion, found: list[Diagnostic]) -> tuple[str, ...]:
    """Return the lines that change when a paper is suggested that the library does not have."""
    answers, link = suggestion.answers, suggestion.answers["link"]
    title = _new_title(answers["title"], suggestion.root, found.append)
    tags = _named_tags(answers["tags"], suggestion.catalog.vocabulary, found.append)
    summary = _summary(answers["summary"], found.append)
    if (link.value and not is_url(link, found.append)) or _is_refused(found):
        return ()
    abstract, day = answers["abstract"].value, suggestion.day
    paper = NewPaper(title=title, abstract=abstract, listed=day, url=link.value, tags=tags, tldr=summary)
    outcome = add_paper(suggestion.root, paper)
    found += outcome.found
    return outcome.lines


def _is_refused(found: Iterable[Diagnostic]) -> bool:
    """Return whether a suggestion is refused: by a warning too, since a pull request does not pass with one."""
    return any(finding.severity >= Severity.WARNING for finding in found)


_KINDS: dict[str, Callable[[_Suggestion, list[Diagnostic]], tuple[str, ...]]] = {
    "tags": _suggested_tags,
    "paper": _suggested_paper,
}


_HINTS_UP_TO = 100
"""Characters; no slug is longer, and a search for the nearest slug takes time."""


def _named_paper(answer: TextNode, catalog: Catalog, report: Report) -> Paper | None:
    """Return the paper that a slug, a former slug, a title or the address of its page names, or None with an error."""
    word = _slug_in(answer.value)
    if word in catalog.papers:
        return catalog.papers[word]
    for paper in catalog.papers.values():
        if word in (paper.key, *paper.formerly) or title_key(answer.value) == title_key(paper.title_plain):
            return paper
    near = catalog.papers if len(word) <= _HINTS_UP_TO else ()
    hint = closest(word, near, "use the last part of the address of the paper's page")
    error(report, "unknown-paper", answer.where, f"there is no paper `{word}`", hint)
    return None


def _slug_in(answer: str) -> str:
    """Return the last part of an address, or the text as it is."""
    if "/" not in answer or " " in answer:
        return answer.strip("` ")
    path = re.split(r"[?#]", answer)[0].rstrip("/")
    return unquote(path.rpartition("/")[2])


def _new_title(answer: TextNode, root: Path, report: Report) -> str:
    """Return a title on one line, or '' if a paper of the library, also a hidden one, has it already; report that."""
    title = one_line(answer.value)
    there = paper_titled(title, library_papers(root))
    if there is None:
        return title
    hint = f"suggest tags for `{there.slug}` if something is missing there"
    error(report, "paper-there", answer.where, "the list has a paper with this title", hint)
    return ""


def _named_tags(answer: TextNode, vocabulary: Vocabulary, report: Report) -> tuple[str, ...]:
    """Return the slugs of the tags in an answer, each once; a word that names none is reported at its line.

    Tags stand between commas or on lines of their own, as slugs, names or aliases.
    """
    slugs = {tag.name.casefold(): tag.slug for tag in vocabulary.tags.values()}
    words = (replace(word, value=slugs.get(word.value.casefold(), word.value)) for word in _words(lines_of(answer)))
    return tuple(dict.fromkeys(filter(None, (known_tag(word, vocabulary, report) for word in words))))


def _words(lines: Iterable[TextNode]) -> Iterator[TextNode]:
    """Yield the words between commas and semicolons, without list markers before them."""
    for line in lines:
        for word in re.split(r"[,;]", re.sub(r"^([-*+]|\d+\.)\s+", "", line.value)):
            if word.strip(" \t`"):
                yield replace(line, value=word.strip(" \t`"))


def _summary(answer: TextNode, report: Report) -> str | None:
    """Return a summary on one line, or None if there is none or, with a warning, if it is too long."""
    value = one_line(answer.value)
    if len(value) <= LONGEST_TLDR:
        return value or None
    message = f"the summary has {len(value)} characters, {len(value) - LONGEST_TLDR} more than {LONGEST_TLDR}"
    warning(report, "tldr-long", answer.where, message, "shorten it")
    return None
