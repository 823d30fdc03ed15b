"""What may be done with an election as a whole, by the state it is in."""

from collections.abc import Sequence
from datetime import datetime

from election.admin.copies import Copy
from election.archive.listing import ListedElection
from election.archive.refusals import CurrentNotOver, EraseNotArchived, EraseTooEarly, EraseWithoutCopy
from election.clock import local_time
from election.models import Election, PollsState


def check_may_be_left(current: Election | None) -> None:
    """Raises CurrentNotOver if the polls of the current election, where there is one, are open or paused: a
    voter under way, and slips that were handed out, would lead nowhere. In a practice election nobody loses
    anything.
    """
    if current is None or current.practice:
        return
    if current.state in (PollsState.OPEN, PollsState.PAUSED):
        raise CurrentNotOver(title=current.title)


def check_may_be_erased(found: ListedElection, copies: Sequence[Copy], now: datetime) -> None:
    """Raises EraseNotArchived, EraseWithoutCopy or EraseTooEarly unless it is a draft or a practice election,
    or has been archived or annulled, a pack or a back-up was made, and nobody may object any more. Of one
    that cannot be read nobody knows the state, so one is needed.
    """
    if found.practice or found.state is PollsState.DRAFT:
        return
    if found.state not in (PollsState.ARCHIVED, PollsState.ANNULLED, None):
        raise EraseNotArchived
    if not any(copy.kind.keeps_the_result for copy in copies):
        raise EraseWithoutCopy
    if found.objections_until is not None and now < found.objections_until:
        raise EraseTooEarly(until=local_time(found.objections_until.timestamp()))


def check_people_may_be_removed(found: ListedElection, now: datetime) -> None:
    """Raises EraseNotArchived or EraseTooEarly unless the election has been archived or annulled, and nobody
    may object to its result any more. Raises the problem of one that cannot be read.
    """
    if found.problem is not None:
        raise found.problem
    if found.state not in (PollsState.ARCHIVED, PollsState.ANNULLED):
        raise EraseNotArchived
    if found.objections_until is not None and now < found.objections_until:
        raise EraseTooEarly(until=local_time(found.objections_until.timestamp()))
