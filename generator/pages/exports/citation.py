"""Writes a paper as one line of a list of references: authors, year, title, where it appeared."""

from .reference import Reference

_MOST_NAMES = 10


def citation(paper: Reference) -> str:
    """Return a paper as a formatted reference; what is not known is left out.

    For example: `Jane Qiu and Bo Li (2024). A Closer Look. Journal of Lamps 3(4), 1–9.`
    """
    people = _names([author.name for author in paper.authors])
    if not people and paper.editors:
        people = f"{_names([editor.name for editor in paper.editors])} ({'ed' if len(paper.editors) == 1 else 'eds'}.)"
    year = f"({paper.year})" if paper.year else ""
    parts = (" ".join(filter(None, (people, year))), paper.title, _place(paper), paper.publisher)
    return " ".join(_ended(part) for part in parts if part)


def _names(names: list[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:_MOST_NAMES])} et al."
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _place(paper: Reference) -> str:
    """Return venue, volume, number and pages: `Journal of Lamps 3(4), 1–9`; of a preprint, its identifier."""
    number = f"({paper.number})" if paper.volume and paper.number else paper.number and f"no. {paper.number}"
    issue = paper.volume + number if paper.volume else number
    edition = f"{paper.edition} ed." if paper.edition.isdecimal() else paper.edition
    place = ", ".join(filter(None, (" ".join(filter(None, (paper.venue, issue))), edition, paper.pages)))
    return place or (f"arXiv:{paper.arxiv}" if paper.arxiv else "")


def _ended(part: str) -> str:
    return part if part.endswith((".", "?", "!", "…")) else f"{part}."
