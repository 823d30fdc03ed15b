"""What a voter's screens ask for, by their signal `asked`; `VoterFlow` carries it out. See also `Back`."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from election.election_services import ElectionServices
from election.models import Contest


class Move(Enum):
    """A step on the way through the ballot."""

    NEXT_CONTEST = auto()
    REVIEW = auto()
    CAST = auto()
    RESULTS = auto()
    FINISH = auto()  # forget the voter and show the start


@dataclass(frozen=True, slots=True)
class Open:
    """To go to the screen with this name (its attribute in `VoterScreens`), as nobody in particular."""

    screen: str


@dataclass(frozen=True, slots=True, repr=False)
class LogIn:
    """To be let in as somebody on the roll."""

    email: str
    password: str


@dataclass(frozen=True, slots=True, repr=False)
class LogInByCode:
    """To be let in by the code that was typed or scanned."""

    text: str


@dataclass(frozen=True, slots=True, repr=False)
class SignUp:
    """To be put on the roll and let in."""

    email: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class ChangeChoice:
    """To go from the review to `contest`, and straight back."""

    contest: Contest


@dataclass(frozen=True, slots=True, repr=False)
class PrintReceipt:
    """To have the receipt of the ballot just cast on paper, in this language, with the election's title."""

    title: str
    receipt: str
    language: str
    practice: bool


@dataclass(frozen=True, slots=True)
class Call:
    """To have `work` done with the current election's services off the window's thread, and then `done`
    called with its value or `failed` with what it raised; neither once the voter has left.
    """

    work: Callable[[ElectionServices], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
