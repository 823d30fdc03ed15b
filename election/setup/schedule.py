"""What the announced times of an election mean at a given moment.

Where the program keeps them (`Schedule.by_itself`), nobody new is let in from the closing time on, and
whoever has logged in before may cast for as many minutes as the election's ``grace``: the last call. Then
comes the instant of the close, from which on nothing is cast. Where the program does not keep them, people
do.

A moment is a time with a zone, or None where the clock has jumped and nobody knows the time: then voting goes
on (`trusted_time`).
"""

from datetime import datetime, timedelta

from election.models import Election, PollsState
from election.setup.refusals import LastCall

TAKES_VOTES = (PollsState.OPEN, PollsState.PAUSED)


def time_of_day(when: datetime) -> str:
    """Return a time for people, in this machine's zone: ``18:00``."""
    return when.astimezone().strftime("%H:%M")


def time_with_zone(when: datetime) -> str:
    """Return a time for people, in this machine's zone: ``2026-11-28 18:00 KST``."""
    return when.astimezone().strftime("%Y-%m-%d %H:%M %Z")


def closing_time(election: Election) -> datetime | None:
    """Return from when on nobody new is let in, or None where people close by hand."""
    return election.schedule.closes if election.schedule.by_itself else None


def instant_of_close(election: Election) -> datetime | None:
    """Return from when on nothing is cast, or None where people close by hand."""
    closes = closing_time(election)
    return None if closes is None else closes + timedelta(minutes=election.grace)


def is_last_call(election: Election, now: datetime | None) -> bool:
    """Return whether only those may vote who were let in before."""
    closes = closing_time(election)
    return election.state in TAKES_VOTES and now is not None and closes is not None and now >= closes


def has_closed(election: Election, now: datetime | None) -> bool:
    """Return whether the instant of the close has passed, though the step may not have been taken yet."""
    ends = instant_of_close(election)
    return election.state in TAKES_VOTES and now is not None and ends is not None and now >= ends


def is_forgotten(election: Election, now: datetime | None) -> bool:
    """Return whether the announced closing time has passed and nobody has closed the polls."""
    closes = election.schedule.closes
    by_hand = closing_time(election) is None
    return by_hand and election.state in TAKES_VOTES and None not in (now, closes) and now >= closes  # type: ignore[operator]


def check_let_in(election: Election, now: datetime | None) -> None:
    """Raises LastCall where nobody new is let in any more."""
    if is_last_call(election, now) and election.schedule.closes is not None:
        raise LastCall(time=time_of_day(election.schedule.closes))
