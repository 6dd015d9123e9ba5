"""The command line: arguments in, words and an exit status out. Each command is a module and an entry below."""

from __future__ import annotations

import click

from generator import __version__
from generator.cli.build import build_command
from generator.cli.changes import changes_command
from generator.cli.check import check_command
from generator.cli.contribute import propose_command
from generator.cli.digest import digest_command
from generator.cli.edit import new_command, tag_command, tidy_command
from generator.cli.enrich import enrich_command
from generator.cli.importing import import_command
from generator.cli.merge import merge_command
from generator.cli.paper import paper_group
from generator.cli.suggest import suggest_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="reading-list")
def main() -> None:
    """Turn a library of papers (library/) into the pages of a searchable site (docs/)."""


for _command in (
    build_command,
    merge_command,
    suggest_command,
    check_command,
    propose_command,
    changes_command,
    digest_command,
    tag_command,
    new_command,
    paper_group,
    import_command,
    tidy_command,
    enrich_command,
):
    main.add_command(_command)
