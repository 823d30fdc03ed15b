"""The fields of an election, of contests and of candidates that may be left out, as plain values and back.

Definition files and rows of a store have them in the same form; a row has times as texts::

    description = { ko = "…", en = "…" }
    practice = true
    ways_in = ["password", "code"]
    schedule = { opens = 2026-11-28T09:00:00+09:00, closes = 2026-11-28T18:00:00+09:00, by_itself = true }
    grace = 5                                                # minutes
    prolongation = { minutes = 60, times = 1 }
    turnout_for = "staff"
    privacy = { purpose = { ko = "…" }, keeper = { ko = "…" }, until = 2027-01-31 }
    objection_hours = 72
    markings_public = true
    members_listed = true
    passwords_over_http = true

A contest may have ``description``, ``order`` and ``withdrawn_votes``, a candidate ``statement``, ``label``
and ``withdrawn``. A time without a zone is of this machine's. What is at its default is not written. All that
reads raises SettingRefused.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from election.errors import Message, SettingRefused
from election.i18n.catalogue import LANGUAGES
from election.models import (
    MOST_GRACE,
    Candidate,
    CandidateOrder,
    Contest,
    Election,
    LocalText,
    Privacy,
    Prolongation,
    Schedule,
    TurnoutFor,
    WayIn,
    WithdrawnVotes,
)
from election.setup.names import clean_description, clean_label, clean_statement
from election.setup.refusals import TextTooLong
from election.texts import Unclean

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)

OF_ELECTION = (
    "description",
    "practice",
    "ways_in",
    "schedule",
    "grace",
    "prolongation",
    "turnout_for",
    "privacy",
    "objection_hours",
    "markings_public",
    "members_listed",
    "passwords_over_http",
)
OF_CONTEST = ("description", "order", "withdrawn_votes")
OF_CANDIDATE = ("statement", "label", "withdrawn")


def election_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that `given` has, as arguments of `Election`. What else is there is left alone."""
    return _read(
        given,
        {
            "description": _description,
            "practice": _truth,
            "ways_in": _ways_in,
            "schedule": _schedule,
            "grace": _whole,
            "prolongation": _prolongation,
            "turnout_for": lambda name, each: _word(name, TurnoutFor, each),
            "privacy": _privacy,
            "objection_hours": _whole,
            "markings_public": _truth,
            "members_listed": _truth,
            "passwords_over_http": _truth,
            "sample": _truth,  # in rows alone: a definition cannot say so
        },
    )


def election_values(election: Election) -> dict[str, Any]:
    """Return the fields of an election as `election_fields` reads them."""
    return _unusual(
        ("description", dict(election.description.texts), {}),
        ("practice", election.practice, False),
        ("ways_in", [each.value for each in election.ways_in], [WayIn.SIGN_UP.value]),
        ("schedule", _schedule_values(election.schedule), _schedule_values(Schedule())),
        ("grace", election.grace, MOST_GRACE),
        ("prolongation", _prolongation_values(election.prolongation), None),
        ("turnout_for", election.turnout_for.value, TurnoutFor.EVERYBODY.value),
        ("privacy", _privacy_values(election.privacy), None),
        ("objection_hours", election.objection_hours, 0),
        ("markings_public", election.markings_public, False),
        ("members_listed", election.members_listed, False),
        ("passwords_over_http", election.passwords_over_http, False),
    )


def contest_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that `given` has, as arguments of `Contest`."""
    return _read(
        given,
        {
            "description": _description,
            "order": lambda name, each: _word(name, CandidateOrder, each),
            "withdrawn_votes": lambda name, each: _word(name, WithdrawnVotes, each),
        },
    )


def contest_values(contest: Contest) -> dict[str, Any]:
    """Return the fields of a contest as `contest_fields` reads them."""
    return _unusual(
        ("description", dict(contest.description.texts), {}),
        ("order", contest.order.value, CandidateOrder.FIXED.value),
        ("withdrawn_votes", contest.withdrawn_votes.value, WithdrawnVotes.STAND.value),
    )


def candidate_fields(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that `given` has, as arguments of `Candidate`."""
    return _read(
        given,
        {
            "statement": lambda name, each: local_text(name, each, clean_statement),
            "label": lambda name, each: _text(name, each, clean_label),
            "withdrawn": _truth,
        },
    )


def candidate_values(candidate: Candidate) -> dict[str, Any]:
    """Return the fields of a candidate as `candidate_fields` reads them."""
    return _unusual(
        ("statement", dict(candidate.statement.texts), {}),
        ("label", candidate.label, ""),
        ("withdrawn", candidate.withdrawn, False),
    )


def without_times(values: Any) -> Any:
    """Return plain values with every time and date as its text, as JSON and rows have it."""
    if isinstance(values, Mapping):
        return {name: without_times(each) for name, each in values.items()}
    if isinstance(values, list):
        return [without_times(each) for each in values]
    return values.isoformat() if isinstance(values, date) else values  # a datetime is a date too


def local_text(name: str, given: object, clean: Callable[[str], str]) -> LocalText:
    """Return the text in each language that `given` has one in, cleaned."""
    texts = _table(name, given, tuple(LANGUAGES))
    return LocalText.of(
        {language: _text(f"{name}.{language}", text, clean) for language, text in texts.items()}
    )


def _read(given: Mapping[str, Any], readers: Mapping[str, Callable[[str, object], object]]) -> dict[str, Any]:
    return {name: read(name, given[name]) for name, read in readers.items() if name in given}


def _unusual(*fields: tuple[str, object, object]) -> dict[str, Any]:
    """Return the fields, each a name, a value and the default, that are not at their default."""
    return {name: value for name, value, default in fields if value != default}


def _description(name: str, given: object) -> LocalText:
    return local_text(name, given, clean_description)


def _ways_in(name: str, given: object) -> tuple[WayIn, ...]:
    ways = [_word(name, WayIn, each) for each in _of(list, "definition_fault.list", name, given)]
    return tuple(each for each in WayIn if each in ways)


def _schedule(name: str, given: object) -> Schedule:
    parts = _table(name, given, ("opens", "closes", "by_itself"))
    return Schedule(
        _time(f"{name}.opens", parts["opens"]) if "opens" in parts else None,
        _time(f"{name}.closes", parts["closes"]) if "closes" in parts else None,
        _truth(f"{name}.by_itself", parts.get("by_itself", False)),
    )


def _schedule_values(schedule: Schedule) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if schedule.opens is not None:
        values["opens"] = schedule.opens
    if schedule.closes is not None:
        values["closes"] = schedule.closes
    return values | {"by_itself": schedule.by_itself}


def _prolongation(name: str, given: object) -> Prolongation:
    parts = _table(name, given, ("minutes", "times"))
    if "minutes" not in parts:
        raise _refused(f"{name}.minutes", "definition_fault.missing")
    return Prolongation(
        _whole(f"{name}.minutes", parts["minutes"]), _whole(f"{name}.times", parts.get("times", 1))
    )


def _prolongation_values(prolongation: Prolongation | None) -> dict[str, int] | None:
    return None if prolongation is None else asdict(prolongation)


def _privacy(name: str, given: object) -> Privacy:
    parts = _table(name, given, ("purpose", "keeper", "until"))
    for part in ("purpose", "keeper"):
        if part not in parts:
            raise _refused(f"{name}.{part}", "definition_fault.missing")
    return Privacy(
        _description(f"{name}.purpose", parts["purpose"]),
        _description(f"{name}.keeper", parts["keeper"]),
        _day(f"{name}.until", parts["until"]) if "until" in parts else None,
    )


def _privacy_values(privacy: Privacy | None) -> dict[str, Any] | None:
    if privacy is None:
        return None
    texts = {"purpose": dict(privacy.purpose.texts), "keeper": dict(privacy.keeper.texts)}
    return texts if privacy.until is None else {**texts, "until": privacy.until}


def _time(name: str, given: object) -> datetime:
    try:
        time = datetime.fromisoformat(given) if isinstance(given, str) else given
        if isinstance(time, datetime):
            return time.astimezone() if time.tzinfo is None else time
    except (ValueError, OverflowError, OSError) as error:  # the last two: a year that no clock has
        raise _refused(name, "setting_fault.time") from error
    raise _refused(name, "setting_fault.time")


def _day(name: str, given: object) -> date:
    try:
        day = date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError as error:
        raise _refused(name, "setting_fault.day") from error
    if not isinstance(day, date) or isinstance(day, datetime):
        raise _refused(name, "setting_fault.day")
    return day


def _text(name: str, given: object, clean: Callable[[str], str]) -> str:
    text = _of(str, "definition_fault.text", name, given)
    try:
        return clean(text)
    except Unclean as error:
        raise _refused(name, "definition_fault.unclean") from error
    except TextTooLong as error:
        raise SettingRefused(name=name, reason=Message(f"error.{error.code}", error.values)) from error


def _word(name: str, words: type[Word], given: object) -> Word:
    if not isinstance(given, str) or given not in [word.value for word in words]:
        raise _refused(name, "rule_fault.word", names=", ".join(words))
    return words(given)


def _whole(name: str, given: object) -> int:
    if type(given) is not int:
        raise _refused(name, "rule_fault.number")
    return given


def _truth(name: str, given: object) -> bool:
    return _of(bool, "definition_fault.truth", name, given)


def _table(name: str, given: object, names: Collection[str]) -> Mapping[str, Any]:
    table = _of(dict, "definition_fault.table", name, given)
    for each in table:
        if each not in names:
            raise _refused(f"{name}.{each}", "definition_fault.unknown", names=", ".join(names))
    return table


def _of(kind: type[Value], key: str, name: str, given: object) -> Value:
    if not isinstance(given, kind):
        raise _refused(name, key)
    return given


def _refused(name: str, key: str, **values: object) -> SettingRefused:
    return SettingRefused(name=name, reason=Message(key, values))
