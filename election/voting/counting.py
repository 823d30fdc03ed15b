"""Counting. Every number here is derived from the ballots, and none is kept but what was shown last while the
polls were open (`live_counts`).
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from election.errors import ResultsHidden
from election.models import Contest, ContestResult, Election, Lot, PollsState, Turnout, TurnoutFor
from election.rules import BelowQuorum
from election.store.port import Snapshot, Store
from election.voting.deciding.decide import decide, not_opened
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.quorum import Attendance, Figures, attendance
from election.voting.deciding.ties import refuse
from election.voting.live_counts import moves_in_steps, shown_counts
from election.voting.methods import method_of
from election.voting.methods.kinds import NEVER_LIVE
from election.voting.withdrawn import as_counted

T = TypeVar("T")


def results_due(election: Election) -> bool:
    """Return whether counts may be shown: once they have been made, or before, mostly in steps
    (`live_counts`), where the election shows them live; never of an election that was annulled.
    """
    if election.state is PollsState.ANNULLED:
        return False
    return election.live_results or election.state.is_counted


def shows_turnout(election: Election) -> bool:
    """Return whether everybody may see how many have voted: always after the count, and before it unless that
    is for the staff.
    """
    return election.turnout_for is TurnoutFor.EVERYBODY or election.state.is_counted


class Tally:
    """The counts and what they decide, to those who ask when they are due. Any thread may."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: dict[Callable[[Snapshot], Any], tuple[object, Any]] = {}  # of which version, and what

    def results(self) -> tuple[ContestResult, ...]:
        """Return the count of each contest whose box may be opened, in ballot order. None is missing but one
        that a quorum keeps closed: until all are counted, and for good where the quorum is not reached.
        Raises ResultsHidden before any is due.
        """
        return self._store.read(lambda snapshot: self._current(_results, snapshot))

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return what decides each contest, and nothing of the votes where its box stays closed. Raises
        ResultsHidden before the count.
        """
        return self._store.read(lambda snapshot: self._current(_outcomes, snapshot))

    def turnout(self) -> Turnout:
        """Return how many may vote and how many have voted. Always public: it names nobody."""
        return self._store.read(lambda snapshot: snapshot.turnout())

    def _current(self, make: Callable[[Snapshot], T], snapshot: Snapshot) -> T:
        """Return ``make(snapshot)``, made anew only once something changed: counting rankings takes tens of
        milliseconds for each thousand, in which nobody else can read, and a hall asks every few seconds.
        """
        version = snapshot.version()
        known = self._made.get(make)
        if known is None or known[0] != version:
            known = self._made[make] = (version, make(snapshot))
        value: T = known[1]
        return value


def _results(snapshot: Snapshot) -> tuple[ContestResult, ...]:
    election = snapshot.election()
    if not results_due(election):
        raise ResultsHidden
    result = _shown if moves_in_steps(election) else _result
    results = tuple(result(contest, snapshot) for contest in _opened(election, snapshot))
    if not results and election.contests and not election.state.is_counted:
        raise ResultsHidden
    return results


def _outcomes(snapshot: Snapshot) -> tuple[Outcome, ...]:
    election = snapshot.election()
    if not election.state.is_counted:
        raise ResultsHidden
    return tuple(
        outcome_of(election, contest, snapshot, snapshot.lot(contest.id)) for contest in election.contests
    )


def _opened(election: Election, snapshot: Snapshot) -> Iterator[Contest]:
    for contest in election.contests:
        if contest.kind in NEVER_LIVE and not election.state.is_counted:
            continue
        quorums = [each for each in (contest.rule.quorum, election.quorum) if each is not None]
        if all(quorum.below is not BelowQuorum.NOT_OPENED for quorum in quorums) or (
            election.state.is_counted and may_open(election, contest, snapshot)
        ):
            yield contest


def _result(contest: Contest, snapshot: Snapshot) -> ContestResult:
    return method_of(contest).result(contest, as_counted(contest, snapshot.counts(contest.id)))


def _shown(contest: Contest, snapshot: Snapshot) -> ContestResult:
    return method_of(contest).result(contest, as_counted(contest, shown_counts(snapshot, contest.id)))


def outcome_of(election: Election, contest: Contest, snapshot: Snapshot, lot: Lot | None) -> Outcome:
    """Return what the counts and `lot` decide, whoever may know it. Raises what `decide` does."""
    came = _attendance(election, contest, snapshot)
    if not came.may_open:
        refuse(lot)
        return not_opened(contest, came)
    return decide(_result(contest, snapshot), contest_figures(contest, snapshot), came, lot)


def may_open(election: Election, contest: Contest, snapshot: Snapshot) -> bool:
    """Return whether the box of a contest may be opened: no quorum keeps it closed."""
    return _attendance(election, contest, snapshot).may_open


def _attendance(election: Election, contest: Contest, snapshot: Snapshot) -> Attendance:
    return attendance(contest, contest_figures(contest, snapshot), election.quorum, whole_figures(snapshot))


def whole_figures(snapshot: Snapshot) -> Figures:
    """Return how many may vote and did in the whole election."""
    opening = snapshot.opening_roll()
    if opening is None:
        return _figures_of(snapshot.turnout(), None, present=_present(snapshot))
    return _figures_of(snapshot.turnout(), opening.whole, opening.added, present=_present(snapshot))


def contest_figures(contest: Contest, snapshot: Snapshot) -> Figures:
    """Return how many may vote and did in one contest."""
    opening = snapshot.opening_roll()
    turnout = snapshot.turnouts().get(contest.id, Turnout(0, 0))
    if opening is None:
        return _figures_of(turnout, None, present=_present(snapshot, contest))
    at_opening, added = opening.by_contest.get(contest.id, 0), opening.added_by_contest.get(contest.id, 0)
    return _figures_of(turnout, at_opening, added, present=_present(snapshot, contest))


def _present(snapshot: Snapshot, contest: Contest | None = None) -> int | None:
    """Return how many of those who may vote, in this contest or at all, were checked in at the desk; None
    where nobody was, and nobody holds a slip. Who voted with a slip of the election before need not have been
    checked in: `Figures` takes the ballots cast where they are more, so that they never exceed the present.
    """
    counts = snapshot.desk_counts()
    if not counts:
        return None
    styles = snapshot.election().styles
    given = {style.id for style in styles if contest is None or contest.id in style.contests}
    return sum(count.came for style, count in counts.items() if style in given)


def _figures_of(turnout: Turnout, at_opening: int | None, named: int = 0, *, present: int | None) -> Figures:
    """Return the figures of a roll, to which `named` people were added since the opening; it does not shrink.
    Where nobody was on it at opening, people sign up as they come, and nobody is an addition.
    """
    if not at_opening and not named:
        return Figures(turnout.voters, turnout.voted, present=present)
    at_opening = at_opening or 0
    added = max(named, turnout.voters - at_opening)
    return Figures(at_opening, turnout.voted, added, present)
