"""What may be done with an election as a whole, by the state it is in."""

from election.archive.refusals import CurrentNotOver
from election.models import Election, PollsState


def check_may_be_left(current: Election | None) -> None:
    """Raises CurrentNotOver if the polls of the current election, where there is one, are open or paused: a
    voter under way, and slips that were handed out, would lead nowhere.
    """
    if current is not None and current.state in (PollsState.OPEN, PollsState.PAUSED):
        raise CurrentNotOver(title=current.title)
