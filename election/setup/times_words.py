"""The times of an election in words, the same at every door of the staff."""

from collections.abc import Callable
from datetime import datetime

from election.clock import ClockJump
from election.setup.schedule import time_of_day, time_with_zone
from election.setup.times import TimesStatus

Say = Callable[..., str]  # a text by its key and values, as `Catalogue.text` gives it in some language


def times_words(status: TimesStatus, say: Say) -> tuple[str, ...]:
    """Return what is announced, each with its zone: when they open and close, until when whoever was let in
    may cast, and until when the closing may be put off.
    """
    schedule, how = status.schedule, "itself" if status.schedule.by_itself else "hand"
    found = []
    if schedule.opens is not None:
        found.append(say(f"times.opens.{how}", time=time_with_zone(schedule.opens)))
    if schedule.closes is not None:
        found.append(say(f"times.closes.{how}", time=time_with_zone(schedule.closes)))
    if status.ends is not None and status.ends != schedule.closes:
        found.append(say("times.ends", time=time_with_zone(status.ends)))
    if status.prolonged:
        found.append(say("times.prolonged", count=status.prolonged))
    if status.prolong_until is not None:
        found.append(say("times.prolong_until", time=time_with_zone(status.prolong_until)))
    return tuple(found) or (say("times.none"),)


def times_alarms(status: TimesStatus, say: Say) -> tuple[str, ...]:
    """Return what somebody must do something about now; nothing on most days."""
    closes, found = status.schedule.closes, []
    if status.jump is not None:
        found.append(jump_words(status.jump, say))
    if status.did_not_open:
        found.append(say("times.did_not_open"))
    if status.is_forgotten and closes is not None:
        found.append(say("times.forgotten", time=time_of_day(closes)))
    return tuple(found)


def last_call_words(status: TimesStatus, say: Say) -> str:
    """Return that it is the last call, or nothing."""
    closes, ends = status.schedule.closes, status.ends
    if not status.is_last_call or closes is None or ends is None:
        return ""
    return say("times.last_call", time=time_of_day(closes), ends=time_of_day(ends))


def jump_words(jump: ClockJump, say: Say) -> str:
    """Return that the clock has jumped; with the days, where they differ."""
    before, after = (datetime.fromtimestamp(each).astimezone() for each in (jump.before, jump.after))
    word = time_of_day if before.date() == after.date() else time_with_zone
    return say("times.jump", before=word(before), after=word(after))
