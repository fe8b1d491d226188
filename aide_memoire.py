"""The command `aide-memoire`: names the commands, and loads the one that is called.

Importing any of the packages behind the commands costs up to seconds, so `--help` and the shell's completion must not.
"""

import os
import sys
from importlib import import_module

import click

COMMANDS = {
    "ingest": ("service.commands", "Index files and folders."),
    "serve": ("service.commands", "Serve the API and the chat page."),
    "mcp": ("service.mcp.commands", "Offer the index to assistants over the Model Context Protocol."),
    "ask": ("service.commands", "Answer one question in the terminal."),
    "evaluate": ("evaluation.commands", "Ask a running service a set of questions and report figures."),
    "verify": ("service.commands", "Check statements against the quotes they rest on."),
    "check": ("service.commands", "Check a draft, sentence by sentence, against the documents."),
    "documents": ("service.commands", "List the documents."),
    "remove": ("service.commands", "Remove a document."),
}
"""Name: the module that holds the command under that name, and what it does in a line."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of a first day: index, serve, ask, measure."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command = getattr(import_module(module), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aide-memoire", prog_name="aide-memoire", message="%(prog)s %(version)s")
def cli() -> None:
    """Answers over source documents, each statement with the exact span that supports it."""


def main() -> None:
    """Run the command line: an error meant for the user is one line and exit code 1, a usage error 2, Ctrl-C 130."""
    from index.errors import AideMemoireError

    try:
        # Not click's standalone mode: that one would answer Ctrl-C with exit code 1.
        sys.exit(cli(prog_name="aide-memoire", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("aide-memoire: stopped", err=True)
        sys.exit(130)
    except AideMemoireError as error:
        click.echo(f"aide-memoire: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read our output has enough, as in `aide-memoire documents | head`; nothing may be written any more,
        # not even by the interpreter when it flushes at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
