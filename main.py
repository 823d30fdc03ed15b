"""Vote Kiosk's composition root: builds store, services, API and window, and closes them in order."""

import gc
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from wsgiref.types import WSGIApplication

from api.http.switch import ApiSwitch, served
from cli import program
from cli.local_socket.server import taking_commands
from cli.opening import open_data
from cli.options import Options
from cli.screen import has_screen
from cli.tasks import answer
from election.errors import ElectionError
from election.i18n.catalogue import Catalogue
from election.network.adapters import THIS_COMPUTER
from election.records.backup import keeping_backups
from election.records.program_log import noting_runs
from election.services import Services
from election.setup.samples import DEFAULT_SAMPLE
from election.time_keeper import keeping_times


def run(options: Options, texts: Catalogue) -> None:
    """Hold the vote, until the window is closed, Ctrl-C or SIGTERM. Raises ElectionError for what a person
    can mend.
    """
    with open_data(options) as services:
        library = services.library
        if (unopened := library.unopened) is not None:
            problem = texts.of_error(unopened.problem, options.language)
            print(
                texts.text(
                    f"start.unopened.{unopened.remedy}", options.language, id=unopened.id, problem=problem
                ),
                file=sys.stderr,
            )
        elif library.is_new or (library.is_empty and options.sample is not None):
            library.use(library.create_sample(options.sample or DEFAULT_SAMPLE))
        elif options.sample is not None:
            print(
                texts.text(
                    "start.sample_ignored", options.language, folder=str(options.data), sample=options.sample
                ),
                file=sys.stderr,
            )
        if library.repaired:
            print(texts.text("start.recovered", options.language), file=sys.stderr)
            with suppress(ElectionError):  # the store has logged it, and the terminal has told it
                services.notes.set_recovered(recovered=True)
        if services.program_log.broken():
            print(texts.text("start.log_broken", options.language), file=sys.stderr)
        with (
            noting_runs(services.program_log, services.outages, recovered=library.repaired),
            services.clock.running(),
            keeping_times(services),
            keeping_backups(services.backups),
            taking_commands(options.data, lambda message: answer(services, message)),
        ):
            if has_screen(options, texts):
                run_window(services, texts, options)
            else:
                from api.http.headless import serve

                where = options.host or THIS_COMPUTER
                serve(library, services.networks, texts, where, options.port, options.names, options.language)


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

    ends = ExitStack()

    def app() -> WSGIApplication:
        from api.pages.pages import Pages, forgetting
        from api.wsgi.app import build_app

        pages = Pages(services.library, texts)
        ends.enter_context(forgetting(pages))
        return build_app(services.library, texts, pages)

    hosts, reach = served(options.host, settings.network)
    switch = ApiSwitch(app, hosts, options.port, options.names, own_address=services.networks.address)
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
        data=options.data,
    )

    told = ""

    def tell(status: ApiStatus) -> None:
        nonlocal told
        problem = "" if status.problem is None else texts.of_error(status.problem, language)
        before, told = told, status.address or problem
        if told == before:
            return  # the networks around are others
        if problem:
            print(problem, file=sys.stderr)
        elif told:
            print(f"API: {told}", flush=True)

    window.language_changed.connect(application.qt_texts.use)
    window.network.changed.connect(tell)
    window.opened.connect(GarbageCollector(window).start)
    window.opened.connect(lambda: window.network.turn(reach))
    window.open()
    application.exec()
    switch.close()
    ends.close()
    window.shut_down()
    if awake is not None:
        awake.close()
    signals.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    return program.run_command_line(run, arguments)


def start() -> int:
    """Run the program as the shell starts it, and return the exit code."""
    return program.start(main)


if __name__ == "__main__":
    sys.exit(start())
