"""Writes the text of an issue as GitHub does from a form."""

from __future__ import annotations

from generator.contributing.forms import FORMS


def issue(kind: str, **answers: str) -> str:
    """Return the text of an issue; a question without an answer says so as GitHub does."""
    return "\n\n".join(
        f"### {question.label}\n\n{answers.get(question.id) or '_No response_'}" for question in FORMS[kind].questions
    )
