"""Reads the change that the panel sends."""

from __future__ import annotations

import json
from http import HTTPStatus

from generator.editing import Change
from generator.preview.guard import Refusal

_WORDS = ("add", "remove")
_TEXTS = ("tldr", "note")


def read_change(body: bytes, key: str) -> Change | Refusal:
    """Return the change of the paper with a key that a JSON object asks for, or why it cannot be understood.

    `add` and `remove` are lists of tags; `tldr` and `note` are texts, or null where they stay as they are. The
    token may stand in it too; the one in the header decides.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or brackets without end
        return _malformed("a change is sent as JSON")
    if not isinstance(asked, dict) or not asked.keys() <= {*_WORDS, *_TEXTS, "token"}:
        return _malformed("a change is an object with `add`, `remove`, `tldr`, `note`")
    words = {name: asked.get(name, []) for name in _WORDS}
    if not all(isinstance(value, list) and all(isinstance(word, str) for word in value) for value in words.values()):
        return _malformed("`add` and `remove` are lists of tags")
    texts = {name: asked.get(name) for name in _TEXTS}
    if not all(value is None or isinstance(value, str) for value in texts.values()):
        return _malformed("`tldr` and `note` are texts")
    return Change(
        key=key, add=tuple(words["add"]), remove=tuple(words["remove"]), tldr=texts["tldr"], note=texts["note"]
    )


def _malformed(message: str) -> Refusal:
    return Refusal(status=HTTPStatus.BAD_REQUEST, message=message)
