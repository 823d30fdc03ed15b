"""Tasks: what commands do where the data folder is.

A command has two halves. Its `click` function reads options and files and prints; its task works on the
`Services`. Where no program runs on the data folder, the command opens it and runs the task itself; where one
does, the task is carried out there (`cli.carry_out`). Written once::

    @task(passphrase=True)
    def rename(services: Services, which: str | None, name: str) -> dict[str, Any]:
        with services.library.held(election_id(services.library, which)) as election:
            ...
        return {"name": name}

    @click.command(cls=Command)
    ...
    def command(options: Options, which: str | None, name: str, passphrase_file: Path | None) -> None:
        done = carry_out(options, rename(which, name), passphrase_file)
        print(done["name"])

What goes in and comes out is what JSON has, ``bytes`` and times: numbers, texts, truths, None, lists, and
objects whose names are texts. A tuple comes out as a list. A task opens no file of the caller: their bytes go
in and come out, so that a command reads and writes what the caller may. It prints nothing, and raises
`ElectionError`.
"""

import base64
import inspect
import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from cli.exit_codes import exit_code
from cli.local_socket.channel import MOST_BYTES
from cli.refusals import OwnerOfAnotherVersion, TooMuch
from election import strict_json
from election.errors import ElectionError, NoElection, Throttled
from election.i18n.catalogue import DEFAULT_LANGUAGE, LANGUAGES, catalogue
from election.services import Services

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_PACKAGE = "cli"
_NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
_BYTES, _TIME = "$bytes", "$time"  # the one name of an object that stands for bytes, or a time


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """A task, by its name, and what it is given: ready to be carried out."""

    name: str
    given: dict[str, Any]


class Task(Generic[P, T]):
    """Called with what its function takes after the services, it gives a `Call` of itself."""

    def __init__(
        self, function: Callable[Concatenate[Services, P], T], *, passphrase: bool | Callable[..., bool]
    ) -> None:
        self.function, self._passphrase = function, passphrase
        self._signature = inspect.signature(function)
        self.name = f"{function.__module__.removeprefix(_PACKAGE + '.')}.{function.__name__}"

    def __call__(self, *arguments: P.args, **named: P.kwargs) -> Call[T]:
        """Return the call, to be given to `cli.carry_out`."""
        bound = self._signature.bind(None, *arguments, **named)
        bound.apply_defaults()
        _services, *names = bound.arguments
        return Call(self.name, {name: bound.arguments[name] for name in names})

    def needs_passphrase(self, services: Services, given: dict[str, Any]) -> bool:
        """Return whether the organiser's passphrase is asked for, if one has been set."""
        needed = self._passphrase
        return needed if isinstance(needed, bool) else needed(services, **given)

    def takes(self, given: dict[str, Any]) -> bool:
        """Return whether these are the names of what it is given."""
        _services, *names = self._signature.parameters
        return sorted(given) == sorted(names)


def task(
    *, passphrase: bool | Callable[..., bool] = False
) -> Callable[[Callable[Concatenate[Services, P], T]], Task[P, T]]:
    """Make a task of a function at the top of a module of `cli`. `passphrase`: it asks for the organiser's;
    or a function of the same arguments that says whether it does.
    """
    return lambda function: Task(function, passphrase=passphrase)


def pack(value: Any) -> bytes:
    """Return a message that says `value`. TypeError for what JSON has not, and is not bytes."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "strict")


def unpack(message: bytes) -> Any:
    """Return what a message of `pack` says. Raises `strict_json.NotStrict`."""
    return _whole(strict_json.loads(message))


def request(call: Call[Any], language: str, passphrase: str | None) -> bytes:
    """Return the message that asks for a call."""
    asked = {"task": call.name, "given": call.given, "language": language, "passphrase": passphrase}
    return pack(asked)


def answer(services: Services, message: bytes) -> bytes:
    """Carry out what a message of `request` asks for, and return the message that answers it: an object of
    one name. ``value``: what the task returned. ``passphrase``: it is needed, and nothing was done.
    ``refused``: the sentence, code, exit code and waiting time of an `ElectionError`. ``failed``: a bug.
    """
    language = DEFAULT_LANGUAGE
    try:
        asked = unpack(message)
        if asked["language"] in LANGUAGES:
            language = asked["language"]
        told = pack(_carried_out(services, asked))
        if len(told) > MOST_BYTES:
            raise TooMuch
        return told
    except ElectionError as error:
        refused = {
            "sentence": catalogue().of_error(error, language),
            "code": error.code,
            "exit_code": exit_code(error),
            "wait": error.retry_after if isinstance(error, Throttled) else 0,
        }
        return pack({"refused": refused})
    except Exception:  # whatever it is: it must not end the program, and whoever asked is to be told
        log.exception("a command failed")
        return pack({"failed": True})


def _carried_out(services: Services, asked: dict[str, Any]) -> dict[str, Any]:
    found, given, passphrase = _task(asked["task"]), asked["given"], asked["passphrase"]
    if not found.takes(given):
        raise OwnerOfAnotherVersion
    try:
        if services.organiser.is_set() and found.needs_passphrase(services, given):
            if passphrase is None:
                return {"passphrase": True}
            services.organiser.check(passphrase)
        return {"value": found.function(services, **given)}
    except NoElection:
        unopened = services.library.unopened
        if unopened is None:
            raise
        raise unopened.problem from None


def _task(name: str) -> Task[..., Any]:
    """Return the task of this name. Raises OwnerOfAnotherVersion where there is none."""
    module, _, function = name.rpartition(".")
    try:
        if not _NAME.fullmatch(module):
            raise ImportError(name)
        found = getattr(import_module(f"{_PACKAGE}.{module}"), function, None)
    except ImportError:
        found = None
    if not isinstance(found, Task):
        raise OwnerOfAnotherVersion
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one, too
        return {_TIME: value.isoformat()}
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode("ascii")}
    if isinstance(value, dict):
        if not all(isinstance(name, str) for name in value):
            raise TypeError("the names of an object are texts")
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _time(text: str) -> date:
    return date.fromisoformat(text) if len(text) == len("2026-11-28") else datetime.fromisoformat(text)


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {_BYTES}:
            return base64.b64decode(value[_BYTES], validate=True)
        if value.keys() == {_TIME}:
            return _time(value[_TIME])
        return {name: _whole(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return value
