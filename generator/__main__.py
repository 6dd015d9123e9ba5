"""Runs the command line as `python -m generator`."""

from __future__ import annotations

from .cli import main

main(prog_name="reading-list")
