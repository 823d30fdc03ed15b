"""Casting: one voter, one ballot, and nothing that ties the two together afterwards."""

from collections.abc import Callable

from election.errors import (
    AlreadyVoted,
    NoSuchCandidate,
    NoSuchContest,
    NotOnRoll,
    PollsNotOpen,
    TooManyChoices,
)
from election.events import BallotCast, Events
from election.models import Choices, Election, PollsState
from election.polls import read_election
from election.store.store import Store
from election.store.tables import Tables


class Ballots:
    """The ballot box."""

    def __init__(self, store: Store, events: Events) -> None:
        self._store = store
        self._events = events

    def cast(self, voter_id: int, choices: Choices) -> None:
        """Put this voter's ballot in the box; when this returns, the ballot and the voter's mark are on
        the disk together.

        `choices` maps contest ids to candidate ids; contests left out are blank. Raises PollsNotOpen,
        NotOnRoll, AlreadyVoted, NoSuchContest, NoSuchCandidate, TooManyChoices or StorageFailed, and then
        nothing was recorded.
        """
        self.submit(voter_id, choices)()

    def submit(self, voter_id: int, choices: Choices) -> Callable[[], None]:
        """Begin to cast; the function returned finishes it, and returns or raises as `cast` does.

        Ballots that one thread submits before it finishes the first of them go to the disk together.
        """

        def cast(tables: Tables) -> None:
            election = read_election(tables)
            if election.state is not PollsState.OPEN:
                raise PollsNotOpen
            if not tables["voters"].contains(doc_id=voter_id):
                raise NotOnRoll
            if tables["turnout"].contains(doc_id=voter_id):
                raise AlreadyVoted
            ballot = _checked(election, choices)
            # The mark's row is named by the voter, the ballot's by chance; neither knows of the other.
            tables["turnout"].insert_as(voter_id, {})
            tables["ballots"].insert({"choices": ballot})

        pending = self._store.submit(cast)

        def finish() -> None:
            pending.result()
            self._events.publish(BallotCast())

        return finish

    def has_voted(self, voter_id: int) -> bool:
        """Return whether this voter's ballot is in the box."""
        return self._store.read(lambda tables: tables["turnout"].contains(doc_id=voter_id))


def _checked(election: Election, choices: Choices) -> dict[str, list[int]]:
    """Return `choices` in the one form a ballot is kept in: contests and candidates in order of their ids,
    blank contests left out. The order of marking must not survive.
    """
    contests = {contest.id: contest for contest in election.contests}
    ballot: dict[str, list[int]] = {}
    for contest_id, chosen in sorted(choices.items()):
        contest = contests.get(contest_id)
        if contest is None:
            raise NoSuchContest
        if any(contest.candidate(candidate_id) is None for candidate_id in chosen):
            raise NoSuchCandidate
        if len(chosen) > contest.votes_allowed or len(set(chosen)) != len(chosen):
            raise TooManyChoices
        if chosen:
            ballot[str(contest_id)] = sorted(chosen)
    return ballot
