"""What every command of the program has in common."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from cli.carry_out import Refused
from cli.exit_codes import INTERRUPTED, exit_code
from cli.options import Options, anywhere
from cli.output import printable
from election.errors import ElectionError
from election.i18n.catalogue import catalogue


class Command(click.Command):
    """A command. Beside its own options it takes ``--data`` and ``--lang``, and its function is given the
    `Options` (``@click.pass_obj``). A refusal that it raises is told on stderr and becomes the exit code.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.params += anywhere()

    def invoke(self, ctx: click.Context) -> Any:
        """Carry the command out."""
        with telling_refusals(ctx):
            return super().invoke(ctx)


class Group(click.Group):
    """A command with commands of its own, as in ``election list``. Each is a module of the package, of its
    name with an underscore for a hyphen, and after a word of Python's, and has a `click` command called
    ``command``. It is imported only when it is needed.
    """

    def __init__(self, *arguments: Any, package: str, commands: Sequence[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._package = package
        self._commands = commands

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all its commands."""
        return list(self._commands)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called `cmd_name`."""
        if cmd_name not in self._commands:
            return None
        module = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        command: click.Command = import_module(f"{self._package}.{module}").command
        return command


@contextmanager
def telling_refusals(context: click.Context) -> Iterator[None]:
    """End with a sentence and the exit code of `cli.exit_codes` where a refusal or Ctrl-C comes out of it."""
    options: Options = context.obj
    try:
        yield
    except ElectionError as error:
        # It may name what stands in a file of somebody else.
        print(printable(catalogue().of_error(error, options.language)), file=sys.stderr)
        context.exit(exit_code(error))
    except Refused as refused:
        print(printable(refused.sentence), file=sys.stderr)
        context.exit(refused.exit_code)
    except KeyboardInterrupt:
        print(catalogue().text("start.interrupted", options.language), file=sys.stderr)
        context.exit(INTERRUPTED)
