"""The formats that papers can be taken away in, and how papers in one are joined to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.catalog.model import Paper, Tag
from generator.pages.exports.bibtex import bibtex
from generator.pages.exports.csl import csl
from generator.pages.exports.markdown import markdown
from generator.pages.exports.reference import Reference, reference
from generator.pages.exports.ris import ris
from generator.pages.exports.table import BEFORE, row

Texts = tuple[str, ...]
"""One paper in every format, in the order of `FORMATS`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: its name, the suffix of its files, how it writes a paper, and what stands around papers in a file.

    A file is `before`, the papers with `between` between them, and `after`. The browser joins papers by the same
    rule (`docs/assets/js/formats.js`), so a selection is the same, byte for byte, as a file of the same papers.
    """

    name: str
    suffix: str
    write: Callable[[Reference], str]
    before: str = ""
    between: str = ""
    after: str = ""

    def joined(self, papers: Iterable[str]) -> bytes:
        """Return a file of papers that were written in this format."""
        # Joined as bytes: one rare letter would make a text of millions of letters four times as large.
        inner = self.between.encode().join(map(str.encode, papers))
        return b"".join((self.before.encode(), inner, self.after.encode()))


FORMATS = (
    Format(name="BibTeX", suffix="bib", write=bibtex, between="\n"),
    Format(name="RIS", suffix="ris", write=ris, between="\r\n"),
    Format(name="CSL-JSON", suffix="csl.json", write=csl, before="[\n", between=",\n", after="\n]\n"),
    Format(name="Markdown", suffix="txt", write=markdown),
    Format(name="CSV", suffix="csv", write=row, before=BEFORE),
)
"""Every format; a new one is a function and an entry here, and its line in `formats.js`."""


def written(paper: Paper, tags: Mapping[str, Tag]) -> Texts:
    """Return a paper in every format."""
    known = reference(paper, tags)
    return tuple(each.write(known) for each in FORMATS)
