"""The command line. Each command has a function in a module here, and an entry in the table below."""

import errno
from importlib import import_module

import click

from .. import __version__
from ..diagnostics import as_text, printable
from ..storage.errors import cannot_write
from .project import echo

COMMANDS = {
    "build": "build:build_command",
    "site": "build:site_command",
    "suggest": "suggest:suggest_command",
    "check": "build:check_command",
    "propose": "contribute:propose_command",
    "changes": "changes:changes_command",
    "digest": "digest:digest_command",
    "tag": "edit:tag_command",
    "new": "edit:new_command",
    "paper": "edit:paper_group",
    "import": "importing:import_command",
    "tidy": "edit:tidy_command",
    "enrich": "enrich:enrich_command",
}
"""Each command with its module and function. A module is loaded when its command is used: most take time to load."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module, _, name = COMMANDS.get(cmd_name, "").partition(":")
        found = getattr(import_module(f"{__name__}.{module}"), name) if module else None
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; messages are printed safely, and an error of the system is one message and status 1."""
        try:
            return super().invoke(ctx)
        except click.ClickException as refusal:
            message = refusal.format_message()
            if printable(message) == message:
                raise
            if isinstance(refusal, click.UsageError):
                raise click.UsageError(printable(message), refusal.ctx) from refusal
            raise click.ClickException(printable(message)) from refusal
        except OSError as reason:
            if reason.errno == errno.EPIPE:  # nobody reads the output: click ends the command
                raise
            echo(as_text([cannot_write(reason)]), nl=False, err=True)
            ctx.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="reading-list")
def main() -> None:
    """Turn a library of papers (library/) into the pages of a searchable site (docs/)."""
