"""The order in which the elections of the library are shown."""

from collections.abc import Iterable
from datetime import UTC, datetime

from election.archive.listing import ListedElection
from election.models import PollsState

GROUPS = ("now", "real", "practice", "archived")
_LATER, _EARLIER = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)


def grouped(elections: Iterable[ListedElection]) -> dict[str, list[ListedElection]]:
    """Return the elections by where they stand on the page, drafts first and then the newest."""
    groups: dict[str, list[ListedElection]] = {name: [] for name in GROUPS}
    for each in sorted(elections, key=_newest_last, reverse=True):
        groups[group_of(each)].append(each)
    return groups


def group_of(listed: ListedElection) -> str:
    """Return where it stands: one of `GROUPS`."""
    if listed.is_current:
        return "now"
    if listed.practice:
        return "practice"
    return "archived" if listed.state is PollsState.ARCHIVED else "real"


def _newest_last(listed: ListedElection) -> tuple[datetime, str]:
    began = _EARLIER if listed.problem is not None else _LATER
    return listed.since or began, listed.id
