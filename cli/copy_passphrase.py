"""The passphrase of an encrypted back-up: from a file, or typed at the terminal; see `cli.passphrase`."""

import sys
from pathlib import Path

import click

from cli.options import PATH
from cli.passphrase import read_text
from election.i18n.catalogue import catalogue

copy_passphrase_option = click.option(
    "--backup-passphrase-file",
    "copy_passphrase_file",
    type=PATH,
    metavar="FILE",
    help="A file with the passphrase of an encrypted back-up; without it the terminal asks.",
)


def new_copy_passphrase(file: Path | None, language: str) -> str:
    """Return the passphrase that encrypts a back-up; at the terminal it is typed twice. Raises UsageError."""
    return _read(file, language, twice=True)


def copy_passphrase(file: Path | None, language: str) -> str:
    """Return the passphrase that opens a back-up. Raises UsageError."""
    return _read(file, language, twice=False)


def _read(file: Path | None, language: str, *, twice: bool) -> str:
    if file is not None:
        return read_text(file, "--backup-passphrase-file")
    if not sys.stdin.isatty():
        raise click.UsageError(
            "there is no terminal to ask for the passphrase: give --backup-passphrase-file"
        )
    texts = catalogue()
    again = texts.text("backup.passphrase_again", language) if twice else False
    words = texts.text("backup.passphrase", language)
    typed: str = click.prompt(words, hide_input=True, confirmation_prompt=again, err=True)
    return typed
