"""What stands against opening the polls."""

from collections.abc import Iterator

from election.errors import Message
from election.models import Contest, Election
from election.setup.refusals import BoxNotEmpty, NotReady
from election.store.port import Snapshot
from election.voting.deciding.checks import check_complete, missing
from election.voting.deciding.decide import is_motion

HAS_DESK = False  # nobody is checked in anywhere yet


def what_is_missing(election: Election) -> tuple[Message, ...]:
    """Return all that must be put right before the polls can open; nothing where the election is ready."""
    return tuple(_missing(election))


def check_ready(snapshot: Snapshot) -> None:
    """The zero check: raises BoxNotEmpty unless the box is empty and nobody is marked as having voted;
    RuleIncomplete or NotReady unless the ballot is complete.
    """
    if snapshot.turnout().voted or any(check.ballots or check.used_rights for check in snapshot.check_box()):
        raise BoxNotEmpty
    election = snapshot.election()
    check_complete(election, has_desk=HAS_DESK)
    faults = what_is_missing(election)
    if faults:
        raise NotReady(count=len(faults), reason=faults[0])


def _missing(election: Election) -> Iterator[Message]:
    if not election.contests:
        yield Message("ready.no_contest")
    given = {contest for style in election.styles for contest in style.contests}
    for contest in election.contests:
        faults = [*_of_contest(contest, given=contest.id in given)]
        faults += missing(contest, has_desk=HAS_DESK, of_election=election.quorum)
        for fault in faults:
            yield Message("ready.in_contest", {"title": contest.title, "fault": fault})


def _of_contest(contest: Contest, *, given: bool) -> Iterator[Message]:
    if not contest.candidates and not is_motion(contest):
        yield Message("ready.no_candidates")
    if not given:
        yield Message("ready.given_to_nobody")
