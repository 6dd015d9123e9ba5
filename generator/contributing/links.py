"""The address of an issue form, with what is known filled in."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from .forms import SUGGEST_TAGS


def suggest_tags_query(slug: str) -> str:
    """Return what follows the address of the repository: the form *Suggest tags*, filled in for one paper."""
    fields = {"template": SUGGEST_TAGS.file, "title": f"Tags: {slug}", "paper": slug}
    return f"/issues/new?{urlencode(fields, quote_via=quote)}"
