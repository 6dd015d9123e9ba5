"""Makes the pages whose key differs from that of the file that is there, in parallel, and checks their links.

Until all pages are made, the bytes of new files lie in a staging folder, so that they take no memory.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..pages.links import broken_links, link_targets
from ..pages.page import Page
from ..parallel import run_parallel
from ..storage.files import append
from .manifest import Manifest, hash_bytes


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


class NewFile(NamedTuple):
    """A file to be written. `current` is the hash of the file that is there now; `data` is empty if it is staged."""

    path: str
    digest: str
    current: str | None
    data: bytes
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePages:
    """Pages that were made: the files to be written, the digests of those that stay, and where links lead."""

    new: tuple[NewFile, ...]
    unchanged: Mapping[str, str]
    targets: frozenset[str]
    staged: Path | None = None

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each page."""
        return {**self.unchanged, **{file.path: file.digest for file in self.new}}

    def contents(self) -> Iterator[tuple[NewFile, bytes]]:
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


def make_pages(
    pages: Iterable[Page],
    closing: Callable[[Mapping[str, str]], Iterable[Page]],
    docs: Path,
    manifest: Manifest,
    options: WriteOptions,
) -> tuple[dict[str, str], list[MadePages]]:
    """Return the digests of the files that stay without being made, and the pages that were made."""
    kept, wanted = _select(pages, docs, manifest, options)
    make = partial(_make, docs, manifest, options)
    shares = min(len(wanted) // _SHARE + 1, _MOST_SHARES)
    made = run_parallel([partial(make, number, wanted[number::shares]) for number in range(shares)])
    digests = kept | {path: digest for share in made for path, digest in share.digests.items()}
    if options.part:
        kept |= {path: known[-1] for path, known in manifest.items() if known and path not in digests}
    else:
        hashes = {path: hash_in(digest) for path, digest in digests.items()}
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
    return hash_in(digests[0]) if options.trust_manifest and digests else hash_file(f"{docs}/{path}")


def _make(
    docs: Path, manifest: Manifest, options: WriteOptions, number: int, wanted: Iterable[tuple[Page, str | None]]
) -> MadePages:
    staged = options.staging / str(number) if options.staging else None
    new: list[NewFile] = []
    unchanged: dict[str, str] = {}
    targets: set[str] = set()
    with append(staged) as stage:
        for page, current in wanted:
            data = page.make() if options.write or not page.path.endswith(_PICTURE) else b""
            targets.update(link_targets(page.path, data))
            digest = f"{hash_bytes(data)}:{page.key}" if page.key else hash_bytes(data)
            if hash_in(digest) == current:
                unchanged[page.path] = digest
                continue
            new.append(NewFile(page.path, digest, current, b"" if staged else data, len(data)))
            stage(data)
    return MadePages(new=tuple(new), unchanged=unchanged, targets=frozenset(targets), staged=staged)


def check_links(made: Sequence[MadePages], kept: Collection[str], docs: Path, manifest: Manifest) -> None:
    """Raise BrokenLinksError if a page leads nowhere: one that was made or, if others are to be removed, any."""
    paths = {*kept, *(path for share in made for path in share.digests)}
    targets = set().union(*(share.targets for share in made))
    if manifest.keys() - paths:
        targets.update(target for path in kept for target in link_targets(path, (docs / path).read_bytes()))
    if broken := broken_links(targets, paths, docs):
        raise BrokenLinksError(broken)


def hash_in(digest: str) -> str:
    """Return the hash of the bytes in a digest of the manifest."""
    return digest.partition(":")[0]


def hash_file(path: str) -> str | None:
    """Return the hash of a file, or None if no file is there."""
    try:
        with open(path, "rb", buffering=0) as file:
            return hash_bytes(file.read())
    except OSError:  # missing, or not a file: `write` looks at what is there instead
        return None
