"""Writes the generated files of `docs/`, and keeps a manifest of them.

No file is written before all pages are rendered. Until then, the bytes of new files lie in a staging folder, so that
they take no memory. A file that is not in the manifest belongs to a person, and is never changed or removed.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from ..diagnostics import Location, Report, error
from ..pages.page import Page
from ..parallel import run_parallel
from ..storage.files import is_temporary, write_whole
from ..storage.text import is_within
from .make import MadePages, NewFile, WriteOptions, check_links, hash_file, hash_in, make_pages
from .manifest import MANIFEST, Manifest, read_manifest, write_manifest
from .result import Changes


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
    kept, made = make_pages(pages, closing, docs, manifest, options)
    if not options.part:
        check_links(made, kept, docs, manifest)
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


def _is_clear(
    new: Mapping[str, NewFile],
    stale: Iterable[str],
    docs: Path,
    manifest: Manifest,
    options: WriteOptions,
    report: Report,
) -> bool:
    """Return whether no work of a person is where files must be written or removed; report each obstacle."""

    def is_foreign(path: str, current: str | None) -> bool:
        return current is not None and current not in map(hash_in, manifest.get(path, ()))

    foreign = [path for path, file in new.items() if is_foreign(path, file.current)]
    if not options.trust_manifest:
        foreign += [path for path in stale if is_foreign(path, hash_file(f"{docs}/{path}"))]
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


def _blocked(docs: Path, new: Iterable[NewFile], stale: Iterable[str]) -> Iterator[str]:
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
    made: Sequence[MadePages],
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


def _write_share(share: MadePages, docs: Path) -> None:
    for file, data in share.contents():
        write_whole(f"{docs}/{file.path}", data)


def _remove_temporary(docs: Path, manifest: Manifest) -> None:
    """Remove the temporary files of a build that was killed while it wrote: then files have two digests."""
    if any(len(digests) > 1 for digests in manifest.values()):
        for folder in {os.path.dirname(path) for path in manifest}:
            with suppress(OSError), os.scandir(docs / folder) as entries:
                for name in [entry.name for entry in entries if is_temporary(entry.name)]:
                    (docs / folder / name).unlink()
