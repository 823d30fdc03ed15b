"""What the desk does for people."""

from dataclasses import dataclass
from enum import StrEnum

from election.models import Election, WayIn
from election.voters.desk import DeskState
from election.voters.desk_search import DeskPerson


class Deed(StrEnum):
    """What the desk does for a person."""

    LET_VOTE = "let_vote"
    GIVE = "give"
    CHECK_IN = "check_in"
    UNDO = "undo"
    TAKE_BACK = "take_back"  # the slip came back, and the mark goes
    EXCHANGE = "exchange"  # a spoilt slip for another
    LOST = "lost"
    REISSUE = "reissue"  # a personal code was lost


USUAL = (Deed.LET_VOTE, Deed.GIVE, Deed.CHECK_IN)
_OF_SLIP = (Deed.TAKE_BACK, Deed.EXCHANGE, Deed.LOST)
_WITH_SLIP = {DeskState.RECEIVED: _OF_SLIP, DeskState.HELD: (Deed.CHECK_IN, *_OF_SLIP)}


@dataclass(frozen=True, slots=True)
class Find:
    """Find whom this names."""

    text: str


@dataclass(frozen=True, slots=True)
class Do:
    """Do this for this person."""

    deed: Deed
    person: DeskPerson


@dataclass(frozen=True, slots=True)
class Done:
    """What was done last, and can be undone: a mis-press."""

    deed: Deed
    person: DeskPerson


def deeds_for(person: DeskPerson, election: Election) -> tuple[Deed, ...]:
    """Return what can be done for a person, the usual first."""
    if election.state.is_over or person.state in (DeskState.VOTED, DeskState.REMOVED):
        return ()
    if person.state in _WITH_SLIP:
        return _WITH_SLIP[person.state]
    ways = set(election.ways_in)
    deeds = list[Deed]()
    if WayIn.DESK in ways:
        deeds.append(Deed.LET_VOTE)
    if WayIn.SLIP in ways:
        deeds.append(Deed.GIVE)
    if person.state is DeskState.CAME:
        deeds.append(Deed.UNDO)
    elif not deeds:
        deeds.append(Deed.CHECK_IN)
    if WayIn.CODE in ways:
        deeds.append(Deed.REISSUE)
    return tuple(deeds)
