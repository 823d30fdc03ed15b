"""``import-db``: brings along a file of the older one-file vote server."""

import signal
import sys
from pathlib import Path

import click

from cli.command import Command
from cli.opening import open_data
from cli.options import PATH, Options
from election.i18n.catalogue import catalogue


@click.command(cls=Command)
@click.argument("file", type=PATH)
@click.pass_obj
def command(options: Options, file: Path) -> None:
    """Bring along a file of the older one-file vote server.

    FILE is its TinyDB file. It is only read. The data folder must hold no election.
    """
    from cli.legacy import import_legacy, read_legacy
    from election.voters.passwords import Passwords

    texts = catalogue()
    # Looked at between two steps. Python's own KeyboardInterrupt can get lost, or come in the midst of one.
    signals: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: signals.append(number))
    legacy = read_legacy(file)  # before a folder is made

    def progress(done: int) -> None:
        if signals:
            raise KeyboardInterrupt
        if done % 100 == 0:
            count = len(legacy.users)
            print(texts.text("import.progress", options.language, done=done, count=count), file=sys.stderr)

    with open_data(options) as services:
        import_legacy(legacy, services.library, Passwords(), progress)
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
