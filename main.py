"""Vote Kiosk's command line and composition root: parse, build, run, close in order. Nothing else."""

import argparse
import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import WSGIApplication

from api.addresses import EVERYWHERE, THIS_COMPUTER
from api.switch import ApiSwitch, served
from cli.dumps import forbid_dumps
from cli.terminal import guard_streams
from election.errors import (
    DataDamaged,
    DataNewer,
    DisplayUnreachable,
    ElectionError,
    FolderInUse,
    FolderUnusable,
    ImportRefused,
    LibraryMissing,
    PasswordsFailed,
    StorageFailed,
    Unavailable,
)
from election.language import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, catalogue
from election.schema import TABLES
from election.services import DEFAULT_SAMPLE, Services, build_services, found_sample, sample_names
from election.store.folder import DataFolder, default_folder
from election.store.store import Store
from election.texts import read_number

DEFAULT_PORT = 2020

# What the shell is told; `python main.py --help` and the README list them.
EXIT_CODES: dict[type[ElectionError], int] = {
    FolderInUse: 3,
    DataDamaged: 4,
    DataNewer: 4,
    FolderUnusable: 5,
    StorageFailed: 5,
    PasswordsFailed: 5,
    LibraryMissing: 8,
    DisplayUnreachable: 9,
    Unavailable: 6,  # what is left of it: the address or port cannot be had
    ImportRefused: 7,
}
INTERRUPTED = 130  # what shells say of a program that Ctrl-C ended
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


@contextmanager
def open_store(options: Options, texts: Catalogue) -> Iterator[tuple[Store, bytes]]:
    """The data folder's store and token key, while this program owns the folder."""
    with DataFolder(options.data) as folder:
        if folder.shared:
            print(
                texts.text("start.folder_shared", options.language, folder=str(options.data)), file=sys.stderr
            )
        store = Store(folder, TABLES)
        with closing(store):
            yield store, folder.key()


def run_import(options: Options, legacy_file: Path, texts: Catalogue) -> None:
    """Bring along an old file; what it did goes to stdout, how far it is to stderr."""
    from election.legacy import import_legacy, read_legacy
    from election.passwords import Passwords

    # Looked at between two steps. Python's own KeyboardInterrupt can get lost, or come in the midst of one.
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopped.set())
    legacy = read_legacy(legacy_file)  # before a folder is made

    def progress(done: int) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        if done % 100 == 0:
            count = len(legacy.users)
            print(texts.text("import.progress", options.language, done=done, count=count), file=sys.stderr)

    with open_store(options, texts) as (store, _key):
        import_legacy(legacy, store, Passwords(), progress)
    print(
        texts.text(
            "import.done",
            options.language,
            voters=len(legacy.users),
            candidates=len(legacy.candidates),
            votes=sum(each["carried_over"] for each in legacy.candidates),
            folder=str(options.data),
        )
    )


def run_organiser_reset(options: Options, texts: Catalogue) -> None:
    """Forget the organiser's passphrase; what it did goes to stdout and the log."""
    with open_store(options, texts) as (store, key):
        removed = build_services(store, key).organiser.remove()
    print(texts.text("organiser_reset.done" if removed else "organiser_reset.none", options.language))


def run_window(services: Services, texts: Catalogue, options: Options) -> None:
    """Open the window and, once it is seen, the API beside it, until it closes, Ctrl-C or SIGTERM."""
    gc.disable()  # nothing that the start makes is garbage, and looking for some takes a tenth of it
    from kiosk.app import build_application
    from kiosk.awake import Awake
    from kiosk.signals import QuitOnSignals
    from kiosk.status import ApiStatus
    from kiosk.window import KioskWindow

    settings = services.settings.read()
    language = options.chosen_language or settings.language
    application = build_application(texts, language)
    signals = QuitOnSignals(application)

    def app() -> WSGIApplication:
        from api.app import build_app

        return build_app(services, texts)

    hosts, reach = served(options.host, settings.network)
    switch = ApiSwitch(app, hosts, options.port, options.names)
    # What draws into memory has no screen that could go dark.
    awake = Awake() if application.has_screen else None
    window = KioskWindow(
        services,
        texts,
        ApiStatus(starting=reach != "off"),
        options.chosen_language,
        locked=options.kiosk,
        guard=application.guard,
        fonts=application.fonts,
        network=switch,
        awake=awake,
    )

    def tell(status: ApiStatus) -> None:
        if status.address is not None:
            print(f"API: {status.address}", flush=True)
        elif status.problem is not None:
            print(texts.of_error(status.problem, language), file=sys.stderr)

    window.language_changed.connect(application.qt_texts.use)
    window.network.changed.connect(tell)
    window.opened.connect(gc.enable)
    window.opened.connect(lambda: window.network.turn(reach))
    window.open()
    application.exec()
    switch.close()
    window.shut_down()
    if awake is not None:
        awake.close()
    signals.close()


def has_screen(options: Options, texts: Catalogue) -> bool:
    """Return whether to open a window; says so on stderr where there is no screen for one. Raises
    LibraryMissing or DisplayUnreachable where there is one that cannot be used.
    """
    if options.headless:
        return False
    try:
        from kiosk.app import has_display
    except ImportError as error:
        from kiosk.display import library_missing

        if (problem := library_missing(error)) is not None:
            raise problem from error
        print(texts.text("start.no_window", options.language), file=sys.stderr)
        return False
    if not has_display(os.environ):
        print(texts.text("start.no_display", options.language), file=sys.stderr)
        return False
    from kiosk.display import check_display

    check_display(os.environ)  # Qt would not raise an error, it would end the program
    return True


def run(options: Options, texts: Catalogue) -> None:
    """Build everything, run it, close it in order. Raises ElectionError for what a person can mend."""
    if options.legacy_file is not None:
        run_import(options, options.legacy_file, texts)
        return
    if options.organiser_reset:
        run_organiser_reset(options, texts)
        return
    with open_store(options, texts) as (store, key):
        if store.is_new:
            found_sample(store, options.sample or DEFAULT_SAMPLE)
        elif options.sample is not None:
            print(
                texts.text(
                    "start.sample_ignored", options.language, folder=str(options.data), sample=options.sample
                ),
                file=sys.stderr,
            )
        services = build_services(store, key)
        if store.recovered:
            print(texts.text("start.recovered", options.language), file=sys.stderr)
            with suppress(ElectionError):  # the store has logged it, and the terminal has told it
                services.notes.set_recovered(recovered=True)
        with services.clock.running():
            if has_screen(options, texts):
                run_window(services, texts, options)
            else:
                from api.headless import serve

                where = options.host or THIS_COMPUTER
                serve(services, texts, where, options.port, options.names, options.language)


def exit_code(error: ElectionError) -> int:
    """Return the exit code of the nearest kind of `error` in the table."""
    return next((EXIT_CODES[kind] for kind in type(error).__mro__ if kind in EXIT_CODES), 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    options = parse(arguments)
    texts = catalogue()
    if options.supervise:
        from kiosk.supervisor import supervise

        given = sys.argv[1:] if arguments is None else arguments
        return supervise(Path(__file__).resolve(), given, texts, options.language)
    try:
        run(options, texts)
    except ElectionError as error:
        print(texts.of_error(error, options.language), file=sys.stderr)
        return exit_code(error)
    except KeyboardInterrupt:
        print(texts.text("start.interrupted", options.language), file=sys.stderr)
        return INTERRUPTED
    return 0


def start() -> int:
    """Run the program as the shell starts it, and return the exit code."""
    guard_streams()
    forbid_dumps()
    if "VOTE_KIOSK_SUPERVISOR_PIPE" in os.environ:  # see `kiosk.orphan`
        from kiosk.orphan import end_with_supervisor

        end_with_supervisor(os.environ)
    try:
        return main()
    except KeyboardInterrupt:  # before it could say so in words
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(start())
