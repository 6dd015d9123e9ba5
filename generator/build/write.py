"""Brings the generated files of `docs/` up to date, and keeps a manifest of them.

A page is made only if its key differs from that of the file that is there. No file is written before all pages are
made: until then, the bytes of new files lie in a staging folder, so that they take no memory. A file that is not in the
manifest belongs to a person, and is never changed or removed.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from ..diagnostics import Location, Report, error
from ..pages.page import Page, broken_links, link_targets
from ..parallel import run_parallel
from ..storage.files import is_temporary, write_whole
from ..storage.text import is_within
from .manifest import MANIFEST, Manifest, hash_bytes, hash_in, write_manifest
from .result import Changes

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The folder `docs` with its manifest, and how it is brought up to date.

    Until they are written, new files lie in `staging`; without it, changes are only counted. If the pages are only a
    `part` of all, other files stay as they are. If the manifest is `trusted`, files are not read: it says what they
    contain.
    """

    docs: Path
    manifest: Manifest
    staging: Path | None = None
    part: bool = False
    trusted: bool = False

    def current(self, path: str) -> str | None:
        """Return the hash of a generated file as it is now, or None if no file is there."""
        digests = self.manifest.get(path, ())
        return hash_in(digests[0]) if self.trusted and digests else self.hash_file(path)

    def hash_file(self, path: str) -> str | None:
        """Return the hash of a file, or None if no file is there."""
        try:
            with open(f"{self.docs}/{path}", "rb", buffering=0) as file:
                return hash_bytes(file.read())
        except OSError:  # missing, or not a file: `_is_clear` looks at what is there instead
            return None

    def is_foreign(self, path: str, current: str | None) -> bool:
        """Return whether a file is there that no build has left, given its hash."""
        return current is not None and current not in map(hash_in, self.manifest.get(path, ()))


_Wanted = tuple[Page, str | None]
"""A page that must be made, and the hash of the file that is there now."""


class _NewFile(NamedTuple):
    """A file to be written, with its `size`. `current` is the hash of the file that is there now."""

    path: str
    digest: str
    current: str | None
    size: int


class _Made(NamedTuple):
    """Pages that were made: the new files, whose bytes are `staged`, the digests of those that stay, and all links."""

    staged: Path | None
    new: list[_NewFile]
    unchanged: dict[str, str]
    targets: set[str]


def sync(
    pages: Iterable[Page],
    closing: Callable[[Mapping[str, str]], Iterable[Page]],
    target: Target,
    report: Report,
) -> Changes | None:
    """Make the generated files of `docs/` exactly the pages, and those that `closing` yields from their hashes by path.

    An exception from a page leaves `docs/` as it is, and so does a link that leads nowhere, a `BrokenLinksError`.
    Returns None, with nothing written, if a page would overwrite what a person wrote.
    """
    docs, manifest = target.docs, target.manifest
    if (docs.exists() or docs.is_symlink()) and not docs.is_dir():
        where = Location(file=docs.name)
        error(report, "file-in-the-way", where, "a file of yours is where the folder docs/ must be", "move it away")
        return None
    if target.staging:
        _remove_temporary(target)
    unchanged, made = _make_pages(pages, closing, target)
    new = {file.path: file for share in made for file in share.new}
    stale = [path for path in manifest if path not in unchanged and path not in new and os.path.isfile(docs / path)]
    if not _is_clear(new, sorted(stale), target, report):
        return None
    paths = frozenset[str]()
    if target.staging and (new or stale or manifest != {path: [digest] for path, digest in unchanged.items()}):
        _write_files(made, {**unchanged, **{path: file.digest for path, file in new.items()}}, stale, target)
        paths = frozenset({*new, *stale, MANIFEST})
    return Changes(written=len(new), removed=len(stale), unchanged=len(unchanged), paths=paths)


def _make_pages(
    pages: Iterable[Page], closing: Callable[[Mapping[str, str]], Iterable[Page]], target: Target
) -> tuple[dict[str, str], list[_Made]]:
    """Return the digests of the files that stay as they are, and the pages that were made."""
    kept, wanted = _select(pages, target)
    shares = min(len(wanted) // _SHARE + 1, _MOST_SHARES)
    made = run_parallel([partial(_make, target, number, wanted[number::shares]) for number in range(shares)])
    digests = kept | {path: digest for share in made for path, digest in _digests(share)}
    if target.part:
        kept |= {path: known[-1] for path, known in target.manifest.items() if known and path not in digests}
    else:
        hashes = {path: hash_in(digest) for path, digest in digests.items()}
        last = [(page, target.current(page.path)) for page in closing(hashes)]
        made.append(_make(target, shares, last))
        _check_links(made, kept, target)
    return kept | {path: digest for share in made for path, digest in share.unchanged.items()}, made


def _digests(share: _Made) -> Iterator[tuple[str, str]]:
    yield from share.unchanged.items()
    yield from ((file.path, file.digest) for file in share.new)


def _select(pages: Iterable[Page], target: Target) -> tuple[dict[str, str], list[_Wanted]]:
    """Return the digests of files that stay because of their keys, and the other pages."""
    kept: dict[str, str] = {}
    wanted: list[_Wanted] = []
    for page in pages:
        current = target.current(page.path)
        digest = f"{current}:{page.key}"
        if page.key and digest in target.manifest.get(page.path, ()):
            kept[page.path] = digest
        else:
            wanted.append((page, current))
    return kept, wanted


def _make(target: Target, number: int, wanted: Iterable[_Wanted]) -> _Made:
    made = _Made(target.staging and target.staging / str(number), [], {}, set())
    with open(made.staged or os.devnull, "wb") as stage:
        for page, current in wanted:
            data = page.make() if made.staged or not page.path.endswith(_PICTURE) else b""
            made.targets.update(link_targets(page.path, data))
            own = hash_bytes(data)
            digest = f"{own}:{page.key}" if page.key else own
            if own == current:
                made.unchanged[page.path] = digest
            else:
                made.new.append(_NewFile(page.path, digest, current, len(data)))
                stage.write(data)
    return made


def _check_links(made: Sequence[_Made], kept: Collection[str], target: Target) -> None:
    """Raise BrokenLinksError if a page leads nowhere: one that was made or, if others are to be removed, any."""
    paths = {*kept, *(path for share in made for path, _ in _digests(share))}
    targets = set().union(*(share.targets for share in made))
    if target.manifest.keys() - paths:
        targets.update(link for path in kept for link in link_targets(path, (target.docs / path).read_bytes()))
    if broken := broken_links(targets, paths, target.docs):
        raise BrokenLinksError(broken)


def _is_clear(new: Mapping[str, _NewFile], stale: Iterable[str], target: Target, report: Report) -> bool:
    """Return whether no work of a person is where files must be written or removed; report each obstacle."""
    docs = target.docs
    foreign = [path for path, file in new.items() if target.is_foreign(path, file.current)]
    if not target.trusted:
        foreign += [path for path in stale if target.is_foreign(path, target.hash_file(path))]
    blocked = [*_blocked(docs, (file for path, file in new.items() if path not in set(foreign)), stale)]
    blocked += [MANIFEST] if (docs / MANIFEST).is_dir() else []
    for path in [*foreign, *blocked]:
        where = Location(file=f"{docs.name}/{path}")
        if path in target.manifest and path not in blocked:
            message = "this page is generated, but somebody edited it: the edit would be lost"
            hint = "make the change in library/ or templates/, then delete this file and build again"
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


def _write_files(made: Sequence[_Made], digests: Mapping[str, str], stale: Sequence[str], target: Target) -> None:
    """Write and remove files.

    The manifest is written first, with old and new digests: after an interruption, the next build knows its files.
    """
    docs, manifest = target.docs, target.manifest
    docs.mkdir(parents=True, exist_ok=True)
    both = {path: [*manifest.get(path, ()), digest] for path, digest in digests.items()}
    write_manifest(docs / MANIFEST, both | {path: manifest[path] for path in stale})
    for folder in sorted({os.path.dirname(file.path) for share in made for file in share.new}):
        (docs / folder).mkdir(parents=True, exist_ok=True)
    run_parallel([partial(_write_share, share, docs) for share in made if share.new])
    for path in stale:
        (docs / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder that is not empty stays, and docs/ is not: the manifest is in it
            os.removedirs((docs / path).parent)
    write_manifest(docs / MANIFEST, {path: [digest] for path, digest in digests.items()})


def _write_share(share: _Made, docs: Path) -> None:
    assert share.staged is not None, "nothing is written without a staging folder"
    with share.staged.open("rb") as data:
        for file in share.new:
            write_whole(f"{docs}/{file.path}", data.read(file.size))


def _remove_temporary(target: Target) -> None:
    """Remove the temporary files of a build that was killed while it wrote: then files have two digests."""
    if any(len(digests) > 1 for digests in target.manifest.values()):
        for folder in {os.path.dirname(path) for path in target.manifest}:
            with suppress(OSError), os.scandir(target.docs / folder) as entries:
                for name in [entry.name for entry in entries if is_temporary(entry.name)]:
                    (target.docs / folder / name).unlink()
