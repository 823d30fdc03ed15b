"""Vote Kiosk's command line and composition root: parse, build, run, close in order. Nothing else."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from api.app import build_app
from api.server import ApiServer
from api.switch import STOP_TIMEOUT, ApiSwitch
from command_line import Options, exit_code, parse
from election.errors import ElectionError
from election.language import Catalogue, catalogue
from election.legacy import import_legacy, read_legacy
from election.passwords import Passwords
from election.schema import TABLES
from election.services import DEFAULT_SAMPLE, Services, build_services, found_sample
from election.store.folder import DataFolder
from election.store.store import Store
from supervisor import MOST_SHORT_LIVES, Supervisor

THIS_COMPUTER, EVERYWHERE = "127.0.0.1", "0.0.0.0"  # noqa: S104 - served only if the organiser asks for it


@contextmanager
def open_store(options: Options) -> Iterator[tuple[Store, bytes]]:
    """The data folder's store and token key, while this program owns the folder."""
    with DataFolder(options.data) as folder:
        store = Store(folder, TABLES)
        with closing(store):
            yield store, folder.key()


def run_import(options: Options, legacy_file: Path, texts: Catalogue) -> None:
    """Bring along an old file; what it did goes to stdout, how far it is to stderr."""
    legacy = read_legacy(legacy_file)  # before a folder is made

    def progress(done: int) -> None:
        if done % 100 == 0:
            count = len(legacy.users)
            print(texts.text("import.progress", options.language, done=done, count=count), file=sys.stderr)

    with open_store(options) as (store, _key):
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
    with open_store(options) as (store, key):
        removed = build_services(store, key).organiser.remove()
    print(texts.text("organiser_reset.done" if removed else "organiser_reset.none", options.language))


def run_headless(services: Services, texts: Catalogue, options: Options) -> None:
    """Serve the API until Ctrl-C or SIGTERM."""
    server = ApiServer(build_app(services, texts), options.host or THIS_COMPUTER, options.port)
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stopped.set())
    server.start()
    print(f"API: {server.address}", flush=True)
    while not stopped.wait(1.0):  # Windows wakes for Ctrl-C only between waits
        pass
    server.stop(STOP_TIMEOUT)


def api_switch(services: Services, texts: Catalogue, options: Options) -> tuple[ApiSwitch, str]:
    """Return what turns the API on and off, and whom it is to serve at first: as the command line says, or
    else the staff panel.
    """
    hosts = {"computer": THIS_COMPUTER, "network": EVERYWHERE}
    reach = services.settings.read().network or "computer"
    if options.host is not None:
        reach = "computer" if options.host == THIS_COMPUTER else "network"
        hosts[reach] = options.host
    return ApiSwitch(build_app(services, texts), hosts, options.port), reach


def run_window(services: Services, texts: Catalogue, options: Options) -> None:
    """Open the window and serve the API beside it, until the window closes, Ctrl-C or SIGTERM."""
    from kiosk.app import build_application
    from kiosk.awake import Awake
    from kiosk.network import turned
    from kiosk.signals import QuitOnSignals
    from kiosk.window import KioskWindow

    language = options.chosen_language or services.settings.read().language
    application = build_application(texts, language)
    signals = QuitOnSignals(application)
    switch, reach = api_switch(services, texts, options)
    status = turned(switch, reach)
    if status.address is not None:
        print(f"API: {status.address}", flush=True)
    elif status.problem is not None:
        print(texts.of_error(status.problem, language), file=sys.stderr)
    # What draws into memory has no screen that could go dark.
    awake = Awake() if application.has_screen else None
    window = KioskWindow(
        services,
        texts,
        status,
        options.chosen_language,
        locked=options.kiosk,
        guard=application.guard,
        fonts=application.fonts,
        network=switch,
        awake=awake,
    )
    window.language_changed.connect(application.qt_texts.use)
    window.open()
    application.exec()
    switch.close()
    window.shut_down()
    if awake is not None:
        awake.close()
    signals.close()


def has_screen(options: Options, texts: Catalogue) -> bool:
    """Return whether to open a window; says so on stderr where there is no screen for one."""
    if options.headless:
        return False
    try:
        from kiosk.app import has_display
    except ImportError:  # PySide6 is not installed, or the system lacks what it needs
        print(texts.text("start.no_window", options.language), file=sys.stderr)
        return False
    if not has_display(os.environ):  # Qt would not raise an error, it would end the program
        print(texts.text("start.no_display", options.language), file=sys.stderr)
        return False
    return True


def run(options: Options, texts: Catalogue) -> None:
    """Build everything, run it, close it in order. Raises ElectionError for what a person can mend."""
    if options.legacy_file is not None:
        run_import(options, options.legacy_file, texts)
        return
    if options.organiser_reset:
        run_organiser_reset(options, texts)
        return
    with open_store(options) as (store, key):
        if store.is_new:
            found_sample(store, options.sample or DEFAULT_SAMPLE)
        elif options.sample is not None:
            print(
                texts.text(
                    "start.sample_ignored", options.language, folder=str(options.data), sample=options.sample
                ),
                file=sys.stderr,
            )
        if store.recovered:
            print(texts.text("start.recovered", options.language), file=sys.stderr)
        services = build_services(store, key)
        if store.recovered:
            with suppress(ElectionError):  # the store has logged it, and the terminal has told it
                services.notes.set_recovered(recovered=True)
        (run_window if has_screen(options, texts) else run_headless)(services, texts, options)


def supervise(arguments: Sequence[str], texts: Catalogue, language: str) -> int:
    """Run this program in a process of its own, again and again, and return the exit code of the last."""

    def say(seconds: float | None) -> None:
        if seconds is None:
            words = texts.text("supervise.given_up", language, count=MOST_SHORT_LIVES)
        else:
            words = texts.text("supervise.again", language, seconds=round(seconds, 1))
        print(words, file=sys.stderr, flush=True)

    without = [each for each in arguments if each != "--supervise"]
    return Supervisor([sys.executable, str(Path(__file__).resolve()), *without], say).run()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # an odd console must not stop a vote
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    options = parse(arguments)
    texts = catalogue()
    if options.supervise:
        return supervise(sys.argv[1:] if arguments is None else arguments, texts, options.language)
    try:
        run(options, texts)
    except ElectionError as error:
        print(texts.of_error(error, options.language), file=sys.stderr)
        return exit_code(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
