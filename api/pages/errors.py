"""What the pages refuse beside what the whole API does."""

from election.errors import Forbidden, Unauthenticated


class ForeignForm(Forbidden):
    """The form was sent by a page that is not of this server, or for another ballot."""

    code = "page.foreign_form"


class BallotForgotten(Unauthenticated):
    """Nothing is known of this phone's ballot: too long without a touch, or the program was started again."""

    code = "page.forgotten"
