"""Reads `paths.yml`: reading paths, each a list of papers in reading order."""

from collections.abc import Iterable, Iterator
from pathlib import Path as File

from ..diagnostics import Report, closest, error, info, warning
from ..located.nodes import MappingNode, Node, TextNode, read_yaml
from ..located.validate import Fields, is_slug, mapping
from .identity.addresses import PaperRows
from .model import ReadingPath, Step

_FIELDS = ("title", "description", "papers")


class PaperAddresses:
    """The addresses of papers, and other names for them.

    Unknown papers are reported only if the papers are `complete`.
    """

    def __init__(self, papers: Iterable[PaperRows], *, complete: bool) -> None:
        papers = tuple(papers)
        self._former = {slug: paper.slug for paper in papers for slug in paper.former_slugs}
        self._hidden = {paper.slug for paper in papers if paper.hidden}
        self._visible = {paper.slug for paper in papers} - self._hidden
        self._complete = complete

    def resolve(self, word: TextNode, report: Report) -> str:
        """Return the address that a word names, or '' with the reason reported."""
        if word.value in self._visible or not self._complete:
            return word.value
        if word.value in self._hidden:
            hint = "take it off the path, or show the paper"
            warning(report, "hidden-on-path", word.where, f"`{word.value}` is hidden, so the path skips it", hint)
            return ""
        if word.value in self._former:
            slug = self._former[word.value]
            info(report, "paper-renamed", word.where, f"`{word.value}` is now `{slug}`", f"write `{slug}`")
            return slug
        hint = closest(word.value, self._visible, "use the slug in the address of the paper's page")
        error(report, "unknown-paper", word.where, f"there is no paper `{word.value}`", hint)
        return ""


def read_paths(path: File, file: str, addresses: PaperAddresses, report: Report) -> tuple[ReadingPath, ...]:
    """Return the paths in the order of the file; mistakes are reported and left out."""
    root = read_yaml(path, file, report)
    return tuple(_paths(root, addresses, report)) if root else ()


def _paths(root: MappingNode, addresses: PaperAddresses, report: Report) -> Iterator[ReadingPath]:
    for key, value in root.entries:
        body = mapping(value, f"path `{key.value}`", report, "a path has a `title` and `papers`")
        if body is None or not is_slug(key, report):
            continue
        fields = Fields(body, "a path", _FIELDS, report)
        yield ReadingPath(
            slug=key.value,
            title=fields.required("title", key.where),
            description=fields.line("description"),
            steps=tuple(_steps(key, fields, addresses, report)),
            where=key.where,
        )


def _steps(path: TextNode, fields: Fields, addresses: PaperAddresses, report: Report) -> Iterator[Step]:
    if fields.is_blank("papers"):
        hint = "add `papers:` with at least one `- slug: …`, or remove the path"
        warning(report, "empty-path", path.where, f"path `{path.value}` has no papers", hint)
        return
    seen: dict[str, int] = {}
    for item in fields.items("papers", "write `- slug: …` lines below it"):
        word, note = _step(item, report)
        slug = addresses.resolve(word, report) if word else ""
        if word and slug in seen:
            message = f"`{slug}` is on this path already (line {seen[slug]})"
            warning(report, "repeated-on-path", word.where, message, "keep one of the two")
        elif word and slug:
            seen[slug] = word.where.line
            yield Step(paper=slug, note=note)


def _step(item: Node, report: Report) -> tuple[TextNode | None, str]:
    """Return the slug and the note of one entry: `- slug: …`, or the slug alone."""
    if isinstance(item, TextNode) and not item.missing:
        return item, ""
    body = mapping(item, "an entry of a path", report, "write `- slug: …`")
    if body is None:
        return None, ""
    fields = Fields(body, "an entry of a path", ("slug", "note"), report)
    note = fields.line("note")
    return (fields.text("slug") if fields.required("slug", body.where) else None), note
