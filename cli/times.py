"""What commands tell of the times of an election."""

from datetime import datetime
from typing import Any

from election.i18n.catalogue import catalogue
from election.setup.times import TimesStatus
from election.setup.times_words import last_call_words, times_alarms, times_words


def times_values(status: TimesStatus, language: str) -> dict[str, Any]:
    """Return the times as plain values; ``words`` and ``warnings`` are for people."""

    def text(when: datetime | None) -> str | None:
        return None if when is None else when.astimezone().isoformat(timespec="seconds")

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    return {
        "state": status.state,
        "now": text(status.now),
        "opens": text(status.schedule.opens),
        "closes": text(status.schedule.closes),
        "ends": text(status.ends),
        "by_itself": status.schedule.by_itself,
        "last_call": status.is_last_call,
        "forgotten": status.is_forgotten,
        "clock_jumped": status.jump is not None,
        "prolonged": status.prolonged,
        "prolong_until": text(status.prolong_until),
        "words": list(times_words(status, say)),
        "warnings": [*times_alarms(status, say), *filter(None, [last_call_words(status, say)])],
    }


def print_times(values: dict[str, Any]) -> None:
    """Print them for people."""
    for words in (*values["words"], *values["warnings"]):
        print(words)
