"""Reads the answers to the questions of an issue form, and writes the reply.

GitHub turns a form into Markdown: each question is a heading `### Label`, its answer stands below, and
`_No response_` stands for none. Whoever wrote the issue can edit that text at will, so all of it is data.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Location, Report, as_text, error, errors_last, printable
from ..located.nodes import TextNode

ISSUE = "issue"
"""The name of the file in findings about the text of an issue."""

LONGEST_ISSUE = 100_000
"""Characters; GitHub allows 65,536."""

_NONE = "_No response_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: `id` as in the form and its address, `label` as in the text of the issue."""

    id: str
    label: str
    required: bool = False
    several_lines: bool = False
    longest: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An issue form: its file in .github/ISSUE_TEMPLATE/, the label its issues get, and its questions."""

    file: str
    label: str
    questions: tuple[Question, ...]


FORMS = {
    "tags": Form(
        file="suggest-tags.yml",
        label="suggested tags",
        questions=(
            Question(id="paper", label="Paper", required=True),
            Question(id="add", label="Tags to add", several_lines=True, longest=1000),
            Question(id="remove", label="Tags to remove", several_lines=True, longest=1000),
            Question(id="summary", label="Summary", longest=300),
            Question(id="reason", label="Reason", several_lines=True, longest=20_000),
        ),
    ),
    "paper": Form(
        file="suggest-paper.yml",
        label="suggested paper",
        questions=(
            Question(id="title", label="Title", required=True, longest=400),
            Question(id="abstract", label="Abstract", required=True, several_lines=True, longest=10_000),
            Question(id="link", label="Link", longest=500),
            Question(id="tags", label="Tags", several_lines=True, longest=1000),
            Question(id="summary", label="Summary", longest=300),
            Question(id="seen", label="Where you saw it", several_lines=True, longest=20_000),
        ),
    ),
}
"""The forms by the value of `--kind`."""


def read_answers(body: str, form: Form, report: Report) -> dict[str, TextNode] | None:
    """Return the answers by the id of the question, or None with every reason reported at its line.

    An answer that was left out is blank.
    """
    if len(body) > LONGEST_ISSUE:
        message = f"the text has more than {LONGEST_ISSUE:,} characters"
        error(report, "form-answer", Location(file=ISSUE), message, "shorten it to what the form asks for")
        return None
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    places = _places(lines, form, report)
    if places is None:
        return None
    valid = True
    found: dict[str, TextNode] = {}
    ends = [*(number for number, _ in places[1:]), len(lines)]
    for (start, question), end in zip(places, ends, strict=True):
        found[question.id] = answer = _answer(lines, start + 1, end)
        for message, hint in _mistakes(question, answer.value):
            error(report, "form-answer", answer.where, message, hint)
            valid = False
    return found if valid else None


def lines_of(answer: TextNode) -> Iterator[TextNode]:
    """Yield the lines of an answer that are not blank, each with its place."""
    for number, line in enumerate(answer.value.split("\n")):
        if line.strip():
            where = Location(file=answer.where.file, line=answer.where.line + number)
            yield TextNode(value=line.strip(), where=where)


def _places(lines: list[str], form: Form, report: Report) -> list[tuple[int, Question]] | None:
    """Return the index of each question's heading, in the order of the text; each question must be there once."""
    headings = {f"### {question.label}": question for question in form.questions}
    places = [(number, headings[line.rstrip()]) for number, line in enumerate(lines) if line.rstrip() in headings]
    asked = [question for _, question in places]
    hint = "open a new issue with the form, or restore the headings as the form writes them"
    for question in form.questions:
        if question not in asked:
            message = f"the heading `### {question.label}` is missing"
            error(report, "form-question", Location(file=ISSUE), message, hint)
    for index, (number, question) in enumerate(places):
        if question in asked[:index]:
            where = Location(file=ISSUE, line=number + 1)
            error(report, "form-question", where, f"the heading `### {question.label}` is here twice", "keep the first")
    return places if sorted(asked, key=form.questions.index) == list(form.questions) else None


def _answer(lines: list[str], start: int, end: int) -> TextNode:
    """Return the lines from `start` to `end` without blank ones around them."""
    while start < end and not lines[start].strip():
        start += 1
    value = "\n".join(line.rstrip() for line in lines[start:end]).strip()
    where = Location(file=ISSUE, line=min(start, len(lines) - 1) + 1)
    return TextNode(value="" if value == _NONE else value, where=where)


def _mistakes(question: Question, answer: str) -> Iterator[tuple[str, str]]:
    """Yield the mistakes in an answer as `(message, hint)`."""
    name = f"`{question.label}`"
    if question.required and not answer:
        yield f"{name} is empty", "write the answer below its heading"
    if len(answer) > question.longest:
        yield f"{name} has {len(answer):,} characters", f"at most {question.longest:,} are read; shorten it"
    if "\n" in answer and not question.several_lines:
        yield f"{name} has several lines", "write it on one line"
    hidden = next((char for char in answer if printable(char) != char), None)
    if hidden is not None:
        yield (
            f"{name} contains U+{ord(hidden):04X}, an invisible character",
            "type the text again, or paste it as plain text",
        )


_MOST_FINDINGS = 50
_LONGEST_QUOTE = 10_000
"""Characters of one quote: GitHub allows 65,536 in a comment, and Linux 131,072 bytes in a variable, as base64."""


def fenced(text: str) -> str:
    r"""Return text as a fenced block, in which nothing is markup, a link, a mention of a person (`@name`) or hidden.

    The fence is longer than any run of backticks in the text; invisible characters are written as `\u202e`.
    """
    seen = printable(text[:_LONGEST_QUOTE].rstrip("\n"))
    cut = "\n…" if len(text) > _LONGEST_QUOTE else ""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", seen)), default=0))
    return f"{fence}text\n{seen}{cut}\n{fence}\n"


def refused(found: Sequence[Diagnostic]) -> str:
    """Return the answer to a suggestion that cannot go into the library as it is."""
    shown = errors_last(found)
    more = len(shown) - _MOST_FINDINGS
    return (
        "Thank you for the suggestion. It cannot go into the library as it is:\n\n"
        + fenced(as_text(shown[-_MOST_FINDINGS:]))
        + (f"\nThere are {more} more messages.\n" if more > 0 else "")
        + "\n`issue:5` means line 5 of the text above. Edit that text, and it is checked again.\n"
    )


def accepted(change: str, found: Sequence[Diagnostic]) -> str:
    """Return the answer to a suggestion that is accepted; `change` holds the lines of the difference."""
    shown = errors_last(found)[-_MOST_FINDINGS:]
    notes = f"\nGood to know:\n\n{fenced(as_text(shown))}" if shown else ""
    return (
        "Thank you for the suggestion. It is valid, and changes the following:\n\n"
        + fenced(change)
        + notes
        + "\nA curator looks at it before it appears on the site.\n"
    )
