"""Reads the files of papers in `library/sources/`, each format by a reader of its own.

`read.read_sources` reads the whole folder. A reader is a function `read(text, file, report) -> FileContent | None`; the
table `read.READERS` names the reader of each suffix.
"""
