"""The organiser's passphrase for a command: from a file or the terminal, never from an argument, which every
process of the computer can read.
"""

import sys
from pathlib import Path

import click

from cli.options import PATH
from election.admin.passphrase import LONGEST_PASSPHRASE
from election.admin.refusals import WrongPassphrase
from election.i18n.catalogue import catalogue

_MOST_BYTES = 4 * LONGEST_PASSPHRASE + 5  # in UTF-8, with a byte order mark and the end of the line

passphrase_option = click.option(
    "--passphrase-file",
    type=PATH,
    metavar="FILE",
    help="A file with the organiser's passphrase; without it the terminal asks.",
)


def read_passphrase(file: Path | None, language: str) -> str:
    """Return the passphrase of whoever types the command: from the file, or typed at the terminal. Raises
    WrongPassphrase where what was typed is no text; UsageError where there is neither a file that can be read
    nor a terminal.
    """
    return read_text(file, "--passphrase-file") if file is not None else _ask(language)


def read_text(file: Path, option: str) -> str:
    """Return the passphrase in a file that `option` named. Raises UsageError where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(_MOST_BYTES + 1).decode("utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{option} {file}: it cannot be read ({error})") from None


def _ask(language: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask for the passphrase: give --passphrase-file")
    words = catalogue().text("election_step.passphrase", language)
    try:
        typed: str = click.prompt(words, hide_input=True, err=True)
    except UnicodeDecodeError:  # the keyboard sends another encoding than the terminal is said to have
        raise WrongPassphrase from None
    return typed
