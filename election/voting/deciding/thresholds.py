"""The votes of each candidate, held against what the rule asks for."""

from election.models import CandidateCount, ContestResult
from election.rules import MORE_THAN_HALF, Base, Threshold
from election.voting.deciding.outcome import Need, Standing
from election.voting.deciding.quorum import Figures
from election.voting.methods.kinds import CHOICES
from election.voting.methods.score import KIND as SCORE
from election.voting.methods.yes_no import KIND as YES_NO
from election.voting.methods.yes_no import YesNoCount

# More yes than no is the same as more than half of both.
MORE_YES_THAN_NO = Threshold(MORE_THAN_HALF, Base.VALID)


def standings_of(result: ContestResult, figures: Figures) -> tuple[Standing, ...]:
    """Return how each candidate stands, in ballot order. Nobody has votes enough without any. Raises
    PresentUnknown; ValueError for a kind of contest that is decided otherwise.
    """
    match result.contest.kind:
        case kind if kind in CHOICES:
            return tuple(_chosen(count, result, figures) for count in result.counts)
        case kind if kind == YES_NO:
            return tuple(_answered(count, result, figures) for count in result.counts)
        case kind if kind == SCORE:
            scored = result.ballots > result.blank
            return tuple(
                Standing(count.candidate, count.total, scored, None, blank=result.blank)
                for count in result.counts
            )
    raise ValueError(f"contest {result.contest.id} is of kind {result.contest.kind}")


def _chosen(count: CandidateCount, result: ContestResult, figures: Figures) -> Standing:
    threshold = result.contest.rule.threshold
    if threshold is None:
        return Standing(count.candidate, count.total, count.total > 0, None, blank=result.blank)
    need = _need(threshold, figures, result.ballots - result.blank)
    reached = threshold.share.reached(count.total, need.people)
    return Standing(count.candidate, count.total, reached, need, blank=result.blank)


def _answered(count: CandidateCount, result: ContestResult, figures: Figures) -> Standing:
    if not isinstance(count, YesNoCount):
        raise ValueError(f"no answers on candidate {count.candidate.id}")
    threshold = result.contest.rule.threshold or MORE_YES_THAN_NO
    need = _need(threshold, figures, count.votes + count.no)
    reached = threshold.share.reached(count.votes, need.people)
    blank = result.ballots - count.votes - count.no - count.abstain
    return Standing(count.candidate, count.votes, reached, need, count.no, count.abstain, blank)


def _need(threshold: Threshold, figures: Figures, valid: int) -> Need:
    people = figures.base(threshold.base, valid)
    added = figures.added if threshold.base is Base.ROLL else 0
    return Need(threshold.base, people, threshold.share.needed(people), added)
