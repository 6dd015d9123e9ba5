"""Publishes a site: only files that changed are touched, and nobody sees the site half old and half new.

A build writes what changed into a staging folder beside the site. Then the files of this folder are moved into the
site one by one, and stale files are removed. Meanwhile the build state has nothing of the site: after an interruption
the next build makes every file again.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Set
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG

from ..settings import SETTINGS
from ..storage.errors import PlaceError
from ..storage.files import FileStat, files_in
from ..storage.text import is_within

_MARKER = ".reading-list"
"""A file that marks a staging folder as made by this program."""
_IN_EVERY_SITE = "sitemap.xml.gz"
"""A file that every site has, and hardly any other folder."""
_SOURCES = ("docs", "library", "templates", "generator", ".cache", ".git")
"""The folders of a project that a site may neither lie in nor contain."""


def staging_folder(site: Path) -> Path:
    """Return the folder beside a site in which it is built."""
    return site.with_name(f".{site.name}.next")


def check_site(site: Path, root: Path) -> None:
    """Raise PlaceError if a site must not be published there, because files that are not of a site would be removed."""
    hint = "set `site_dir` in mkdocs.yml to a folder of its own, such as `site`"
    if site.is_symlink():
        hint = "set `site_dir` in mkdocs.yml to the folder that it leads to, or remove the link"
        raise PlaceError("this is a symbolic link, and a site cannot be published through it", site, hint)
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
    if site.exists() and not (site / _IN_EVERY_SITE).is_file() and files_in(site):
        message = "the files in this folder are not those of a site, and publishing would remove them"
        raise PlaceError(message, site, f"{hint}, or move the files away")


def check_docs(docs: Path, root: Path) -> None:
    """Raise PlaceError if MkDocs reads another folder than the one in which pages are generated."""
    if not (is_within(docs, root / "docs") and is_within(root / "docs", docs)):
        message = "pages are generated in docs/, but `docs_dir` is another folder"
        raise PlaceError(message, root / SETTINGS, "write `docs_dir: docs`, or remove this setting")


def make_staging(site: Path) -> Path:
    """Make the empty staging folder of a site and return it. A folder of that name that a person made is an error."""
    remove_staging(site)
    staging = staging_folder(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        staging.mkdir()
    except FileExistsError:
        message = "a file or folder that the program did not make is where the site is built"
        raise PlaceError(message, staging, "move it away, or set `site_dir` in mkdocs.yml") from None
    (staging / _MARKER).touch(exist_ok=False)
    return staging


def remove_staging(site: Path) -> None:
    """Remove the staging folder of a site, if there is one that this program made."""
    staging = staging_folder(site)
    if not staging.is_symlink() and (staging / _MARKER).is_file():
        shutil.rmtree(staging, ignore_errors=True)


def publish(site: Path, generated: Set[str]) -> tuple[int, dict[str, FileStat]]:
    """Move the staging folder of a site into the site, and remove stale files there.

    Returns how many files of the site changed, and the size and time of each file, by path.
    A file is stale if it is neither in the staging folder nor in `generated`, which has the paths of all generated
    files, new ones and those that stay. Files and folders at the top of the site whose name begins with a dot are not
    touched.
    """
    staging = staging_folder(site)
    files = staged = files_in(staging)
    if _is_empty(site):
        site.parent.mkdir(parents=True, exist_ok=True)
        if site.exists():
            site.rmdir()
        (staging / _MARKER).unlink()
        staging.replace(site)
        changed = len(staged)
    else:
        changed = _move(staging, site, staged)
        remove_staging(site)
        files = files_in(site)
    stale = files.keys() - staged.keys() - generated
    _remove(site, stale)
    return changed + len(stale), {path: how for path, how in files.items() if path not in stale}


def publish_changes(site: Path, stale: Collection[str] = ()) -> int:
    """Move the files of the staging folder into the site and remove stale ones; return how many files changed.

    The build state stays as it is: it has nothing of the site of a preview.
    """
    staging = staging_folder(site)
    changed = _move(staging, site, files_in(staging))
    remove_staging(site)
    _remove(site, stale)
    return changed + len(stale)


def stage_files(docs: Path, staging: Path, pairs: Iterable[tuple[str, str]]) -> None:
    """Put files of `docs/` into a staging folder, each by its path in both: as a hard link, or else as a copy."""
    folders: set[str] = set()
    for source, target in pairs:
        folder = target.rpartition("/")[0]
        if folder not in folders:
            os.makedirs(f"{staging}/{folder}", exist_ok=True)
            folders.add(folder)
        try:
            os.link(f"{docs}/{source}", f"{staging}/{target}")
        except OSError:  # another disk, or a file system without hard links
            shutil.copyfile(docs / source, staging / target)


def write_staged(path: Path | str, data: bytes) -> None:
    """Write a file of a staging folder, which nobody reads before it is published."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    Path(path).write_bytes(data)


def _is_empty(site: Path) -> bool:
    """Return whether a site has no files, so that the staging folder can replace it as a whole."""
    try:
        return not any(site.iterdir())
    except FileNotFoundError:
        return True


def _move(staging: Path, site: Path, staged: Collection[str]) -> int:
    """Move the files that differ from those of the site, pages last; return how many."""
    folders: set[str] = set()
    moved = 0
    for path in sorted(staged, key=lambda path: (path.endswith(".html"), path)):
        folder = path.rpartition("/")[0]
        if folder not in folders:
            _make_folder(site, folder)
            folders.add(folder)
        if _same(staging / path, site / path):
            continue
        if (site / path).is_dir() and not (site / path).is_symlink():
            shutil.rmtree(site / path)
        (staging / path).replace(site / path)
        moved += 1
    return moved


def _make_folder(site: Path, folder: str) -> None:
    """Make a folder of the site; a file or link in its place is removed."""
    path = site
    for name in folder.split("/"):
        path = path / name
        if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
            path.unlink()
    path.mkdir(parents=True, exist_ok=True)


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
    for folder in {(site / path).parent for path in stale}:
        with suppress(OSError):  # a folder that is not empty stays
            os.removedirs(folder)
