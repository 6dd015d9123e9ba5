"""Describes the machine and the versions of the programs."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

OURS = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "numpy")


def machine() -> str:
    """Return processor, cores, memory and system on one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [_processor(), f"{cores} cores", _memory(), _system(), f"Python {platform.python_version()}"]
    return ", ".join(part for part in parts if part)


def our_versions() -> dict[str, str]:
    """Return the versions of Python and the libraries of our build."""
    return {name: found for name in OURS if (found := _installed(name))}


def browser_version(path: str) -> str:
    """Return the version of a browser; empty if it does not start."""
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return next((word for word in done.stdout.split() if word[:1].isdigit()), "")


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _memory() -> str:
    try:
        size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError):
        return ""
    return f"{size / 2**30:.0f} GiB"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.platform(terse=True)
