"""Counts while the polls are open, which move in steps, so that nobody's vote can be told from them.

Whoever sees every figure, and who votes when, must not learn what one person marked. So what is shown of a
contest moves on by at least `STEP` of its ballots, and always is one step behind: the last figures before the
close and the final ones differ by as many. It goes by the number of ballots alone: a step that waited for a
ballot unlike the others would tell whose that was.

What is shown is kept in the store: it goes there together with the ballot that makes the next step due. The
counts of the step under way are kept in memory alone. On the disk, beside all ballots, they would tell the
last ones apart; after a restart the counts of then are as good.
"""

from collections.abc import Collection, Sequence

from election.errors import Message
from election.models import Contest, Counts, Election, PollsState
from election.store.port import Snapshot, Store, Transaction
from election.voting.methods.kinds import NEVER_LIVE

STEP = 5  # ballots
NONE_YET = Counts(0, 0, {})


def moves_in_steps(election: Election) -> bool:
    """Return whether counts before the final ones are shown in steps, and not as they are at the moment:
    always, but in practice and in what came with the program to be tried.
    """
    return election.live_results and not (election.practice or election.sample or election.state.is_counted)


def shown_counts(snapshot: Snapshot, contest_id: int) -> Counts:
    """Return what is shown of a contest while figures move in steps."""
    return snapshot.live_counts(contest_id) or NONE_YET


def note_of(election: Election) -> Message | None:
    """Return what is said beside counts that move in steps, or None where they are exact."""
    return Message("live_counts.note", {"step": STEP}) if moves_in_steps(election) else None


class LiveCounts:
    """The steps of one election. Any thread may call it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._taken: dict[int, Counts] = {}  # by contest: the counts that are shown next

    def move_on(self, box: Transaction, election: Election, contests: Sequence[Contest]) -> tuple[int, ...]:
        """In a transaction that added ballots of `contests`, show their next step where it is due. Return the
        contests of which no next step is known, for `take`.
        """
        stepping = [each.id for each in contests if each.kind not in NEVER_LIVE]
        if not stepping or not moves_in_steps(election):
            return ()
        return tuple(each for each in stepping if not self._moved_on(box, each))

    def _moved_on(self, box: Transaction, contest_id: int) -> bool:
        """Show the next step of a contest if it is due. Return whether it is known which comes after that."""
        following = self._taken.get(contest_id)
        if following is None or following.ballots < _least(box, contest_id):
            return False
        if box.ballots_in(contest_id) < following.ballots + STEP or box.epoch().under_way:
            return True
        box.put_live_counts(contest_id, following)
        return False

    def take(self, contest_ids: Collection[int]) -> None:
        """After a transaction is on the disk, take the counts of now for the next step of these contests."""
        if contest_ids:
            self._taken.update(self._store.read(lambda snapshot: _taken(snapshot, contest_ids)))


def forget_live_counts(transaction: Transaction) -> None:
    """Keep nothing of what was shown once the final figures are, or there will be none."""
    election = transaction.election()
    if not election.state.is_counted and election.state is not PollsState.ANNULLED:
        return
    for contest in election.contests:
        if transaction.live_counts(contest.id) is not None:
            transaction.put_live_counts(contest.id, None)


def _least(snapshot: Snapshot, contest_id: int) -> int:
    """Return how many ballots the next figures of a contest are of, at least."""
    return shown_counts(snapshot, contest_id).ballots + STEP


def _taken(snapshot: Snapshot, contest_ids: Collection[int]) -> dict[int, Counts]:
    counts = {each: snapshot.counts(each) for each in contest_ids}
    return {each: found for each, found in counts.items() if found.ballots >= _least(snapshot, each)}
