"""Recognizes texts in the place of an abstract: they are no part of a work, and so identify none."""

import re

_LONG = 200  # characters of a text that are looked at
_WORD = re.compile(r"[^\W_]+|©")

_PAPER = r"(?:paper|article|preprint|submission|manuscript|work|report|thesis|study|document|note|entry|version)s?"
_NOTES = (
    r"(?:abstract )?(?:n ?a|nil|none|null|tb[ad]|unavailable|not (?:available|provided|applicable))",
    r"(?:journal |conference |research |technical )?(?:article|paper|report|chapter|preprint|poster|review)s?$",
    r"(?:the )?authors? (?:\w+ ){0,2}(?:withdr|retract)\w+",
    r"(?:the )?full ?text\b.{0,80}$|includes? bibliographical\b|made available in dspace\b|info eu repo\b",
    r"(?:there is |the )?(?:no )?abstract (?:is |was )?(?:not |un)?(?:available|provided)\b|no abstract\b|abstract$",
    rf"(?:th(?:is|e) )?(?:\w+ ){{0,2}}{_PAPER} (?:\w+ ){{0,3}}(?:withdrawn|retracted|removed|superseded)\b",
    r"(?:withdrawn|retracted|removed)(?: (?:by|due|because|at the request|from|article|paper)\b|$)",
    r"(?:inter)?national audience$",
    r"(?:non )?peer ?reviewed$",
    r"(?:\d+ )?pages?\b.{0,20}\bfigures?\b",
    r"(?:submitted|accepted|to appear|published|presented) (?:to|for|by|at|in|on)\b.{0,80}$",
    r"(?:the |this is the )?(?:authors? s? ?)?(?:final |accepted |submitted |published |post|pre)+ ?"
    r"(?:peer reviewed )?(?:manuscript|version|print)\b",
    r"see (?:the )?(?:pdf|full|attached|paper|article|publisher)\b.{0,80}$",
    r"(?:© |copyright |all rights reserved).{0,120}$",
    r"(?:the )?(?:file|record|item)s? (?:\w+ ){0,4}(?:attached|deposited|repository|migrated)\b",
    r"(?:(?:bachelor|master|doctoral|ph ?d|diploma)s? ?(?:s )?)?(?:thesis|dissertation)\b.{0,60}$",
    r"(?:text )?in \w+(?: with (?:an )?\w+ (?:abstract|summary))?$",
)
"""Notes of archives and publishers, in lower case and without signs, from their first word on."""
_NOTE = re.compile("|".join(f"(?:{note})" for note in _NOTES[1:]) + f"|(?:{_NOTES[0]})$")


def is_note(text: str) -> bool:
    """Return whether a text says something of a record or a deposit rather than of a work, or has no letters."""
    words = " ".join(_WORD.findall(text[:_LONG].casefold()))
    return not words or _NOTE.match(words) is not None
