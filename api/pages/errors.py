"""What the pages refuse beside what the whole API does."""

from election.errors import Forbidden, NotFound, Unauthenticated


class ForeignForm(Forbidden):
    """The form was sent by a page that is not of this server, or for another ballot."""

    code = "page.foreign_form"


class BallotForgotten(Unauthenticated):
    """This phone's ballot was forgotten before it was cast: too long without a touch, or the program was
    started again.
    """

    code = "page.forgotten"


class NoBallot(Unauthenticated):
    """Nothing is known of this phone: it has not begun, or its ballot is in the box and its cookie gone."""

    code = "page.no_ballot"


class NoSuchPage(NotFound):
    """This ballot has no such contest."""

    code = "page.no_such_contest"
