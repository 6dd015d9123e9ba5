"""What is answered to a suggestion, as Markdown: what others wrote stands in it as text, whatever it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from ..catalog.curation import LONGEST_TLDR, canonical_tag
from ..catalog.identity.grouping import title_key
from ..catalog.library import LIBRARY, read_library
from ..catalog.model import Catalog, Paper, Vocabulary
from ..diagnostics import (
    Diagnostic,
    Location,
    Report,
    Severity,
    as_text,
    closest,
    error,
    errors_last,
    in_order,
    printable,
    warning,
)
from ..editing import Change, apply
from ..editing.new_paper import NewPaper, add_paper
from ..editing.papers import Known, known_papers, titled
from ..editing.saving import copy_of
from ..located.nodes import TextNode
from ..located.validate import is_url
from .forms import FORMS, ISSUE, Answers, read_answers

MOST_FINDINGS = 50
LONGEST_QUOTE = 10_000
"""Characters of one quote: GitHub takes 65,536 in a comment, and Linux 131,072 bytes in a variable, as base64."""


def fenced(text: str) -> str:
    r"""Return text as a fenced block: no markup, no link, nobody is called by `@name`, and nothing is hidden.

    The fence is longer than any run of backticks in the text; what cannot be seen is written as `\u202e`.
    """
    seen = printable(text[:LONGEST_QUOTE].rstrip("\n"))
    cut = "\n…" if len(text) > LONGEST_QUOTE else ""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", seen)), default=0))
    return f"{fence}text\n{seen}{cut}\n{fence}\n"


def refused(found: Sequence[Diagnostic]) -> str:
    """Return the answer to a suggestion that cannot go into the library as it is."""
    shown = errors_last(found)
    more = len(shown) - MOST_FINDINGS
    return (
        "Thank you for the suggestion. It cannot go into the library as it is:\n\n"
        + fenced(as_text(shown[-MOST_FINDINGS:]))
        + (f"\nThere are {more} more messages.\n" if more > 0 else "")
        + "\n`issue:5` means line 5 of the text above. Edit that text, and it is looked at again.\n"
    )


def accepted(change: str, found: Sequence[Diagnostic]) -> str:
    """Return the answer to a suggestion that fits; `change` says what it changes, a line each."""
    shown = errors_last(found)[-MOST_FINDINGS:]
    notes = f"\nGood to know:\n\n{fenced(as_text(shown))}" if shown else ""
    return (
        "Thank you for the suggestion. It fits the library; this is what it changes:\n\n"
        + fenced(change)
        + notes
        + "\nA curator looks at it before it appears on the site.\n"
    )


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
    paper = NewPaper(title=title, abstract=abstract, listed=case.day, url=link.value, tags=tags, tldr=summary or None)
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
    told = in_order(found)
    return Verdict(found=told) if _stands_in_the_way(told) else Verdict(found=told, change=lines, notes=notes)


_KINDS: dict[str, Callable[[_Case, list[Diagnostic]], tuple[str, ...]]] = {
    "tags": _suggested_tags,
    "paper": _suggested_paper,
}


_HINTS_UP_TO = 100
"""Characters; to look for the nearest slug takes its time, and no slug is longer."""


def known_paper(answer: TextNode, catalog: Catalog, report: Report) -> Paper | None:
    """Return the paper that a slug, a former slug, a title or the address of its page names; report if none."""
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


def new_title(answer: TextNode, papers: Iterable[Known], report: Report) -> str:
    """Return a title on one line, or '' if a paper of the library, a hidden one too, has it already; report that."""
    title = " ".join(answer.value.split())
    there = titled(title, papers)
    if there is None:
        return title
    hint = f"suggest tags for `{there.slug}` if something is missing there"
    error(report, "paper-there", answer.where, "the list has a paper with this title", hint)
    return ""


def known_tags(lines: Iterable[TextNode], vocabulary: Vocabulary, report: Report) -> tuple[str, ...]:
    """Return the slugs of the tags named, each once; a word that names none is reported at its line.

    Tags stand between commas or on lines of their own, as slugs, names or aliases.
    """
    slugs = {tag.name.casefold(): tag.slug for tag in vocabulary.tags.values()}
    found: dict[str, None] = {}
    for word in _words(lines):
        meant = replace(word, value=slugs.get(word.value.casefold(), word.value))
        slug = canonical_tag(meant, vocabulary, lambda finding: _pass_on(finding, report))
        if slug:
            found[slug] = None
    return tuple(found)


def _words(lines: Iterable[TextNode]) -> Iterator[TextNode]:
    """Yield the words between commas and semicolons, without the marks of a list around them."""
    for line in lines:
        for word in re.split(r"[,;]", re.sub(r"^([-*+]|\d+\.)\s+", "", line.value)):
            if word.strip(" \t`"):
                yield replace(line, value=word.strip(" \t`"))


def _pass_on(finding: Diagnostic, report: Report) -> None:
    if finding.severity > Severity.INFO:  # an alias is fine here: the slug is written
        report(finding)


def one_sentence(answer: TextNode, report: Report) -> str:
    """Return a summary, or '' with the reason reported if it is too long."""
    value = " ".join(answer.value.split())
    if len(value) <= LONGEST_TLDR:
        return value
    message = f"the summary has {len(value)} characters, {len(value) - LONGEST_TLDR} more than {LONGEST_TLDR}"
    warning(report, "tldr-long", answer.where, message, "shorten it")
    return ""
