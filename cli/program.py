"""From the command line to an exit code: parse the options, run the command, put errors into words."""

import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from cli.dumps import forbid_dumps
from cli.exit_codes import INTERRUPTED, exit_code
from cli.options import Options, parse
from cli.terminal import guard_streams
from election.errors import ElectionError
from election.i18n.catalogue import Catalogue, catalogue

Run = Callable[[Options, Catalogue], None]  # holds the vote until it is ended; raises ElectionError


def run_command_line(run: Run, program: Path, arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` (the process's own, if None) ask for, and return the exit code. `run` is what
    happens where no command is named; `program` is the file that a supervisor starts again.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    options = parse(arguments)
    texts = catalogue()
    if options.supervise:
        from cli.supervisor import supervise

        given = sys.argv[1:] if arguments is None else arguments
        return supervise(program, given, texts, options.language)
    try:
        _command(options, texts, run)
    except ElectionError as error:
        print(texts.of_error(error, options.language), file=sys.stderr)
        return exit_code(error)
    except KeyboardInterrupt:
        print(texts.text("start.interrupted", options.language), file=sys.stderr)
        return INTERRUPTED
    return 0


def _command(options: Options, texts: Catalogue, run: Run) -> None:
    if options.legacy_file is not None:
        from cli.commands import import_db

        import_db.run(options, options.legacy_file, texts)
    elif options.organiser_reset:
        from cli.commands import organiser_reset

        organiser_reset.run(options, texts)
    else:
        run(options, texts)


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
