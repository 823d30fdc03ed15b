"""Vote Kiosk's command line and composition root: parse, build, run, close in order. Nothing else."""

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from wsgiref.types import WSGIApplication

from api.http.addresses import THIS_COMPUTER
from api.http.switch import ApiSwitch, served
from cli.dumps import forbid_dumps
from cli.options import Options, parse
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
from election.i18n.catalogue import Catalogue, catalogue
from election.services import DEFAULT_SAMPLE, Services, build_services, create_sample
from election.store.folder import DataFolder
from election.store.json.store import JsonStore

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


@contextmanager
def open_store(options: Options, texts: Catalogue) -> Iterator[tuple[JsonStore, bytes]]:
    """The data folder's store and token key, while this program owns the folder."""
    with DataFolder(options.data) as folder:
        if folder.shared:
            print(
                texts.text("start.folder_shared", options.language, folder=str(options.data)), file=sys.stderr
            )
        store = JsonStore(folder)
        with closing(store):
            yield store, folder.key()


def run_import(options: Options, legacy_file: Path, texts: Catalogue) -> None:
    """Bring along an old file; what it did goes to stdout, how far it is to stderr."""
    from cli.legacy import import_legacy, read_legacy
    from election.voters.passwords import Passwords

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
    from kiosk.app.application import build_application
    from kiosk.app.garbage import GarbageCollector
    from kiosk.app.signals import QuitOnSignals
    from kiosk.app.window import KioskWindow
    from kiosk.lockdown.keep_awake import KeepAwake
    from kiosk.support.api_status import ApiStatus

    settings = services.settings.read()
    language = options.chosen_language or settings.language
    application = build_application(texts, language)
    signals = QuitOnSignals(application)

    def app() -> WSGIApplication:
        from api.wsgi.app import build_app

        return build_app(services, texts)

    hosts, reach = served(options.host, settings.network)
    switch = ApiSwitch(app, hosts, options.port, options.names)
    # What draws into memory has no screen that could go dark.
    awake = KeepAwake() if application.has_screen else None
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
        system=application.system_look(),
    )

    def tell(status: ApiStatus) -> None:
        if status.address is not None:
            print(f"API: {status.address}", flush=True)
        elif status.problem is not None:
            print(texts.of_error(status.problem, language), file=sys.stderr)

    window.language_changed.connect(application.qt_texts.use)
    window.network.changed.connect(tell)
    window.opened.connect(GarbageCollector(window).start)
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
        from kiosk.app.application import has_display
    except ImportError as error:
        from kiosk.app.display import library_missing

        if (problem := library_missing(error)) is not None:
            raise problem from error
        print(texts.text("start.no_window", options.language), file=sys.stderr)
        return False
    if not has_display(os.environ):
        print(texts.text("start.no_display", options.language), file=sys.stderr)
        return False
    from kiosk.app.display import check_display

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
            create_sample(store, options.sample or DEFAULT_SAMPLE)
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
                from api.http.headless import serve

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
        from cli.supervisor import supervise

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
    if "VOTE_KIOSK_SUPERVISOR_PIPE" in os.environ:  # see `cli.orphan`
        from cli.orphan import end_with_supervisor

        end_with_supervisor(os.environ)
    try:
        return main()
    except KeyboardInterrupt:  # before it could say so in words
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(start())
