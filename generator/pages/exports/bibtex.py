r"""Writes papers as BibTeX, for bibtex and biber.

An entry is `@misc`, unless everything is known that a more specific type requires. A field that biblatex does not know
in entries of its type is left out: other formats have it. Letters stay UTF-8. Text that TeX would read as a command or
a ligature is escaped so that it prints unchanged, with T1 or Unicode fonts; mathematics stays mathematics. The key is
permanent, as the address of the paper is: `cite_keys` makes it.
"""

import re
from collections.abc import Iterable, Iterator

from ...sources.model import Author
from ...text.spans import Kind, Span
from ..escape import one_line
from .reference import Reference

_COMMANDS = {
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
}
# BibTeX counts a brace even after a backslash, so an unbalanced one becomes a command that fewer programs support.
_UNBALANCED = {**_COMMANDS, "{": r"{\textbraceleft}", "}": r"{\textbraceright}"}
_MISC = ("misc", "howpublished")
_TYPES = {
    **dict.fromkeys(("article-journal", "article-magazine", "article-newspaper", "review"), ("article", "journal")),
    **dict.fromkeys(("chapter", "entry-encyclopedia", "entry-dictionary"), ("incollection", "booktitle")),
    "paper-conference": ("inproceedings", "booktitle"), "thesis": ("phdthesis", "school"),
    "report": ("techreport", "institution"), "book": ("book", "series"), "dataset": ("dataset", "organization"),
    "software": ("software", "organization"), "webpage": ("online", "organization"),
}  # fmt: skip
"""The type of an entry and the field for its venue, by the type of CSL."""
_GENRES = {
    ("thesis", "Master’s thesis"): "mastersthesis", ("thesis", "PhD thesis"): "phdthesis",
    ("book", "proceedings"): "proceedings", ("report", "technical report"): "techreport",
}  # fmt: skip
"""The types of entries that say what genre says for other papers."""
_BOOK = ("editor", "series", "edition", "volume", "number", "pages", "publisher", "isbn")
_PROCEEDINGS = tuple(name for name in _BOOK if name != "edition")
_FIELDS = {
    "article": ("editor", "series", "volume", "number", "pages", "issn"), "incollection": _BOOK, "book": _BOOK,
    "inproceedings": _PROCEEDINGS, "proceedings": _PROCEEDINGS, "phdthesis": ("type", "pages"),
    "mastersthesis": ("type", "pages"), "techreport": ("type", "number", "pages"),
    "dataset": ("editor", "series", "type", "edition", "number", "publisher"), "software": ("editor", "type"),
    "online": ("editor",),
}  # fmt: skip
"""Which of some fields a type of entry has in the data model of biblatex; `misc` is given all that are known."""
_SOME = frozenset((*_BOOK, "type", "issn"))
_WITHOUT_VENUE = {"book", "dataset", "software", "webpage"}
"""Types of CSL that appear by themselves."""
_MOST_COMMAS = 2  # in a name, even in braces: biber skips an entry with more
_SPLIT = re.compile(r"[,;]|\band\b|^others$", re.IGNORECASE)
_HYPHEN = re.compile(r"\w-[a-zß-öø-ÿ]")
_SPECIAL = re.compile(r"[\\{}~^<>#$%&_]")
_LIGATURES = re.compile(r"-(?=-)|'(?=')|`(?=`)|[?!](?=`)|,(?=,)")
_PAIRS = ("--", "''", "``", "?`", "!`", ",,")
_MATH_SAFE = re.compile(r"(?:\\.|[^\\%#&$])+", re.DOTALL)
_ESCAPED = re.compile(r"\\.", re.DOTALL)


def bibtex(paper: Reference) -> str:
    """Return a paper as an entry of a `.bib` file, without the fields that are not known."""
    kind = _type(paper)[0]
    unknown = _SOME.difference(_FIELDS.get(kind, _SOME), (_type(paper)[1],))
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(paper) if value and name not in unknown)
    return f"@{kind}{{{paper.key},\n{fields}}}\n"


def _type(paper: Reference) -> tuple[str, str]:
    """Return the type of the entry and the field for its venue. A type is used only with the fields it requires."""
    by_itself = paper.type in _WITHOUT_VENUE
    people = paper.authors or (paper.editors if paper.type == "book" else ())
    if not (people and paper.year and (paper.venue or by_itself)) or (paper.type == "webpage" and not paper.url):
        return _MISC
    kind, venue = _TYPES.get(paper.type, _MISC)
    genre = "" if kind == "book" and paper.authors else paper.genre  # proceedings have no authors
    return _GENRES.get((paper.type, genre), kind), venue


def _fields(paper: Reference) -> Iterator[tuple[str, str]]:
    yield "ids", paper.slug if paper.slug != paper.key else ""
    yield "author", " and ".join(map(_name, paper.authors))
    yield "editor", " and ".join(map(_name, paper.editors))
    yield "title", f"{{{tex_spans(paper.heading)}}}"  # braced twice, so that no style changes its case
    yield _type(paper)[1], _venue(paper)
    yield "type", "" if (paper.type, paper.genre) in _GENRES else tex(paper.genre)
    yield "series", "" if _type(paper)[1] == "series" and paper.venue else tex(paper.series)
    yield "edition", tex(paper.edition)
    yield "volume", tex(paper.volume)
    yield "number", tex(paper.number)
    yield "pages", "--".join(map(tex, paper.pages.split("–")))
    yield "publisher", tex(paper.publisher)
    yield "isbn", tex(paper.isbn)
    yield "issn", tex(paper.issn)
    yield "year", tex(paper.year)
    yield "month", paper.date[5:7].lstrip("0")
    yield "doi", paper.doi
    yield "eprint", tex(paper.arxiv)
    yield "archiveprefix", "arXiv" if paper.arxiv else ""
    yield "url", paper.url
    yield "abstract", tex_spans(paper.body)
    yield "keywords", ", ".join(_keyword(name) for name in paper.subjects)
    yield "annote", " ".join(_remarks(paper))  # unlike `note`, it is not printed in a bibliography


def _venue(paper: Reference) -> str:
    """Return the venue, braced in a `booktitle`, where programs change the case as in a title."""
    return f"{{{tex(paper.venue)}}}" if _type(paper)[1] == "booktitle" else tex(paper.venue)


def _name(author: Author) -> str:
    """Return a name so that BibTeX splits it where its source did, and nowhere else."""
    if author.family and author.given:
        name = ", ".join(_name_part(part) for part in (author.surname, author.suffix, author.given) if part)
        return name if name.count(",") <= _MOST_COMMAS else f"{{{tex(author.given)}}} {{{tex(author.family)}}}"
    return f"{{{tex(author.name)}}}" if author.family else _name_part(author.name)


def _name_part(name: str) -> str:
    """Return a part of a name, in braces if BibTeX would split it.

    So are words such as `Montes-y-Gómez`: some programs take what follows the hyphen for a particle.
    """
    if _SPLIT.search(name):
        return f"{{{tex(name)}}}"
    return " ".join(
        f"{{{word}}}" if _HYPHEN.search(word) and "{" not in word else word for word in tex(name).split(" ")
    )


def _keyword(name: str) -> str:
    """Return a keyword with separators of keywords in braces."""
    return re.sub("[,;]", r"{\g<0>}", tex(name))


def _remarks(paper: Reference) -> Iterable[str]:
    return map(tex, paper.remarks)


def tex(text: str) -> str:
    """Return text as TeX that prints exactly that text; letters stay unchanged."""
    separated = text
    if any(pair in text for pair in _PAIRS):  # most texts have none, and this test takes a tenth of the time
        separated = _LIGATURES.sub(r"\g<0>\0", text)  # the text has no control characters, so one can mark the place
    commands = _COMMANDS if _is_balanced(text) else _UNBALANCED
    return _SPECIAL.sub(lambda match: commands[match[0]], separated).replace("\0", "{}")


def tex_spans(spans: Iterable[Span]) -> str:
    """Return spans as one line of TeX: mathematics unchanged if BibTeX can contain it, everything else as text."""
    return "".join(map(_tex_span, spans)).strip()


def _tex_span(span: Span) -> str:
    text = one_line(span.text)
    if span.kind is Kind.MATH and _can_hold(span.target):
        return f"${one_line(span.target)}$"
    return tex(text)


def _can_hold(formula: str) -> bool:
    """Return whether a field can contain a formula: its braces must be balanced both for BibTeX and for TeX."""
    balanced = _is_balanced(formula) and _is_balanced(_ESCAPED.sub("", formula))
    return balanced and _MATH_SAFE.fullmatch(formula) is not None


def _is_balanced(text: str) -> bool:
    """Return whether braces are balanced as BibTeX counts them: including those after a backslash."""
    if "{" not in text and "}" not in text:
        return True
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0
