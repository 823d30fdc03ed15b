"""Has a command's task carried out: on the data folder where nobody else uses it, else by the program that
does.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from cli.local_socket.client import ask_owner, owner_listens
from cli.opening import open_data
from cli.options import Options
from cli.passphrase import read_passphrase
from cli.tasks import Call, answer, request, unpack
from election.errors import ElectionError, FolderInUse
from election.i18n.catalogue import catalogue
from election.services import Services
from election.time_keeper import keep_times

T = TypeVar("T")

Ask = Callable[[bytes], bytes]

# Seconds for which a folder may be in use by a program that takes no commands: one that is just starting, or
# another command.
PATIENCE = 3.0
_LOOK = 0.05


class Refused(Exception):
    """The task was refused: `sentence` says why in the caller's language, `exit_code` is the command's."""

    def __init__(self, sentence: str, code: str, exit_code: int) -> None:
        super().__init__(code)
        self.sentence, self.code, self.exit_code = sentence, code, exit_code


def carry_out(options: Options, call: Call[T], passphrase_file: Path | None = None) -> T:
    """Return what the task of `call` returns. Where it needs the organiser's passphrase, that is read from
    the file, or asked for at the terminal. After wrong tries it waits as long as it must.

    Raises Refused; ElectionError where the folder or its owner cannot be had; UsageError where the passphrase
    cannot.
    """
    passphrase: str | None = None
    with _reached(options) as ask:
        while True:
            told = unpack(ask(request(call, options.language, passphrase)))
            match told:
                case {"value": value}:
                    done: T = value
                    return done
                case {"passphrase": True}:
                    passphrase = read_passphrase(passphrase_file, options.language)
                case {"refused": {"code": "organiser.too_many_tries", "wait": seconds}}:
                    words = catalogue().text("election_step.wait", options.language, seconds=seconds)
                    print(words, file=sys.stderr)
                    # It is counted where the task is carried out: to give up would not shorten it.
                    time.sleep(seconds)
                case {"refused": refused}:
                    raise _refusal(refused)
                case _:
                    raise Refused(catalogue().text("error.internal", options.language), "internal", 1)


def _refusal(told: dict[str, Any]) -> Refused:
    return Refused(told["sentence"], told["code"], told["exit_code"])


@contextmanager
def _reached(options: Options) -> Iterator[Ask]:
    with ExitStack() as opened:
        services = _opened(options, opened)
        if services is None:
            yield lambda message: ask_owner(options.data, message)
        else:
            yield lambda message: answer(services, message)


def _opened(options: Options, opened: ExitStack) -> Services | None:
    """Return the services over the folder, open as long as `opened`; None where a program has the folder that
    takes commands. Raises FolderInUse where one has it that does not.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            services = opened.enter_context(open_data(options))
        except FolderInUse:
            if owner_listens(options.data):
                return None
            if time.monotonic() >= until:
                raise
        else:
            with suppress(ElectionError):  # tried again by whoever comes next, and nothing is cast meanwhile
                keep_times(services.library, opens_too=False)
            return services
        time.sleep(_LOOK)
