"""Counts in words, in both languages: what came out with the numbers that decide, every stage, and every tie
with the steps tried.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Protocol

from election.errors import Message
from election.texts import isolated
from election.voting.counts.log import (
    Came,
    Count,
    Exclusion,
    PairCount,
    Stage,
    StagedCount,
    StarCount,
    StarRound,
    Surplus,
    TotalsCount,
)
from election.voting.counts.pairwise import cycle_through
from election.voting.counts.ties import By, For, Step, Tie

_ABOUT = {
    For.EXCLUSION: "counting.tie.exclude",
    For.SURPLUS: "counting.tie.surplus",
    For.ORDER_OF_ELECTION: "counting.tie.order_of_election",
    For.LAST_SEAT: "counting.tie.last_seat",
    For.FINALIST: "counting.tie.finalist",
    For.RUN_OFF: "counting.tie.final",
    For.WINNER: "counting.tie.winner",
}
_STEPS = {
    By.LOOK_BACK: "counting.step.look_back",
    By.HEAD_TO_HEAD: "counting.step.head_to_head",
    By.SCORE: "counting.step.score",
    By.MAX_SCORES: "counting.step.max_scores",
    By.ORDER: "counting.step.order",
}
_DECIDED = {For.EXCLUSION: "counting.chosen.excluded", For.SURPLUS: "counting.chosen.first"}


class Say(Protocol):
    """Returns the text under a key of the catalogue, in one language."""

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text with its values filled in."""


def votes_text(units: int, unit: int, places: int = 2) -> str:
    """Return votes as they are shown: cut to so many decimals, none where votes are whole.

    >>> votes_text(1_299_999, UNIT), votes_text(12, 1)
    ('12.99', '12')
    """
    if unit == 1:
        return str(units)
    whole, rest = divmod(units, unit)
    return f"{whole}.{rest * 10**places // unit:0{places}d}"


def mean_text(total: int, number: int) -> str:
    """Return an average with two decimals, half up.

    >>> mean_text(33, 7)
    '4.71'
    """
    hundredths = (200 * total + number) // (2 * number) if number else 0
    return f"{hundredths // 100}.{hundredths % 100:02d}"


class CountSentences:
    """Words counts, in the language of `say`. `names` are the candidates'."""

    def __init__(self, say: Say, names: Sequence[str]) -> None:
        self._say, self._candidates = say, names

    def outcome(self, count: Count) -> list[str]:
        """Return what came out and why, the most important first. Ties are told by `ties`."""
        if count.came is Came.NO_VOTES:
            return [self._say("counting.no_votes")]
        elected = self._say("counting.elected", names=self._names(count.winners))
        if count.came is Came.UNCONTESTED:
            return [elected, self._say("counting.uncontested")]
        match count:
            case StagedCount(quota=None):
                return [elected, self._majority(count)]
            case StagedCount():
                seats = len(count.winners)
                values = {"quota": count.quota, "valid": count.valid, "count": seats, "parts": str(seats + 1)}
                return [elected, self._say("counting.quota", **values)]
            case StarCount():
                return [elected, *(line for each in count.rounds for line in self._star(count, each))]
            case TotalsCount():
                return [elected]
            case PairCount():
                key = "counting.pairs.beats_all" if count.beats_all is not None else _RULES[count.rule]
                return [elected, self._say(key, name=self._names(count.winners)), *self._circle(count)]
        return [elected]

    def stages(self, count: StagedCount) -> list[str]:
        """Return a sentence for each stage."""
        return [self._stage(count, at, stage) for at, stage in enumerate(count.stages, start=1)]

    def ties(self, count: Count) -> list[str]:
        """Return a sentence for each tie, with all steps tried."""
        return [self._tie(count, tie) for tie in count.ties]

    def _majority(self, count: StagedCount) -> str:
        last, (winner,) = count.stages[-1], count.winners
        counting = count.valid - last.left_over
        key = "counting.majority" if 2 * last.votes[winner] > counting else "counting.only_one_left"
        values = {"votes": last.votes[winner], "counting": counting, "valid": count.valid}
        return self._say(key, name=self._names([winner]), **values)

    def _star(self, count: StarCount, each: StarRound) -> Iterable[str]:
        finalists = self._figures({one: count.totals[one] for one in each.finalists})
        yield self._say("counting.star.finalists", names=finalists)
        if each.final is not None:
            prefer, level = self._figures(each.final.prefer), each.final.level
            yield self._say("counting.star.final", names=prefer, level=level)

    def _circle(self, count: PairCount) -> Iterable[str]:
        """Yield who beats whom in a circle with the winner in it, and which win is set aside for that."""
        circle = cycle_through(count.pairwise, count.winners[0]) if count.beats_all is None else ()
        if not circle:
            return
        wins = list(pairwise((*circle, circle[0])))
        yield self._say("counting.pairs.circle", pairs=", ".join(self._pair(count, *win) for win in wins))
        votes = [count.pairwise[a][b] for a, b in wins]
        if count.rule != "minimax" and votes[-1] < min(votes[:-1]):
            yield self._say("counting.pairs.set_aside", pair=self._pair(count, *wins[-1]))

    def _pair(self, count: PairCount, ahead: int, behind: int) -> str:
        values = {"ahead": count.pairwise[ahead][behind], "behind": count.pairwise[behind][ahead]}
        return self._say(
            "counting.pairs.win", first=self._names([ahead]), second=self._names([behind]), **values
        )

    def _stage(self, count: StagedCount, at: int, stage: Stage) -> str:
        moved = self._moved(count, stage)
        match stage.event:
            case None:
                figures = {each: number for each, number in enumerate(stage.votes) if number}
                said = self._say("counting.stage.first", names=self._figures(figures, count.unit))
            case Exclusion(candidate, transferred=False):
                said = self._say("counting.stage.exclude_last", name=self._names([candidate]))
            case Exclusion(candidate):
                said = self._say("counting.stage.exclude", name=self._names([candidate]), moved=moved)
            case Surplus(candidate, amount):
                votes = votes_text(amount, count.unit)
                name = self._names([candidate])
                said = self._say("counting.stage.surplus", name=name, votes=votes, moved=moved)
        if stage.elected:
            said = f"{said} {self._say('counting.stage.elected', names=self._names(stage.elected))}"
        return self._say("counting.stage", number=at, said=said)

    def _moved(self, count: StagedCount, stage: Stage) -> str:
        moved = {each: amount for each, amount in (stage.moved or {}).items() if amount}
        if not moved:
            return self._say("counting.moved.nothing")
        told = [
            f"{self._names([each])} +{votes_text(amount, count.unit)}"
            for each, amount in sorted(moved.items(), key=lambda one: -one[1])
            if each is not None
        ]
        if amount := moved.get(None, 0):
            key = "counting.moved.exhausted" if count.quota is None else "counting.moved.not_transferable"
            told.append(self._say(key, votes=votes_text(amount, count.unit)))
        return ", ".join(told)

    def _tie(self, count: Count, tie: Tie) -> str:
        level = self._say(_ABOUT[tie.about], names=self._names(tie.among), votes=self._level_at(count, tie))
        if tie.stage is not None:
            level = self._say("counting.stage", number=tie.stage, said=level)
        unit = count.unit if isinstance(count, StagedCount) else 1
        chosen = self._say(_DECIDED.get(tie.about, "counting.chosen.ahead"), names=self._names(tie.chosen))
        return " ".join((level, *(self._step(step, unit) for step in tie.steps), chosen))

    def _level_at(self, count: Count, tie: Tie) -> str | int:
        one = tie.among[0]
        if isinstance(count, StagedCount) and tie.stage is not None:
            at = tie.stage - (1 if tie.about is For.ORDER_OF_ELECTION else 2)
            return votes_text(count.stages[min(at, len(count.stages) - 1)].votes[one], count.unit)
        return count.totals[one] if isinstance(count, TotalsCount) else ""

    def _step(self, step: Step, unit: int) -> str:
        left = Message("counting.step.level") if len(step.left) == len(step.figures) else None
        values = {"figures": self._figures(step.figures, unit), "left": left or self._names(step.left)}
        return self._say(_STEPS[step.by], round=step.stage, **values)

    def _figures(self, figures: Mapping[int, int], unit: int = 1) -> str:
        return ", ".join(f"{self._names([each])} {votes_text(n, unit)}" for each, n in figures.items())

    def _names(self, candidates: Iterable[int]) -> str:
        return ", ".join(isolated(self._candidates[each]) for each in candidates)


_RULES = {
    "schulze": "counting.pairs.schulze",
    "ranked_pairs": "counting.pairs.ranked_pairs",
    "minimax": "counting.pairs.minimax",
}
