"""Candidates who withdrew: nobody can choose them any more, in whatever form of marking."""

from collections.abc import Iterator, Mapping

from election.errors import CandidateWithdrawn, Message, SettingRefused
from election.models import Candidate, Contest, Counts, Marking, WithdrawnVotes
from election.voting.methods.choose import KIND as CHOOSE
from election.voting.methods.choose import options_of
from election.voting.methods.yes_no import KIND as YES_NO


def withdrawn_in(contest: Contest, marking: Marking) -> Candidate | None:
    """Return the first candidate who has withdrawn and is marked all the same; None where nobody is."""
    marked = set(_marked(marking))
    return next((each for each in contest.candidates if each.withdrawn and each.id in marked), None)


def refuse_withdrawn(contest: Contest, marking: Marking) -> None:
    """Raises CandidateWithdrawn where somebody who has withdrawn is marked."""
    if (candidate := withdrawn_in(contest, marking)) is not None:
        raise CandidateWithdrawn(name=candidate.name)


def check_withdrawn_votes(contest: Contest) -> None:
    """Raises SettingRefused where votes for those who withdraw cannot be void: which ballots they would leave
    blank can be told where one candidate is chosen, or each is answered on.
    """
    one_each = contest.kind == YES_NO or (contest.kind == CHOOSE and options_of(contest).most == 1)
    if contest.withdrawn_votes is WithdrawnVotes.VOID and not one_each:
        raise SettingRefused(name="withdrawn_votes", reason=Message("setting_fault.void_of_several"))


def as_counted(contest: Contest, counts: Counts) -> Counts:
    """Return the counts without the votes that are void, whose ballots are blank then."""
    gone = {each.id for each in contest.candidates if each.withdrawn}
    if contest.withdrawn_votes is not WithdrawnVotes.VOID or not gone:
        return counts
    if contest.kind == CHOOSE:
        void = sum(counts.marks.get(each, 0) for each in gone)
        kept = {key: count for key, count in counts.marks.items() if key not in gone}
        return Counts(counts.ballots, counts.blank + void, kept)
    kept = {
        key: count for key, count in counts.marks.items() if not (isinstance(key, tuple) and key[0] in gone)
    }
    return Counts(counts.ballots, counts.blank, kept)


def without_void(contest: Contest, marking: Marking) -> Marking:
    """Return what a ballot counts for: its marking without votes that are void."""
    gone = {each.id for each in contest.candidates if each.withdrawn}
    if contest.withdrawn_votes is not WithdrawnVotes.VOID or not gone:
        return marking
    if isinstance(marking, Mapping):
        return {each: given for each, given in marking.items() if each not in gone}  # type: ignore[return-value]
    return tuple(each for each in marking if each not in gone)  # type: ignore[return-value]


def standing(contest: Contest) -> tuple[Candidate, ...]:
    """Return the candidates who can be chosen."""
    return tuple(each for each in contest.candidates if not each.withdrawn)


def _marked(marking: Marking) -> Iterator[int]:
    if isinstance(marking, Mapping):
        yield from marking
        return
    for each in marking:
        if isinstance(each, tuple):
            yield from each
        else:
            yield each
