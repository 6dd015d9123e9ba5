"""Reads all files of `library/sources/`, and recognizes the format of a text without a known suffix."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from slugify import slugify

from ..diagnostics import Location, Report, closest, either, error, warning
from ..located.validate import RESERVED, unfit_name
from ..storage.text import is_within, read_text
from .model import FileContent, SourceEntry, SourceFile, Sources
from .register import Register, renamed
from .rows import source_name

Reader = Callable[[str, str, Report], FileContent | None]
"""Reads one format: called with the text of a file, its name for messages, and where to report findings.

It returns the rows in the order of the file, each made by `rows.row`, and the number of entries. An entry that is no
row is reported, and does not stop the others from being read. If the file is not in this format, has no entries or is
too large, exactly one error is reported and None returned. A reader does not raise for any text.
"""


class Format(NamedTuple):
    """A format of sources: its reader, its suffixes and its names on the command line.

    `looks` returns whether the beginning of a text looks like this format. A reader may distinguish several formats.
    """

    names: tuple[str, ...]
    suffixes: tuple[str, ...]
    read: Reader
    looks: Callable[[str], bool]


@cache
def reader_of(module: str, name: str = "read") -> Reader:
    """Return a reader whose module is loaded at the first file: most libraries need one or two of them."""

    def read(text: str, file: str, report: Report) -> FileContent | None:
        reader: Reader = getattr(import_module(f"{__package__}.{module}"), name)
        return reader(text, file, report)

    return read


_HEAD = 20_000  # characters that show the format
_BIB = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_RIS = re.compile(r"^TY {1,2}- ", re.MULTILINE)
_YAML = re.compile(r"^(?:- +|[\w-]+:[ \t]*(?:#.*)?\n(?:[ \t]*#.*\n)*[ \t]*(?:- +)?)[\w-]+:(?:[ \t]|$)", re.MULTILINE)
_DAY = re.compile(r"^[^\W\d_]{3,9}\.? [0-9]{1,2}[ \t]*$", re.MULTILINE)


def _is_atom(head: str) -> bool:
    return head.startswith("<") and re.search(r"<(?:\w+:)?feed\b", head) is not None


def _is_json_lines(head: str) -> bool:
    first = head.partition("\n")[0].strip()
    return first.startswith("{") and first.endswith("}") and "\n{" in head


def _is_table(head: str, separator: str) -> bool:
    """Return whether the first line names columns, and one of them is `title`."""
    names = [name.strip(' "').casefold() for name in head.partition("\n")[0].split(separator)]
    return len(names) > 1 and "title" in names


FORMATS = (
    Format(("atom",), (".atom", ".xml"), reader_of("atom"), _is_atom),
    Format(("jsonl",), (".jsonl", ".ndjson"), reader_of("json_yaml", "read_json_lines"), _is_json_lines),
    Format(("json", "csl", "hf"), (".json",), reader_of("json_yaml", "read_json"), lambda head: head[:1] in {"{", "["}),
    Format(("ris",), (".ris",), reader_of("ris.reader"), lambda head: _RIS.search(head) is not None),
    Format(("bib",), (".bib",), reader_of("bibtex.reader"), lambda head: _BIB.search(head) is not None),
    Format(("tsv",), (".tsv",), reader_of("csv_tables"), lambda head: _is_table(head, "\t")),
    Format(("csv",), (".csv",), reader_of("csv_tables"), lambda head: _is_table(head, ",") or _is_table(head, ";")),
    Format(
        ("yaml",), (".yaml", ".yml"), reader_of("json_yaml", "read_yaml"), lambda head: _YAML.match(head) is not None
    ),
    Format(("dump",), (".txt",), reader_of("dump"), lambda head: bool(_DAY.search("\n".join(head.split("\n")[:40])))),
)
"""Every format; a new one is a module with a Reader, and an entry here. The first that a text looks like counts."""

READERS = {suffix: each.read for each in FORMATS for suffix in each.suffixes}
"""The reader of each suffix."""

SUFFIXES = {name: each.suffixes[0] for each in FORMATS for name in each.names}
"""The suffix of each format by its name on the command line."""


def suffix_of(text: str) -> str:
    """Return the suffix of the format that a text seems to have by its beginning, or ""."""
    head = text.lstrip("\ufeff \t\r\n")[:_HEAD].replace("\r\n", "\n")
    return next((each.suffixes[0] for each in FORMATS if each.looks(head)), "")


def read_sources(folder: Path, register: Register | None, label: str, report: Report) -> Sources:
    """Return the sources in `folder` that could be read, most trusted first.

    Files with an entry in `sources.yml` come in its order, then the others by name. `label` is the folder's name in
    findings. Without a register, missing entries are not reported.
    """
    files = _files(folder, label, report)
    entries = {entry.file: entry for entry in register.entries} if register else {}
    gone = [entry for entry in entries.values() if entry.file not in files] if files else []
    for entry in gone:
        _report_gone(entry, entries, files, report)
    sources: dict[str, SourceFile | None] = {}
    for name in [*filter(files.__contains__, entries), *(name for name in files if name not in entries)]:
        shown = f"{label}/{name.encode('utf-8', 'backslashreplace').decode()}"
        if name not in entries and register is not None:
            message = "this listing has no entry in sources.yml"
            hint = f"add `{name}: {{title: …, listed: YYYY-MM-DD}}` there"
            warning(report, "unregistered-listing", Location(file=shown), message, hint)
        if slug := _address(name, sources, shown, report):
            sources[slug] = _read(folder / name, shown, slug, entries.get(name), report)
    read = tuple(source for source in sources.values() if source is not None)
    whole = bool(read) and not gone and len(read) == len(files) and all(source.complete for source in read)
    return Sources(files=read, whole=whole)


def _address(name: str, taken: Mapping[str, SourceFile | None], shown: str, report: Report) -> str:
    """Return the slug of a source, or "" with the reason reported why it has no address of its own."""
    slug, where = slugify(source_name(name)), Location(file=shown)
    if slug in RESERVED:
        error(report, "reserved-slug", where, f"the address of `{slug}` is that of an overview", "rename the file")
    elif reason := unfit_name(name) or unfit_name(slug):
        error(report, "bad-name", where, f"its name {reason}", "rename the file")
    elif slug and slug not in taken:
        return slug
    else:
        message = f"`{slug}` is the address of another listing already" if slug else "its name gives no address"
        error(report, "slug-clash", where, message, "rename the file")
    return ""


def _report_gone(entry: SourceEntry, entries: Collection[str], files: tuple[str, ...], report: Report) -> None:
    unregistered = [file for file in files if file not in entries]
    hint = closest(entry.file, unregistered, "restore the file, or remove the entry")
    message = f"there is no listing `{entry.file}` in sources/"
    error(report, "source-without-file", entry.where, message, hint)


def _files(folder: Path, label: str, report: Report) -> tuple[str, ...]:
    """Return the names of the files that have a reader; report the others."""
    if not folder.is_dir():
        error(report, "missing-file", Location(file=label), "this folder is missing", "it holds the listings")
        return ()
    names: list[str] = []
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith((".", "README")):
            continue
        where = Location(file=f"{label}/{path.name}")
        if path.is_symlink() and not is_within(path, folder):
            hint = "put the file itself in the place of the link"
            error(report, "link-outside", where, "this link leads out of library/sources/", hint)
        elif path.is_dir():
            hint = "put the listings directly into sources/"
            warning(report, "unknown-format", where, "this is a folder: its files are not read", hint)
        elif path.suffix.lower() not in READERS:
            hint = f"supported: {either(sorted(READERS))}; move other files out of sources/"
            warning(report, "unknown-format", where, "this format is unknown", hint)
        else:
            names.append(path.name)
    if not names:
        hint = "add a listing, for example a .txt dump"
        error(report, "no-listings", Location(file=label), "there is no listing in this folder", hint)
    return tuple(names)


def _read(path: Path, file: str, slug: str, entry: SourceEntry | None, report: Report) -> SourceFile | None:
    text = read_text(path, file, report)
    content = READERS[path.suffix.lower()](text, file, report) if text is not None else None
    if content is None:
        return None
    entry = entry or SourceEntry(file=path.name, where=Location(file=file), title="")
    return SourceFile(
        source=source_name(file),
        slug=slug,
        file=file,
        title=entry.title or path.stem,
        listed=entry.listed or content.listed,
        inferred=entry.inferred,
        url=entry.url,
        note=entry.note,
        records=renamed(content.records, entry, report),
        entries=content.entries,
        lines=content.lines,
        complete=_compare(entry, content, report),
    )


def _compare(entry: SourceEntry, content: FileContent, report: Report) -> bool:
    """Report where `sources.yml` contradicts the file; return whether the file has all its rows.

    `rows` counts the entries of the file, with those that could not be read: so it does not depend on the program.
    """
    complete = entry.rows in {None, content.entries}
    if not complete and entry.rows_where is not None:
        word = "rows" if content.entries == len(content.records) else "entries"
        message = f"`rows: {entry.rows}`, but {content.entries} {word} were read"
        hint = "compare the file with the page it came from; correct `rows` if the file is whole"
        error(report, "row-count", entry.rows_where, message, hint)
        for suspect in content.suspects:
            report(suspect)
    listed, day = entry.listed, content.day
    if listed and entry.listed_where and day and (listed.month, listed.day) != (day.month, day.day):
        stated = f"{day.where.file}:{day.where.line}: month {day.month}, day {day.day}"
        message = f"`listed: {listed}` is not the day that the listing states ({stated})"
        error(report, "date-mismatch", entry.listed_where, message, "correct the month and day of `listed`")
    return complete
