"""The command line: what can be asked for, and how it is read."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from api.http.addresses import EVERYWHERE
from election.i18n.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from election.services import DEFAULT_SAMPLE, sample_names
from election.store.json.folder import default_folder
from election.texts import read_number

DEFAULT_PORT = 2020

EPILOG = """exit codes: 0 closed in order, 1 a bug (please report it), 2 wrong option,
3 the data folder is in use, 4 a data file is damaged or newer than this program,
5 the data folder, disk or memory cannot be used, 6 the address or port cannot be had (--headless only),
7 the file to import was refused, 8 the system lacks libraries that the window needs,
9 the screen cannot be reached, 130 Ctrl-C before the end of what was asked for"""


@dataclass(frozen=True, slots=True)
class Options:
    """The command line, parsed. None: not asked for."""

    data: Path
    host: str | None
    names: tuple[str, ...]
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
    parser.add_argument(
        "--data", type=_path, default=str(default_folder()), metavar="DIR", help="the data folder"
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--host",
        type=_host,
        metavar="ADDR",
        help="serve the API here (127.0.0.1, or as the staff panel says)",
    )
    where.add_argument(
        "--lan", action="store_const", const=EVERYWHERE, dest="host", help="serve it to the whole network"
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        dest="names",
        metavar="HOST",
        help="one more name by which the API may be asked, beside this computer's addresses and host name",
    )
    port = "the API's port (%(default)s; 0: any free)"
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, metavar="N", help=port)
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
    bring.add_argument("file", type=_path, metavar="OLD.json", help="its TinyDB file; it is only read")
    reset = commands.add_parser("organiser-reset", help="forget the organiser's passphrase")
    for command, folder in ((bring, "a new data folder"), (reset, "the data folder")):
        later = argparse.SUPPRESS  # what is given before the command counts too
        command.add_argument("--data", type=_path, default=later, metavar="DIR", help=folder)
        command.add_argument("--lang", choices=LANGUAGES, default=later, help="language of the messages")
    given = parser.parse_args(arguments)
    return Options(
        given.data,
        given.host,
        tuple(given.names),
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
    with suppress(OverflowError):
        port = read_number(text)
        if port is not None and 0 <= port <= 65_535:
            return port
    raise argparse.ArgumentTypeError(f"{text[:20]!r} is not a port number (0 to 65535)")


def _host(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not an address")
    return text


def _path(text: str) -> Path:
    """Return the whole path that was typed."""
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a path")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise argparse.ArgumentTypeError(f"{text!r}: there is no such user, or no home") from None
    except OSError:
        raise argparse.ArgumentTypeError(f"{text!r}: the current folder is no longer there") from None
