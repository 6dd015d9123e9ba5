"""Finds what the words of a suggestion mean: a paper, tags, a summary, a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from ..catalog.curation import LONGEST_TLDR, living_tag
from ..catalog.identity.grouping import title_key
from ..catalog.model import Catalog, Paper, Vocabulary
from ..diagnostics import Diagnostic, Report, Severity, closest, error, warning
from ..editing.papers import Known, titled
from ..located.nodes import TextNode

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
        slug = living_tag(meant, vocabulary, lambda finding: _pass_on(finding, report))
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
