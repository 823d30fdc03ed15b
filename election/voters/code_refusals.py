"""What the making and voiding of codes, and the desk, refuse."""

from election.errors import Conflict, Forbidden, Invalid, NotFound


class NoCodesHere(Forbidden):
    """The election lets nobody in by such codes."""

    code = "codes.not_here"


class NoSuchBatch(NotFound):
    """There is no such batch, or no such style to make slips for."""

    code = "codes.no_batch"


class BatchConfirmed(Conflict):
    """The batch came out and its codes are good: it is voided sheet by sheet, with a reason."""

    code = "codes.confirmed"


class NothingToVoid(Conflict):
    """On these sheets there is no code that is unused and not void."""

    code = "codes.nothing_to_void"


class NobodyWithoutCode(Conflict):
    """Everybody on the roll has a code."""

    code = "codes.nobody_without"


class NumberOfSlips(Invalid):
    """So many slips cannot be made or counted: `most` at most."""

    code = "codes.number"


class AlreadyReceived(Conflict):
    """This person was given a slip before."""

    code = "desk.received"


class NothingReceived(Conflict):
    """This person was not given a slip, or not checked in, so that there is nothing to take back."""

    code = "desk.nothing_received"


class NoSlipsLeft(Conflict):
    """By the account there is no slip in hand for this person."""

    code = "desk.no_slips"


class SlipOfOthers(Conflict):
    """The slip is of another style than this person's, or a personal code."""

    code = "desk.other_slip"


class DeskNotHere(Forbidden):
    """The election lets nobody in by the desk."""

    code = "desk.not_here"
