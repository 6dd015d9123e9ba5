"""Says which files of `docs/` MkDocs publishes otherwise than it would: under another name, shorter, or not at all."""

from __future__ import annotations

from fnmatch import fnmatch

from mkdocs.structure.files import File, Files

from generator.pages.page import as_published
from generator.pages.scripts import without_comments


def publish(files: Files) -> None:
    """Leave at home what no visitor opens: the theme's source maps, and the comments of our scripts.

    Markdown that is no page gets the name it is stored without.
    """
    for file in [file for file in files if file.src_uri.endswith(".map")]:
        files.remove(file)
    for file in files:
        if fnmatch(file.src_uri, "assets/js/*.js") or file.src_uri == "assets/reading-list.js":
            file.content_string = without_comments(file.content_string)
    for file in [file for file in files if as_published(file.src_uri) != file.src_uri]:
        files.remove(file)
        files.append(_renamed(file))


def _renamed(file: File) -> File:
    """Return a file whose name in the site is not that in `docs/`; MkDocs takes what it is from the latter."""
    return File(
        file.src_uri,
        file.src_dir,
        file.dest_dir,
        file.use_directory_urls,
        dest_uri=as_published(file.src_uri),
        inclusion=file.inclusion,
    )
