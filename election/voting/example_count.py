"""An example count of each way to vote: 24 made-up voters vote in each way, and the real method counts them.

What they think of the three candidates is the same in every way, so that ways can be compared: the first has
most who like them best, the third most who like them much, and the second is preferred to each of the others.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from election.models import Candidate, Contest, ContestResult, Counts, LocalText, Marking
from election.rules import OrderOrigin, Rule, TieRule, Ties
from election.voting.counts.log import PairCount, StagedCount
from election.voting.counts.sentences import CountSentences, Say
from election.voting.deciding.decide import decide
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.quorum import Figures, attendance
from election.voting.deciding.sentences import Sentences
from election.voting.methods import METHODS
from election.voting.methods.approval import KIND as APPROVAL
from election.voting.methods.counted import CountedResult
from election.voting.methods.kinds import RANKED, SCORED
from election.voting.methods.stv_scottish import KIND as STV
from election.voting.methods.yes_no import KIND as YES_NO
from election.voting.methods.yes_no import NO, YES, YesNoCount

# So many voters, and what each of them would give the three candidates, of 5 points.
_VOTERS = ((10, (5, 2, 0)), (6, (0, 5, 4)), (8, (0, 1, 5)))
VOTERS = sum(number for number, _ in _VOTERS)
_IDS = (1, 2, 3)
_NAMES = ("first", "second", "third")  # in the catalogue
_ASKED = 2  # where yes or no is asked, it is of this candidate alone
_ACCEPTABLE = 2  # points, from which on a candidate is approved of
_SEATS_IN_PROPORTION = 2


@dataclass(frozen=True, slots=True)
class Example:
    """Equal ballots with their number, and what came out of them."""

    ballots: tuple[tuple[int, Marking], ...]
    result: ContestResult
    outcome: Outcome


def example_count(kind: str, say: Say) -> Example:
    """Count the example in this way, with names in the language of `say`. Yes or no is asked of the second
    candidate alone; by STV two are elected, and one by each other way.
    """
    names = [say(f"wish.example.candidate.{each}") for each in _NAMES]
    method, contest = METHODS[kind], _contest(kind, names)
    ballots = tuple((number, _marking(kind, points)) for number, points in _VOTERS)
    marks = Counter[Hashable]()
    for number, marking in ballots:
        for mark in method.adds(method.canonical(contest, marking)):
            marks[mark] += number
    result = method.result(contest, Counts(VOTERS, 0, marks))
    figures = Figures(roll_at_opening=VOTERS, cast=VOTERS)
    return Example(ballots, result, decide(result, figures, attendance(contest, figures)))


class ExampleWords:
    """Words an example, in the language of `say`."""

    def __init__(self, say: Say, example: Example) -> None:
        self._say, self._example = say, example
        self._candidates = example.result.contest.candidates

    def ballots(self) -> list[str]:
        """Return a line for each group of equal ballots."""
        return [
            self._say("wish.example.ballots", count=number, marked=self._marked(marking))
            for number, marking in self._example.ballots
        ]

    def count(self) -> list[str]:
        """Return the rounds, the pairs, or the votes or points of each."""
        result = self._example.result
        count = result.count if isinstance(result, CountedResult) else None
        if isinstance(count, StagedCount):
            return CountSentences(self._say, [each.name for each in self._candidates]).stages(count)
        if isinstance(count, PairCount):
            return self._pairs(count)
        counts = result.counts
        if isinstance(answers := counts[0], YesNoCount):
            return [self._say("wish.example.answers", yes=answers.votes, no=answers.no)]
        figures = ", ".join(f"{each.candidate.name} {each.total}" for each in counts)
        key = "points" if result.contest.kind in SCORED else "votes"
        return [self._say(f"wish.example.{key}", figures=figures)]

    def outcome(self) -> tuple[str, ...]:
        """Return who wins, and why."""
        return Sentences(self._say).outcome(self._example.outcome)

    def _pairs(self, count: PairCount) -> list[str]:
        names = [each.name for each in self._candidates]
        return [
            f"{names[one]} {count.pairwise[one][other]} : {count.pairwise[other][one]} {names[other]}"
            for one in range(len(names))
            for other in range(one + 1, len(names))
        ]

    def _marked(self, marking: Marking) -> str:
        contest = self._example.result.contest
        names = {each.id: each.name for each in contest.candidates}
        if contest.kind == YES_NO:
            return ", ".join(self._say(f"wish.example.{answer}") for answer in dict(marking).values())  # type: ignore[arg-type]
        if contest.kind in SCORED:
            return ", ".join(f"{names[each]} {score}" for each, score in dict(marking).items())  # type: ignore[arg-type]
        if contest.kind in RANKED:
            ranked = [names[each] for (each,) in marking]  # type: ignore[misc]
            return ", ".join(f"{place}. {name}" for place, name in enumerate(ranked, start=1))
        return ", ".join(names[each] for each in marking)  # type: ignore[index]


def _contest(kind: str, names: Sequence[str]) -> Contest:
    standing = [Candidate(each, name) for each, name in zip(_IDS, names, strict=True)]
    if kind == YES_NO:
        standing = [each for each in standing if each.id == _ASKED]
    order = tuple(each.id for each in standing)
    rule = Rule(
        seats=_SEATS_IN_PROPORTION if kind == STV else None,
        ties=Ties(TieRule.ORDER, order, OrderOrigin.DRAWN),
    )
    return Contest(1, LocalText(()), kind, METHODS[kind].options({}), tuple(standing), rule)


def _marking(kind: str, points: Sequence[int]) -> Marking:
    given = dict(zip(_IDS, points, strict=True))
    if kind in SCORED:
        return given
    if kind == YES_NO:
        return {_ASKED: YES if given[_ASKED] >= _ACCEPTABLE else NO}
    if kind == APPROVAL:
        return tuple(each for each in _IDS if given[each] >= _ACCEPTABLE)
    liked = sorted(_IDS, key=lambda each: -given[each])
    return tuple((each,) for each in liked) if kind in RANKED else (liked[0],)
