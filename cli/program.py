"""From the command line to an exit code: parse the options, then hold the vote or run the command named."""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from cli.command import Group, telling_refusals
from cli.commands import COMMANDS
from cli.dumps import forbid_dumps
from cli.exit_codes import INTERRUPTED
from cli.options import ADDRESS, DEFAULT_PORT, LANGUAGE, PATH, PORT, Options, default_data
from cli.terminal import guard_streams
from election.i18n.catalogue import DEFAULT_LANGUAGE, Catalogue, catalogue
from election.network.adapters import EVERYWHERE
from election.setup.samples import DEFAULT_SAMPLE, sample_names

Run = Callable[[Options, Catalogue], None]  # holds the vote until it is ended; raises ElectionError

EPILOG = """\b
Exit codes:
  0    closed in order
  1    a bug (please report it)
  2    wrong option
  3    the data folder is in use by what takes no commands
  4    a data file is damaged or newer than this program
  5    the data folder, disk or memory cannot be used
  6    the address or port cannot be had (--headless only)
  7    the file was refused
  8    the system lacks libraries that the window needs
  9    the screen cannot be reached
  10   there is no such election, or it cannot be done with it now
  130  Ctrl-C before the end of what was asked for
`verify` has its own: 0 all of it holds, 1 something does not, 2 not checked"""


def build_program(run: Run, arguments: Sequence[str]) -> Group:
    """Return what reads `arguments`; `run` is what happens where no command is named."""

    @click.command(
        cls=Group,
        package="cli.commands",
        commands=COMMANDS,
        invoke_without_command=True,
        epilog=EPILOG,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    @click.option("--data", type=PATH, default=default_data, metavar="DIR", help="The data folder.")
    @click.option("--host", type=ADDRESS, help="Serve the API here (127.0.0.1, or as the staff panel says).")
    @click.option("--lan", is_flag=True, help="Serve it to the whole network.")
    @click.option(
        "--name",
        "names",
        multiple=True,
        metavar="HOST",
        help="One more name by which the API may be asked, beside this computer's addresses and host name.",
    )
    @click.option(
        "--port",
        type=PORT,
        default=str(DEFAULT_PORT),
        help=f"The API's port ({DEFAULT_PORT}; 0: any free).",
    )
    @click.option("--headless", is_flag=True, help="No window, only the API; needs no PySide6.")
    @click.option("--kiosk", is_flag=True, help="Lock the window onto the whole screen.")
    @click.option("--supervise", is_flag=True, help="Start the program again whenever it dies.")
    @click.option(
        "--lang",
        "chosen_language",
        type=LANGUAGE,
        help=f"The language ({DEFAULT_LANGUAGE}, or as the staff panel says).",
    )
    @click.option(
        "--sample",
        type=click.Choice(sample_names()),
        help=f"The election that a new data folder starts with ({DEFAULT_SAMPLE}); one that is there stays.",
    )
    @click.pass_context
    def program(context: click.Context, /, **given: Any) -> None:
        """Hold a vote on this computer: a window and an HTTP API over one data folder."""
        if given.pop("lan"):
            if given["host"] is not None:
                raise click.UsageError("--lan and --host exclude each other", context)
            given["host"] = EVERYWHERE
        supervised = given.pop("supervise")
        options = context.obj = Options(**given)
        if context.invoked_subcommand is not None:
            return
        if supervised:
            from cli.supervisor import supervise

            context.exit(supervise(arguments, catalogue(), options.language))
        with telling_refusals(context):
            run(options, catalogue())

    return program


def run_command_line(run: Run, arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (the process's own, if None) ask for, and return the exit code. `run` is what
    happens where no command is named.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code: int | None = build_program(run, given).main(given, standalone_mode=False)
    except click.ClickException as error:  # wrong options
        error.show()
        return error.exit_code
    except click.Abort:  # Ctrl-C outside of any command
        return INTERRUPTED
    return code or 0


def start(main: Callable[[], int]) -> int:
    """Run `main` as the shell's program: its streams are guarded, no dump is written of it, and it ends with
    its supervisor. Return the exit code.
    """
    guard_streams()
    forbid_dumps()
    if "VOTE_KIOSK_SUPERVISOR_PIPE" in os.environ:  # see `cli.orphan`
        from cli.orphan import end_with_supervisor

        end_with_supervisor(os.environ)
    try:
        return main()
    except KeyboardInterrupt:  # before it could say so in words
        return INTERRUPTED
