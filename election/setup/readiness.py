"""What stands against opening the polls."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from election.errors import Message
from election.models import Contest, Election, TurnoutFor, WayIn
from election.setup.refusals import BoxNotEmpty, NotReady, SmallGroupUnknown
from election.store.port import Snapshot
from election.voting.deciding.checks import check_complete, missing
from election.voting.deciding.decide import is_motion

SMALLEST_GROUP = 10  # people; in a smaller one with a contest of its own a vote could be guessed

MOST_CONTESTS, MOST_CANDIDATES = 100, 2_000  # of an election: no more can be verified (docs/verification.md)


def has_desk(election: Election) -> bool:
    """Return whether it can be known who is present: where there is a roll, people are checked in at the
    desk; where they sign up as they come, there is none.
    """
    return WayIn.SIGN_UP not in election.ways_in


@dataclass(frozen=True, slots=True)
class SmallGroup:
    """A contest in which so few `people` of a larger roll vote that their votes could be guessed."""

    contest: Contest
    people: int


def small_groups(snapshot: Snapshot) -> tuple[SmallGroup, ...]:
    """Return every such contest, in ballot order."""
    by_contest, people = snapshot.turnouts(), snapshot.turnout().voters
    voters = {contest_id: turnout.voters for contest_id, turnout in by_contest.items()}
    return tuple(
        SmallGroup(contest, voters[contest.id])
        for contest in snapshot.election().contests
        if 0 < voters.get(contest.id, 0) < min(SMALLEST_GROUP, people)
    )


def what_is_missing(election: Election) -> tuple[Message, ...]:
    """Return all that must be put right in the definition before the polls can open."""
    return tuple(_missing(election))


def check_ready(snapshot: Snapshot, small_group: int | None = None) -> None:
    """The zero check: raises BoxNotEmpty unless the box is empty and nobody is marked as having voted;
    RuleIncomplete or NotReady unless ballot and roll are complete; SmallGroupUnknown where there are small
    groups, and `small_group` is not how many people the smallest has. In practice nobody is told of.
    """
    if has_ballots(snapshot):
        raise BoxNotEmpty
    election = snapshot.election()
    check_complete(election, has_desk=has_desk(election))
    faults = what_is_missing(election)
    if lacks_roll(snapshot, election):
        faults = (*faults, Message("ready.nobody_on_roll"))
    if faults:
        raise NotReady(count=len(faults), reason=faults[0])
    if not election.practice:
        _check_small(small_groups(snapshot), small_group)


def _check_small(groups: Sequence[SmallGroup], known: int | None) -> None:
    if groups:
        fewest = min(groups, key=lambda each: each.people)
        if known != fewest.people:
            raise SmallGroupUnknown(title=fewest.contest.title, count=fewest.people)


def has_ballots(snapshot: Snapshot) -> bool:
    """Return whether anything is in the box, or anybody is marked as having voted."""
    receipts = snapshot.receipt_check()
    if snapshot.turnout().voted or (receipts is not None and receipts.receipts):
        return True
    return any(check.ballots or check.used_rights for check in snapshot.check_box())


def lacks_roll(snapshot: Snapshot, election: Election) -> bool:
    """Return whether there should be a roll, and nobody is on it."""
    return WayIn.SIGN_UP not in election.ways_in and not snapshot.turnout().voters


def contest_faults(contest: Contest, *, given: bool) -> tuple[Message, ...]:
    """Return what a contest lacks on the ballot; `given`: some style has it."""
    faults = []
    if not contest.candidates and not is_motion(contest):
        faults.append(Message("ready.no_candidates"))
    if not given:
        faults.append(Message("ready.given_to_nobody"))
    return tuple(faults)


def tells_turnout_live(election: Election) -> bool:
    """Return whether live results, whose ballots are the turnout, would show what is for the staff."""
    return election.live_results and election.turnout_for is TurnoutFor.STAFF


def _missing(election: Election) -> Iterator[Message]:
    if not election.contests:
        yield Message("ready.no_contest")
    candidates = sum(len(contest.candidates) for contest in election.contests)
    if len(election.contests) > MOST_CONTESTS or candidates > MOST_CANDIDATES:
        yield Message("ready.too_many", {"contests": MOST_CONTESTS, "candidates": MOST_CANDIDATES})
    given = {contest for style in election.styles for contest in style.contests}
    for contest in election.contests:
        faults = [*contest_faults(contest, given=contest.id in given)]
        faults += missing(contest, has_desk=has_desk(election), of_election=election.quorum)
        for fault in faults:
            yield Message("ready.in_contest", {"title": contest.title, "fault": fault})
    if tells_turnout_live(election):
        yield Message("ready.live_tells_turnout")
