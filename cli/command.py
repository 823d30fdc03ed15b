"""What every command of the program has in common."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from cli.exit_codes import INTERRUPTED, exit_code
from cli.options import Options, anywhere
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
    """A command with commands of its own, as in ``election list``."""

    command_class = Command
    group_class = type


@contextmanager
def telling_refusals(context: click.Context) -> Iterator[None]:
    """End with a sentence and the exit code of `cli.exit_codes` where a refusal or Ctrl-C comes out of it."""
    options: Options = context.obj
    try:
        yield
    except ElectionError as error:
        print(catalogue().of_error(error, options.language), file=sys.stderr)
        context.exit(exit_code(error))
    except KeyboardInterrupt:
        print(catalogue().text("start.interrupted", options.language), file=sys.stderr)
        context.exit(INTERRUPTED)
