"""A file under `/data/`: compact JSON that the site's own scripts read."""

from __future__ import annotations

import json

from generator.pages.page import Page


def data_file(name: str, value: object) -> Page:
    """Return the file of a name, such as `papers/3`, with a value that JSON can hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Page(path=f"data/{name}.json", data=f"{text}\n".encode())
