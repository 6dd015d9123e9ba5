"""Reads `paths.yml`: reading paths, each a list of papers in reading order."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as File

from ..diagnostics import Report, closest, error, info, warning
from ..located.nodes import MappingNode, Node, TextNode, read_yaml
from ..located.validate import Fields, is_slug, mapping
from .identity.addresses import PaperRows
from .model import ReadingPath, Step

_FIELDS = ("title", "description", "papers")


_Papers = Mapping[str, PaperRows] | None
"""The papers by their addresses, former ones too; None if not all papers are known."""


def read_paths(path: File, file: str, papers: Sequence[PaperRows] | None, report: Report) -> tuple[ReadingPath, ...]:
    """Return the paths in the order of the file; mistakes are reported and left out.

    Without papers, addresses are not checked.
    """
    root = read_yaml(path, file, report)
    by_address = None if papers is None else _by_address(papers)
    return tuple(_paths(root, by_address, report)) if root else ()


def _by_address(papers: Sequence[PaperRows]) -> dict[str, PaperRows]:
    former = {slug: paper for paper in papers for slug in paper.former_slugs}
    return former | {paper.slug: paper for paper in sorted(papers, key=lambda paper: paper.hidden)}


def _resolve(word: TextNode, papers: _Papers, report: Report) -> str:
    """Return the address of the paper that a word names, or '' with the reason reported."""
    if papers is None:
        return word.value
    paper = papers.get(word.value)
    if paper is None:
        visible = [slug for slug, paper in papers.items() if slug == paper.slug and not paper.hidden]
        hint = closest(word.value, visible, "use the slug in the address of the paper's page")
        error(report, "unknown-paper", word.where, f"there is no paper `{word.value}`", hint)
        return ""
    if paper.slug != word.value:
        info(report, "paper-renamed", word.where, f"`{word.value}` is now `{paper.slug}`", f"write `{paper.slug}`")
    elif paper.hidden:
        hint = "remove it from the path, or show the paper"
        warning(report, "hidden-on-path", word.where, f"`{word.value}` is hidden, so the path skips it", hint)
        return ""
    return paper.slug


def _paths(root: MappingNode, papers: _Papers, report: Report) -> Iterator[ReadingPath]:
    for key, value in root.entries:
        body = mapping(value, f"path `{key.value}`", report, "a path has a `title` and `papers`")
        if body is None or not is_slug(key, report):
            continue
        fields = Fields(body, "a path", _FIELDS, report)
        yield ReadingPath(
            slug=key.value,
            title=fields.required("title", key.where),
            description=fields.line("description"),
            steps=tuple(_steps(key, fields, papers, report)),
            where=key.where,
        )


def _steps(path: TextNode, fields: Fields, papers: _Papers, report: Report) -> Iterator[Step]:
    if fields.is_blank("papers"):
        hint = "add `papers:` with at least one `- slug: …`, or remove the path"
        warning(report, "empty-path", path.where, f"path `{path.value}` has no papers", hint)
        return
    seen: dict[str, int] = {}
    for item in fields.items("papers", "write `- slug: …` lines below it"):
        word, note = _step(item, report)
        slug = _resolve(word, papers, report) if word else ""
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
