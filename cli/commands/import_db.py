"""``import-db``: brings along a file of the older one-file vote server."""

import signal
import sys
import threading
from pathlib import Path

from cli.legacy import import_legacy, read_legacy
from cli.opening import open_store
from cli.options import Options
from election.i18n.catalogue import Catalogue
from election.voters.passwords import Passwords


def run(options: Options, legacy_file: Path, texts: Catalogue) -> None:
    """Bring along an old file; what it did goes to stdout, how far it is to stderr. Raises ImportRefused, and
    KeyboardInterrupt when it was stopped, which changes nothing.
    """
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
