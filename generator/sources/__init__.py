"""STAGE 1: a file becomes Records.

`shelf.read_shelf` reads all of `library/sources/`; each format has a module of its own with one function
`read(text, file, source, report) -> Reading | None`, and the table in `shelf` picks it by the file's suffix.
"""
