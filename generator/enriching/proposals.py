"""Proposes facts: scores how well a hit of a search matches a paper, and writes the best matches to `enrichment.yml`.

A score is a weighted mean of the parts that both have, from 0 to 1:

    title     0.50  Dice's coefficient of the letter triples of both titles, without case, accents, signs and TeX
    abstract  0.35  Dice's coefficient of the words without stop words
    authors   0.15  the share of the paper's authors who are among those found, by their last names

A part that one of them lacks does not count. Three rules exclude wrong matches such as "Part I" and "Part II":

- Titles whose numbers differ (digits, Roman numerals) are half as similar.
- Without an abstract, titles must agree in every letter, or the score is 0.6 at most.
- A title alone (neither abstract nor authors) gives 0.9 at most, and less the shorter it is: 20 letters are enough.

A match is certain if its score is at least `CERTAIN` and `_MARGIN` above that of the next best hit.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalog.enrichment import CERTAIN, read_enrichment
from ..catalog.library import ENRICHMENT
from ..catalog.model import Paper
from ..diagnostics import Diagnostic, Location, error, errors_in, in_order
from ..editing.entries import with_entries
from ..editing.saving import Outcome, conclude, current, decoded, with_mark_of
from ..editing.tree import as_word, parse, quoted, values_in
from ..sources.facts.authors import family_key
from ..sources.model import Author, Facts
from ..storage.transaction import Replacement
from ..text.repairs import plain_title
from ..text.tokens import STOP, words, written

_MARGIN = 0.1
"""How much better the best hit must be than the second."""

_WEIGHTS = {"title": 0.5, "abstract": 0.35, "authors": 0.15}
_OTHER_NUMBERS = 0.5
_UNSUPPORTED = 0.6
_ALONE = 0.9
_LONG_TITLE = 20  # letters of a title that may count alone
_LONGEST = 20_000  # characters of a text that are compared
_ROMAN = re.compile(r"(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paper that a search found."""

    title: str
    abstract: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedPaper:
    """A paper of the library to search for, with the parts to compare."""

    key: str
    title: str
    abstract: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The best hit for a paper; `parts` are its scores by name, `margin` is how far it is above the next."""

    hit: Hit
    score: float
    margin: float
    parts: tuple[tuple[str, float], ...]

    @property
    def certain(self) -> bool:
        """Whether it may be proposed."""
        return self.score >= CERTAIN and self.margin >= _MARGIN

    @property
    def because(self) -> str:
        """The parts of the score, in words."""
        parts = ", ".join(f"{name} {value:.2f}" for name, value in self.parts)
        return f"{parts}; {self.margin:.2f} above the next hit"


def papers_lacking_facts(papers: Iterable[Paper], left_out: Container[str]) -> Iterator[SearchedPaper]:
    """Yield the papers that lack an identifier, their authors or their date, in the order given.

    Those whose keys are in `left_out` are left out.
    """
    for paper in papers:
        facts = paper.facts
        complete = (facts.arxiv or facts.doi) and facts.authors and facts.published
        if not complete and paper.key not in left_out:
            abstract = "".join(span.text for span in paper.abstract)
            yield SearchedPaper(key=paper.key, title=paper.title_plain, abstract=abstract, facts=facts)


def best_match(paper: SearchedPaper, hits: Iterable[Hit]) -> Match | None:
    """Return the best hit for a paper, or None without any; of equal ones the first, which then has no margin.

    Hits that contradict the identifiers of the paper are left out; several versions of one paper are one hit.
    """
    scored: dict[str, tuple[float, tuple[tuple[str, float], ...], Hit]] = {}
    for hit in hits:
        if not _contradicts(paper.facts, hit.facts):
            score, parts = score_of(paper, hit)
            scored.setdefault(hit.facts.arxiv.casefold(), (score, parts, hit))
    ranked = sorted(scored.values(), key=lambda found: -found[0])
    if not ranked:
        return None
    score, parts, hit = ranked[0]
    following = ranked[1][0] if len(ranked) > 1 else 0.0
    return Match(hit=hit, score=score, margin=round(score - following, 4), parts=parts)


def _contradicts(known: Facts, found: Facts) -> bool:
    """Return whether a hit has another identifier than the paper, so that it may be another paper."""
    pairs = ((known.arxiv, found.arxiv), (known.doi, found.doi))
    return any(one and other and one.casefold() != other.casefold() for one, other in pairs)


def score_of(paper: SearchedPaper, hit: Hit) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return the score of a hit, from 0 to 1, and its parts by name."""
    one, other = (written(plain_title(title[:_LONGEST])) for title in (paper.title, hit.title))
    parts = {"title": _title(one, other)}
    if paper.abstract and hit.abstract:
        parts["abstract"] = _dice(*(set(words(text[:_LONGEST])) - STOP for text in (paper.abstract, hit.abstract)))
    if paper.facts.authors and hit.facts.authors:
        parts["authors"] = _shared(paper.facts.authors, hit.facts.authors)
    total = sum(_WEIGHTS[name] * value for name, value in parts.items()) / sum(_WEIGHTS[name] for name in parts)
    if "abstract" not in parts and "".join(one) != "".join(other):
        total = min(total, _UNSUPPORTED)
    if len(parts) == 1:
        total *= _ALONE * min(1.0, len("".join(one)) / _LONG_TITLE)
    return round(total, 4), tuple((name, round(value, 4)) for name, value in parts.items())


def _title(one: list[str], other: list[str]) -> float:
    similar = _dice(_triples("".join(one)), _triples("".join(other)))
    return similar if _numbers(one) == _numbers(other) else similar * _OTHER_NUMBERS


def _triples(letters: str) -> set[str]:
    padded = f"  {letters} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)} if letters else set()


def _numbers(title: list[str]) -> list[str]:
    """Return the numbers of a title, sorted; they differ between parts, sizes or versions."""
    return sorted(re.findall(r"\d+", " ".join(title)) + list(filter(_ROMAN.fullmatch, title)))


def _dice(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _shared(known: Sequence[Author], found: Sequence[Author]) -> float:
    """Return the share of the known authors who were found; a source may list only some of them."""
    names = {family_key(author) for author in known}
    return len(names & {family_key(author) for author in found}) / len(names)


_HEAD = """\
# Facts that `reading-list enrich` found elsewhere. They are not used before you decide:
# compare `found` with the title of the paper, then write `accept: true` or `accept: false`.
# Entries are yours once they are here: no later run changes them. To have one proposed again, remove it.
"""


def propose(root: Path, matches: Mapping[str, Match], *, write: bool = True) -> Outcome:
    """Add a proposal for each paper to the file, all of them or, with an error, none; the file may be new.

    A paper that has an entry already keeps it as it is. The values of the new text are compared before it is saved:
    only the proposals may be new.
    """
    path = root / ENRICHMENT
    before = current(path)
    found: list[Diagnostic] = []
    if (before is None and path.exists()) or read_enrichment(before or b"", ENRICHMENT, found.append) is None:
        read_enrichment(path, ENRICHMENT, found.append)
    if errors_in(found):
        return Outcome(found=in_order(found))
    text = decoded(before)
    there = values_in(text)
    fresh = {key: entry_lines(key, match) for key, match in matches.items() if key not in there}
    new = with_entries(parse(text if text.strip() else _HEAD), fresh, blank=True) if fresh else text
    if values_in(new) != {**there, **values_in("\n".join(line for lines in fresh.values() for line in lines))}:
        hint = (
            "write the entries one below the other, as the guide shows; the answers of arXiv are kept for the next run"
        )
        error(found.append, "cannot-edit", Location(file=ENRICHMENT), "the file cannot be edited by program", hint)
        return Outcome(found=in_order(found))
    return conclude(
        root, [Replacement(path="enrichment.yml", before=before, after=with_mark_of(before, new))], [], write=write
    )


def entry_lines(key: str, match: Match) -> list[str]:
    """Return a proposal as the lines of an entry, undecided."""
    return [
        f"{as_word(key)}:",
        "  accept:",
        f"  found: {quoted(match.hit.title)}",
        f"  score: {match.score:.2f}",
        f"  because: {quoted(match.because)}",
        *(f"  {name}: {value}" for name, value in _facts(match.hit.facts)),
    ]


def _facts(facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the facts that were found, by name, written as YAML."""
    for name in ("arxiv", "doi", "published", "venue"):
        if getattr(facts, name):
            yield name, quoted(getattr(facts, name))
    if facts.authors:
        yield "authors", f"[{', '.join(map(_author, facts.authors))}]"


def _author(author: Author) -> str:
    """Return an author in the form of `curation.yml`, where a comma separates family name and given name."""
    if author.family and author.given:
        return quoted(f"{author.family}, {author.given}")
    return f"{{name: {quoted(author.name)}}}" if "," in author.name or author.family else quoted(author.name)
