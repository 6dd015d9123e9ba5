"""What became of the files of `docs/`, in numbers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import Any

from ..diagnostics import Location, Report, error
from ..pages.page import Page
from ..parallel import run_parallel
from ..storage.files import is_temporary, write_whole
from ..storage.text import is_within
from .drafts import Draft, Drafts, Marks, WriteOptions, draft_all, hash_of, hashes
from .state import Changes

MANIFEST = ".reading-list.json"


def sync(pages: Iterable[Page], docs: Path, report: Report, *, write: bool = True) -> Changes | None:
    """Make the generated files of `docs/` exactly the pages; without `write`, only count.

    Returns None, with nothing written, if a page would overwrite what a person wrote.
    """
    return sync_parts([lambda: pages], None, docs, report, WriteOptions(write=write))


def sync_parts(
    parts: Sequence[Callable[[], Iterable[Page]]],
    closing: Callable[[Iterable[str]], Page] | None,
    docs: Path,
    report: Report,
    way: WriteOptions,
) -> Changes | None:
    """Make the generated files of `docs/` exactly the pages of all parts, and what `closing` makes of their paths.

    Nothing is written before all are made: what making them raises leaves `docs/` as it is. Returns None, with
    nothing written, if a page would overwrite what a person wrote.
    """
    if (docs.exists() or docs.is_symlink()) and not docs.is_dir():
        where = Location(file=docs.name)
        error(report, "file-in-the-way", where, "a file of yours is where the folder docs/ must be", "move it away")
        return None
    ours = read_manifest(docs / MANIFEST)
    _remove_temporary(docs, ours, way)
    drafts = draft_all(parts, docs, ours, way)
    if closing:
        paths = [path for part in drafts for path in (*part.kept, *(draft.path for draft in part.new))]
        last = [lambda: (closing(paths),)]
        drafts += draft_all(last, docs, ours, way, first=len(parts))
    kept = {path: mark for part in drafts for path, mark in part.kept.items()}
    new = {draft.path: draft for part in drafts for draft in part.new}
    stale = sorted(path for path in ours if path not in kept and path not in new and os.path.isfile(docs / path))
    if not _is_clear(new.values(), stale, docs, ours, way, report):
        return None
    if way.write and (new or stale or ours != {path: [mark] for path, mark in kept.items()}):
        _carry_out(drafts, kept, stale, docs, ours)
    return Changes(written=len(new), removed=len(stale), unchanged=len(kept))


def generated_files(docs: Path) -> dict[str, str]:
    """Return the path of each generated file of `docs/`, and a mark of what it holds."""
    return {path: marks[-1] for path, marks in read_manifest(docs / MANIFEST).items() if marks}


def _is_clear(
    new: Iterable[Draft], stale: Iterable[str], docs: Path, ours: Marks, way: WriteOptions, report: Report
) -> bool:
    """Tell whether nothing that a person wrote stands where files must be written or removed; report what does."""
    foreign = [draft.path for draft in new if draft.there is not None and draft.there not in hashes(ours, draft.path)]
    if not way.trusting:
        foreign += [path for path in stale if hash_of(docs / path) not in hashes(ours, path)]
    for path in foreign:
        _report_foreign(docs, path, known=path in ours, report=report)
    blocked = [*_in_the_way(docs, (draft for draft in new if draft.path not in set(foreign)), stale)]
    for path in blocked:
        message = "a file or folder of yours is where generated pages must be"
        error(report, "file-in-the-way", Location(file=f"{docs.name}/{path}"), message, "rename it, or move it away")
    if (docs / MANIFEST).is_dir():
        where = Location(file=f"{docs.name}/{MANIFEST}")
        error(report, "file-in-the-way", where, "a folder is where our manifest must be", "move it")
    return not foreign and not blocked and not (docs / MANIFEST).is_dir()


def _report_foreign(docs: Path, path: str, *, known: bool, report: Report) -> None:
    where = Location(file=f"{docs.name}/{path}")
    if known:
        message = "this page is generated, but somebody edited it: the edit would be lost"
        hint = "put your words into library/ or templates/, then delete this file and build again"
        error(report, "edited-by-hand", where, message, hint)
    else:
        message = "a file that is not ours is where a generated page must be"
        error(report, "file-in-the-way", where, message, "rename it, or move it away")


def _in_the_way(docs: Path, new: Iterable[Draft], stale: Iterable[str]) -> Iterator[str]:
    """Yield the files that stand where a folder must be, and the folders and links where a file must be.

    So is a link to a folder outside `docs/`, which must neither be written to nor emptied.
    """

    @cache
    def above(folder: str) -> str:
        """Return the topmost of the folders on the way to a file that is none."""
        if not folder:
            return ""
        path = f"{docs}/{folder}"
        way = not os.path.lexists(path) or (
            os.path.isdir(path) and not (os.path.islink(path) and not is_within(path, docs))
        )
        return above(os.path.dirname(folder)) or ("" if way else folder)

    for draft in new:
        path = f"{docs}/{draft.path}"
        if os.path.lexists(path) if draft.there is None else os.path.islink(path):
            yield draft.path
        elif blocked := above(os.path.dirname(draft.path)):
            yield blocked
    yield from filter(None, (above(os.path.dirname(path)) for path in stale))


def _carry_out(
    drafts: Sequence[Drafts], kept: Mapping[str, str], stale: Sequence[str], docs: Path, ours: Marks
) -> None:
    """Write and remove. The manifest goes first with old and new hashes, so that a build that is cut off leaves
    nothing behind that the next one would take for somebody's work.
    """
    docs.mkdir(parents=True, exist_ok=True)
    marks = {**kept, **{draft.path: draft.mark for part in drafts for draft in part.new}}
    both = {path: [*ours.get(path, ()), mark] for path, mark in marks.items()}
    _write_manifest(docs / MANIFEST, both | {path: list(ours[path]) for path in stale})
    for folder in sorted({os.path.dirname(draft.path) for part in drafts for draft in part.new}):
        (docs / folder).mkdir(parents=True, exist_ok=True)
    run_parallel([partial(_write, part, docs) for part in drafts if part.new])
    for path in stale:
        (docs / path).unlink(missing_ok=True)
        _remove_empty((docs / path).parent, docs)
    _write_manifest(docs / MANIFEST, {path: [mark] for path, mark in marks.items()})


def _write(part: Drafts, docs: Path) -> None:
    for draft, data in part.contents():
        write_whole(f"{docs}/{draft.path}", data)


def _remove_empty(folder: Path, docs: Path) -> None:
    while folder != docs and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def read_manifest(path: Path) -> dict[str, list[str]]:
    """Return the hashes of each file of ours; without a readable manifest, nothing is ours.

    A name that may lead out of the folder is none of ours either.
    """
    files = _stated(path)
    try:
        return {name: [str(digest) for digest in digests] for name, digests in files.items() if _is_plain(name)}
    except TypeError:
        return {}


def _stated(path: Path) -> dict[str, Any]:
    """Return what stands in a manifest, whether it is ours or not."""
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return files if isinstance(files, dict) else {}


def _is_plain(name: str) -> bool:
    """Return whether a name leads from folder to folder downward, in any system, and nowhere else."""
    parts = name.split("/")
    return not {"", ".", ".."} & set(parts) and not set("\\\0:") & set(name)


def report_strange_names(docs: Path, report: Report) -> None:
    """Report the names in the manifest that cannot be those of our files: only a person can have put them there."""
    strange = sorted(name for name in _stated(docs / MANIFEST) if not _is_plain(name))
    if strange:
        shown = strange[0].encode("utf-8", "backslashreplace").decode()
        others = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        message = f"`{shown}`{others} cannot be the name of a generated file: nothing outside {docs.name}/ is touched"
        hint = "remove it from the list, or remove the list: files that are as they should be are found again"
        error(report, "strange-name", Location(file=f"{docs.name}/{MANIFEST}"), message, hint)


def _remove_temporary(docs: Path, ours: Marks, way: WriteOptions) -> None:
    """Remove what a build left behind that was killed while it wrote: then files of ours have two marks."""
    if way.write and any(len(marks) > 1 for marks in ours.values()):
        for folder in {os.path.dirname(path) for path in ours}:
            with suppress(OSError), os.scandir(docs / folder) as entries:
                for name in [entry.name for entry in entries if is_temporary(entry.name)]:
                    (docs / folder / name).unlink()


def _write_manifest(path: Path, files: dict[str, list[str]]) -> None:
    quoted = encode_basestring_ascii
    lines = ",\n".join(f"{quoted(name)}:[{', '.join(map(quoted, digests))}]" for name, digests in sorted(files.items()))
    write_whole(path, f'{{"files":{{\n{lines}\n}}}}\n'.encode())
