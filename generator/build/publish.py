"""Publishes what was built: a site is never seen half old and half new, and only files that changed are touched.

A build puts what changed into a folder beside the site, the stage, while the site stands as it was. Then the stage
is moved into the site, file by file, and what is stale goes. The record says from what each generated file was made
and how it was left; it is taken away before the first file moves and written after the last, so that a build that is
cut off in between is made good by the next one, which trusts nothing that is not in the record.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from ..settings import SETTINGS
from ..storage.cache import FOLDER, fingerprint, read_checked, write_checked
from ..storage.errors import PlaceError
from ..storage.files import FileStat, files_in
from ..storage.text import is_within

_MARK = ".reading-list"
"""A file that makes a stage ours."""
_EVERY_SITE_HAS = "sitemap.xml.gz"
"""A file that MkDocs puts into each site, and hardly anybody else into a folder."""
_SOURCES = ("docs", "library", "templates", "generator", ".cache", ".git")
"""The folders of a project that no site may lie in, or hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a file in the site was made from, and what the next build needs to know of it."""

    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A site that was published: how many of its files changed, and how all of them were left, by path."""

    changed: int
    files: Mapping[str, FileStat]


def stage_of(site: Path) -> Path:
    """Return the folder beside a site where it is built."""
    return site.with_name(f".{site.name}.next")


def check_site(site: Path, root: Path) -> None:
    """Raise PlaceError if a site must not be published there: what is not of the site would be removed."""
    hint = "set `site_dir` in mkdocs.yml to a folder of its own, such as `site`"
    if site.is_symlink():
        hint = "set `site_dir` in mkdocs.yml to the folder that it leads to, or remove the link"
        raise PlaceError("this is a link, and no site is published through one", site, hint)
    if site.exists() and not site.is_dir():
        raise PlaceError("a file is where the site must be", site, "move it away, or set `site_dir` in mkdocs.yml")
    if is_within(root, site):
        raise PlaceError("the site would take the place of the project", site, hint)
    for name in _SOURCES:
        source = root / name
        if is_within(site, source) or (source.exists() and is_within(source, site)):
            raise PlaceError(f"the site would take the place of files in {name}/", site, hint)
    if site.is_relative_to(root.absolute()) and not is_within(site, root):
        raise PlaceError("a link leads out of the project here", site, hint)
    if site.exists() and not (site / _EVERY_SITE_HAS).is_file() and files_in(site):
        message = "the files in this folder are not those of a site, and publishing would remove them"
        raise PlaceError(message, site, f"{hint}, or move the files away")


def check_docs(docs: Path, root: Path) -> None:
    """Raise PlaceError if MkDocs reads another folder than the one in which pages are generated."""
    if not (is_within(docs, root / "docs") and is_within(root / "docs", docs)):
        message = "pages are generated in docs/, but `docs_dir` is another folder"
        raise PlaceError(message, root / SETTINGS, "write `docs_dir: docs`, or remove this setting")


def make_stage(site: Path) -> None:
    """Make the empty stage of a site. A folder of that name which is not ours is left alone, and an error."""
    remove_stage(site)
    stage = stage_of(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        stage.mkdir()
    except FileExistsError:
        message = "something that is not ours is where the site is built"
        raise PlaceError(message, stage, "move it away, or set `site_dir` in mkdocs.yml") from None
    (stage / _MARK).touch(exist_ok=False)


def remove_stage(site: Path) -> None:
    """Remove the stage of a site, if there is one that is ours."""
    stage = stage_of(site)
    if not stage.is_symlink() and (stage / _MARK).is_file():
        shutil.rmtree(stage, ignore_errors=True)


def record_of(root: Path, site: Path) -> Path:
    """Return where the record of a site is kept. It can be deleted at any time: then all is built again."""
    return root / FOLDER / f"site-{fingerprint([str(site)])[:12]}.json"


def forget_record(record: Path) -> None:
    """Remove the record of a site that is no more."""
    record.unlink(missing_ok=True)


def read_record(path: Path, site: Path) -> dict[str, Made]:
    """Return what is known of the generated files of a site, by path: of those that stand there as they were left."""
    try:
        stored = read_checked(path) or {}
        known = {name: (Made(source=row[0], note=row[3]), (row[1], row[2])) for name, row in stored.items()}
    except (TypeError, LookupError, AttributeError):
        return {}  # the record of another program
    there = files_in(site)
    return {name: made for name, (made, left) in known.items() if there.get(name) == left}


def publish(stage: Path, site: Path, made: Mapping[str, Made], record: Path) -> Published:
    """Move a stage into its site, remove there what is neither in the stage nor in `made`, and keep the record.

    `made` tells of every generated file, those on the stage and those that stay.
    Files and folders whose name begins with a dot, at the top of the site, are somebody's own.
    """
    record.unlink(missing_ok=True)
    there = staged = files_in(stage)
    if _is_empty(site):
        site.parent.mkdir(parents=True, exist_ok=True)
        if site.exists():
            site.rmdir()
        (stage / _MARK).unlink()
        stage.replace(site)
        changed = len(staged)
    else:
        changed = _move(stage, site, staged)
        remove_stage(site)
        there = files_in(site)
    stale = there.keys() - staged.keys() - made.keys()
    _remove(site, stale)
    left = {path: how for path, how in there.items() if path not in stale} if stale else there
    _write_record(record, made, left)
    return Published(changed=changed + len(stale), files=left)


def renew(stage: Path, site: Path, stale: Collection[str] = ()) -> int:
    """Move a stage that holds but some files into its site, and remove what is stale; return how many files changed.

    The record stays as it is, and knows nothing of them: the next build, which looks at how each file was left, makes
    them again.
    """
    changed = _move(stage, site, files_in(stage))
    remove_stage(site)
    _remove(site, stale)
    return changed + len(stale)


def put(docs: Path, stage: Path, pairs: Iterable[tuple[str, str]]) -> None:
    """Put files of `docs/` on the stage, each by its path here and there: as another name for it, else as a copy."""
    folders: set[str] = set()
    for here, there in pairs:
        folder = there.rpartition("/")[0]
        if folder not in folders:
            (stage / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        try:
            os.link(f"{docs}/{here}", f"{stage}/{there}")
        except OSError:  # another disk, or one where a file has one name
            shutil.copyfile(docs / here, stage / there)


def write_on_stage(path: Path, data: bytes) -> None:
    """Write a file that nobody looks at yet."""
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _is_empty(site: Path) -> bool:
    """Return whether a site holds nothing, so that the stage may take its place as a whole."""
    try:
        return not any(site.iterdir())
    except FileNotFoundError:
        return True


def _move(stage: Path, site: Path, staged: Collection[str]) -> int:
    """Move files that are not in the site byte for byte, what pages are made of before the pages."""
    folders: set[str] = set()
    moved = 0
    for path in sorted(staged, key=lambda path: (path.endswith(".html"), path)):
        folder = path.rpartition("/")[0]
        if folder not in folders:
            _make_way(site, folder)
            folders.add(folder)
        if _same(stage / path, site / path):
            continue
        if (site / path).is_dir() and not (site / path).is_symlink():
            shutil.rmtree(site / path)
        (stage / path).replace(site / path)
        moved += 1
    return moved


def _make_way(site: Path, folder: str) -> None:
    """Make a folder of the site, in the place of a file or a link if one is in the way."""
    way = site
    for name in folder.split("/"):
        way = way / name
        if os.path.lexists(way) and (way.is_symlink() or not way.is_dir()):
            way.unlink()
    way.mkdir(parents=True, exist_ok=True)


def _same(one: Path, other: Path) -> bool:
    try:
        a, b = one.lstat(), other.lstat()  # a link is not the same as a file
        return os.path.samestat(a, b) or (
            S_ISREG(b.st_mode) and a.st_size == b.st_size and one.read_bytes() == other.read_bytes()
        )
    except OSError:
        return False


def _remove(site: Path, stale: Collection[str]) -> None:
    for path in stale:
        (site / path).unlink()
    for folder in sorted({path.rpartition("/")[0] for path in stale}, reverse=True):
        _remove_empty(site, folder)


def _remove_empty(site: Path, folder: str) -> None:
    while folder:
        with suppress(FileNotFoundError):  # it went with the last folder in it
            if any((site / folder).iterdir()):
                return
            (site / folder).rmdir()
        folder = folder.rpartition("/")[0]


def _write_record(path: Path, made: Mapping[str, Made], there: Mapping[str, FileStat]) -> None:
    rows = {name: (one.source, *there[name], one.note) for name, one in made.items() if name in there}
    write_checked(path, rows)
