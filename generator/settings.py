"""Reads the name and the address of the site, and a few more settings, from `mkdocs.yml`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from .diagnostics import Location, Report, error
from .located.nodes import LOADER, TextNode
from .located.validate import is_url
from .storage.text import read_text

SETTINGS = "mkdocs.yml"
NAME = "Reading List"
"""The name of a site without `site_name`."""

_FROM_ENVIRONMENT = "!ENV"
_NO = ("false", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The name of the site and one sentence on it; `address` ends in a slash, and is empty if it is unknown.

    `identity` is the base of the ids of feeds: the name, unless `extra: {identity: …}` keeps an older one. `cards`
    says whether pictures for shared links are drawn; `extra: {cards: false}` turns them off. `repository` is
    `repo_url` without a final slash, or empty; `branch` is the one that is edited (`extra: {branch: …}`).
    """

    name: str = NAME
    description: str = ""
    address: str = ""
    identity: str = NAME
    cards: bool = True
    repository: str = ""
    branch: str = "main"


def read_settings(root: Path, report: Report, environment: Mapping[str, str] = os.environ) -> Settings | None:
    """Return the settings of the project in the folder `root`, or None with the reason reported.

    A project without `mkdocs.yml` has the default settings. As in MkDocs, `!ENV [NAME, default]` is a variable of the
    environment.
    """
    path = root / SETTINGS
    text = read_text(path, SETTINGS, report) if path.exists() else ""
    top = _compose(text, report) if text is not None else None
    if top is None:
        return None
    value = {name: _text(node, environment) for name, node in top.items()}
    extra = _entries(top.get("extra"))
    url = value.get("site_url")
    if url and not is_url(url, report):
        return None
    slashes = value.get("use_directory_urls")
    if slashes and slashes.value.lower() in _NO:
        report_flat_addresses(slashes.where, report)
        return None
    name = _word(value.get("site_name")) or NAME
    return Settings(
        name=name,
        description=_word(value.get("site_description")),
        address=f"{url.value.rstrip('/')}/" if url else "",
        identity=_word(_text(extra.get("identity"), environment)) or name,
        repository=_word(value.get("repo_url")).rstrip("/"),
        branch=_word(_text(extra.get("branch"), environment)) or "main",
        cards=_word(_text(extra.get("cards"), environment)).lower() not in _NO,
    )


def report_flat_addresses(where: Location, report: Report) -> None:
    """Report that the addresses of pages shall not end in a slash."""
    message = "`use_directory_urls: false` does not work: links on the pages lead to addresses that end in a slash"
    error(report, "flat-addresses", where, message, "remove this setting, or the option --no-directory-urls of mkdocs")


def _compose(text: str, report: Report) -> dict[str, yaml.Node] | None:
    """Return the settings by name, as nodes: nothing is constructed, so tags that run code do not run."""
    try:
        return _entries(yaml.compose(text, Loader=LOADER))
    except yaml.YAMLError as reason:
        mark = getattr(reason, "problem_mark", None)
        where = Location(file=SETTINGS, line=mark.line + 1, column=mark.column + 1) if mark else Location(file=SETTINGS)
        message = str(getattr(reason, "problem", None) or "not YAML")
        error(report, "yaml-syntax", where, message, "look at indentation, quotes and brackets here and just above")
        return None


def _entries(node: yaml.Node | None) -> dict[str, yaml.Node]:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {key.value: value for key, value in pairs if isinstance(key, yaml.ScalarNode)}


def _text(node: yaml.Node | None, environment: Mapping[str, str]) -> TextNode | None:
    """Return a value as text, or None where there is none."""
    if node is None:
        return None
    words: list[str] = [node.value] if isinstance(node, yaml.ScalarNode) else []
    if isinstance(node, yaml.SequenceNode):
        words = [item.value for item in node.value if isinstance(item, yaml.ScalarNode)]
    if node.tag == _FROM_ENVIRONMENT:
        default = words.pop() if len(words) > 1 else ""
        words = [next((environment[name] for name in words if name in environment), default)]
    if len(words) != 1 or not words[0].strip():
        return None
    mark = node.start_mark
    where = Location(file=SETTINGS, line=mark.line + 1, column=mark.column + 1)
    return TextNode(value=words[0].strip(), where=where)


def _word(text: TextNode | None) -> str:
    return text.value if text else ""
