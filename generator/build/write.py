"""Writes the generated files of `docs/`, and keeps a manifest of them.

No file is written before all pages are rendered. Until then, the bytes of new files lie in a staging folder, so that
they take no memory. A file that is not in the manifest belongs to a person, and is never changed or removed.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Location, Report, error
from ..pages.links import broken_links, link_targets
from ..pages.page import Page
from ..parallel import run_parallel
from ..storage.files import append, is_temporary, write_whole
from ..storage.text import is_within
from .manifest import MANIFEST, Manifest, hash_bytes, read_manifest, write_manifest
from .state import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOptions:
    """How `docs/` is brought up to date.

    Without `write`, changes are only counted. If the pages are only a `part` of all, other files stay as they are. With
    `trust_manifest`, files are not read: the manifest says what they contain. `manifest` is that of `docs/`, if it was
    read already. `staging` is the folder for the bytes of new files; without one, they stay in memory.
    """

    write: bool = True
    part: bool = False
    trust_manifest: bool = False
    manifest: Manifest | None = None
    staging: Path | None = None


class _NewFile(NamedTuple):
    """A file to be written. `current` is the hash of the file that is there now; `data` is empty if it is staged."""

    path: str
    digest: str
    current: str | None
    data: bytes
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """Pages that were made: the files to be written, the digests of those that stay, and where links lead."""

    new: tuple[_NewFile, ...]
    unchanged: Mapping[str, str]
    targets: frozenset[str]
    staged: Path | None = None

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each page."""
        return {**self.unchanged, **{file.path: file.digest for file in self.new}}

    def contents(self) -> Iterator[tuple[_NewFile, bytes]]:
        """Yield the files to be written with their bytes."""
        if self.staged is None:
            yield from ((file, file.data) for file in self.new)
        elif self.new:
            with self.staged.open("rb") as data:
                yield from ((file, data.read(file.size)) for file in self.new)


_SHARE = 100
"""Pages; starting a process takes longer than making fewer."""
_MOST_SHARES = 16
"""The largest number of parts in which pages are made: enough to keep all cores busy to the end."""
_PICTURE = ".png"
"""The suffix of pictures, which take long to draw, and in which nothing can be wrong."""


class BrokenLinksError(Exception):
    """Pages link to addresses where there is no page; `broken` has these addresses."""

    def __init__(self, broken: Set[str]) -> None:
        super().__init__(", ".join(broken))
        self.broken = broken


def sync(
    pages: Iterable[Page],
    closing: Callable[[Mapping[str, str]], Iterable[Page]],
    docs: Path,
    report: Report,
    options: WriteOptions,
) -> Changes | None:
    """Make the generated files of `docs/` exactly the pages, and those that `closing` yields from their hashes by path.

    A page with the key of the file that is there is not made. An exception from a page leaves `docs/` as it is, and so
    does a link that leads nowhere, a `BrokenLinksError`. Returns None, with nothing written, if a page would overwrite
    what a person wrote.
    """
    if (docs.exists() or docs.is_symlink()) and not docs.is_dir():
        where = Location(file=docs.name)
        error(report, "file-in-the-way", where, "a file of yours is where the folder docs/ must be", "move it away")
        return None
    manifest = options.manifest if options.manifest is not None else read_manifest(docs, report)
    if manifest is None:
        return None
    if options.write:
        _remove_temporary(docs, manifest)
    kept, made = _make_pages(pages, closing, docs, manifest, options)
    if not options.part:
        _check_links(made, kept, docs, manifest)
    unchanged = kept | {path: digest for share in made for path, digest in share.unchanged.items()}
    new = {file.path: file for share in made for file in share.new}
    stale = [path for path in manifest if path not in unchanged and path not in new and os.path.isfile(docs / path)]
    if not _is_clear(new, sorted(stale), docs, manifest, options, report):
        return None
    paths = frozenset[str]()
    if options.write and (new or stale or manifest != {path: [digest] for path, digest in unchanged.items()}):
        _write_files(made, unchanged, stale, docs, manifest)
        paths = frozenset({*new, *stale, MANIFEST})
    return Changes(written=len(new), removed=len(stale), unchanged=len(unchanged), paths=paths)


def _make_pages(
    pages: Iterable[Page],
    closing: Callable[[Mapping[str, str]], Iterable[Page]],
    docs: Path,
    manifest: Manifest,
    options: WriteOptions,
) -> tuple[dict[str, str], list[_Made]]:
    """Return the digests of the files that stay without being made, and the pages that were made."""
    kept, wanted = _select(pages, docs, manifest, options)
    make = partial(_make, docs, manifest, options)
    shares = min(len(wanted) // _SHARE + 1, _MOST_SHARES)
    made = run_parallel([partial(make, number, wanted[number::shares]) for number in range(shares)])
    digests = kept | {path: digest for share in made for path, digest in share.digests.items()}
    if options.part:
        kept |= {path: known[-1] for path, known in manifest.items() if known and path not in digests}
    else:
        hashes = {path: _hash_in(digest) for path, digest in digests.items()}
        made.append(make(shares, [(page, _current(page.path, docs, manifest, options)) for page in closing(hashes)]))
    return kept, made


def _select(
    pages: Iterable[Page], docs: Path, manifest: Manifest, options: WriteOptions
) -> tuple[dict[str, str], list[tuple[Page, str | None]]]:
    """Return the digests of files that stay because of their keys, and the other pages with the hash of the file."""
    kept: dict[str, str] = {}
    wanted: list[tuple[Page, str | None]] = []
    for page in pages:
        current = _current(page.path, docs, manifest, options)
        digest = f"{current}:{page.key}"
        if page.key and digest in manifest.get(page.path, ()):
            kept[page.path] = digest
        else:
            wanted.append((page, current))
    return kept, wanted


def _current(path: str, docs: Path, manifest: Manifest, options: WriteOptions) -> str | None:
    """Return the hash of a generated file as it is now, or None if no file is there."""
    digests = manifest.get(path, ())
    return _hash_in(digests[0]) if options.trust_manifest and digests else _hash_file(f"{docs}/{path}")


def _make(
    docs: Path, manifest: Manifest, options: WriteOptions, number: int, wanted: Iterable[tuple[Page, str | None]]
) -> _Made:
    staged = options.staging / str(number) if options.staging else None
    new: list[_NewFile] = []
    unchanged: dict[str, str] = {}
    targets: set[str] = set()
    with append(staged) as stage:
        for page, current in wanted:
            data = page.make() if options.write or not page.path.endswith(_PICTURE) else b""
            targets.update(link_targets(page.path, data))
            digest = f"{hash_bytes(data)}:{page.key}" if page.key else hash_bytes(data)
            if _hash_in(digest) == current:
                unchanged[page.path] = digest
                continue
            new.append(_NewFile(page.path, digest, current, b"" if staged else data, len(data)))
            stage(data)
    return _Made(new=tuple(new), unchanged=unchanged, targets=frozenset(targets), staged=staged)


def _check_links(made: Sequence[_Made], kept: Collection[str], docs: Path, manifest: Manifest) -> None:
    """Raise BrokenLinksError if a page leads nowhere: one that was made or, if others are to be removed, any."""
    paths = {*kept, *(path for share in made for path in share.digests)}
    targets = set().union(*(share.targets for share in made))
    if manifest.keys() - paths:
        targets.update(target for path in kept for target in link_targets(path, (docs / path).read_bytes()))
    if broken := broken_links(targets, paths, docs):
        raise BrokenLinksError(broken)


def _hash_in(digest: str) -> str:
    return digest.partition(":")[0]


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
    manifest: Manifest,
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
    made: Sequence[_Made],
    unchanged: Mapping[str, str],
    stale: Sequence[str],
    docs: Path,
    manifest: Manifest,
) -> None:
    """Write and remove files.

    The manifest is written first, with old and new digests: after an interruption, the next build knows its files.
    """
    docs.mkdir(parents=True, exist_ok=True)
    digests = {**unchanged, **{file.path: file.digest for share in made for file in share.new}}
    both = {path: [*manifest.get(path, ()), digest] for path, digest in digests.items()}
    write_manifest(docs / MANIFEST, both | {path: list(manifest[path]) for path in stale})
    for folder in sorted({os.path.dirname(file.path) for share in made for file in share.new}):
        (docs / folder).mkdir(parents=True, exist_ok=True)
    run_parallel([partial(_write_share, share, docs) for share in made if share.new])
    for path in stale:
        (docs / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder that is not empty stays, and docs/ is not: the manifest is in it
            os.removedirs((docs / path).parent)
    write_manifest(docs / MANIFEST, {path: [digest] for path, digest in digests.items()})


def _write_share(share: _Made, docs: Path) -> None:
    for file, data in share.contents():
        write_whole(f"{docs}/{file.path}", data)


def _remove_temporary(docs: Path, manifest: Manifest) -> None:
    """Remove the temporary files of a build that was killed while it wrote: then files have two digests."""
    if any(len(digests) > 1 for digests in manifest.values()):
        for folder in {os.path.dirname(path) for path in manifest}:
            with suppress(OSError), os.scandir(docs / folder) as entries:
                for name in [entry.name for entry in entries if is_temporary(entry.name)]:
                    (docs / folder / name).unlink()
