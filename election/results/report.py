"""The report of a counted election: what decides each contest, its counts, and the sums that prove them.

Everything is read at one moment. Of a contest whose quorum keeps its box closed it holds no split of
votes.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from election.act_kinds import is_in_records
from election.errors import Conflict, Message, ResultsHidden
from election.models import Contest, ContestResult, Election, Marking, OpeningRoll, Turnout
from election.results.warnings import warnings_of
from election.setup.refusals import PollsTransition
from election.store.port import Act, Person, ReceiptCheck, Snapshot, Store
from election.voting.counting import outcome_of
from election.voting.deciding.outcome import Decision, Outcome
from election.voting.methods import method_of
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.choose import options_of
from election.voting.methods.kinds import SCORED
from election.voting.methods.yes_no import ABSTAIN
from election.voting.methods.yes_no import KIND as YES_NO
from election.voting.withdrawn import as_counted, without_void


class MarkingsUndeclared(Conflict):
    """Before the polls opened nobody declared that markings are published."""

    code = "results.markings_undeclared"


class BoxClosed(Conflict):
    """The box stays closed, as its quorum was not reached."""

    code = "results.box_closed"


@dataclass(frozen=True, slots=True)
class Sums:
    """The ballots of one contest, looked at one by one once more. Each is `valid`, `blank` (nothing marked)
    or `abstain` (nothing answered but with abstentions). `cast`: the rights used whose style gives it.

    `votes` of `possible` ones were given where candidates are chosen; both are 0 otherwise. `recounted`: what
    the ballots add up to is what was counted while they came in.
    """

    cast: int
    ballots: int
    valid: int
    blank: int
    abstain: int
    votes: int
    possible: int
    recounted: bool

    @property
    def hold(self) -> bool:
        """Whether the sums are right: as many ballots as rights used, none counted twice or left out."""
        return self.cast == self.ballots == self.valid + self.blank + self.abstain and self.recounted

    @property
    def unused(self) -> int:
        """How many votes were not given: on blank ballots, or where fewer were chosen than might be."""
        return self.possible - self.votes


@dataclass(frozen=True, slots=True)
class ContestReport:
    """What came out in one contest. `turnout` is of those who are given it. `result` and `sums` are None
    where the box stays closed.
    """

    outcome: Outcome
    turnout: Turnout
    at_opening: int | None
    result: ContestResult | None
    sums: Sums | None

    @property
    def contest(self) -> Contest:
        """The contest itself."""
        return self.outcome.contest

    @property
    def is_opened(self) -> bool:
        """Whether its box was opened."""
        return self.outcome.decision is not Decision.NOT_OPENED


@dataclass(frozen=True, slots=True)
class Report:
    """All that came out. `opening` is the roll of when the polls opened first; `acts` are by time;
    `receipts` is None where they were removed together with the people.
    """

    election: Election
    turnout: Turnout
    opening: OpeningRoll | None
    contests: tuple[ContestReport, ...]
    acts: tuple[Act, ...]
    receipts: ReceiptCheck | None = None

    @property
    def hold(self) -> bool:
        """Whether all sums are right, and each vote left a receipt."""
        if self.receipts is not None and not self.receipts.hold:
            return False
        return all(each.sums.hold for each in self.contests if each.sums is not None)


@dataclass(frozen=True, slots=True)
class CountedMarkings:
    """How many ballots of a contest have which marking, as they count. A key is the marking as a tuple, pairs
    where it is by candidate; () is a blank one. They stand in the order of the keys, which no casting made.
    """

    contest: Contest
    numbers: Mapping[tuple[Any, ...], int]

    @property
    def ballots(self) -> int:
        """How many there are."""
        return sum(self.numbers.values())

    @property
    def single(self) -> int:
        """How many have a marking that no other has."""
        return sum(number == 1 for number in self.numbers.values())


@dataclass(frozen=True, slots=True)
class PollsRecord:
    """What can be said of polls that are over, counted or not: no split of votes is in it."""

    election: Election
    turnout: Turnout
    opening: OpeningRoll | None
    acts: tuple[Act, ...]


class Results:
    """Gives the report of one election, once it has been counted, and the record of its polls before."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def report(self) -> Report:
        """Return what came out. Slow with many ballots: each is looked at. Raises ResultsHidden before the
        count, also where counts are shown live: what may still change is reported by nobody.
        """
        return self._store.read(report_of)

    def markings(self) -> tuple[Election, tuple[CountedMarkings | None, ...]]:
        """Return which markings the ballots have, by contest; None for a box that its quorum keeps closed.
        Raises ResultsHidden before the count, MarkingsUndeclared where that was not declared before opening,
        and BoxClosed where every box stays closed.
        """
        return self._store.read(_markings)

    def warnings(self) -> tuple[Message, ...]:
        """Return what is to be known before a result is given to anybody, on paper or as a file: where the
        counts tell how somebody voted. Raises ResultsHidden before the count.
        """
        return self._store.read(warnings_of)

    def record(self) -> PollsRecord:
        """Return what was done to the polls, and how many voted. Raises PollsTransition before their end."""
        return self._store.read(_record)

    def people(self) -> tuple[Election, tuple[Person, ...]]:
        """Return the election and everybody on its roll, for a sheet that they sign."""
        return self._store.read(lambda snapshot: (snapshot.election(), tuple(snapshot.people())))


def _record(snapshot: Snapshot) -> PollsRecord:
    election = snapshot.election()
    if not election.state.is_over:
        raise PollsTransition(state=Message(f"polls.state.{election.state}"))
    return PollsRecord(election, snapshot.turnout(), snapshot.opening_roll(), _acts(snapshot))


def _acts(snapshot: Snapshot) -> tuple[Act, ...]:
    return tuple(act for act in snapshot.acts() if is_in_records(act.what))


def _markings(snapshot: Snapshot) -> tuple[Election, tuple[CountedMarkings | None, ...]]:
    election = snapshot.election()
    if not election.state.is_counted:
        raise ResultsHidden
    if not election.markings_public:
        raise MarkingsUndeclared
    found = tuple(_counted_markings(election, contest, snapshot) for contest in election.contests)
    if not any(found):
        raise BoxClosed
    return election, found


def _counted_markings(election: Election, contest: Contest, snapshot: Snapshot) -> CountedMarkings | None:
    outcome = outcome_of(election, contest, snapshot, snapshot.lot(contest.id))
    if outcome.decision is Decision.NOT_OPENED:
        return None
    numbers = Counter(_key(contest, marking) for marking in snapshot.markings(contest.id))
    return CountedMarkings(contest, dict(sorted(numbers.items())))


def _key(contest: Contest, marking: Marking) -> tuple[Any, ...]:
    """Return what a marking counts for, one key for all that count alike."""
    counts = without_void(contest, marking)
    if not isinstance(counts, Mapping):
        return tuple(counts)
    values: dict[int, Any] = dict(counts)
    if values and contest.kind in SCORED:  # whoever is left out counts as 0
        values = {each.id: 0 for each in contest.candidates} | values
    return tuple(sorted(values.items()))


def report_of(snapshot: Snapshot) -> Report:
    """See `Results.report`."""
    election = snapshot.election()
    if not election.state.is_counted:
        raise ResultsHidden
    opening, turnouts = snapshot.opening_roll(), snapshot.turnouts()
    contests = tuple(
        _contest(election, contest, snapshot, turnouts.get(contest.id, Turnout(0, 0)), opening)
        for contest in election.contests
    )
    receipts = snapshot.receipt_check()
    return Report(election, snapshot.turnout(), opening, contests, _acts(snapshot), receipts)


def _contest(
    election: Election, contest: Contest, snapshot: Snapshot, turnout: Turnout, opening: OpeningRoll | None
) -> ContestReport:
    outcome = outcome_of(election, contest, snapshot, snapshot.lot(contest.id))
    at_opening = None if opening is None else opening.by_contest.get(contest.id, 0)
    if outcome.decision is Decision.NOT_OPENED:
        return ContestReport(outcome, turnout, at_opening, None, None)
    counts = as_counted(contest, snapshot.counts(contest.id))
    sums = sums_of(contest, turnout.voted, snapshot.markings(contest.id), counts.marks)
    return ContestReport(outcome, turnout, at_opening, method_of(contest).result(contest, counts), sums)


def sums_of(contest: Contest, cast: int, ballots: Iterable[Marking], counted: Mapping[Hashable, int]) -> Sums:
    """Return the sums of a contest's `ballots`; `cast` rights were used, `counted` is what was added up."""
    kinds, added, method = Counter[str](), Counter[Hashable](), method_of(contest)
    for marking in ballots:
        counts = without_void(contest, marking)
        kinds[_kind(contest, counts)] += 1
        added.update(method.adds(counts))
    is_choice = contest.kind == CHOOSE
    return Sums(
        cast,
        kinds.total(),
        kinds["valid"],
        kinds["blank"],
        kinds["abstain"],
        added.total() if is_choice else 0,
        kinds.total() * options_of(contest).most if is_choice else 0,
        added == Counter(counted),
    )


def _kind(contest: Contest, marking: Marking) -> str:
    if not marking:
        return "blank"
    if contest.kind == YES_NO and isinstance(marking, Mapping) and set(marking.values()) == {ABSTAIN}:
        return "abstain"
    return "valid"
