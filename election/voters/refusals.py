"""What sign-up and log-in are refused for."""

from election.errors import Conflict, Forbidden, Invalid, NotFound, Throttled, Unauthenticated, Unavailable


class MalformedAccount(Invalid):
    """An e-mail, name or password is missing, empty, too long or not text."""

    code = "account.malformed"


class WrongCredentials(NotFound):
    """No account has this e-mail address and password; which of the two is never said."""

    code = "account.wrong_credentials"


class TooManyTries(Throttled):
    """Wrong passwords for this account came too fast."""

    code = "account.too_many_tries"


class SignUpClosed(Forbidden):
    """Nobody signs up any more, for the message `reason`: the polls are over, or there is a roll."""

    code = "sign_up.closed"


class SlipGiven(Conflict):
    """This person was given a slip at the desk and votes with that."""

    code = "voter.slip_given"


class PasswordsBusy(Unavailable):
    """So many people log in or sign up over the network that this one is to come again, in `retry_after`
    whole seconds.
    """

    code = "account.busy"

    def __init__(self, retry_after: int) -> None:
        super().__init__(seconds=retry_after)
        self.retry_after = retry_after


class PasswordsFailed(Unavailable):
    """A password could be neither hashed nor checked: memory ran out, or the kept hash is damaged. It says
    nothing of whether the password is right.
    """

    code = "account.unchecked"


class BadToken(Unauthenticated):
    """The token is missing, expired, forged, or its voter is not on the roll."""

    code = "token.bad"


class WrongRole(BadToken):
    """The token is good, and for another role than this is for."""

    code = "token.wrong_role"


class NotOnThisRoll(NotFound):
    """There is nobody on the roll who has this id, number or address."""

    code = "roll.nobody"


class PersonRefused(Invalid):
    """What is said of a person cannot be kept; the message `reason` says why."""

    code = "roll.person_refused"


class RollFixed(Conflict):
    """This is not done to a roll in the state that the polls are in: `state` says that in a word."""

    code = "roll.fixed"


class PersonBound(Conflict):
    """This person has voted or came to the desk, so nothing but their name is changed any more."""

    code = "roll.bound"


class ImportNotUndone(Conflict):
    """There is no import to be undone, or it is too late: codes were printed or the polls opened."""

    code = "roll.import_not_undone"


class GroupVotesNowhere(Invalid):
    """The group `group` would vote in no contest."""

    code = "roll.group_nowhere"
