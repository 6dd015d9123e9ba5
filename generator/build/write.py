"""Writes the generated files of `docs/`, and keeps a manifest of them.

No file is written before all pages are rendered. Until then, the bytes of new files lie in a staging folder, so that
they take no memory. A file that is not in the manifest belongs to a person, and is never changed or removed.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from json.encoder import encode_basestring_ascii
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Location, Report, error
from ..pages.page import Page
from ..parallel import run_parallel
from ..storage.files import append, is_temporary, write_whole
from ..storage.text import is_within
from .state import Changes

MANIFEST = ".reading-list.json"

_Manifest = Mapping[str, Sequence[str]]
"""The digests of each generated file, by path; a file has more than one if a build was interrupted.

A digest is the hash of the bytes and, for a drawing, a colon and the key of the drawing.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """How `docs/` is brought up to date.

    Without `write`, changes are only counted. With `trust_manifest`, files are not read: the manifest says what they
    contain. `staging` is the folder for the bytes of new files; without one, they stay in memory.
    """

    write: bool = True
    trust_manifest: bool = False
    staging: Path | None = None


class _NewFile(NamedTuple):
    """A file to be written. `current` is the hash of the file that is there now; `data` is empty if it is staged."""

    path: str
    digest: str
    current: str | None
    data: bytes
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _RenderedPart:
    """A part of the pages: the files to be written, and the digests of those that are unchanged."""

    new: tuple[_NewFile, ...]
    unchanged: Mapping[str, str]
    staged: Path | None = None

    def contents(self) -> Iterator[tuple[_NewFile, bytes]]:
        """Yield the files to be written with their bytes."""
        if self.staged is None:
            yield from ((file, file.data) for file in self.new)
        elif self.new:
            with self.staged.open("rb") as data:
                yield from ((file, data.read(file.size)) for file in self.new)


def sync(
    parts: Sequence[Callable[[], Iterable[Page]]],
    closing: Callable[[Iterable[str]], Page] | None,
    docs: Path,
    report: Report,
    options: WriteOptions,
) -> Changes | None:
    """Make the generated files of `docs/` exactly the pages of all parts, and what `closing` makes of their paths.

    An exception in a part leaves `docs/` as it is. Returns None, with nothing written, if a page would overwrite what
    a person wrote.
    """
    if (docs.exists() or docs.is_symlink()) and not docs.is_dir():
        where = Location(file=docs.name)
        error(report, "file-in-the-way", where, "a file of yours is where the folder docs/ must be", "move it away")
        return None
    manifest = _read_manifest(docs / MANIFEST)
    if options.write:
        _remove_temporary(docs, manifest)
    render = partial(_render_part, docs, manifest, options)
    rendered = run_parallel([partial(render, number, part) for number, part in enumerate(parts)])
    if closing:
        paths = [path for part in rendered for path in (*part.unchanged, *(file.path for file in part.new))]
        rendered.append(render(len(parts), lambda: (closing(paths),)))
    unchanged = {path: digest for part in rendered for path, digest in part.unchanged.items()}
    new = {file.path: file for part in rendered for file in part.new}
    stale = [path for path in manifest if path not in unchanged and path not in new and os.path.isfile(docs / path)]
    if not _is_clear(new, sorted(stale), docs, manifest, options, report):
        return None
    if options.write and (new or stale or manifest != {path: [digest] for path, digest in unchanged.items()}):
        _write_files(rendered, unchanged, stale, docs, manifest)
    return Changes(written=len(new), removed=len(stale), unchanged=len(unchanged))


def generated_files(docs: Path) -> dict[str, str]:
    """Return the digest of each generated file of `docs/`, by path."""
    return {path: digests[-1] for path, digests in _read_manifest(docs / MANIFEST).items() if digests}


def _render_part(
    docs: Path, manifest: _Manifest, options: WriteOptions, number: int, part: Callable[[], Iterable[Page]]
) -> _RenderedPart:
    staged = options.staging / str(number) if options.staging else None
    new: list[_NewFile] = []
    unchanged: dict[str, str] = {}
    with append(staged) as stage:
        for page in part():
            digests = manifest.get(page.path, ())
            trusted = options.trust_manifest and digests
            current = _hash_in(digests[0]) if trusted else _hash_file(f"{docs}/{page.path}")
            if current is not None and (digest := _unchanged_digest(page, current, digests)):
                unchanged[page.path] = digest
                continue
            data = page.made() if options.write else page.data
            new.append(_NewFile(page.path, _digest(page, data), current, b"" if staged else data, len(data)))
            stage(data)
    return _RenderedPart(new=tuple(new), unchanged=unchanged, staged=staged)


def _unchanged_digest(page: Page, current: str, digests: Sequence[str]) -> str:
    """Return the digest of a file with the hash `current` if it is the page already, else ''.

    A drawing is compared by its key: it is drawn only if the file is not in the manifest as it is.
    """
    if page.drawing is None:
        return current if current == hash_bytes(page.data) else ""
    digest = f"{current}:{page.drawing.key}"
    foreign = current not in map(_hash_in, digests)
    return digest if digest in digests or (foreign and current == hash_bytes(page.made())) else ""


def _digest(page: Page, data: bytes) -> str:
    return f"{hash_bytes(data)}:{page.drawing.key}" if page.drawing else hash_bytes(data)


def _hash_in(digest: str) -> str:
    return digest.partition(":")[0]


def hash_bytes(data: bytes) -> str:
    """Return the hash of bytes as it is written in the manifest: 32 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()[:32]


def _hash_file(path: str) -> str | None:
    """Return the hash of a file, or None if no file is there."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hash_bytes(file.read())
    except OSError:  # missing, or not a file: `_is_clear` looks at what is there instead
        return None


def _is_clear(
    new: Mapping[str, _NewFile],
    stale: Iterable[str],
    docs: Path,
    manifest: _Manifest,
    options: WriteOptions,
    report: Report,
) -> bool:
    """Return whether no work of a person is where files must be written or removed; report each obstacle."""

    def is_foreign(path: str, current: str | None) -> bool:
        return current is not None and current not in map(_hash_in, manifest.get(path, ()))

    foreign = [path for path, file in new.items() if is_foreign(path, file.current)]
    if not options.trust_manifest:
        foreign += [path for path in stale if is_foreign(path, _hash_file(f"{docs}/{path}"))]
    blocked = [*_blocked(docs, (file for path, file in new.items() if path not in set(foreign)), stale)]
    blocked += [MANIFEST] if (docs / MANIFEST).is_dir() else []
    for path in [*foreign, *blocked]:
        where = Location(file=f"{docs.name}/{path}")
        if path in manifest and path not in blocked:
            message = "this page is generated, but somebody edited it: the edit would be lost"
            hint = "put your words into library/ or templates/, then delete this file and build again"
            error(report, "edited-by-hand", where, message, hint)
        else:
            message = "a file or folder of yours is where a generated file must be"
            error(report, "file-in-the-way", where, message, "rename it, or move it away")
    return not foreign and not blocked


def _blocked(docs: Path, new: Iterable[_NewFile], stale: Iterable[str]) -> Iterator[str]:
    """Yield the files where a folder must be, and the folders and links where a file must be.

    A link to a folder outside `docs/` is an obstacle too: nothing may be written or removed there.
    """

    @cache
    def obstacle(folder: str) -> str:
        """Return the topmost parent of a file's path, its folder included, that cannot be used as a folder, or ''."""
        if not folder:
            return ""
        path = f"{docs}/{folder}"
        usable = not os.path.lexists(path) or (
            os.path.isdir(path) and not (os.path.islink(path) and not is_within(path, docs))
        )
        return obstacle(os.path.dirname(folder)) or ("" if usable else folder)

    for file in new:
        path = f"{docs}/{file.path}"
        if os.path.lexists(path) if file.current is None else os.path.islink(path):
            yield file.path
        elif blocked := obstacle(os.path.dirname(file.path)):
            yield blocked
    yield from filter(None, (obstacle(os.path.dirname(path)) for path in stale))


def _write_files(
    rendered: Sequence[_RenderedPart],
    unchanged: Mapping[str, str],
    stale: Sequence[str],
    docs: Path,
    manifest: _Manifest,
) -> None:
    """Write and remove files.

    The manifest is written first, with old and new digests: after an interruption, the next build knows its files.
    """
    docs.mkdir(parents=True, exist_ok=True)
    digests = {**unchanged, **{file.path: file.digest for part in rendered for file in part.new}}
    both = {path: [*manifest.get(path, ()), digest] for path, digest in digests.items()}
    _write_manifest(docs / MANIFEST, both | {path: list(manifest[path]) for path in stale})
    for folder in sorted({os.path.dirname(file.path) for part in rendered for file in part.new}):
        (docs / folder).mkdir(parents=True, exist_ok=True)
    run_parallel([partial(_write_part, part, docs) for part in rendered if part.new])
    for path in stale:
        (docs / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder that is not empty stays, and docs/ is not: the manifest is in it
            os.removedirs((docs / path).parent)
    _write_manifest(docs / MANIFEST, {path: [digest] for path, digest in digests.items()})


def _write_part(part: _RenderedPart, docs: Path) -> None:
    for file, data in part.contents():
        write_whole(f"{docs}/{file.path}", data)


def _read_manifest(path: Path) -> dict[str, list[str]]:
    """Return the digests of generated files by path, without names that may lead out of the folder."""
    return {name: digests for name, digests in _raw_manifest(path).items() if _is_plain(name)}


def _raw_manifest(path: Path) -> dict[str, list[str]]:
    """Return the content of a manifest, whoever wrote it; empty if it cannot be read."""
    try:
        files = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {name: [str(digest) for digest in digests] for name, digests in files.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _is_plain(name: str) -> bool:
    """Return whether a name leads from folder to folder downward, in any system, and nowhere else."""
    parts = name.split("/")
    return not {"", ".", ".."} & set(parts) and not set("\\\0:") & set(name)


def report_strange_names(docs: Path, report: Report) -> None:
    """Report the names in the manifest that cannot be those of generated files: only a person can have added them."""
    strange = sorted(name for name in _raw_manifest(docs / MANIFEST) if not _is_plain(name))
    if strange:
        shown = strange[0].encode("utf-8", "backslashreplace").decode()
        others = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
        message = f"`{shown}`{others} cannot be the name of a generated file: nothing outside {docs.name}/ is touched"
        hint = "remove it from the list, or remove the list: files that are as they should be are found again"
        error(report, "strange-name", Location(file=f"{docs.name}/{MANIFEST}"), message, hint)


def _remove_temporary(docs: Path, manifest: _Manifest) -> None:
    """Remove the temporary files of a build that was killed while it wrote: then files have two digests."""
    if any(len(digests) > 1 for digests in manifest.values()):
        for folder in {os.path.dirname(path) for path in manifest}:
            with suppress(OSError), os.scandir(docs / folder) as entries:
                for name in [entry.name for entry in entries if is_temporary(entry.name)]:
                    (docs / folder / name).unlink()


def _write_manifest(path: Path, files: dict[str, list[str]]) -> None:
    quoted = encode_basestring_ascii
    lines = ",\n".join(f"{quoted(name)}:[{', '.join(map(quoted, digests))}]" for name, digests in sorted(files.items()))
    write_whole(path, f'{{"files":{{\n{lines}\n}}}}\n'.encode())
