"""The command line: its options, its help, and what the exit codes mean."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from election.errors import (
    DataDamaged,
    ElectionError,
    FolderInUse,
    FolderUnusable,
    ImportRefused,
    StorageFailed,
    Unavailable,
)
from election.language import DEFAULT_LANGUAGE, LANGUAGES
from election.services import DEFAULT_SAMPLE, sample_names
from election.store.folder import default_folder

DEFAULT_PORT = 2020

# What the shell is told; `python main.py --help` and the README list them.
EXIT_CODES: dict[type[ElectionError], int] = {
    FolderInUse: 3,
    DataDamaged: 4,
    FolderUnusable: 5,
    StorageFailed: 5,
    Unavailable: 6,  # what is left of it: the address or port cannot be had
    ImportRefused: 7,
}
EPILOG = """exit codes: 0 closed in order, 1 a bug (please report it), 2 wrong option,
3 the data folder is in use, 4 a data file is damaged, 5 the data folder or disk cannot be used,
6 the address or port cannot be had (--headless only), 7 the file to import was refused"""


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, parsed. None: not asked for."""

    data: Path
    host: str | None
    port: int
    headless: bool
    kiosk: bool
    supervise: bool
    chosen_language: str | None
    sample: str | None
    legacy_file: Path | None
    organiser_reset: bool

    @property
    def language(self) -> str:
        """The language of messages in the terminal."""
        return self.chosen_language or DEFAULT_LANGUAGE


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Return the options. Ends the program with a usage message and code 2 if they are wrong."""
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="Hold a vote on this computer: a full-screen window and an HTTP API over one data file.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,  # `--supervise` must be found as it is written
    )
    parser.add_argument("--data", type=Path, default=default_folder(), metavar="DIR", help="the data folder")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--host", metavar="ADDR", help="serve the API here (127.0.0.1, or as the staff panel says)"
    )
    where.add_argument(
        "--lan",
        action="store_const",
        const="0.0.0.0",  # noqa: S104 - that is what the organiser asks for
        dest="host",
        help="serve the API to the whole network",
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        metavar="N",
        help="the API's port (%(default)s; 0: any free)",
    )
    parser.add_argument("--headless", action="store_true", help="no window, only the API; needs no PySide6")
    parser.add_argument("--kiosk", action="store_true", help="lock the window onto the whole screen")
    parser.add_argument("--supervise", action="store_true", help="start the program again whenever it dies")
    parser.add_argument(
        "--lang", choices=LANGUAGES, help=f"language ({DEFAULT_LANGUAGE}, or as the staff panel says)"
    )
    parser.add_argument(
        "--sample",
        choices=sample_names(),
        help=f"the election that a new data folder starts with ({DEFAULT_SAMPLE}); one that is there stays",
    )
    commands = parser.add_subparsers(metavar="COMMAND", dest="command")
    bring = commands.add_parser("import-db", help="bring along a file of the older one-file vote server")
    bring.add_argument("file", type=Path, metavar="OLD.json", help="its TinyDB file; it is only read")
    bring.add_argument(
        "--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="a new data folder"
    )
    bring.add_argument(
        "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the messages"
    )
    reset = commands.add_parser("organiser-reset", help="forget the organiser's passphrase")
    reset.add_argument("--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="the data folder")
    reset.add_argument(
        "--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="language of the messages"
    )
    given = parser.parse_args(arguments)
    return Options(
        given.data.expanduser().absolute(),
        given.host,
        given.port,
        given.headless,
        given.kiosk,
        given.supervise,
        given.lang,
        given.sample,
        given.file if given.command == "import-db" else None,
        given.command == "organiser-reset",
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number (0 to 65535)")
    return int(text)


def exit_code(error: ElectionError) -> int:
    """Return the exit code of the nearest kind of `error` in the table."""
    return next((EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES), 1)
