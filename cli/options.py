"""What can be said to every command, and the kinds of values that options and arguments take."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click

from election.i18n.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from election.store.json.folder import default_folder
from election.texts import read_number

DEFAULT_PORT = 2020


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. None: not asked for. All but the first two matter only where a vote is held."""

    data: Path
    chosen_language: str | None
    host: str | None
    names: tuple[str, ...]
    port: int
    headless: bool
    kiosk: bool
    sample: str | None

    @property
    def language(self) -> str:
        """The language of messages in the terminal."""
        return self.chosen_language or DEFAULT_LANGUAGE


class _Kind(click.ParamType[Any]):
    """Takes the text of a value; `read` returns the value, or raises ValueError with what is wrong."""

    def __init__(self, name: str, read: Callable[[str], Any]) -> None:
        self.name = name
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value that was typed. Ends the program with a usage message if there is none."""
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _port(text: str) -> int:
    with suppress(OverflowError):
        port = read_number(text)
        if port is not None and 0 <= port <= 65_535:
            return port
    raise ValueError(f"{text[:20]!r} is not a port number (0 to 65535)")


def _address(text: str) -> str:
    if not text.strip():
        raise ValueError(f"{text!r} is not an address")
    return text


def _path(text: str) -> Path:
    if not text or "\0" in text:
        raise ValueError(f"{text!r} is not a path")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        raise ValueError(f"{text!r}: there is no such user, or no home") from None
    except OSError:
        raise ValueError(f"{text!r}: the current folder is no longer there") from None


def _time(text: str) -> datetime:
    with suppress(ValueError, OverflowError):
        if len(text) <= len("23:59"):
            return datetime.combine(date.today(), time.fromisoformat(text)).astimezone()
        return datetime.fromisoformat(text).astimezone()
    raise ValueError(f"{text[:30]!r} is no time, such as 18:30 or 2026-11-28T18:30+09:00")


PORT = _Kind("N", _port)
ADDRESS = _Kind("ADDR", _address)
PATH = _Kind("PATH", _path)  # the whole path of a file or folder, which need not exist
TIME = _Kind("TIME", _time)  # of this machine's zone unless it names another
LANGUAGE = click.Choice(list(LANGUAGES))


def default_data() -> str:
    """Return the data folder of this user."""
    return str(default_folder())


def anywhere() -> list[click.Parameter]:
    """Return the options that count before and after a command's name. The value stands in the `Options`."""

    def take(context: click.Context, option: click.Parameter, value: Any) -> None:
        if value is not None:
            context.obj = replace(context.obj, **{str(option.name): value})

    return [
        click.Option(
            ["--data"], type=PATH, metavar="DIR", expose_value=False, callback=take, help="The data folder."
        ),
        click.Option(
            ["--lang", "chosen_language"],
            type=LANGUAGE,
            expose_value=False,
            callback=take,
            help="The language of the messages.",
        ),
    ]
