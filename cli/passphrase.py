"""The organiser's passphrase for a command: from a file or the terminal, never from an argument, which every
process of the computer can read.
"""

import sys
import time
from pathlib import Path

import click

from cli.options import PATH
from election.admin.passphrase import LONGEST_PASSPHRASE, Organiser
from election.admin.refusals import TooManyPassphraseTries, WrongPassphrase
from election.i18n.catalogue import catalogue

_MOST_BYTES = 4 * LONGEST_PASSPHRASE + 5  # in UTF-8, with a byte order mark and the end of the line

passphrase_option = click.option(
    "--passphrase-file",
    type=PATH,
    metavar="FILE",
    help="A file with the organiser's passphrase; without it the terminal asks.",
)


def check_passphrase(organiser: Organiser, file: Path | None, language: str) -> None:
    """Have whoever types the command show that they know the passphrase. Where none has been set there is
    nothing to show: they have the data folder. After wrong tries it waits as long as `Organiser` asks for:
    the time counts from the start of the program, so that a command that gave up would always be too early.

    Raises WrongPassphrase, NoPassphrase or PasswordsFailed; UsageError where there is neither a file that can
    be read nor a terminal.
    """
    if not organiser.is_set():
        return
    typed = _read(file) if file is not None else _ask(language)
    while True:
        try:
            organiser.check(typed)
        except TooManyPassphraseTries as early:
            words = catalogue().text("election_step.wait", language, seconds=early.retry_after)
            print(words, file=sys.stderr)
            time.sleep(early.retry_after)
        else:
            return


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_MOST_BYTES + 1).decode("utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"--passphrase-file {file}: it cannot be read ({error})") from None


def _ask(language: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask for the passphrase: give --passphrase-file")
    words = catalogue().text("election_step.passphrase", language)
    try:
        typed: str = click.prompt(words, hide_input=True, err=True)
    except UnicodeDecodeError:  # the keyboard sends another encoding than the terminal is said to have
        raise WrongPassphrase from None
    return typed
