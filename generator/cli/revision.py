"""Reads the library as it was at a revision of Git, into a folder of its own; the checkout is not touched."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import click

from generator.build import LIBRARY


def read_revision(root: Path, revision: str, folder: Path) -> None:
    """Put `library/` as it was at a revision into `folder`; what Git does not know is wrong usage."""
    named = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"]
    commit = _git(root, *named, failure=f"Git knows no revision `{revision}` here").strip()
    archive = folder / "library.zip"
    _git(root, "archive", "--format=zip", f"--output={archive}", commit, "--", LIBRARY,
         failure=f"there was no {LIBRARY}/ at `{revision}`")  # fmt: skip
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)


def _git(root: Path, *arguments: str, failure: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, encoding="utf-8")
    except FileNotFoundError as reason:
        raise click.UsageError("this command needs Git, which is not installed") from reason
    except subprocess.CalledProcessError as reason:
        raise click.UsageError(f"{failure}: {reason.stderr.strip()}".rstrip(": ")) from reason
    return done.stdout
