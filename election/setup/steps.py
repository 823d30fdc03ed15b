"""The steps of an election's life: which there are, from where each may be taken, and where it leads.

`STEPS` is the one table of it. Services look there in the transaction that takes the step; doors look there
to know what they may offer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from election.errors import Message
from election.models import PollsState
from election.setup.refusals import (
    AlreadyCounted,
    PollsTransition,
    PresentRefused,
    ReasonMissing,
    StepForbidden,
)
from election.texts import Unclean, clean_text

ORGANISER = "organiser"  # the role of whoever knows the passphrase or has the data folder
SCHEDULE = "schedule"  # the role of the program where it keeps the announced times
LONGEST_REASON = 500  # characters
MOST_PRESENT, LONGEST_PRESENT = 10, 100  # people whose names are noted; characters of one


class Step(StrEnum):
    """What can be done to the polls, in the order in which doors offer it."""

    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    COUNT = "count"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    ANNUL = "annul"


@dataclass(frozen=True, slots=True)
class StepRule:
    """`before`: the states a step may be taken from; `after`: where it leads; `act`: what is noted of it."""

    before: frozenset[PollsState]
    after: PollsState
    act: str
    needs_reason: bool = False


_BEFORE_THE_COUNT = frozenset({PollsState.DRAFT, PollsState.OPEN, PollsState.PAUSED, PollsState.CLOSED})

STEPS: Mapping[Step, StepRule] = {
    Step.OPEN: StepRule(frozenset({PollsState.DRAFT}), PollsState.OPEN, "polls.opened"),
    Step.PAUSE: StepRule(frozenset({PollsState.OPEN}), PollsState.PAUSED, "polls.paused"),
    Step.RESUME: StepRule(frozenset({PollsState.PAUSED}), PollsState.OPEN, "polls.resumed"),
    Step.CLOSE: StepRule(frozenset({PollsState.OPEN, PollsState.PAUSED}), PollsState.CLOSED, "polls.closed"),
    Step.REOPEN: StepRule(
        frozenset({PollsState.CLOSED}), PollsState.OPEN, "polls.reopened", needs_reason=True
    ),
    Step.COUNT: StepRule(frozenset({PollsState.CLOSED}), PollsState.COUNTED, "polls.counted"),
    Step.ANNUL: StepRule(_BEFORE_THE_COUNT, PollsState.ANNULLED, "polls.annulled", needs_reason=True),
    Step.ARCHIVE: StepRule(frozenset({PollsState.COUNTED}), PollsState.ARCHIVED, "polls.archived"),
}


def steps_from(state: PollsState) -> tuple[Step, ...]:
    """Return the steps that may be taken from `state`, in the order of `Step`."""
    return tuple(step for step in Step if state in STEPS[step].before)


def check_role(role: str) -> None:
    """Raises StepForbidden unless `role` may take steps: the organiser alone."""
    if role != ORGANISER:
        raise StepForbidden


def checked_reason(step: Step, why: str) -> str:
    """Return the reason as it is kept. Raises ReasonMissing where `step` needs one, or it is too long or
    nothing that can be kept.
    """
    if not why.strip() and not STEPS[step].needs_reason:
        return ""
    return needed_reason(why)


def needed_reason(why: str) -> str:
    """Return the reason for what needs one as it is kept. Raises ReasonMissing where there is none, it is too
    long or nothing that can be kept.
    """
    try:
        reason = clean_text(why)
    except Unclean:
        reason = ""
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ReasonMissing(most=LONGEST_REASON)
    return reason


def checked_present(present: Sequence[str]) -> tuple[str, ...]:
    """Return the names of those who were there as they are kept; empty ones are left out. Raises
    PresentRefused where one is too long, or nothing that can be kept, or there are too many.
    """
    names = []
    for each in present:
        if each.strip():
            try:
                names.append(clean_text(each))
            except Unclean:
                names.append("")
    if len(names) > MOST_PRESENT or not all(0 < len(name) <= LONGEST_PRESENT for name in names):
        raise PresentRefused(most=LONGEST_PRESENT, count=MOST_PRESENT)
    return tuple(names)


def check_step(step: Step, state: PollsState) -> None:
    """Raises PollsTransition unless `step` may be taken from `state`; AlreadyCounted where that is because
    the count has been seen.
    """
    if state in STEPS[step].before:
        return
    kind = AlreadyCounted if step is Step.REOPEN and state.is_counted else PollsTransition
    raise kind(state=Message(f"polls.state.{state}"))
